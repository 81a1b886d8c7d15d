"""Words of a text as keys: where they begin, and a number for each that depends on its folded units only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]

LONGEST_KEY = 12
"""Units of a word that its key depends on."""
_PRIME, _OFFSET = 16777619, 2166136261
"""Of the hash FNV-1a, 32 bits, here by 16-bit units (Fowler, Noll, Vo: RFC 9923)."""


def word_keys(units: Units, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The keys of words that begin at `starts` in `units` and are so many units long."""
    import numpy as np

    keys = np.full(len(starts), _OFFSET, np.uint32)
    alive = np.arange(len(starts))
    for offset in range(LONGEST_KEY):
        alive = alive[lengths[alive] > offset]
        if not len(alive):
            break
        keys[alive] = (keys[alive] ^ units[starts[alive] + offset]) * np.uint32(_PRIME)
    return keys


def word_key(units: Units) -> int:
    """The key of one word."""
    import numpy as np

    return int(word_keys(units, np.zeros(1, np.int64), np.array([len(units)], np.int64))[0])
