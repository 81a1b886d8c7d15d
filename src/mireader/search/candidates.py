"""Candidates: the passages that may hold a pattern, by its grams, and the best of them by their impacts.

Only so many are looked at closely, however many there are: the cost of a query grows with what it
shows, not with what is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mireader.search.grams import SYLLABLE_BITS, bigram, initials_trigram, syllable_bigram, unit_layers
from mireader.search.query import Condition, Pattern
from mireader.search.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Passages = NDArray[np.uint16]
    Mask = NDArray[np.bool_]
    """By passage of a segment."""

LOOKED_AT, LOOKED_AT_PER_HIT = 64, 3
"""Candidates of a pattern whose places and scores are found: so many, or so many for each hit wanted."""
LOOKED_AT_BY_SOUND = 300
"""The same for what is read alike: which of them are words shows only where they stand."""
_LAST_UNIT = 0xFFFF
_LAST_SYLLABLE = (1 << SYLLABLE_BITS) - 1
_LAST_INITIAL = 31
_RARER = 16
"""A list so many times shorter is looked up in the longer one instead of both being marked."""


class Gram(NamedTuple):
    """A key of a field, or all from `low` to `high`."""

    field: str
    low: int
    high: int | None = None


class Candidates(NamedTuple):
    """Passages of one segment, ascending, and how much each is about what they hold."""

    passages: Passages
    impacts: NDArray[np.uint8]


def grams_of(conditions: Sequence[Condition]) -> list[Gram]:
    """Grams that every place has where the conditions are met; empty only for a lone initial."""
    first, _, initial, _ = unit_layers()

    def syllable(condition: Condition) -> int:
        if condition.layer == "unit":
            return int(first[condition.value])
        return condition.value if condition.layer == "syllable" else 0

    def letter(condition: Condition) -> int:
        if condition.layer == "unit":
            return int(initial[condition.value])
        return condition.value if condition.layer == "initial" else _initial_of(condition.value)

    found: list[Gram] = []
    for a, b in pairwise(conditions):
        if a.layer == b.layer == "unit":
            found.append(Gram("bigrams", bigram(a.value, b.value)))
        elif syllable(a) and syllable(b):
            found.append(Gram("syllables", syllable_bigram(syllable(a), syllable(b))))
        elif syllable(a) and (b.layer == "begun" or letter(b)):
            low, high = (b.value, b.last) if b.layer == "begun" else _starting_with(letter(b))
            found.append(
                Gram("syllables", syllable_bigram(syllable(a), low), syllable_bigram(syllable(a), high))
            )
    for trio in zip(conditions, conditions[1:], conditions[2:], strict=False):
        letters = [letter(condition) for condition in trio]
        if all(letters) and any(condition.layer == "initial" for condition in trio):
            found.append(Gram("initials", initials_trigram(letters[0], letters[1], letters[2])))
    if found:
        return found
    letters = [letter(condition) for condition in conditions[:2]]
    if len(letters) == 2 and all(letters):
        low, high = (initials_trigram(letters[0], letters[1], last) for last in (0, _LAST_INITIAL))
        return [Gram("initials", low, high)]
    return [gram for gram in map(_alone, conditions) if gram is not None]


def _alone(condition: Condition) -> Gram | None:
    value = condition.value
    if condition.layer == "unit":
        return Gram("bigrams", bigram(value, 0), bigram(value, _LAST_UNIT))
    if condition.layer == "syllable":
        return Gram("syllables", syllable_bigram(value, 0), syllable_bigram(value, _LAST_SYLLABLE))
    return None


def _initial_of(syllable: int) -> int:
    from mireader.hanzi.pinyin import syllables

    return ord(syllables()[syllable - 1][0]) - 96


def _starting_with(letter: int) -> tuple[int, int]:
    """First and last of the syllables that begin with a letter, 1 for a (they are in alphabetical order)."""
    from mireader.hanzi.pinyin import syllables_from

    first, last = syllables_from(chr(letter + 96))
    return (first, last) if last else (_LAST_SYLLABLE, _LAST_SYLLABLE)


def holding(segment: Segment, grams: Sequence[Gram]) -> Candidates:
    """The passages that hold all of the grams, with the impacts of the rarest."""
    import numpy as np

    none = Candidates(np.zeros(0, np.uint16), np.zeros(0, np.uint8))
    lists = []
    for gram in grams:
        found = segment.fields[gram.field].get(gram.low, gram.high)
        if not len(found[0]):
            return none
        lists.append((len(found[0]), gram.high is None, found))
    if not lists:
        return none
    lists.sort(key=lambda item: item[0])
    size, exact, (passages, impacts) = lists[0]
    if not exact:
        marks = np.zeros(len(segment.starts), np.uint8)
        marks[passages] = impacts
        passages = np.flatnonzero(marks).astype(np.uint16)
        impacts = marks[passages]
    for size, exact, (others, _) in lists[1:]:
        if not len(passages):
            return none
        if exact and len(passages) * _RARER < size:
            at = np.minimum(others.searchsorted(passages), size - 1)
            keep = others[at] == passages
        else:
            mask = np.zeros(len(segment.starts), np.bool_)
            mask[others] = True
            keep = mask[passages]
        passages, impacts = passages[keep], impacts[keep]
    return Candidates(passages, impacts)


class Chains:
    """Which patterns of syllables may stand anywhere, where many begin or end alike: what they share is
    looked up once.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        everywhere = [(number, None) for number in range(len(segments))]
        self._first, self._last = _Chain(everywhere), _Chain(everywhere)

    def may_hold(self, pattern: Pattern) -> bool:
        """Whether some passage holds all grams of a pattern of syllables, both halves by a way of its own."""
        whole = [one.value for one in pattern.conditions if one.layer == "syllable"]
        keys = [syllable_bigram(a, b) for a, b in pairwise(whole)]
        middle = (len(keys) + 1) // 2
        return bool(
            self._walk(self._first, keys[:middle]).alive
            and self._walk(self._last, keys[: middle - 1 : -1]).alive
            and self._walk(self._first, keys).alive
        )

    def _walk(self, chain: _Chain, keys: Sequence[int]) -> _Chain:
        for key in keys:
            if not chain.alive:
                break
            known = chain.longer.get(key)
            if known is None:
                known = chain.longer[key] = _Chain(self._narrowed(chain, key))
            chain = known
        return chain

    def _narrowed(self, chain: _Chain, key: int) -> list[tuple[int, Passages | None]]:
        import numpy as np

        found: list[tuple[int, Passages | None]] = []
        for number, passages in chain.alive:
            others, _ = self._segments[number].fields["syllables"].get(key)
            if passages is not None and len(others):
                at = np.minimum(others.searchsorted(passages), len(others) - 1)
                others = passages[others[at] == passages]
            if len(others):
                found.append((number, others))
        return found


