"""Finds mentions: one automaton (Aho-Corasick) for the words of all codebooks, then patterns at its hits.

Aho and Corasick 1975, Efficient string matching: the time is that of reading the text and of the hits,
however many words are looked for. A pattern with gaps is tried where its rarest part was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from mireader.hanzi.alignment import Span
from mireader.hanzi.clean import CleanText
from mireader.hanzi.fold import fold
from mireader.tactics.codebook import Codebook, Tactic
from mireader.tactics.expressions import Expression
from mireader.tactics.latin import inside_a_word
from mireader.tactics.negation import is_denied
from mireader.tactics.patterns import Pattern
from mireader.tactics.stretches import stretches
from mireader.turns import give_way

Strength = Literal["explicit", "described"]
_CONTEXT = 20
"""Code points on either side of a mention that are looked at for what excludes it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a page where a tactic is named or described; offsets into the stored text."""

    start: int
    end: int
    tactic: str
    group: str
    strength: Strength
    negated: bool
    """Whether the text says that it was not done."""
    cue: str
    """What of the codebook found it, as written there."""


class _Candidate(NamedTuple):
    start: int
    end: int
    tactic: Tactic
    strength: Strength
    cue: str
    denied: bool = False
    """Whether a denial stands between its parts."""


class _Check(NamedTuple):
    """A pattern to be tried where its rarest part, the anchor, was found."""

    tactic: Tactic
    strength: Strength
    cue: str
    before: re.Pattern[str] | None
    """What must end where the anchor begins; None where nothing must."""
    after: re.Pattern[str] | None
    affirms: bool
    """Whether a denial between its parts denies the mention."""


class Matcher:
    """The matcher of one or several codebooks."""

    def __init__(self, codebooks: Sequence[Codebook]) -> None:
        self.codebooks = tuple(codebooks)
        checks: dict[str, list[_Check]] = defaultdict(list)
        self._regexes: list[tuple[Expression, Tactic]] = []
        for tactic in self._tactics:
            for cue in tactic.cues:
                checks[cue].append(_Check(tactic, "explicit", cue, None, None, True))
            for pattern in tactic.patterns:
                _add(checks, pattern, tactic, "explicit")
            for pattern in tactic.described:
                _add(checks, pattern, tactic, "described")
            self._regexes += [(regex, tactic) for regex in tactic.regexes]
        words = list(checks)
        self._checks = list(checks.values())
        self._latin = [word[0].isascii() and word[0].isalnum() for word in words]
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard) if words else None

    @cached_property
    def _tactics(self) -> tuple[Tactic, ...]:
        return tuple(tactic for codebook in self.codebooks for tactic in codebook.tactics)

    def mentions(self, cleaned: CleanText) -> Iterator[Mention]:
        """The mentions in a page, in reading order.

        They are found some lines at a time: memory does not grow with the page, other threads get their turn.
        """
        for low, high in stretches(cleaned.text):
            base = max(0, low - _AROUND)
            folded = fold(cleaned.text[base : high + _AROUND])
            low, high = low - base, high - base
            found = [item for item in self._candidates(folded, low, high) if not _excluded(item, folded)]
            for item in _choose(_named_shortly(found), low, high):
                start, end = cleaned.alignment.source_span(base + item.start, base + item.end)
                denied = item.denied or is_denied(folded, item.start, item.end)
                tactic = item.tactic
                yield Mention(start, end, tactic.id, tactic.group, item.strength, denied, item.cue)

    def _candidates(self, folded: str, low: int, high: int) -> Iterator[_Candidate]:
        yield from self._found(folded, low, high)
        for expression, tactic in self._regexes:
            last = low
            for match in expression.finditer(folded, low, high):
                if match.group():
                    start = _led(folded, last, match.start(), tactic.lead)
                    last = match.end()
                    yield _Candidate(start, last, tactic, "explicit", f"/{match.re.pattern}/")

    def _found(self, folded: str, low: int, high: int) -> Iterator[_Candidate]:
        """Cues, and the patterns whose other parts stand around their anchor."""
        if self._automaton is None:
            return
        latin, checks = self._latin, self._checks
        hits = self._automaton.find_matches_as_indexes(folded[low:high], overlapping=True)
        for index, begins, ends in hits:
            give_way()
            start, end = low + begins, low + ends
            if latin[index] and inside_a_word(folded, start, end):
                continue
            for check in checks[index]:
                first, last = start, end
                if check.before is not None:
                    match = check.before.search(folded, max(0, start - _REACH), start)
                    if match is None:
                        continue
                    first = match.start()
                if check.after is not None:
                    match = check.after.match(folded, end, end + _REACH)
                    if match is None:
                        continue
                    last = match.end()
                denied = check.affirms and last - first > end - start and _holds_denial(folded, first, last)
                yield _Candidate(first, last, check.tactic, check.strength, check.cue, denied)


def _led(folded: str, low: int, start: int, lead: tuple[str, ...]) -> int:
    """Where a match begins with the words before it that belong to it: 每天晚上 before 8点."""
    while start > low and lead and folded.endswith(lead, low, start):
        start -= max(len(word) for word in lead if folded.endswith(word, low, start))
    return start


_REACH = 32
"""Code points on either side of an anchor within which all parts of a pattern stand."""
_AROUND = 64
"""Code points on either side of a stretch that are looked at with it: more than any rule looks back or on."""


def _add(checks: dict[str, list[_Check]], pattern: Pattern, tactic: Tactic, strength: Strength) -> None:
    """Enters a pattern under the words of its anchor: the part with the longest and fewest words."""
    at = max(
        range(len(pattern.parts)),
        key=lambda part: (min(2, min(map(len, pattern.parts[part]))), -len(pattern.parts[part])),
    )
    before, after = pattern.around(at)
    check = _Check(
        tactic,
        strength,
        pattern.source,
        re.compile(before + r"\Z") if before else None,
        re.compile(after) if after else None,
        _DENIAL.search(pattern.source) is None,
    )
    for word in dict.fromkeys(pattern.parts[at]):
        checks[word].append(check)


_DENIAL = re.compile("不|没|未")


def _holds_denial(folded: str, start: int, end: int) -> bool:
    """Whether what a pattern found is denied between its parts (请的不是明星)."""
    return _DENIAL.search(folded, start, end) is not None


def _excluded(item: _Candidate, folded: str) -> bool:
    """Whether what a tactic excludes stands over a candidate, or it is all of a title: 《定位》."""
    if folded[item.start - 1 : item.start] == "《" and folded[item.end : item.end + 1] == "》":
        return True
    if item.tactic.exclude is None:
        return False
    around = item.tactic.exclude.finditer(folded, max(0, item.start - _CONTEXT), item.end + _CONTEXT)
    return any(match.start() < item.end and item.start < match.end() for match in around)


def _named_shortly(found: list[_Candidate]) -> list[_Candidate]:
    """Less the matches with gaps that overlap a plain name of a tactic: the name is the mention."""
    names = [(item.start, item.end) for item in found if item.strength == "explicit" and "…" not in item.cue]
    named = _Spans(names)
    return [item for item in found if "…" not in item.cue or not named.overlap(item.start, item.end)]


class _Spans:
    """Spans that are asked whether one overlaps another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _end in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with [start, end)."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return any(self._spans[at][1] > start for at in range(first, last))


def _choose(found: list[_Candidate], low: int, high: int) -> list[_Candidate]:
    """Of those that overlap, what is named before what is described, then the longest, then the first.

    All of them lie in [low, high).
    """
    taken = bytearray(high - low)
    kept: list[_Candidate] = []
    for item in sorted(found, key=lambda c: (c.strength != "explicit", c.start - c.end, c.start)):
        if taken.find(1, item.start - low, item.end - low) < 0:
            taken[item.start - low : item.end - low] = b"\x01" * (item.end - item.start)
            kept.append(item)
    return sorted(kept, key=lambda c: c.start)
