"""Postings: for each key of a field, the passages that hold it and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint32]
    Passages = NDArray[np.uint16]
    Counts = NDArray[np.uint8]

MOST_PASSAGES = 1 << 16
"""Passages of one segment: their numbers are kept in 16 bits."""


def build_postings(keys: Keys, passages: Passages) -> tuple[Keys, Keys, Passages, Counts]:
    """Sorted unique keys, where each key's passages begin (one longer), passages, counts up to 255."""
    import numpy as np

    pairs = (keys.astype(np.uint64) << np.uint64(16)) | passages
    pairs.sort()
    unique, counts = np.unique(pairs, return_counts=True)
    owner = (unique >> np.uint64(16)).astype(np.uint32)
    distinct, begins = np.unique(owner, return_index=True)
    starts = np.append(begins, len(owner)).astype(np.uint32)
    return (
        distinct,
        starts,
        (unique & np.uint64(0xFFFF)).astype(np.uint16),
        np.minimum(counts, 255).astype(np.uint8),
    )


class Postings:
    """One field's postings in one segment."""

    __slots__ = ("_counts", "_keys", "_passages", "_starts")

    def __init__(self, keys: Keys, starts: Keys, passages: Passages, counts: Counts) -> None:
        self._keys, self._starts, self._passages, self._counts = keys, starts, passages, counts

    def get(self, key: int) -> tuple[Passages, Counts]:
        """The passages that hold `key`, ascending, and how often each holds it; empty if none does."""
        import numpy as np

        index = int(self._keys.searchsorted(np.uint32(key)))  # a plain int would copy the keys
        if index == len(self._keys) or self._keys[index] != key:
            return self._passages[:0], self._counts[:0]
        low, high = self._starts[index], self._starts[index + 1]
        return self._passages[low:high], self._counts[low:high]

    def __contains__(self, key: int) -> bool:
        return len(self.get(key)[0]) > 0