class _Chain:
    """Passages that hold some grams, by segment (None: all of it), and the chains one gram longer."""

    __slots__ = ("alive", "longer")

    def __init__(self, alive: Sequence[tuple[int, Passages | None]]) -> None:
        self.alive = alive
        self.longer: dict[int, _Chain] = {}


def holding_any(segment: Segment, patterns: Sequence[Pattern]) -> Candidates:
    """The passages that may hold any of some patterns, with their highest impacts."""
    import numpy as np

    if len(patterns) == 1:
        return holding(segment, grams_of(patterns[0].conditions))
    best = np.zeros(len(segment.starts), np.uint8)
    for pattern in patterns:
        passages, impacts = holding(segment, grams_of(pattern.conditions))
        best[passages] = np.maximum(best[passages], impacts)
    passages = np.flatnonzero(best).astype(np.uint16)
    return Candidates(passages, best[passages])


def best_of(scores: Sequence[NDArray[np.int16]], most: int) -> list[NDArray[np.int64]]:
    """Indexes of the `most` highest scores of all arrays, by array, ascending; earlier ones win ties."""
    import numpy as np

    total = sum(map(len, scores))
    if total <= most:
        return [np.arange(len(part)) for part in scores]
    joined = np.concatenate(list(scores))
    chosen = np.sort(np.argsort(-joined, kind="stable")[:most])
    bounds = np.cumsum([0, *map(len, scores)])
    return [
        chosen[np.searchsorted(chosen, low) : np.searchsorted(chosen, high)] - low
        for low, high in pairwise(bounds.tolist())
    ]


def accumulate(
    segments: Sequence[Segment],
    weighted: Sequence[tuple[Gram, float]],
    floor: float,
    rarest: int = 20,
) -> list[NDArray[np.float32]]:
    """By segment and passage: the BM25 sum of weighted grams, each by its rarity among all passages.

    `floor` (0 to 1) is what having a gram at all counts: BM25+ (Lv and Zhai, CIKM 2011), without
    which long passages are buried under short ones. Only the `rarest` grams are added up: the common
    ones cost most and tell least.
    """
    import numpy as np

    total = sum(len(segment.starts) for segment in segments)
    sums = [np.zeros(len(segment.starts), np.float32) for segment in segments]
    found = []
    for gram, weight in weighted:
        lists = [segment.fields[gram.field].get(gram.low, gram.high) for segment in segments]
        count = sum(len(passages) for passages, _ in lists)
        if count:
            found.append((count, weight, lists))
    found.sort(key=lambda item: item[0])
    for count, weight, lists in found[:rarest]:
        rarity = float(np.log(1 + max(0.0, total - count + 0.5) / (count + 0.5)))
        unit = np.float32(weight * rarity / 255)
        least = np.float32(weight * rarity * floor)
        for part, (passages, impacts) in zip(sums, lists, strict=True):
            part[passages] += impacts * unit + least
    return sums


def highest(sums: Sequence[NDArray[np.float32]], most: int) -> list[tuple[int, int, float]]:
    """The `most` passages with the highest sums: segment, passage, sum; the highest first."""
    import numpy as np

    found: list[tuple[int, int, float]] = []
    for number, part in enumerate(sums):
        some = np.flatnonzero(part)  # ties at zero are slow to part
        if len(some) > most:
            some = some[np.argpartition(-part[some], most)[:most]]
        found += [(number, int(at), float(part[at])) for at in some]
    found.sort(key=lambda item: (-item[2], item[0], item[1]))
    return found[:most]
