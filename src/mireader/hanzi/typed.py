"""Names found by what is typed into a filter: by their letters, or as they are pronounced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from mireader.hanzi.fold import fold
from mireader.hanzi.pinyin import reading_table

T = TypeVar("T")
_BEGIN, _REST = "'(?:[a-z]+/)*", "[a-z/]*"
"""Of a character's readings in `sounds_of`: up to where one of them begins, and what is left of them."""


def sounds_of(folded: str) -> str:
    """The readings of a text, each character's after an apostrophe and one at the end; blanks left out.

    Those of one character are parted by strokes, the commonest first: 音乐 is 'yin'le/yue'.
    """
    table = reading_table()
    return "'".join(("", *("/".join(table.get(char, (char,))) for char in folded if char != " "), ""))


def sounding(typed: str) -> re.Pattern[str] | None:
    """What finds folded words that were typed in `sounds_of` a text; None where they hold no letters a-z.

    Each letter goes on with a syllable or begins the next one: full pinyin, initials, syllables half typed
    and Latin names (jieyx, vivoyx); an apostrophe begins one. Other characters stand for themselves.
    """
    written, spelling = "", False
    for char in typed:
        if char == "'":
            written += _REST if spelling else ""
            spelling = False
        elif "a" <= char <= "z":
            written += (f"(?:{_REST}{_BEGIN})?" if spelling else _BEGIN) + char
            spelling = True
        else:
            readings = "/".join(reading_table().get(char, (char,)))
            written += (_REST if spelling else "") + f"'{re.escape(readings)}(?=')"
            spelling = False
    return re.compile(written) if any("a" <= char <= "z" for char in typed) else None


@lru_cache(maxsize=1 << 14)
def _heard(name: str) -> tuple[str, str]:
    """A name folded, without blanks, and its readings."""
    folded = "".join(fold(name).split())
    return folded, sounds_of(folded)


class Typed:
    """What was typed: words that may each be Hanzi, pinyin, initials or a mixture."""

    def __init__(self, typed: str) -> None:
        words = fold(typed).split()
        self.letters = "".join(words)
        """It, folded and without blanks."""
        self._whole = self.letters, sounding("'".join(words))
        self._words = [(word, sounding(word)) for word in words] if len(words) > 1 else []

    def rank(self, name: str) -> int | None:
        """How well a name answers it; None if it does not.

        0 it begins so, 1 holds it, 2 is pronounced so from its beginning, 3 further on, 4 has all the words.
        """
        heard = _heard(name)
        place = _place(self._whole, heard)
        if place is None and self._words and all(_place(one, heard) is not None for one in self._words):
            return 4
        return place

    def best(self, named: Iterable[tuple[T, Iterable[str]]]) -> list[T]:
        """What has a name that answers it, the best answer first."""
        ranked = []
        for one, names in named:
            ranks = [rank for rank in map(self.rank, names) if rank is not None]
            if ranks:
                ranked.append((min(ranks), one))
        return [one for _rank, one in sorted(ranked, key=itemgetter(0))]


def _place(wanted: tuple[str, re.Pattern[str] | None], heard: tuple[str, str]) -> int | None:
    (letters, sound), (folded, sounds) = wanted, heard
    if letters in folded:
        return 0 if folded.startswith(letters) else 1
    found = sound.search(sounds) if sound is not None else None
    return None if found is None else 2 + (found.start() > 0)
