"""Postings: for each key of a field, the passages that hold it and how much each is about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint32]
    Passages = NDArray[np.uint16]
    Impacts = NDArray[np.uint8]

MOST_PASSAGES = 1 << 16
"""Passages of one segment: their numbers are kept in 16 bits."""
HEADING_WEIGHT = 4
"""Occurrences in the text under a heading that one in the heading counts for (BM25F's field weight)."""


def build_postings(
    keys: Keys, passages: Passages, in_heading: NDArray[np.bool_], norms: NDArray[np.float32]
) -> tuple[Keys, Keys, Passages, Impacts]:
    """Sorted unique keys, where each key's passages begin (one longer), passages, impacts.

    The arguments are parallel arrays of occurrences, and `norms` by passage what BM25 adds to the
    frequency in its denominator. An impact is that term of BM25, tf / (tf + norm), in 255ths: a query
    only adds up bytes (Anh and Moffat, Simplified similarity scoring using term ranks, SIGIR 2005).
    """
    import numpy as np

    pairs = keys.astype(np.uint64)
    pairs <<= np.uint64(17)
    pairs |= passages.astype(np.uint32) << np.uint32(1)
    pairs |= in_heading
    pairs.sort()
    headings = (pairs & np.uint64(1)).astype(np.uint8)
    pairs >>= np.uint64(1)
    first = np.flatnonzero(np.concatenate(([len(pairs) > 0], pairs[1:] != pairs[:-1])))
    unique = pairs[first]
    counts = np.diff(np.append(first, len(pairs)))
    del pairs
    so_far = np.concatenate(([0], np.cumsum(headings, dtype=np.uint32)))
    counts += (HEADING_WEIGHT - 1) * np.diff(so_far[np.append(first, len(headings))].astype(np.int64))
    owner = (unique & np.uint64(0xFFFF)).astype(np.uint16)
    frequency = counts.astype(np.float32)
    impacts = np.maximum(1, frequency / (frequency + norms[owner]) * np.float32(255)).astype(np.uint8)
    key = (unique >> np.uint64(16)).astype(np.uint32)
    begins = np.flatnonzero(np.concatenate(([len(key) > 0], key[1:] != key[:-1])))
    starts = np.append(begins, len(key)).astype(np.uint32)
    return key[begins], starts, owner, impacts


class Postings:
    """One field's postings in one segment."""

    __slots__ = ("_impacts", "_keys", "_passages", "_starts")

    def __init__(self, keys: Keys, starts: Keys, passages: Passages, impacts: Impacts) -> None:
        self._keys, self._starts, self._passages, self._impacts = keys, starts, passages, impacts

    def get(self, low: int, high: int | None = None) -> tuple[Passages, Impacts]:
        """The passages that hold the key `low`, ascending, and their impacts; empty if none does.

        With `high`: those of every key from `low` to `high`, a passage as often as it holds one.
        """
        import numpy as np

        begin = int(self._keys.searchsorted(np.uint32(low)))  # a plain int would copy the keys
        if high is not None:
            end = int(self._keys.searchsorted(np.uint32(high), "right"))
        else:
            end = begin + (begin < len(self._keys) and int(self._keys[begin]) == low)
        at = slice(int(self._starts[begin]), int(self._starts[end]))
        return self._passages[at], self._impacts[at]

    def counts(self, keys: Keys) -> NDArray[np.int64]:
        """How many passages hold each of the keys."""
        import numpy as np

        if not len(self._keys):
            return np.zeros(len(keys), np.int64)
        at = np.minimum(self._keys.searchsorted(keys), len(self._keys) - 1)
        sizes = self._starts[at + 1] - self._starts[at]
        found: NDArray[np.int64] = np.where(self._keys[at] == keys, sizes, 0).astype(np.int64)
        return found
