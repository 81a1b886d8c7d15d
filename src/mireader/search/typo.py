"""Approximate matches: characters that sound or are alike, dropped, inserted, swapped.

A window of the text is scored against the query: each character of the query counts 1 where the
window has it within one place of where it should be, and 0.8 where it has one of the same sound.
The best windows are aligned with rapidfuzz, which says what exactly matched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mireader.search.query import Term
from mireader.search.segment import Segment, to_units, unit_layers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST = 3
"""Characters of the shortest query that is matched approximately."""
_SOUND = 0.8
_SHIFTED = 0.9
_MOST = 60


class Near(NamedTuple):
    """An approximate match in a segment."""

    position: int
    length: int
    similarity: float
    """0 to 1."""
    pieces: tuple[tuple[int, int], ...]
    """The units that matched, as spans."""


def needed(length: int) -> float:
    """The least score of a window for a query of so many characters."""
    if length <= 4:
        return length - 1.25
    return length - 0.3 * length


def approximate(segment: Segment, term: Term, floor: float | None = None) -> list[Near]:
    """The best windows of a segment for a term, at most 60."""
    import numpy as np

    query = to_units(term.folded)
    query = query[query > 32]
    length = len(query)
    first, _, _, _ = unit_layers()
    if length < SHORTEST or not (first[query] > 0).sum() * 2 >= length:
        return []
    places = _candidates(segment, query)
    if not len(places):
        return []
    scores = np.zeros(len(places), np.float32)
    for index, unit in enumerate(query.tolist()):
        scores += _best_near(segment.units, places + index, unit, int(first[unit]))
    low = needed(length) if floor is None else floor * length
    good = scores >= low
    places, scores = places[good], scores[good]
    if len(places) > 4 * _MOST:
        top = np.argpartition(scores, len(scores) - 4 * _MOST)[len(scores) - 4 * _MOST :]
        places, scores = places[top], scores[top]
    order = np.lexsort((places, -scores))
    taken: list[Near] = []
    for index in order:
        near = _align(segment, query, int(places[index]))
        if near and all(
            near.position >= t.position + t.length or t.position >= near.position + near.length for t in taken
        ):
            taken.append(near)
            if len(taken) == _MOST:
                break
    return taken


def _candidates(segment: Segment, query: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Places where the query may begin: one of its characters, or its sound, stands where it should."""
    import numpy as np

    first = unit_layers()[0]
    hits = np.zeros(len(segment.units) + 1, np.uint8)
    sounds = first[segment.units]
    for index, unit in enumerate(query.tolist()):
        sound = int(first[unit])
        found = np.flatnonzero((sounds == sound) if sound else (segment.units == unit)) - index
        hits[found[found >= 0]] += 1
    enough = max(1, len(query) // 3)
    return np.flatnonzero(hits[:-1] >= enough)


def _best_near(
    units: NDArray[np.uint16], at: NDArray[np.int64], unit: int, sound: int
) -> NDArray[np.float32]:
    import numpy as np

    first = unit_layers()[0]
    best = np.zeros(len(at), np.float32)
    for shift, worth in ((0, 1.0), (-1, _SHIFTED), (1, _SHIFTED)):
        window = units[np.clip(at + shift, 0, len(units) - 1)]
        best = np.maximum(best, np.where(window == unit, np.float32(worth), np.float32(0)))
        if sound and shift == 0:
            best = np.maximum(best, np.where(first[window] == sound, np.float32(_SOUND), np.float32(0)))
    return best


def _align(segment: Segment, query: NDArray[np.uint16], place: int) -> Near | None:
    """Aligns the query with the text around a window, inside the window's passage."""
    import numpy as np
    from rapidfuzz.distance import LCSseq

    passage = int(segment.passage_at(np.array([place]))[0])
    low = max(int(segment.starts[passage]), place - 1)
    high = min(int(segment.ends[passage]), place + len(query) + 2)
    window = segment.units[low:high]
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
    similarity = max(0.0, same - 0.3 * extra) / len(query)
    return Near(start, end - start, similarity, pieces)
