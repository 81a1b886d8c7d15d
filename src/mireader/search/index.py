"""The index: segments of a few million characters, searchable as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from mireader.hanzi.segment import segmenter
from mireader.search.memory import give_back
from mireader.search.postings import MOST_PASSAGES
from mireader.search.segment import Segment, Text, build_segment

SEGMENT_SIZE = 2_000_000
"""Code points of a segment; larger ones raise the peak of memory while they are built."""


def build_segments(
    texts: Iterable[Text],
    size: int = SEGMENT_SIZE,
    cut: Callable[[str], list[str]] | None = None,
    threads: int = 1,
    first: int = 0,
) -> Iterator[Segment]:
    """Indexes texts in their order, numbered from `first`; a text is in one segment with all its passages.

    With two threads one segment is sorted while the next is cut into words.
    """
    cut = cut or segmenter()[1]
    if threads < 2:
        for number, group in _groups(texts, size, first):
            yield build_segment(group, number, cut)
        give_back()
        return
    waiting: deque[Future[Segment]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for number, group in _groups(texts, size, first):
            waiting.append(pool.submit(build_segment, group, number, cut))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    give_back()


def _groups(texts: Iterable[Text], size: int, first: int) -> Iterator[tuple[int, list[Text]]]:
    """The texts of each segment, and the number of the first."""
    group: list[Text] = []
    units = passages = 0
    for text in texts:
        full = units + len(text.text) > size or passages + len(text.passages) > MOST_PASSAGES - 1
        if group and full:
            yield first, group
            first += len(group)
            group, units, passages = [], 0, 0
        group.append(text)
        units += len(text.text)
        passages += len(text.passages)
    if group:
        yield first, group
