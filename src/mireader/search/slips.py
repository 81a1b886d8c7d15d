"""Pinyin typed with a slip: a letter left out, added, swapped with its neighbour, or the key beside it.

Only what then divides into whole syllables is tried, the commonest slips first: those of southern speech
(n for ng, z for zh, l for n) before those of the fingers. Damerau 1964, A technique for computer detection
and correction of spelling errors: four in five slips are one letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mireader.hanzi.pinyin import MAX_SYLLABLE, syllable_ids, syllables_from
from mireader.search.query import Condition, Pattern, Query

_SHORTEST, _LONGEST = 5, 40
"""Letters of what is tried: shorter ones are near to everything, longer ones are not typed."""
_HEARD = (("ng", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("r", "l"))
"""Sounds that are taken for each other."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_READINGS = 6
"""Of one spelling, that are tried: jieying is jie|ying and ji|e|ying."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

HALF_TYPED = "…"
"""After a syllable that may become a longer one."""
Way = tuple[str, ...]
"""Letters divided into whole syllables, the last one perhaps half typed."""


class Slip(NamedTuple):
    """One change: the letters from `start` to `end` should have been `meant`."""

    start: int
    end: int
    meant: str


def slipped(query: Query) -> Iterator[list[Pattern]]:
    """What may have been meant by letters that nothing is read as: the likelier slips first, by groups."""
    letters = "".join(term.folded for term in query.terms).replace("'", "")
    if not (_SHORTEST <= len(letters) <= _LONGEST and letters.isascii() and letters.isalpha()):
        return
    mender = _Mender(letters)
    tried = {letters}
    for slips in (_misheard(letters), _mistyped(letters), _pressed(letters)):
        patterns = []
        for slip in slips:
            mended = letters[: slip.start] + slip.meant + letters[slip.end :]
            if mended not in tried:
                tried.add(mended)
                patterns += [_pattern(way) for way in mender.ways(slip)]
        yield patterns


def _misheard(letters: str) -> Iterator[Slip]:
    for one, other in (*_HEARD, *((b, a) for a, b in _HEARD)):
        at = letters.find(one)
        while at >= 0:
            yield Slip(at, at + len(one), other)
            at = letters.find(one, at + 1)


def _mistyped(letters: str) -> Iterator[Slip]:
    """A letter too many, two that changed places, the key beside the one that was meant."""
    beside = _beside()
    for at, letter in enumerate(letters):
        yield Slip(at, at + 1, "")
        yield Slip(at, at + 2, letters[at + 1 : at + 2] + letter)
        for other in beside[letter]:
            yield Slip(at, at + 1, other)


def _pressed(letters: str) -> Iterator[Slip]:
    """A letter that was left out, or any other in its place."""
    for at in range(len(letters) + 1):
        for other in _LETTERS:
            yield Slip(at, at, other)
            yield Slip(at, min(at + 1, len(letters)), other)


def _beside() -> dict[str, str]:
    """By letter: the keys left and right of it."""
    return {
        key: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
        for row in _KEYBOARD
        for at, key in enumerate(row)
    }


def _pattern(way: Way) -> Pattern:
    return Pattern(tuple(map(_condition, way)), "typo")


def _condition(syllable: str) -> Condition:
    if syllable.endswith(HALF_TYPED):
        return Condition("begun", *syllables_from(syllable.removesuffix(HALF_TYPED)))
    return Condition("syllable", syllable_ids()[syllable])


class _Mender:
    """Divides letters with one change: what stands before and after the change is divided only once."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        size = len(letters)
        self._before: list[list[Way]] = [[()]]
        for end in range(1, size + 1):
            self._before.append(
                _few(
                    (*way, letters[start:end])
                    for start in range(max(0, end - MAX_SYLLABLE), end)
                    if _is_syllable(letters[start:end])
                    for way in self._before[start]
                )
            )
        self._after: list[list[Way]] = [[] for _ in range(size)] + [[()]]
        begun = [at for at in range(size) if 0 < size - at < MAX_SYLLABLE and _may_grow(letters[at:])]
        for start in range(size - 1, -1, -1):
            self._after[start] = _few(
                (letters[start:end], *way)
                for end in range(start + 1, min(size, start + MAX_SYLLABLE) + 1)
                if _is_syllable(letters[start:end])
                for way in self._after[end]
            )
            if start in begun:  # the last syllable is still being typed
                self._after[start] = [*self._after[start], (letters[start:] + HALF_TYPED,)][-_READINGS:]

    def ways(self, slip: Slip) -> list[Way]:
        """The ways to divide what was meant into two or more whole syllables, those with few first."""
        letters = self._letters
        found: set[Way] = set()
        for start in range(max(0, slip.start - MAX_SYLLABLE), slip.start + 1):
            if not self._before[start]:
                continue
            for end in range(slip.end, min(len(letters), slip.end + MAX_SYLLABLE) + 1):
                rest = self._after[end]
                if not rest:
                    continue
                middle = letters[start : slip.start], slip.meant, letters[slip.end : end]
                for way in _around(*middle):
                    found |= {(*before, *way, *after) for before in self._before[start] for after in rest}
        return _few(way for way in found if len(way) > 1)


def _around(head: str, meant: str, tail: str) -> Iterator[Way]:
    """A change as the syllable it stands in, or as the two whose border is within it."""
    whole = head + meant + tail
    if not whole:
        yield ()
    elif _is_syllable(whole):
        yield (whole,)
    for at in range(len(head) + 1, len(head) + len(meant)):
        if _is_syllable(whole[:at]) and _is_syllable(whole[at:]):
            yield whole[:at], whole[at:]


def _may_grow(letters: str) -> bool:
    """Whether letters begin a syllable that is longer."""
    first, last = syllables_from(letters)
    return last > first or (last > 0 and letters not in syllable_ids())


def _is_syllable(letters: str) -> bool:
    return letters in syllable_ids() and (len(letters) > 1 or letters in "aeo")


def _few(ways: Iterable[Way]) -> list[Way]:
    """The ways with the fewest syllables."""
    return sorted(ways, key=lambda way: (len(way), way))[:_READINGS]
