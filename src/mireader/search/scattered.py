"""Scattered words: passages that hold most of what was typed, somewhere.

What was typed is cut into pieces: words of the collection, Latin words, pinyin. A piece that nothing
holds as typed is looked for by its sound. A question is worth what all of its passages hold, and the
passage that holds most of it is the match.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mireader.search.candidates import Candidates, Gram, accumulate, holding_any
from mireader.search.grams import bigram, unit_layers
from mireader.search.matches import Found, Match, StoredText, add_places, match_of
from mireader.search.near import FLOOR, MOST_UNITS, best_passages
from mireader.search.query import Condition, Pattern, Query, Term, term_of
from mireader.search.scoring import score
from mireader.search.segment import Segment, to_units
from mireader.search.words import word_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Units = tuple[int, ...]

_LEAST_SHARE, _LEAST_OF_QUESTION = 0.5, 0.2
"""Of the weight of the pieces that a question must hold; and where what was typed asks, or is long."""
_LONG = 4
"""Pieces from which what was typed is long."""
_LONGEST_WORD = 6
_COMMON = 0.2
"""Of a cut, for a word that everyone uses: 的|关系, where 的关 is a word only of some broken line."""
_PER_UNIT = 0.25
"""What a longer word is worth more, by unit."""
_BY_SOUND = 0.6
_ABSENT = 0.3
"""A piece that nothing holds: passages that hold the rest are what there is."""
_SIDE_BY_SIDE = 0.5
"""Two characters side by side, beside the words that they are part of."""
_ELSEWHERE = 0.4
"""A piece in another passage of the same question."""
_RUN = re.compile(r"[a-z0-9']+|[^a-z0-9'\W]+")


@dataclass
class _Piece:
    """One thing that was typed, and which passages may hold it."""

    term: Term
    """Its patterns."""
    holders: list[Candidates]
    """By segment."""
    weight: float


def scattered_matches(
    segments: Sequence[Segment],
    query: Query,
    stored: StoredText,
    nothing: bool,
    allowed: Sequence[Mask] | None,
) -> Iterable[Match]:
    """Passages that hold most of the pieces of a query, by the weight of those that they hold.

    `nothing`: no better match is known, so what a question holds in other passages counts too.
    """
    terms, stretches, asked = _terms_of(segments, query)
    pieces = [_piece(segments, term) for term in terms]
    everything = sum(piece.weight for piece in pieces)
    if not everything or (len(pieces) < 2 and not asked):
        return
    least = _LEAST_OF_QUESTION if asked or len(pieces) >= _LONG else _LEAST_SHARE
    sums = accumulate(segments, _bigrams(stretches), FLOOR)
    shares = []
    for number, (segment, part) in enumerate(zip(segments, sums, strict=True)):
        held = [(piece.holders[number], piece.weight) for piece in pieces]
        shares.append(_add_pieces(segment, part, held, nothing))
    top = max((float(part.max()) for part in sums if len(part)), default=0.0) or 1.0
    for number, passages in best_passages(segments, sums, allowed).items():
        segment, share = segments[number], shares[number] / everything
        passages = passages[share[passages] >= least]
        if not len(passages):
            continue
        for passage, found in _places(segment, passages, pieces, stored).items():
            value = 10 * float(sums[number][passage]) / top * float(share[passage])
            value += score(segment, passage, found.spans, 0, 0.0) / 4
            yield match_of(segment, passage, Found("words", value, found.spans))


def _add_pieces(
    segment: Segment,
    sums: NDArray[np.float32],
    pieces: Sequence[tuple[Candidates, float]],
    by_question: bool,
) -> NDArray[np.float32]:
    """Adds what the pieces are worth to the passages' sums; by passage, what it or its question holds."""
    import numpy as np

    own = np.arange(len(segment.starts))
    questions = np.where(segment.questions >= 0, segment.questions, own) if by_question else own
    held = np.zeros(len(segment.starts), np.float32)
    for (passages, impacts), weight in pieces:
        sums[passages] += np.float32(weight) * (FLOOR + impacts / np.float32(255))
        there = np.zeros(len(segment.starts), np.bool_)
        there[questions[passages]] = True
        held += np.float32(weight) * there
    share: NDArray[np.float32] = held[questions]
    some = sums > 0
    sums[some] += _ELSEWHERE * share[some]
    return share


