"""Search: the patterns of a query located in every segment, the passages that hold them ranked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mireader.hanzi.fold import variants
from mireader.search.locate import locate
from mireader.search.query import RANK, Pattern, Query, Term, parse
from mireader.search.segment import Segment, to_units, word_key
from mireader.search.typo import approximate

if TYPE_CHECKING:
    pass

TextOf = Callable[[int], str]
"""Number of a text to its clean text."""
Cancelled = Callable[[], bool]
"""Whether the reader has typed on and the answer is no longer wanted."""

_HEADING = 3.0
_ABOUT = 1.2
_COVERAGE = 2.5
_WHOLE_WORD = 1.5
_ADJACENT = 1.5
_SATURATION = 1.2
_LENGTH = 0.3
_MOST_SPANS = 200
_ENOUGH = 8
"""Hits of a better kind from which approximate ones are not looked for."""


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
class _Found:
    """What is known of one passage."""

    kind: str
    score: float = 0.0
    spans: list[tuple[int, int]] = field(default_factory=list)
    terms: set[int] = field(default_factory=set)


def never() -> bool:
    """Never cancelled."""
    return False


def search(
    segments: Sequence[Segment],
    text: str,
    text_of: TextOf,
    *,
    limit: int = 50,
    fuzzy: bool = True,
    cancelled: Cancelled = never,
) -> tuple[list[Match], int]:
    """The best matches and the number of all, in an order that is the same every time.

    `fuzzy=False` leaves out approximate matches and scattered words, for the first answer while
    one types.
    """
    query = parse(text)
    if query.regex:
        return _top(_regex(segments, query, text_of), limit)
    if not query.terms:
        return [], 0
    matches: list[Match] = []
    for segment in segments:
        if cancelled():
            return [], 0
        matches += _in_segment(segment, query, text_of)
    good = sum(not match.boilerplate for match in matches)
    if fuzzy and not query.exact and good < _ENOUGH:
        seen = {(match.text, match.node) for match in matches}
        for segment in segments:
            if cancelled():
                return [], 0
            for match in _loose(segment, query, text_of, good == 0):
                if (match.text, match.node) not in seen:
                    matches.append(match)
    if query.without:
        matches = [match for match in matches if not _holds_any(match, query.without, segments)]
    return _top(matches, limit)


def _top(matches: list[Match], limit: int) -> tuple[list[Match], int]:
    best: dict[tuple[int, int], Match] = {}
    for match in matches:
        known = best.get((match.text, match.node))
        if known is None or _order(match) < _order(known):
            if known is not None:
                match.spans += [span for span in known.spans if span not in match.spans]
            best[match.text, match.node] = match
        else:
            known.spans += [span for span in match.spans if span not in known.spans]
    ranked = sorted(best.values(), key=_order)
    return ranked[:limit], len(ranked)


def _order(match: Match) -> tuple[bool, int, float, int, int]:
    return (
        match.boilerplate,
        RANK[match.kind],
        -match.score,
        match.text,
        match.spans[0][0] if match.spans else 0,
    )


def _in_segment(segment: Segment, query: Query, text_of: TextOf) -> list[Match]:
    """Passages that hold the phrase, or all of several terms."""
    found: dict[int, _Found] = {}
    for pattern in query.phrases:
        _add(segment, found, pattern, text_of, query, 0, len(query.terms) > 1)
    if len(query.terms) > 1:
        together = _all_terms(segment, query, text_of)
        for passage, item in together.items():
            known = found.get(passage)
            if known is None or RANK[item.kind] < RANK[known.kind]:
                found[passage] = item
    return [_match(segment, passage, item) for passage, item in found.items()]


def _add(
    segment: Segment,
    found: dict[int, _Found],
    pattern: Pattern,
    text_of: TextOf,
    query: Query | Term,
    term: int,
    adjacent: bool = False,
) -> None:
    """Records where a pattern stands, unless the passage holds a better kind already."""
    import numpy as np

    places = locate(segment, pattern)
    if not len(places):
        return
    size = len(pattern.conditions)
    passages = segment.passage_at(places)
    whole = segment.word_starts[places].astype(np.int8) + segment.word_starts[places + size]
    distinct, firsts = np.unique(passages, return_index=True)
    bounds = [*firsts.tolist(), len(places)]
    for number, passage in enumerate(distinct.tolist()):
        mine = slice(
            bounds[number], bounds[number + 1]
        )  # places come in order, so each passage's are together
        at = places[mine]
        best = int(at[np.argmax(whole[mine])])
        kind = _kind(segment, passage, best, size, pattern, text_of, query)
        known = found.get(passage)
        if known is not None and RANK[known.kind] < RANK[kind]:
            continue
        spans = [(int(p), int(p) + size) for p in at[:_MOST_SPANS]]
        score = _score(segment, passage, spans, int(whole[mine].max()), pattern.cost) + (
            _ADJACENT if adjacent else 0
        )
        if known is not None and RANK[known.kind] == RANK[kind]:
            known.score = max(known.score, score)
            known.spans = sorted({*known.spans, *spans})
            known.terms.add(term)
        else:
            found[passage] = _Found(kind, score, spans, {term})


def _score(
    segment: Segment, passage: int, spans: Sequence[tuple[int, int]], whole: int, cost: float
) -> float:
    """Heading before text, whole word before part, often before once, short before long."""
    start, heading, end = (int(a[passage]) for a in (segment.starts, segment.heading_ends, segment.ends))
    tf = len(spans)
    score = tf / (tf + _SATURATION) + _WHOLE_WORD * whole / 2 - cost
    score += _LENGTH / (1 + math.log1p((end - start) / 200))
    in_heading = [span for span in spans if span[0] < heading]
    if in_heading:
        covered = sum(b - a for a, b in in_heading) / max(1, heading - start)
        score += _HEADING + _COVERAGE * min(1.0, covered)
    elif _in_entry_heading(segment, passage, spans[0]):
        score += _ABOUT
    return score


def _in_entry_heading(segment: Segment, passage: int, span: tuple[int, int]) -> bool:
    """Whether the question over a passage names the same thing."""
    entry = int(segment.entries[passage])
    first = passage
    while (
        first > 0
        and segment.entries[first - 1] == entry
        and segment.documents[first - 1] == segment.documents[passage]
    ):
        first -= 1
    if entry < 0 or first == passage:
        return False
    units = segment.units
    title = units[segment.starts[first] : segment.heading_ends[first]].tobytes()
    at = title.find(units[span[0] : span[1]].tobytes())
    return at >= 0 and at % 2 == 0


def _kind(
    segment: Segment,
    passage: int,
    place: int,
    size: int,
    pattern: Pattern,
    text_of: TextOf,
    query: Query | Term,
) -> str:
    """The kind of a match: for a literal one, how its stored characters differ from the typed ones."""
    if pattern.kind != "exact":
        return pattern.kind
    base = int(segment.bases[passage])
    stored = text_of(int(segment.documents[passage]))[place - base : place - base + size]
    return compare(query.typed, stored)


def compare(typed: str, stored: str) -> str:
    """`exact`, `script` or `variant`: by what two texts with the same fold differ."""
    kind = "exact"
    for a, b in zip(typed, stored, strict=False):
        if a == b or _same_width_and_case(a, b):
            continue
        if a in variants() or b in variants():
            return "variant"
        kind = "script"
    return kind


def _same_width_and_case(a: str, b: str) -> bool:
    import unicodedata

    return unicodedata.normalize("NFKC", a).casefold() == unicodedata.normalize("NFKC", b).casefold()


def _all_terms(segment: Segment, query: Query, text_of: TextOf) -> dict[int, _Found]:
    """Passages that hold every term, near together before apart."""
    per_term: list[dict[int, _Found]] = []
    for number, term in enumerate(query.terms):
        found: dict[int, _Found] = {}
        for pattern in term.patterns:
            _add(segment, found, pattern, text_of, term, number)
        if not found:
            return {}
        per_term.append(found)
    common = set(per_term[0]).intersection(*per_term[1:])
    result = {}
    for passage in common:
        parts = [found[passage] for found in per_term]
        kind = max((part.kind for part in parts), key=RANK.__getitem__)
        spans = sorted({span for part in parts for span in part.spans})
        score = sum(part.score for part in parts) / len(parts) + _nearness(parts)
        result[passage] = _Found(kind, score, spans)
    return result


def _nearness(parts: Sequence[_Found]) -> float:
    """1 where the terms stand side by side, less the further apart their nearest places are."""
    anchors = [part.spans[0][0] for part in parts]
    best = max(anchors) - min(anchors)
    for start, _ in parts[0].spans[:20]:
        near = [min((abs(s - start) for s, _ in part.spans[:50]), default=0) for part in parts[1:]]
        best = min(best, max(near, default=0))
    return 1 / (1 + best / 20)


def _match(segment: Segment, passage: int, item: _Found) -> Match:
    base = int(segment.bases[passage])
    return Match(
        text=int(segment.documents[passage]),
        node=int(segment.nodes[passage]),
        entry=int(segment.entries[passage]),
        kind=item.kind,
        score=round(item.score, 6),
        spans=[(start - base, end - base) for start, end in item.spans],
        boilerplate=bool(segment.boilerplate[passage]),
    )


def _loose(segment: Segment, query: Query, text_of: TextOf, nothing: bool) -> Iterable[Match]:
    """Approximate matches, and passages that hold some of the words."""
    import numpy as np

    joined = Term(query.text, "".join(term.folded for term in query.terms), ())
    for near in approximate(segment, joined, 0.5 if nothing and len(joined.folded) <= 4 else None):
        passage = int(segment.passage_at(np.array([near.position]))[0])
        ends = segment.word_starts
        whole = int(ends[near.position]) + int(ends[near.position + near.length])
        score = 6 * near.similarity + _score(segment, passage, near.pieces, whole, 0.0) / 4
        yield _match(segment, passage, _Found("typo", score, list(near.pieces)))
    yield from _scattered(segment, query, text_of)


def _scattered(segment: Segment, query: Query, text_of: TextOf) -> Iterable[Match]:
    """Passages that hold most of the words of a long query, by the weight of those that they hold."""
    words = [word for term in query.terms for word in _words_of(segment, term)]
    if len(words) < 2:
        return
    holders: dict[int, _Found] = {}
    weights: list[float] = []
    total = len(segment.starts)
    for number, term in enumerate(words):
        found: dict[int, _Found] = {}
        for pattern in term.patterns:
            _add(segment, found, pattern, text_of, term, number)
        weights.append(math.log(1 + total / (1 + len(found))) * (1 + 0.25 * len(term.folded)))
        for passage, item in found.items():
            known = holders.setdefault(passage, _Found("words"))
            known.terms.add(number)
            known.spans += item.spans
            known.score += weights[-1] * (1 + item.score / 8)
    everything = sum(weights)
    for passage, item in holders.items():
        share = sum(weights[number] for number in item.terms) / everything if everything else 0
        if share >= 0.5 and len(item.terms) > 1:
            item.spans = sorted(set(item.spans))
            yield _match(segment, passage, _Found("words", item.score * share * share, item.spans))


def _words_of(segment: Segment, term: Term) -> list[Term]:
    """A term cut into words of the collection: the fewest and longest that its postings know."""
    from mireader.search.query import _term

    text = term.folded
    if text.isascii() or len(text) < 2:
        return [term]
    words = segment.fields["words"]
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(text) + 1):
        options = []
        for start in range(max(0, end - 6), end):
            piece = text[start:end]
            known = len(piece) > 1 and word_key(to_units(piece)) in words
            if known or len(piece) == 1:
                worth = len(piece) ** 2 if known else 0.25
                options.append((best[start][0] + worth, [*best[start][1], piece]))
        best.append(max(options, key=lambda option: option[0]))
    pieces = [piece for piece in best[-1][1] if len(piece) > 1] or best[-1][1]
    return [_term(piece) for piece in pieces]


def _holds_any(match: Match, terms: Sequence[Term], segments: Sequence[Segment]) -> bool:
    import numpy as np

    for segment in segments:
        passages = np.flatnonzero((segment.documents == match.text) & (segment.nodes == match.node))
        if not len(passages):
            continue
        for term in terms:
            for pattern in term.patterns:
                if np.isin(segment.passage_at(locate(segment, pattern)), passages).any():
                    return True
    return False


def _regex(segments: Sequence[Segment], query: Query, text_of: TextOf) -> list[Match]:
    """Matches of a regular expression over the clean texts, passage by passage."""
    assert query.regex is not None
    matches = []
    for segment in segments:
        for passage in range(len(segment.starts)):
            base = int(segment.bases[passage])
            text = text_of(int(segment.documents[passage]))
            low, high = int(segment.starts[passage]) - base, int(segment.ends[passage]) - base
            spans = [
                (m.start() + base, m.end() + base) for m in query.regex.finditer(text, low, high) if m.group()
            ]
            if spans:
                score = _score(segment, passage, spans[:_MOST_SPANS], 0, 0.0)
                matches.append(_match(segment, passage, _Found("regex", score, spans[:_MOST_SPANS])))
    return matches
