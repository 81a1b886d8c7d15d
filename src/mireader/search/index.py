"""The index: segments of a few million characters, searchable as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, repeat

from mireader.hanzi.segment import segmenter
from mireader.memory import give_back
from mireader.search.postings import MOST_PASSAGES
from mireader.search.segment import Segment, Text, build_segment

SEGMENT_SIZE = 1_500_000
"""Code points of a segment; larger ones raise the peak of memory while they are built."""
TEXT_COUNTS = 125
"""Code points that a text counts for at least: a segment of very many small pages comes too late."""
GROWTH = (32, 8, 2)
"""Where something is to be found soon, the first segments are so many times smaller."""


def build_segments(
    texts: Iterable[Text],
    size: int = SEGMENT_SIZE,
    cut: Callable[[str], list[str]] | None = None,
    threads: int = 1,
    first: int = 0,
    soon: bool = False,
) -> Iterator[Segment]:
    """Indexes texts in their order, numbered from `first`; a text is in one segment with all its passages.

    With two threads one segment is sorted while the next is cut into words. `soon`: the first segments are
    small, so that what was read first can be found while the rest is read.
    """
    cut = cut or segmenter()[1]
    sizes = chain((size // part for part in GROWTH if soon), repeat(size))
    if threads < 2:
        for number, group in _groups(texts, sizes, first):
            yield build_segment(group, number, cut)
        give_back()
        return
    waiting: deque[Future[Segment]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for number, group in _groups(texts, sizes, first):
            waiting.append(pool.submit(build_segment, group, number, cut))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    give_back()


def _groups(texts: Iterable[Text], sizes: Iterator[int], first: int) -> Iterator[tuple[int, list[Text]]]:
    """The texts of each segment, and the number of the first."""
    group: list[Text] = []
    units = passages = 0
    size = next(sizes)
    for text in texts:
        full = units + len(text.text) > size or passages + len(text.passages) > MOST_PASSAGES - 1
        if group and full:
            yield first, group
            first += len(group)
            group, units, passages = [], 0, 0
            size = next(sizes)
        group.append(text)
        units += max(len(text.text), TEXT_COUNTS)
        passages += len(text.passages)
    if group:
        yield first, group
