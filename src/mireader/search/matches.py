"""Matches: what is known of passages while they are found, and the order of the answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mireader.search.locate import locate, read_rarely
from mireader.search.query import RANK, READ, TIER, Pattern, Query, Term
from mireader.search.scoring import ADJACENT, RARE, READ_ADJACENT, compare, score
from mireader.search.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

StoredText = Callable[[int, int, int], str]
"""Number of a text, start and end to that part of its clean text."""
_MOST_SPANS = 200
_BOTH = 2
"""Ends of a place that are ends of words."""


@dataclass(slots=True)
class Match:
    """A place in the outline that matches; offsets in code points into its clean text."""

    text: int
    """Number of its text."""
    node: int
    entry: int
    kind: str
    score: float
    """Orders matches of one kind; comparable within one answer only."""
    spans: list[tuple[int, int]]
    """What matched, in order of place; the first is in the best passage."""
    boilerplate: bool = False


@dataclass(slots=True)
class Found:
    """What is known of one passage; spans are positions in its segment."""

    kind: str
    score: float = 0.0
    spans: list[tuple[int, int]] = field(default_factory=list)
    terms: set[int] = field(default_factory=set)


def add_places(
    segment: Segment,
    found: dict[int, Found],
    pattern: Pattern,
    passages: NDArray[np.uint16],
    stored: StoredText,
    typed: Query | Term,
    term: int = 0,
    adjacent: bool = False,
) -> None:
    """Records where a pattern stands in these passages, unless one holds a better kind already."""
    import numpy as np

    places = locate(segment, pattern, passages)
    if not len(places):
        return
    size = len(pattern.conditions)
    owners = segment.passage_at(places)
    whole = segment.word_starts[places].astype(np.int8) + segment.word_starts[places + size]
    is_read = pattern.kind in READ
    rare = read_rarely(segment, pattern, places) if is_read else np.zeros(len(places), np.int8)
    worth = whole - 2 * rare
    distinct, firsts = np.unique(owners, return_index=True)
    bounds = [*firsts.tolist(), len(places)]
    for number, passage in enumerate(distinct.tolist()):
        mine = slice(bounds[number], bounds[number + 1])  # places come in order: each passage's are together
        at, ends, rarely = places[mine], whole[mine], rare[mine]
        best = int(np.argmax(worth[mine]))
        kind = _kind(segment, passage, int(at[best]), size, pattern, stored, typed)
        known = found.get(passage)
        if known is not None and RANK[known.kind] < RANK[kind]:
            continue
        words = int(ends[best])
        if is_read and words == _BOTH and not rarely[best]:  # what is a word only in part is an accident
            at = at[worth[mine] == _BOTH]
        spans = [(place, place + size) for place in at[:_MOST_SPANS].tolist()]
        value = score(segment, passage, spans, words, pattern.cost, is_read) - RARE * int(rarely[best])
        if adjacent:
            value += READ_ADJACENT if is_read else ADJACENT
        if known is not None and RANK[known.kind] == RANK[kind]:
            known.score = max(known.score, value)
            known.spans = sorted({*known.spans, *spans})
            known.terms.add(term)
        else:
            found[passage] = Found(kind, value, spans, {term})


def _kind(
    segment: Segment,
    passage: int,
    place: int,
    size: int,
    pattern: Pattern,
    stored: StoredText,
    typed: Query | Term,
) -> str:
    """The kind of a match: for a literal one, how its stored characters differ from the typed ones."""
    if pattern.kind != "exact":
        return pattern.kind
    start = place - int(segment.bases[passage])
    return compare(typed.typed, stored(int(segment.documents[passage]), start, start + size))


def match_of(segment: Segment, passage: int, item: Found, entry: bool = False) -> Match:
    """The match that is in a passage; `entry`: all of its question is."""
    base = int(segment.bases[passage])
    question = int(segment.entries[passage])
    return Match(
        text=int(segment.documents[passage]),
        node=question if entry else int(segment.nodes[passage]),
        entry=question,
        kind=item.kind,
        score=round(item.score, 6),
        spans=[(start - base, end - base) for start, end in item.spans],
        boilerplate=bool(segment.boilerplate[passage]),
    )


class Matches:
    """The matches found so far, one for each place of the outline."""

    def __init__(self) -> None:
        self._best: dict[tuple[int, int], Match] = {}

    def take(self, matches: Iterable[Match]) -> None:
        """Takes matches in: of two in one place the better counts, and the spans of both are lit."""
        for match in matches:
            place = match.text, match.node
            known = self._best.get(place)
            if known is None:
                self._best[place] = match
                continue
            if order(match) < order(known):
                self._best[place], known, match = match, match, known
            known.spans += _apart(match.spans, known.spans)

    def good(self) -> int:
        """How many are not boilerplate."""
        return sum(not match.boilerplate for match in self._best.values())

    def __contains__(self, match: Match) -> bool:
        return (match.text, match.node) in self._best

    def __len__(self) -> int:
        return len(self._best)

    def ranked(self) -> list[Match]:
        """All, the best first."""
        return sorted(self._best.values(), key=order)


def _apart(spans: Sequence[tuple[int, int]], lit: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those spans that do not touch what is lit already."""
    ordered = sorted(lit)
    found = []
    for start, end in spans:
        at = bisect_left(ordered, (start, start))
        before = ordered[at - 1][1] if at else 0
        after = ordered[at][0] if at < len(ordered) else end
        if before <= start and end <= after:
            found.append((start, end))
    return found


def order(match: Match) -> tuple[bool, int, float, int, int]:
    """Boilerplate last, then by tier of kinds, by score, by place: the same every time."""
    return (
        match.boilerplate,
        TIER[match.kind],
        -match.score,
        match.text,
        match.spans[0][0] if match.spans else 0,
    )
