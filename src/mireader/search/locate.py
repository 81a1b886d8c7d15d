"""Where a pattern stands: conditions on aligned layers, tried on all units of some passages at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mireader.search.grams import unit_layers
from mireader.search.query import Condition, Pattern
from mireader.search.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]


def locate(segment: Segment, pattern: Pattern, passages: NDArray[np.uint16]) -> Positions:
    """Every unit of these passages at which the pattern begins and stays within its passage."""
    import numpy as np

    conditions = pattern.conditions
    if not conditions or not len(passages):
        return np.zeros(0, np.int64)
    places = positions_in(segment, passages)
    places = places[holds(segment.units[places], conditions[0])]
    for offset, condition in enumerate(conditions[1:], 1):
        if not len(places):
            return places
        places = places[places + offset < len(segment.units)]
        places = places[holds(segment.units[places + offset], condition)]
    return places[places + len(conditions) <= segment.ends[segment.passage_at(places)]]


def read_rarely(segment: Segment, pattern: Pattern, places: Positions) -> NDArray[np.int8]:
    """By place: how many of its characters meet a condition only by a reading that is not their commonest."""
    import numpy as np

    first, _second, initial, _other = unit_layers()
    found = np.zeros(len(places), np.int8)
    for offset, condition in enumerate(pattern.conditions):
        units = segment.units[places + offset]
        if condition.layer == "syllable":
            found += first[units] != condition.value
        elif condition.layer == "begun":
            found += ~_between(first[units], condition)
        elif condition.layer == "initial":
            found += initial[units] != condition.value
    return found


def holds(units: NDArray[np.uint16], condition: Condition) -> NDArray[np.bool_]:
    """Which of these units meet a condition, by any of their readings."""
    found: NDArray[np.bool_]
    first, second, initial, other = unit_layers()
    if condition.layer == "unit":
        found = units == condition.value
    elif condition.layer == "syllable":
        found = (first[units] == condition.value) | (second[units] == condition.value)
    elif condition.layer == "begun":
        found = _between(first[units], condition) | _between(second[units], condition)
    else:
        found = (initial[units] == condition.value) | (other[units] == condition.value)
    return found


def _between(syllables: NDArray[np.uint16], condition: Condition) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (syllables >= condition.value) & (syllables <= condition.last)
    return found


def positions_in(segment: Segment, passages: NDArray[np.uint16]) -> Positions:
    """The positions of all units of these passages, in their order."""
    import numpy as np

    starts, ends = segment.starts[passages].astype(np.int64), segment.ends[passages].astype(np.int64)
    sizes = ends - starts
    shift = starts - np.concatenate(([0], np.cumsum(sizes)[:-1]))
    return np.arange(sizes.sum()) + np.repeat(shift, sizes)
