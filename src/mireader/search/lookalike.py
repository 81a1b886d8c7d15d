"""A character taken for one that looks like it: the passages that hold the query with the other one.

Every look-alike of every character is tried; what is cheap comes first: whether a segment knows the pairs
of characters that were not changed, then those that were, and only then which passages hold them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mireader.hanzi.looks import looks_like
from mireader.search.candidates import Candidates, Gram, best_of, holding
from mireader.search.grams import bigram
from mireader.search.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_LOOKED_AT = 40
"""Passages that are told."""


def passages_alike(
    segments: Sequence[Segment], units: Sequence[int], allowed: Sequence[Mask] | None
) -> dict[int, list[int]]:
    """By segment, ascending: passages that hold the query's units but one, which has a look-alike there.

    `units`: two or more. `allowed`: by segment, which passages may be found.
    """
    query = _Changed(units)
    found = [query.held_by(segment) for segment in segments]
    impacts = []
    for number, (segment, some) in enumerate(zip(segments, found, strict=True)):
        permitted = ~segment.boilerplate[some.passages]
        if allowed is not None:
            permitted &= allowed[number][some.passages]
        found[number] = Candidates(some.passages[permitted], some.impacts[permitted])
        impacts.append(found[number].impacts.astype("int16"))
    chosen = best_of(impacts, _LOOKED_AT)
    return {number: found[number].passages[at].tolist() for number, at in enumerate(chosen) if len(at)}


class _Changed:
    """A query with one character changed for a look-alike, in every way."""

    def __init__(self, units: Sequence[int]) -> None:
        import numpy as np

        self._own = np.array(_keys(units), np.uint32)
        self._ways: list[list[int]] = []
        """The bigrams of each way."""
        at: list[int] = []
        for place, unit in enumerate(units):
            for other in looks_like(chr(unit)):
                self._ways.append(_keys([*units[:place], ord(other), *units[place + 1 :]]))
                at.append(place)
        self._at = np.array(at, np.int64)
        """By way: the place that is changed."""
        last = len(units) - 2
        pairs = [(way[max(0, i - 1)], way[min(i, last)]) for i, way in zip(at, self._ways, strict=True)]
        self._pairs = np.array(pairs, np.uint32).reshape(-1, 2)
        """By way: the bigrams that the changed character is in."""

    def held_by(self, segment: Segment) -> Candidates:
        """The passages of a segment that hold the query in any of the ways, with the highest impacts."""
        import numpy as np

        field = segment.fields["bigrams"]
        unknown = np.flatnonzero(field.counts(self._own) == 0)
        ways = np.arange(len(self._at))
        if len(unknown):
            ways = np.flatnonzero((unknown[0] >= self._at - 1) & (unknown[-1] <= self._at))
        ways = ways[(field.counts(self._pairs[ways].ravel()).reshape(-1, 2) > 0).all(axis=1)]
        best = np.zeros(len(segment.starts), np.uint8)
        for way in ways.tolist():
            some = holding(segment, [Gram("bigrams", key) for key in self._ways[way]])
            best[some.passages] = np.maximum(best[some.passages], some.impacts)
        passages = np.flatnonzero(best).astype(np.uint16)
        return Candidates(passages, best[passages])


def _keys(units: Sequence[int]) -> list[int]:
    return [bigram(*pair) for pair in pairwise(units)]