def _places(
    segment: Segment, passages: NDArray[np.uint16], pieces: Sequence[_Piece], stored: StoredText
) -> dict[int, Found]:
    """Where the pieces stand in these passages, in order."""
    everywhere: dict[int, Found] = {}
    for piece in pieces:
        found: dict[int, Found] = {}
        for pattern in piece.term.patterns:
            add_places(segment, found, pattern, passages, stored, piece.term)
        for passage, item in found.items():
            known = everywhere.setdefault(passage, Found("words"))
            known.spans = sorted({*known.spans, *item.spans})
    return everywhere


def _bigrams(stretches: Sequence[str]) -> list[tuple[Gram, float]]:
    found = {
        Gram("bigrams", bigram(a, b)): _SIDE_BY_SIDE
        for stretch in stretches
        for a, b in pairwise(to_units(stretch).tolist())
    }
    return list(found.items())


def _piece(segments: Sequence[Segment], term: Term) -> _Piece:
    """A term with what holds it: as typed, or in any other way where nothing does."""
    total = sum(len(segment.starts) for segment in segments)
    literal, *others = term.patterns
    if not term.folded.isascii():
        others += _by_sound(literal)
    worth = 1.0
    holders = [holding_any(segment, [literal]) for segment in segments]
    count = sum(len(some.passages) for some in holders)
    if others and (not count or term.folded.isascii()):
        worth = _BY_SOUND if not count else 1.0
        holders = [holding_any(segment, [literal, *others]) for segment in segments]
        count = sum(len(some.passages) for some in holders)
        term = Term(term.text, term.folded, (literal, *others))
    else:
        term = Term(term.text, term.folded, (literal,))
    if not count:
        worth = _ABSENT
    rarity = math.log(1 + total / (1 + count))
    return _Piece(term, holders, worth * rarity * (1 + _PER_UNIT * len(literal.conditions)))


def _by_sound(literal: Pattern) -> list[Pattern]:
    """The word as any other that is read alike."""
    first = unit_layers()[0]
    sounds = [int(first[condition.value]) for condition in literal.conditions]
    if len(sounds) < 2 or not all(sounds):
        return []
    return [Pattern(tuple(Condition("syllable", sound) for sound in sounds), "typo")]


class _Typed(NamedTuple):
    """What was typed, in pieces."""

    terms: list[Term]
    """Words that ask are left out. Characters that make no word are taken two by two: a name."""
    stretches: list[str]
    """What stands between words that ask."""
    asked: bool


def _terms_of(segments: Sequence[Segment], query: Query) -> _Typed:
    words: dict[str, None] = {}
    stretches: list[str] = []
    asked = False
    for term in query.terms:
        for run in _RUN.findall(term.folded[:MOST_UNITS]):
            if run.isascii():
                words.setdefault(run)
                continue
            stretch: list[str] = []
            for word in [*_cut(segments, run), ""]:
                if word and word not in _asking():
                    stretch.append(word)
                    continue
                asked = asked or bool(word)
                stretches.append("".join(stretch))
                words |= dict.fromkeys(_pieces_of(stretch))
                stretch = []
    return _Typed([term_of(word) for word in words], stretches, asked)


def _pieces_of(stretch: Sequence[str]) -> Iterator[str]:
    """The words of a stretch; characters that are none by two, a lone one with its neighbour."""
    text = "".join(stretch)
    at = 0
    for single, group in groupby(stretch, key=lambda word: len(word) == 1):
        words = list(group)
        size = sum(map(len, words))
        if not single:
            yield from words
        elif size > 1:
            yield from (a + b for a, b in pairwise(text[at : at + size]))
        else:
            yield text[max(0, at - 1) : at + 1] if at else text[:2]
        at += size


@cache
def _asking() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "asking.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _cut(segments: Sequence[Segment], text: str) -> list[str]:
    """A text cut where the collection's own words are fewest and longest; of two ways, into common ones."""
    import numpy as np

    units = to_units(text)
    windows = [
        (at, size)
        for at in range(len(units))
        for size in range(2, _LONGEST_WORD + 1)
        if at + size <= len(units)
    ]
    if not windows:
        return [text]
    starts, lengths = (np.array(column, np.int64) for column in zip(*windows, strict=True))
    keys = word_keys(units, starts, lengths)
    counts = np.zeros(len(keys), np.int64)
    for segment in segments:
        counts += segment.fields["words"].counts(keys)
    words = {window: _COMMON * n / (n + 10) for window, n in zip(windows, counts.tolist(), strict=True) if n}
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        options = [(best[end - 1][0] + 0.25, end - 1)]
        for size in range(2, min(_LONGEST_WORD, end) + 1):
            if (end - size, size) in words:
                options.append((best[end - size][0] + size**2 + words[end - size, size], end - size))
        best.append(max(options))
    pieces: list[str] = []
    end = len(units)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]
