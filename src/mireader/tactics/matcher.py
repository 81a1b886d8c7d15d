"""Finds mentions: all cues in one pass (Aho-Corasick) over the folded clean text, then the patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from mireader.hanzi.clean import CleanText
from mireader.hanzi.fold import fold
from mireader.tactics.codebook import Codebook, Tactic

Strength = Literal["explicit", "described"]
_CLAUSE_END = re.compile(r"[。！!？?；;\n,，]")
_NEGATION = re.compile(
    r"(没有|沒有|并未|从未|从不|并没|不是|不靠|没|未|无需|不用|拒绝|从来不)[^,。;!?\n]{0,4}$"
)
_NEGATION_REACH = 8
"""Code points before a mention in which its denial may stand."""


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    tactic: Tactic
    strength: Strength


class Matcher:
    """The matcher of one or several codebooks."""

    def __init__(self, codebooks: Sequence[Codebook]) -> None:
        self.codebooks = tuple(codebooks)
        owners: dict[str, Tactic] = {}
        for tactic in self._tactics:
            for cue in tactic.cues:
                owners.setdefault(cue, tactic)
        for tactic in self._tactics:  # a cue that is a tactic's own name is that tactic's
            owners.update({cue: tactic for cue in tactic.cues if cue == fold(tactic.name["zh-Hans"])})
        self._cues = list(owners.values())
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard) if owners else None

    @cached_property
    def _tactics(self) -> tuple[Tactic, ...]:
        return tuple(tactic for codebook in self.codebooks for tactic in codebook.tactics)

    def mentions(self, cleaned: CleanText) -> list[Mention]:
        """The mentions in a page, in reading order."""
        folded = fold(cleaned.text)
        found = [item for item in self._candidates(folded) if not _excluded(item, folded)]
        result = []
        for item in _choose(found):
            start, end = cleaned.alignment.source_span(item.start, item.end)
            before = folded[max(0, item.start - _NEGATION_REACH) : item.start]
            negated = bool(_NEGATION.search(before))
            result.append(Mention(start, end, item.tactic.id, item.tactic.group, item.strength, negated))
        return result

    def _candidates(self, folded: str) -> Iterable[_Candidate]:
        if self._automaton is not None:
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                yield _Candidate(start, end, self._cues[index], "explicit")
        for tactic in self._tactics:
            for pattern in tactic.patterns:
                yield from (
                    _Candidate(*match.span(), tactic, "explicit")
                    for match in pattern.finditer(folded)
                    if match.group()
                )
            for pattern in tactic.described:
                yield from (
                    _Candidate(*match.span(), tactic, "described")
                    for match in pattern.finditer(folded)
                    if match.group()
                )


def _excluded(item: _Candidate, folded: str) -> bool:
    if not item.tactic.exclude:
        return False
    ends = [match.start() for match in _CLAUSE_END.finditer(folded, item.end, item.end + 40)]
    begin = max(
        (match.end() for match in _CLAUSE_END.finditer(folded, max(0, item.start - 40), item.start)),
        default=max(0, item.start - 40),
    )
    stop = ends[0] if ends else min(len(folded), item.end + 40)
    return any(
        match.start() < item.end - begin and item.start - begin < match.end()
        for pattern in item.tactic.exclude
        for match in pattern.finditer(folded[begin:stop])
    )


def _choose(found: list[_Candidate]) -> list[_Candidate]:
    """The longest of those that overlap; of equally long ones the explicit, then the first."""
    kept: list[_Candidate] = []
    starts: list[int] = []
    for item in sorted(found, key=lambda c: (c.start - c.end, c.strength != "explicit", c.start)):
        at = bisect_right(starts, item.start)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if (before and before.end > item.start) or (after and after.start < item.end):
            continue
        kept.insert(at, item)
        starts.insert(at, item.start)
    return kept
