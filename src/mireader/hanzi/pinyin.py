"""Syllables and initials of characters, and the splitting of typed pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mireader.hanzi.data import rows
from mireader.hanzi.fold import TABLE_SIZE, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SYLLABLE = 6
"""Letters of the longest toneless syllables (zhuang, chuang, shuang)."""


@cache
def syllables() -> tuple[str, ...]:
    """Every toneless syllable in alphabetical order; its id in the layers is its index plus one."""
    return tuple(row[0] for row in rows("syllables.tsv"))


@cache
def syllable_ids() -> dict[str, int]:
    """Syllable to its id, from 1; 0 means that a character has no reading."""
    return {name: index for index, name in enumerate(syllables(), 1)}


@cache
def syllables_from(letters: str) -> tuple[int, int]:
    """Ids of the first and the last syllable that begin with some letters; (0, 0) where none does."""
    ids = [number for number, name in enumerate(syllables(), 1) if name.startswith(letters)]
    return (ids[0], ids[-1]) if ids else (0, 0)


@cache
def reading_table() -> dict[str, tuple[str, ...]]:
    """Folded character to its readings in use, the commonest first."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows("syllables.tsv"):
        for char in row[1]:
            table[char] = (row[0], *table.get(char, ()))
        for char in row[2] if len(row) > 2 else "":
            table[char] = (*table.get(char, ()), row[0])
    return table


def readings_of(char: str) -> tuple[str, ...]:
    """Toneless readings of a character (ü written v), the commonest first; empty if it has none."""
    return reading_table().get(fold(char), ())


def strip_tones(syllable: str) -> str:
    """A syllable without tone marks, ü written v: jī to ji, nǚ to nv."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


_SYLLABLES_WITH_TONES = re.compile(r"(?:[a-zü]{1,6}[1-5])+[a-zü]{0,6}")


@lru_cache(maxsize=4096)
def as_letters(typed: str) -> str:
    """Folded letters with pinyin in a to z, however it was typed: lǚxíng and lv3xing2 are lvxing."""
    plain = strip_tones(typed) if not typed.isascii() and strip_tones(typed).isascii() else typed
    if _SYLLABLES_WITH_TONES.fullmatch(plain):
        parts = re.split("[1-5]", plain)
        if all(part in syllable_ids() for part in parts[:-1]):
            return "'".join(parts).strip("'")
    return plain


def with_umlaut(letters: str) -> tuple[str, ...]:
    """Other spellings of typed pinyin in which u stands for ü: lue is lve, luxing may be lvxing."""
    certain = letters.replace("lue", "lve").replace("nue", "nve")
    perhaps = re.sub("([ln])u(?![aeno])", r"\1v", certain)
    return tuple(dict.fromkeys(way for way in (certain, perhaps) if way != letters))


def spellings(folded: str) -> tuple[str, str]:
    """A text in full pinyin and in initials, each character by its commonest reading; others as they are."""
    readings = [reading_table().get(char, (char,))[0] for char in folded]
    return "".join(readings), "".join(reading[0] for reading in readings)


@cache
def reading_arrays() -> tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint8]]:
    """By folded code point: first reading's id, second reading's id (the first again if there is none),
    and by syllable id: its initial, 1 for a to 26 for z.
    """
    import numpy as np

    first = np.zeros(TABLE_SIZE, np.uint16)
    second = np.zeros(TABLE_SIZE, np.uint16)
    for number, row in enumerate(rows("syllables.tsv"), 1):
        for table, chars in ((first, row[1]), (second, row[2] if len(row) > 2 else "")):
            table[np.frombuffer(chars.encode("utf-32-le"), np.uint32)] = number
    second = np.where(second > 0, second, first)
    initials = np.array([0] + [ord(name[0]) - 96 for name in syllables()], np.uint8)
    return first, second, initials


class Part(tuple[str, bool]):
    """One piece of typed pinyin: its letters, and whether they are a whole syllable; several letters that are
    not are the beginning of one.
    """

    @property
    def letters(self) -> str:
        """The letters typed."""
        return self[0]

    @property
    def whole(self) -> bool:
        """False for a lone initial, and for a syllable that is half typed."""
        return self[1]


_WHOLE_COST = 1.0
_INITIAL_COST = 1.7
_VOWEL_INITIAL_COST = 1.35
"""A lone a, e or o is mostly a whole syllable (ji|e), so it costs less than a lone consonant."""


@lru_cache(maxsize=4096)
def splits(letters: str, most: int = 6) -> tuple[tuple[Part, ...], ...]:
    """Plausible splits of typed letters into syllables and initials, the most plausible first.

    `jieyx` gives ji|e|y|x and jie|y|x; `fensi` gives fen|si. An apostrophe is a boundary. Empty
    where the letters hold anything but a-z.
    """
    known = syllable_ids()
    beams: list[list[tuple[float, tuple[Part, ...]]]] = [[(0.0, ())]]
    for end in range(1, len(letters) + 1):
        ways: list[tuple[float, tuple[Part, ...]]] = []
        last = letters[end - 1]
        if last == "'":
            ways += beams[end - 1]
        elif not ("a" <= last <= "z"):
            return ()
        else:
            cost = _VOWEL_INITIAL_COST if last in "aeo" else _INITIAL_COST
            whole_vowel = last in "aeo"
            if last not in "iuv":  # no syllable begins with them
                ways += [(c + cost, (*p, Part((last, whole_vowel)))) for c, p in beams[end - 1]]
            for size in range(2, min(MAX_SYLLABLE, end) + 1):
                piece = letters[end - size : end]
                if piece in known:
                    ways += [(c + _WHOLE_COST, (*p, Part((piece, True)))) for c, p in beams[end - size]]
        ways.sort(key=lambda way: way[0])
        beams.append(ways[: most * 2])
    unique: dict[tuple[Part, ...], None] = {}
    for _, parts in beams[-1]:
        if parts:
            unique.setdefault(parts)
    return tuple(unique)[:most]


@lru_cache(maxsize=4096)
def begun(letters: str, most: int = 4) -> tuple[tuple[Part, ...], ...]:
    """Splits that end in the beginning of a syllable, the likeliest first, those without initials before.

    `yingxi` gives ying|xi, whose xi may become xiao, and `jeyi` gives j|e|yi; a single letter at the end is
    an initial in `splits`.
    """
    found = []
    for size in range(2, min(MAX_SYLLABLE, len(letters) + 1)):
        before, last = letters[:-size], letters[-size:]
        first, final = syllables_from(last)
        if final > first or (final and last not in syllable_ids()):
            ways = splits(before) if before else ((),)
            found += [(*way, Part((last, False))) for way in ways]
    found.sort(key=lambda way: (not all(part.whole for part in way[:-1]), len(way)))
    return tuple(found)[:most]
