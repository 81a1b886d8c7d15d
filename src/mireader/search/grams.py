"""The keys of the fields: characters, syllables and initials that stand side by side.

A gram at the end of a passage or before a blank has 0 for what would follow, so that the keys that
begin with a character or a syllable are all the places where it stands.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mireader.hanzi.pinyin import reading_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]
    Found = tuple[NDArray[np.uint32], NDArray[np.uint32]]
    """Keys, and the positions that they begin at."""

SYLLABLE_BITS = 9
"""There are 416 syllables."""
INITIAL_BITS = 5
BLANK = 32
"""Units up to this one are blanks and line ends: no gram crosses them."""


@cache
def unit_layers() -> tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8]]:
    """By unit: first and second reading, first and second initial."""
    first, second, initials = reading_arrays()
    first, second = first[: 1 << 16], second[: 1 << 16]
    return first, second, initials[first], initials[second]


def bigram(first: int, second: int) -> int:
    """Key of two units side by side."""
    return (first << 16) | second


def syllable_bigram(first: int, second: int) -> int:
    """Key of two syllables side by side."""
    return (first << SYLLABLE_BITS) | second


def initials_trigram(first: int, second: int, third: int) -> int:
    """Key of three initials side by side."""
    return (first << 2 * INITIAL_BITS) | (second << INITIAL_BITS) | third


def bigrams(units: Units, owner: Units) -> Found:
    """Every unit that is no blank with what follows it in its passage."""
    import numpy as np

    at = np.flatnonzero(units > BLANK).astype(np.uint32)
    follower = _followers(units, owner, units > BLANK)
    return (units[at].astype(np.uint32) << np.uint32(16)) | follower[at], at


def syllables(units: Units, owner: Units) -> Found:
    """Every reading of a character with those of the next one."""
    import numpy as np

    s1, s2, _, _ = unit_layers()
    one, two = s1[units], s2[units]
    spoken = one > 0
    next1, next2 = _followers(one, owner, spoken), _followers(two, owner, spoken)
    at = np.flatnonzero(spoken).astype(np.uint32)
    more = np.flatnonzero(spoken & (one != two)).astype(np.uint32)
    after = np.flatnonzero(spoken & (next1 != next2)).astype(np.uint32)
    bits = np.uint32(SYLLABLE_BITS)
    keys = [
        (a[p].astype(np.uint32) << bits) | b[p]
        for a, b, p in ((one, next1, at), (two, next1, more), (one, next2, after))
    ]
    return np.concatenate(keys), np.concatenate((at, more, after))


def initials(units: Units, owner: Units) -> Found:
    """The initials of two characters side by side and of the third, one or both ends by another reading."""
    import numpy as np

    _, _, i1, i2 = unit_layers()
    one, two = i1[units], i2[units]
    spoken = one > 0
    b1, b2 = _followers(one, owner, spoken), _followers(two, owner, spoken)
    c1, c2 = _followers(b1, owner, b1 > 0), _followers(b2, owner, b1 > 0)
    pair = spoken & (b1 > 0)
    ways = (
        (one, b1, c1, pair),
        (two, b1, c1, pair & (one != two)),
        (one, b2, c1, pair & (b1 != b2)),
        (one, b1, c2, pair & (c1 != c2)),
        (two, b1, c2, pair & (one != two) & (c1 != c2)),
    )
    keys, places = [], []
    for a, b, c, mask in ways:
        at = np.flatnonzero(mask).astype(np.uint32)
        x, y, z = (layer[at].astype(np.uint32) for layer in (a, b, c))
        keys.append((x << np.uint32(2 * INITIAL_BITS)) | (y << np.uint32(INITIAL_BITS)) | z)
        places.append(at)
    return np.concatenate(keys), np.concatenate(places)


def _followers(layer: NDArray[Any], owner: Units, present: NDArray[np.bool_]) -> NDArray[Any]:
    """By position: the value of the next one in the same passage, 0 where there is none."""
    import numpy as np

    found = np.zeros_like(layer)
    found[:-1] = layer[1:] * (present[1:] & (owner[1:] == owner[:-1]))
    return found


GRAMS = {"bigrams": bigrams, "syllables": syllables, "initials": initials}
"""Field to the function that finds its keys."""
