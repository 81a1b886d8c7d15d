"""The index: segments of a few million characters, built one after the other, searchable as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mireader.hanzi.segment import segmenter
from mireader.search.postings import MOST_PASSAGES
from mireader.search.segment import Segment, Text, build_segment

SEGMENT_SIZE = 3_000_000
"""Code points of a segment; larger ones raise the peak of memory while they are built."""


def build_segments(
    texts: Iterable[Text], size: int = SEGMENT_SIZE, cut: Callable[[str], list[str]] | None = None
) -> Iterator[Segment]:
    """Indexes texts in their order; a text is in one segment with all its passages."""
    cut = cut or segmenter()[1]
    waiting: list[Text] = []
    first = units = passages = 0
    for text in texts:
        full = units + len(text.text) > size or passages + len(text.passages) > MOST_PASSAGES - 1
        if waiting and full:
            yield build_segment(waiting, first, cut)
            first += len(waiting)
            waiting, units, passages = [], 0, 0
        waiting.append(text)
        units += len(text.text)
        passages += len(text.passages)
    if waiting:
        yield build_segment(waiting, first, cut)
