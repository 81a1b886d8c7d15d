"""Pinyin typed with a slip: a letter left out, added, swapped with its neighbour, or the key beside it.

Only what then divides into whole syllables is tried, the commonest slips first: those of southern speech
(n for ng, z for zh, l for n) before those of the fingers. Damerau 1964, A technique for computer detection
and correction of spelling errors: four in five slips are one letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mireader.hanzi.pinyin import MAX_SYLLABLE, syllable_ids
from mireader.search.query import Condition, Pattern, Query

_SHORTEST, _LONGEST = 5, 40
"""Letters of what is tried: shorter ones are near to everything, longer ones are not typed."""
_HEARD = (("ng", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("r", "l"))
"""Sounds that are taken for each other."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_READINGS = 6
"""Of one spelling, that are tried: jieying is jie|ying and ji|e|ying."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slipped(query: Query) -> Iterator[list[Pattern]]:
    """What may have been meant by letters that nothing is read as: the likelier slips first, by groups."""
    letters = "".join(term.folded for term in query.terms).replace("'", "")
    if not (_SHORTEST <= len(letters) <= _LONGEST and letters.isascii() and letters.isalpha()):
        return
    tried = {letters}
    for ways in (_misheard(letters), _mistyped(letters), _pressed(letters)):
        patterns = []
        for other in ways:
            if other not in tried:
                tried.add(other)
                patterns += _read(other)
        yield patterns


def _misheard(letters: str) -> Iterator[str]:
    for one, other in (*_HEARD, *((b, a) for a, b in _HEARD)):
        at = letters.find(one)
        while at >= 0:
            yield letters[:at] + other + letters[at + len(one) :]
            at = letters.find(one, at + 1)


def _mistyped(letters: str) -> Iterator[str]:
    """A letter too many, two that changed places, the key beside the one that was meant."""
    beside = _beside()
    for at, letter in enumerate(letters):
        yield letters[:at] + letters[at + 1 :]
        yield letters[:at] + letters[at + 1 : at + 2] + letter + letters[at + 2 :]
        for other in beside[letter]:
            yield letters[:at] + other + letters[at + 1 :]


def _pressed(letters: str) -> Iterator[str]:
    """A letter that was left out, or any other in its place."""
    for at in range(len(letters) + 1):
        for other in _LETTERS:
            yield letters[:at] + other + letters[at:]
            yield letters[:at] + other + letters[at + 1 :]


def _beside() -> dict[str, str]:
    """By letter: the keys left and right of it."""
    return {
        key: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
        for row in _KEYBOARD
        for at, key in enumerate(row)
    }


def _read(letters: str) -> list[Pattern]:
    """The readings of letters as two or more whole syllables."""
    ids = syllable_ids()
    return [
        Pattern(tuple(Condition("syllable", ids[syllable]) for syllable in way), "typo")
        for way in sorted(_ways(letters), key=len)[:_READINGS]
        if len(way) > 1
    ]


@lru_cache(maxsize=1 << 14)
def _ways(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to divide letters into whole syllables, those with few first."""
    if not letters:
        return ((),)
    ids = syllable_ids()
    found = [
        (letters[:size], *rest)
        for size in range(min(MAX_SYLLABLE, len(letters)), 0, -1)
        if letters[:size] in ids and (size > 1 or letters[0] in "aeo")
        for rest in _ways(letters[size:])
    ]
    return tuple(sorted(found, key=len)[:_READINGS])
