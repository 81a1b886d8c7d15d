"""Maps between a text and what was made from it by edits.

Every shown form of a page (clean, mended, converted) is made by edits and keeps the map, so that
a highlight, a hit or a quotation always finds the characters as stored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""Start and end in code points, end exclusive."""


class Edit(NamedTuple):
    """Puts `text` in the place of source[start:end]; offsets in code points."""

    start: int
    end: int
    text: str


class Alignment:
    """The monotone map between a source text and the target that `edits` make of it.

    Characters outside the edits are kept. An edit that keeps the length is mapped character for
    character, any other as a whole.

    Raises ValueError where edits overlap or run past the source.
    """

    __slots__ = ("_source_ends", "_source_starts", "_target_ends", "_target_starts", "edits", "source_length")

    def __init__(self, edits: Iterable[Edit], source_length: int) -> None:
        self.edits: tuple[Edit, ...] = tuple(sorted(edits, key=lambda edit: edit[:2]))
        self.source_length = source_length
        self._source_starts = [edit.start for edit in self.edits]
        self._source_ends = [edit.end for edit in self.edits]
        self._target_starts: list[int] = []
        self._target_ends: list[int] = []
        shift = at = 0
        for start, end, text in self.edits:
            if not at <= start <= end <= source_length:
                raise ValueError(f"edit {start}:{end} overlaps another or lies outside the text")
            self._target_starts.append(start + shift)
            self._target_ends.append(start + shift + len(text))
            shift += len(text) - (end - start)
            at = end

    @property
    def target_length(self) -> int:
        """Length of the target in code points."""
        if not self.edits:
            return self.source_length
        return self._target_ends[-1] + self.source_length - self._source_ends[-1]

    def apply(self, source: str) -> str:
        """The target text."""
        if not self.edits:
            return source
        parts: list[str] = []
        at = 0
        for start, end, text in self.edits:
            parts.append(source[at:start])
            parts.append(text)
            at = end
        parts.append(source[at:])
        return "".join(parts)

    def source_of(self, position: int) -> Span:
        """Where target[position] came from; at the target's end, the source's end."""
        index = bisect_right(self._target_starts, position) - 1
        if index < 0:
            return position, position + 1
        start, end, text = self.edits[index]
        offset = position - self._target_starts[index]
        if offset < len(text):
            return (start + offset, start + offset + 1) if len(text) == end - start else (start, end)
        at = position - self._target_ends[index] + end
        return at, at + 1

    def source_span(self, start: int, end: int) -> Span:
        """The source characters that target[start:end] came from, from the first to the last."""
        if start >= end:
            at = min(self.source_of(start)[0], self.source_length)
            return at, at
        return self.source_of(start)[0], min(self.source_of(end - 1)[1], self.source_length)

    def source_pieces(self, start: int, end: int) -> list[Span]:
        """As `source_span`, less what was deleted inside it: one span for each unbroken run."""
        low, high = self.source_span(start, end)
        pieces: list[Span] = []
        at = low
        first = bisect_left(self._source_ends, low)
        for index in range(first, len(self.edits)):
            edit = self.edits[index]
            if edit.start >= high:
                break
            if edit.text or edit.start == edit.end or edit.start < at:
                continue
            if edit.start > at:
                pieces.append((at, edit.start))
            at = edit.end
        if high > at:
            pieces.append((at, high))
        return pieces

    def target_of(self, position: int) -> int:
        """Where source[position] went; for a deleted character, where it would stand."""
        index = bisect_right(self._source_starts, position) - 1
        if index < 0:
            return position
        start, end, text = self.edits[index]
        if position < end:
            offset = position - start if len(text) == end - start else 0
            return self._target_starts[index] + offset
        return position - end + self._target_ends[index]

    def targets_of(self, positions: Sequence[int]) -> list[int]:
        """`target_of` for many positions, all at once."""
        if not self.edits:
            return list(positions)
        import numpy as np

        at = np.array(positions, np.int64)
        edit = np.searchsorted(np.array(self._source_starts), at, "right") - 1
        ends, targets = np.array(self._source_ends), np.array(self._target_ends)
        found = np.where(edit < 0, at, at - ends[edit] + targets[edit])
        for index in np.flatnonzero((edit >= 0) & (at < ends[edit])).tolist():
            found[index] = self.target_of(int(at[index]))
        mapped: list[int] = found.tolist()
        return mapped

    def target_span(self, start: int, end: int) -> Span:
        """The target characters that source[start:end] became."""
        if start >= end:
            at = self.target_of(start)
            return at, at
        low = self.target_of(start)
        index = bisect_right(self._source_starts, end - 1) - 1
        if index >= 0 and end - 1 < self._source_ends[index]:
            _, last_end, text = self.edits[index]
            same = len(text) == last_end - self._source_starts[index]
            high = self.target_of(end - 1) + 1 if same else self._target_ends[index]
        else:
            high = self.target_of(end - 1) + 1
        return low, max(low, high)

    def within(self, start: int, end: int) -> Alignment:
        """The map of source[start:end] alone, with the edits that lie in it."""
        low = bisect_left(self._source_starts, start)
        inside = []
        for edit in self.edits[low:]:
            if edit.end > end or (edit.start >= end and edit.start != edit.end):
                break
            inside.append(Edit(edit.start - start, edit.end - start, edit.text))
        return Alignment(inside, end - start)


class Chain:
    """Several alignments, one after the other, as one map from the last target to the first source."""

    __slots__ = ("links",)

    def __init__(self, links: Sequence[Alignment]) -> None:
        self.links = tuple(links)

    def source_span(self, start: int, end: int) -> Span:
        """The first source's characters that the last target's [start:end] came from."""
        for link in reversed(self.links):
            start, end = link.source_span(start, end)
        return start, end

    def target_span(self, start: int, end: int) -> Span:
        """The last target's characters that the first source's [start:end] became."""
        for link in self.links:
            start, end = link.target_span(start, end)
        return start, end

    def target_of(self, position: int) -> int:
        """Where a position of the first source went."""
        for link in self.links:
            position = link.target_of(position)
        return position


def replaced(alignment: Alignment) -> Iterator[Span]:
    """Target spans that hold other characters than the source, for marking them."""
    for edit, low in zip(alignment.edits, alignment._target_starts, strict=True):
        if edit.text:
            yield low, low + len(edit.text)
