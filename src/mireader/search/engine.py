"""Search: what was typed, found in every segment: as a phrase, as words together, then approximately.

A better kind of match always goes first, so the weaker kinds are looked for only while there are
fewer matches than are wanted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from mireader.hanzi.characters import is_han
from mireader.hanzi.fold import fold, fold_sources
from mireader.search.candidates import (
    LOOKED_AT,
    LOOKED_AT_BY_SOUND,
    LOOKED_AT_PER_HIT,
    Candidates,
    Chains,
    best_of,
    grams_of,
    holding,
    holding_any,
)
from mireader.search.filters import Holders, Stretch, allowed_passages, no_holders
from mireader.search.matches import Found, Match, Matches, StoredText, add_places, match_of
from mireader.search.near import approximate_matches
from mireader.search.query import RANK, Pattern, Query, glued, parse
from mireader.search.scattered import scattered_matches
from mireader.search.scoring import nearness, score
from mireader.search.segment import Segment, to_units
from mireader.search.slips import slipped
from mireader.search.words import word_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Cancelled = Callable[[], bool]
"""Whether the reader has typed on and the answer is no longer wanted."""
ENOUGH = 8
"""Matches of better kinds from which approximate ones are not looked for."""
_LONG_PHRASE = 4
"""Characters from which one place that holds them is enough."""
_MOST_QUESTIONS = 3000
"""Passages of a word among which questions that hold all words are looked for."""
_OTHER_SCRIPT, _IS_WORD, _BOILERPLATE = 512, 96, 1024
"""Beside impacts, which go to 255: what tells which candidates are looked at."""
_MOST_MATCHES_OF_REGEX, _MOST_SPANS_OF_REGEX = 1000, 200
_LONGEST_REGEX = 3.0
"""Seconds after which an expression is not looked for any further: what was found is shown."""


def never() -> bool:
    """Never cancelled."""
    return False


def search(
    segments: Sequence[Segment],
    text: str,
    stored: StoredText,
    *,
    limit: int = 50,
    fuzzy: bool = True,
    cancelled: Cancelled = never,
    holders: Holders = no_holders,
    within: Sequence[Stretch] | None = None,
    gone: Collection[int] = (),
) -> tuple[list[Match], int]:
    """The best matches and the number of all, in an order that is the same every time.

    `fuzzy=False` leaves out approximate matches and scattered words, for the first answer while one
    types. `holders` says where the tactics and pages stand that an operator names; `within` keeps the
    search to some stretches; texts whose numbers are in `gone` are not searched.
    """
    query = parse(text).or_fields()
    named = cache(lambda field, value: tuple(holders(field, value)))
    allowed = None
    if query.fields or query.without or within is not None or gone:
        allowed = allowed_passages(segments, query, named, within, gone)
    run = _Run(segments, query, stored, limit, cancelled, allowed)
    if query.regex:
        run.regex()
    elif query.terms:
        run.strict()
        if fuzzy and not query.exact and not cancelled() and run.matches.good() < run.wanted():
            run.loose()
    elif allowed is not None and query.fields:
        run.everything(named("facet", query.fields["facet"]) if "facet" in query.fields else ())
    if cancelled():
        return [], 0
    return run.matches.ranked()[:limit], len(run.matches) + run.passed_over


class _Run:
    """One query over the segments."""

    def __init__(
        self,
        segments: Sequence[Segment],
        query: Query,
        stored: StoredText,
        limit: int,
        cancelled: Cancelled,
        allowed: list[Mask] | None,
    ) -> None:
        self._segments = segments
        self._query = query
        self._stored = stored
        self._limit = limit
        self._cancelled = cancelled
        self._allowed = allowed
        self.matches = Matches()
        self.passed_over = 0
        """Candidates that were not looked at."""

    def wanted(self) -> int:
        """Matches of better kinds from which weaker ones are not looked for: a long phrase found is found."""
        return ENOUGH if len(self._query.typed) <= _LONG_PHRASE else 1

    def strict(self) -> None:
        """The words as a phrase, then together in a passage, then in a question."""
        rank = -1
        for pattern in sorted(self._query.phrases, key=lambda pattern: RANK[pattern.kind]):
            if RANK[pattern.kind] > rank and self.matches.good() >= self._limit:
                return
            if self._cancelled():
                return
            rank = RANK[pattern.kind]
            self._phrase(pattern)
        if len(self._query.terms) > 1 and self.matches.good() < self._limit and not self._cancelled():
            self._together()
            if self.matches.good() < ENOUGH:
                self._in_one_question()

    def loose(self) -> None:
        """Approximate matches, and passages that hold some of the words."""
        nothing = self.matches.good() == 0
        if nothing:
            self._glued()
        if not len(self.matches):
            self._slips()
        self._add(approximate_matches(self._segments, self._query, nothing, self._allowed))
        if self.matches.good() < ENOUGH and not self._cancelled():
            self._add(scattered_matches(self._segments, self._query, self._stored, nothing, self._allowed))

    def _glued(self) -> None:
        """A Latin word and pinyin without a blank between them."""
        for pattern in glued(self._query):
            if self._cancelled():
                return
            self._phrase(pattern)

    def _slips(self) -> None:
        """Pinyin with a slip: the likeliest ones of which there is anything."""
        chains = Chains(self._segments)
        for patterns in slipped(self._query):
            for pattern in patterns:
                if self._cancelled():
                    return
                if chains.may_hold(pattern):
                    self._phrase(pattern)
            if len(self.matches):
                return

    def _add(self, matches: Iterable[Match]) -> None:
        """Takes matches in that are in no place found before."""
        self.matches.take([match for match in matches if match not in self.matches])

    def _phrase(self, pattern: Pattern) -> None:
        grams = grams_of(pattern.conditions)
        candidates = [self._permitted(n, holding(s, grams)) for n, s in enumerate(self._segments)]
        if not any(len(some.passages) for some in candidates):
            return
        for number, passages in enumerate(self._looked_at(candidates, pattern)):
            if len(passages):
                segment = self._segments[number]
                found: dict[int, Found] = {}
                several = len(self._query.terms) > 1
                add_places(segment, found, pattern, passages, self._stored, self._query, adjacent=several)
                self.matches.take(match_of(segment, passage, item) for passage, item in found.items())

    def _permitted(self, number: int, candidates: Candidates) -> Candidates:
        if self._allowed is None:
            return candidates
        keep = self._allowed[number][candidates.passages]
        return Candidates(candidates.passages[keep], candidates.impacts[keep])

    def _looked_at(
        self, candidates: Sequence[Candidates], pattern: Pattern | None = None
    ) -> list[NDArray[np.uint16]]:
        """The candidates whose places are found, by segment."""
        import numpy as np

        scores = []
        literal = pattern is not None and pattern.kind == "exact"
        script = _script(self._query) if literal else None
        key = word_key(to_units(fold(self._query.typed))) if literal else 0
        for segment, (passages, impacts) in zip(self._segments, candidates, strict=True):
            part = impacts.astype(np.int16)
            if len(passages):
                part -= _BOILERPLATE * segment.boilerplate[passages].astype(np.int16)
                if script is not None:
                    part += _OTHER_SCRIPT * (segment.converted[passages] == script)
                if literal:
                    part += _IS_WORD * np.isin(passages, segment.fields["words"].get(key)[0])
            scores.append(part)
        least = LOOKED_AT if literal or pattern is None else LOOKED_AT_BY_SOUND
        chosen = best_of(scores, max(least, LOOKED_AT_PER_HIT * self._limit))
        looked_at = sum(map(len, chosen))
        self.passed_over = max(self.passed_over, sum(map(len, scores)) - looked_at)
        return [some.passages[index] for some, index in zip(candidates, chosen, strict=True)]

    def _together(self) -> None:
        """Passages that hold every word, near together before apart."""
        import numpy as np

        candidates = []
        for number, segment in enumerate(self._segments):
            sums = np.zeros(len(segment.starts), np.int16)
            counts = np.zeros(len(segment.starts), np.int16)
            for term in self._query.terms:
                passages, impacts = holding_any(segment, term.patterns)
                sums[passages] += impacts.astype(np.int16) // len(self._query.terms)
                counts[passages] += 1
                if not len(passages):
                    break
            passages = np.flatnonzero(counts == len(self._query.terms)).astype(np.uint16)
            impacts = np.minimum(sums[passages], 255).astype(np.uint8)
            candidates.append(self._permitted(number, Candidates(passages, impacts)))
        for segment, passages in zip(self._segments, self._looked_at(candidates), strict=True):
            if len(passages):
                per_term = self._per_term(segment, passages)
                for passage in set(per_term[0]).intersection(*per_term[1:]):
                    item = _joined([found[passage] for found in per_term])
                    self.matches.take([match_of(segment, passage, item)])

    def _per_term(self, segment: Segment, passages: NDArray[np.uint16]) -> list[dict[int, Found]]:
        found: list[dict[int, Found]] = []
        for number, term in enumerate(self._query.terms):
            mine: dict[int, Found] = {}
            for pattern in term.patterns:
                add_places(segment, mine, pattern, passages, self._stored, term, number)
            found.append(mine)
        return found

    def _in_one_question(self) -> None:
        """Questions that hold every word, though no passage of theirs does."""
        import numpy as np

        for number, segment in enumerate(self._segments):
            common: set[int] | None = None
            kept: list[NDArray[np.uint16]] = []
            for term in self._query.terms:
                passages = self._permitted(number, holding_any(segment, term.patterns)).passages
                passages = passages[(segment.questions[passages] >= 0) & ~segment.boilerplate[passages]]
                if not 0 < len(passages) <= _MOST_QUESTIONS:
                    common = set()
                    break
                questions = set(segment.questions[passages].tolist())
                common = questions if common is None else common & questions
                kept.append(passages)
            if not common:
                continue
            some = np.unique(np.concatenate(kept))
            some = some[np.isin(segment.questions[some], sorted(common))]
            per_term = self._per_term(segment, some)
            by_question: dict[int, list[dict[int, Found]]] = {}
            for place, found in enumerate(per_term):
                for passage, item in found.items():
                    rows = by_question.setdefault(int(segment.questions[passage]), [{} for _ in per_term])
                    rows[place][passage] = item
            self.matches.take(
                _in_passages(segment, question, rows) for question, rows in by_question.items() if all(rows)
            )

    def everything(self, stretches: Iterable[Stretch]) -> None:
        """All that the operators allow, where nothing else was typed; `stretches`: where a tactic is."""
        import numpy as np

        assert self._allowed is not None
        named = list(stretches)
        for segment, mask in zip(self._segments, self._allowed, strict=True):
            spans = _by_passage(segment, named)
            for passage in np.flatnonzero(mask)[: self._limit].tolist():
                start = int(segment.starts[passage])
                end = max(start + 1, int(segment.heading_ends[passage]))
                found = Found("exact", 0.0, spans.get(passage, [(start, end)]))
                self.matches.take([match_of(segment, passage, found)])

    def regex(self) -> None:
        """Matches of a regular expression over the clean texts, passage by passage, as far as time allows."""
        assert self._query.regex is not None
        ends = time.monotonic() + _LONGEST_REGEX
        for number, segment in enumerate(self._segments):
            for passage in range(len(segment.starts)):
                if self._cancelled() or len(self.matches) >= _MOST_MATCHES_OF_REGEX:
                    return
                if self._allowed is not None and not self._allowed[number][passage]:
                    continue
                start, end = int(segment.starts[passage]), int(segment.ends[passage])
                base = int(segment.bases[passage])
                text = self._stored(int(segment.documents[passage]), start - base, end - base)
                left = ends - time.monotonic()
                if left <= 0:
                    return
                found = self._query.regex.finditer(text, concurrent=True, timeout=left)
                try:
                    spans = [
                        (match.start() + start, match.end() + start)
                        for match in islice(found, _MOST_SPANS_OF_REGEX)
                        if match.group()
                    ]
                except TimeoutError:
                    return
                if spans:
                    item = Found("regex", score(segment, passage, spans, 0, 0.0), spans)
                    self.matches.take([match_of(segment, passage, item)])


def _by_passage(segment: Segment, stretches: Iterable[Stretch]) -> dict[int, list[tuple[int, int]]]:
    """The stretches in a segment as spans of its units, by passage."""
    import numpy as np

    bases = dict(zip(segment.documents.tolist(), segment.bases.tolist(), strict=True))
    here = [(bases[text] + start, bases[text] + end) for text, start, end in stretches if text in bases]
    spans = sorted({span for span in here if span[0] < span[1]})
    found: dict[int, list[tuple[int, int]]] = {}
    passages = segment.passage_at(np.array([start for start, _end in spans], np.int64))
    for passage, span in zip(passages.tolist(), spans, strict=True):
        found.setdefault(passage, []).append(span)
    return found


def _in_passages(segment: Segment, question: int, rows: Sequence[dict[int, Found]]) -> Match:
    """A question that holds every word; `rows`: by word, the passages of the question that hold it.

    Where its title holds some words, and a section with a heading of its own all the others, that section is
    the place: it says of what is asked what was looked for.
    """
    whole = _joined([max(row.values(), key=lambda one: one.score) for row in rows])
    others = [row for row in rows if question not in row]
    if others and len(others) < len(rows):
        together = set(others[0]).intersection(*others[1:])
        found = {passage: _joined([row[passage] for row in others]) for passage in together}
        best = max(found, key=lambda one: (found[one].score, -one), default=question)
        if segment.heading_ends[best] > segment.starts[best] and best != question:
            return match_of(segment, best, Found(whole.kind, whole.score, found[best].spans))
    return match_of(segment, question, whole, entry=True)


def _joined(parts: Sequence[Found]) -> Found:
    """What several words are together: as weak as the weakest, and better the nearer they stand."""
    kind = max((part.kind for part in parts), key=RANK.__getitem__)
    spans = sorted({span for part in parts for span in part.spans})
    near = nearness([[start for start, _ in part.spans] for part in parts])
    return Found(kind, sum(part.score for part in parts) / len(parts) + near, spans)


def _script(query: Query) -> bool | None:
    """Whether passages whose characters folding changes are likelier to hold the query as typed.

    None where it would be the same in any script.
    """
    typed = "".join(filter(is_han, query.typed))
    if fold(typed) != typed:
        return True
    return None if fold_sources().isdisjoint(typed) else False
