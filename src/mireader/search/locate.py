"""Where a pattern stands: conditions on aligned layers, tried on many places at once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mireader.search.query import Condition, Pattern
from mireader.search.segment import INITIAL_BITS, SYLLABLE_BITS, Segment, unit_layers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

SCAN = 1 << 18
"""Units up to which a segment is scanned whole; in a larger one the postings say where to look."""


def locate(segment: Segment, pattern: Pattern) -> Positions:
    """Every unit of the segment at which the pattern begins and stays within one passage."""
    import numpy as np

    conditions = pattern.conditions
    if not conditions or len(segment.starts) == 0:
        return np.zeros(0, np.int64)
    passages = None if len(segment.units) <= SCAN else _holding(segment, conditions)
    places = _first(segment, conditions[0], passages)
    for offset, condition in enumerate(conditions[1:], 1):
        if not len(places):
            return places
        places = places[places + offset < len(segment.units)]
        places = places[holds(segment.units[places + offset], condition)]
    return places[places + len(conditions) <= segment.ends[segment.passage_at(places)]]


def holds(units: NDArray[np.uint16], condition: Condition) -> NDArray[np.bool_]:
    """Which of these units meet a condition, by any of their readings."""
    found: NDArray[np.bool_]
    first, second, initial, other = unit_layers()
    if condition.layer == "unit":
        found = units == condition.value
    elif condition.layer == "syllable":
        found = (first[units] == condition.value) | (second[units] == condition.value)
    else:
        found = (initial[units] == condition.value) | (other[units] == condition.value)
    return found


def _first(segment: Segment, condition: Condition, passages: NDArray[np.uint16] | None) -> Positions:
    import numpy as np

    if passages is None:
        return np.flatnonzero(holds(segment.units, condition))
    if not len(passages):
        return np.zeros(0, np.int64)
    starts, ends = segment.starts[passages].astype(np.int64), segment.ends[passages].astype(np.int64)
    sizes = ends - starts
    flat = np.arange(sizes.sum()) + np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return flat[holds(segment.units[flat], condition)]


def _holding(segment: Segment, conditions: tuple[Condition, ...]) -> NDArray[np.uint16] | None:
    """The passages that may hold the pattern, by its rarest gram; None where it has no gram."""
    best: NDArray[np.uint16] | None = None
    for field, key in grams(conditions):
        passages, _ = segment.fields[field].get(key)
        if best is None or len(passages) < len(best):
            best = passages
            if not len(best):
                break
    return best


def grams(conditions: tuple[Condition, ...]) -> list[tuple[str, int]]:
    """The keys of a pattern's neighbouring conditions, with their fields."""
    found: list[tuple[str, int]] = []
    for a, b in pairwise(conditions):
        if a.layer == b.layer == "unit":
            found.append(("bigrams", (a.value << 16) | b.value))
        elif a.layer == b.layer == "syllable":
            found.append(("syllables", (a.value << SYLLABLE_BITS) | b.value))
    for trio in zip(conditions, conditions[1:], conditions[2:], strict=False):
        letters = [_initial(condition) for condition in trio]
        if all(letters) and any(condition.layer == "initial" for condition in trio):
            x, y, z = letters
            found.append(("initials", (x << 2 * INITIAL_BITS) | (y << INITIAL_BITS) | z))
    return found


def _initial(condition: Condition) -> int:
    from mireader.hanzi.pinyin import syllables

    if condition.layer == "initial":
        return condition.value
    return ord(syllables()[condition.value - 1][0]) - 96 if condition.layer == "syllable" else 0
