"""Approximate matches: characters that sound or are alike, dropped, inserted, swapped.

A window of the text is scored against the query: each character of the query counts 1 where the
window has it in its place, 0.9 one place beside it, and 0.8 where one of the same sound, or one that looks
like it, stands there.
The best windows are aligned with rapidfuzz, which says what exactly matched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mireader.hanzi.looks import looks_like
from mireader.search.grams import unit_layers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]

SHORTEST = 3
"""Characters of the shortest query that is matched approximately."""
_SOUND = _LOOK = 0.8
_SHIFTED = 0.9
_SWAPPED = 0.95
"""What two characters that changed places are worth: a commoner slip than one typed for another."""
_MOST = 48
"""Windows that are aligned."""
_EXTRA = 0.3
"""What a character too many between those that match costs."""


class Near(NamedTuple):
    """An approximate match."""

    passage: int
    """Index among the passages given."""
    start: int
    end: int
    similarity: float
    """0 to 1."""
    pieces: tuple[tuple[int, int], ...]
    """What matched; offsets, like the others, in units into the passage."""


def needed(length: int) -> float:
    """The least score of a window for a query of so many characters."""
    if length <= 4:
        return length - 1.25
    return length - 0.3 * length


def approximate(passages: Sequence[Units], query: Units, floor: float | None = None) -> list[Near]:
    """The best windows of some passages for a query's folded units, none overlapping another.

    `floor`: the least share of the query that a window must be worth, if not the usual one.
    """
    import numpy as np

    length = len(query)
    first = unit_layers()[0]
    if length < SHORTEST or not (first[query] > 0).sum() * 2 >= length or not passages:
        return []
    gap = np.zeros(length + 1, np.uint16)
    flat = np.concatenate([gap, *(part for passage in passages for part in (passage, gap))])
    sizes = np.array([len(passage) + length + 1 for passage in passages])
    begins = np.cumsum([length + 1, *sizes[:-1].tolist()])
    scores = _scores(flat, query)
    low = needed(length) if floor is None else floor * length
    places = np.flatnonzero(scores >= low)
    places = places[np.argsort(-scores[places], kind="stable")[:_MOST]]
    taken: list[Near] = []
    for place in places.tolist():
        number = max(0, int(begins.searchsorted(place, "right")) - 1)
        near = _align(passages[number], query, place - int(begins[number]), number)
        if near and not any(
            near.passage == t.passage and near.start < t.end and t.start < near.end for t in taken
        ):
            taken.append(near)
    return taken


def _scores(flat: Units, query: Units) -> NDArray[np.float32]:
    """By place in the text: what the window that begins there is worth."""
    import numpy as np

    first = unit_layers()[0]
    sounds = first[flat]
    count = len(flat) - len(query) - 1
    scores = np.zeros(len(flat), np.float32)
    for index, unit in enumerate(query.tolist()):
        same = flat == unit
        best = np.where(same[index : index + count], np.float32(1), np.float32(0))
        sound = int(first[unit])
        if sound:
            best = np.maximum(best, (sounds[index : index + count] == sound) * np.float32(_SOUND))
        alike = np.zeros(1 << 16, np.float32)
        alike[[ord(other) for other in looks_like(chr(unit))]] = _LOOK
        best = np.maximum(best, alike[flat[index : index + count]])
        beside = same[index + 1 : index + 1 + count].copy()
        if index:
            beside |= same[index - 1 : index - 1 + count]
        scores[:count] += np.maximum(best, beside * np.float32(_SHIFTED))
    return scores


def _align(passage: Units, query: Units, place: int, number: int) -> Near | None:
    """Aligns the query with the text around a window, inside its passage."""
    import numpy as np
    from rapidfuzz.distance import LCSseq

    low, high = max(0, place - 1), max(0, min(len(passage), place + len(query) + 2))
    window = passage[low:high]
    if place >= 0 and _swapped(passage[place : place + len(query)], query):
        return Near(number, place, place + len(query), _SWAPPED, ((place, place + len(query)),))
    worth = _changed(passage[place : place + len(query)], query) if place >= 0 else 0.0
    if worth:
        return Near(number, place, place + len(query), worth, ((place, place + len(query)),))
    first = unit_layers()[0]
    sounds = np.where(first[window] > 0, first[window].astype(np.int64) + (1 << 16), window)
    wanted = np.where(first[query] > 0, first[query].astype(np.int64) + (1 << 16), query)
    blocks = [op for op in LCSseq.opcodes(wanted.tolist(), sounds.tolist()) if op.tag == "equal"]
    if not blocks:
        return None
    start, end = low + blocks[0].dest_start, low + blocks[-1].dest_end
    pieces = tuple((low + op.dest_start, low + op.dest_end) for op in blocks)
    same = sum(
        1.0 if window[op.dest_start + i] == query[op.src_start + i] else _SOUND
        for op in blocks
        for i in range(op.src_end - op.src_start)
    )
    extra = (end - start) - sum(b - a for a, b in pieces)
    return Near(number, start, end, max(0.0, same - _EXTRA * extra) / len(query), pieces)


def _changed(window: NDArray[np.uint16], query: NDArray[np.uint16]) -> float:
    """What a text is worth that differs by one character only, which looks like what was typed; else 0."""
    differ = (window != query).nonzero()[0].tolist() if len(window) == len(query) else []
    if len(differ) != 1 or chr(window[differ[0]]) not in looks_like(chr(query[differ[0]])):
        return 0.0
    return 1 - (1 - _LOOK) / len(query)


def _swapped(window: NDArray[np.uint16], query: NDArray[np.uint16]) -> bool:
    """Whether two texts differ by two neighbours that changed places."""
    if len(window) != len(query):
        return False
    differ = (window != query).nonzero()[0].tolist()
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    a, b = differ
    return bool(window[a] == query[b] and window[b] == query[a])
