"""Approximate matches: what is nearly what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mireader.search.candidates import Gram, accumulate, highest
from mireader.search.grams import BLANK, bigram, syllable_bigram, unit_layers
from mireader.search.lookalike import passages_alike
from mireader.search.matches import Found, Match, match_of
from mireader.search.query import Query
from mireader.search.scoring import score
from mireader.search.segment import Segment, to_units
from mireader.search.typo import SHORTEST, approximate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

LOOKED_AT = 120
"""Passages in which an approximate match, or scattered words, are looked for."""
_LONGEST_TYPO = 16
"""Units of a query up to which it is matched approximately; a longer one is a question."""
MOST_UNITS = 400
"""Of a pasted query, what is looked for."""
FLOOR = 0.8
"""What a gram that is there at all counts, in BM25+: short queries hold each once."""
_WEIGHTS = {"side by side": 1.0, "sound": 0.6, "one between": 0.5, "swapped": 0.6, "alone": 0.3}
"""Of what is left of a query after a slip: measured on the development half of known-item queries."""


def approximate_matches(
    segments: Sequence[Segment], query: Query, nothing: bool, allowed: Sequence[Mask] | None
) -> Iterable[Match]:
    """Matches with characters that sound or are alike, dropped, inserted or swapped."""
    units = _units_of(query)
    if not SHORTEST <= len(units) <= _LONGEST_TYPO:
        return
    floor = 0.5 if nothing and len(units) <= 4 else None
    sums = accumulate(segments, _grams_left(units.tolist()), FLOOR)
    best = best_passages(segments, sums, allowed)
    alike = passages_alike(segments, units.tolist(), allowed)
    places = [
        (segment, passage)
        for number, segment in enumerate(segments)
        for passage in sorted({*best.get(number, ()), *alike.get(number, ())})
    ]
    texts = [s.units[s.starts[passage] : s.ends[passage]] for s, passage in places]
    for near in approximate(texts, units, floor):
        segment, passage = places[near.passage]
        start = int(segment.starts[passage])
        whole = int(segment.word_starts[start + near.start]) + int(segment.word_starts[start + near.end])
        spans = [(start + a, start + b) for a, b in near.pieces]
        value = 6 * near.similarity + score(segment, passage, spans, whole, 0.0) / 4
        yield match_of(segment, passage, Found("typo", value, spans))


def _units_of(query: Query) -> NDArray[np.uint16]:
    units = to_units("".join(term.folded for term in query.terms)[:MOST_UNITS])
    return units[units > BLANK]


def best_passages(
    segments: Sequence[Segment], sums: list[NDArray[np.float32]], allowed: Sequence[Mask] | None
) -> dict[int, NDArray[np.uint16]]:
    """The passages with the highest sums, by segment."""
    import numpy as np

    if allowed is not None:
        for part, mask in zip(sums, allowed, strict=True):
            part[~mask] = 0
    for part, segment in zip(sums, segments, strict=True):
        part[segment.boilerplate] /= 8
    chosen: dict[int, list[int]] = {}
    for number, passage, _ in highest(sums, LOOKED_AT):
        chosen.setdefault(number, []).append(passage)
    return {number: np.array(sorted(passages), np.uint16) for number, passages in chosen.items()}


def _grams_left(units: Sequence[int]) -> list[tuple[Gram, float]]:
    """Grams that a text still has when one of its characters was mistyped, dropped, added or swapped."""
    first = unit_layers()[0]
    sounds = first[list(units)].tolist()
    weights: dict[Gram, float] = {}

    def add(gram: Gram, weight: float) -> None:
        weights[gram] = max(weight, weights.get(gram, 0.0))

    for at, unit in enumerate(units):
        add(Gram("bigrams", bigram(unit, 0), bigram(unit, 0xFFFF)), _WEIGHTS["alone"])
        if at + 1 < len(units):
            add(Gram("bigrams", bigram(unit, units[at + 1])), _WEIGHTS["side by side"])
            add(Gram("bigrams", bigram(units[at + 1], unit)), _WEIGHTS["swapped"])
            if sounds[at] and sounds[at + 1]:
                add(Gram("syllables", syllable_bigram(sounds[at], sounds[at + 1])), _WEIGHTS["sound"])
        if at + 2 < len(units):
            add(Gram("bigrams", bigram(unit, units[at + 2])), _WEIGHTS["one between"])
    return list(weights.items())
