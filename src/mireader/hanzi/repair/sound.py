"""Input slips: a word typed with characters of the same sound, and words that are often miswritten.

By `data/confusions.tsv` (miswritten words), and by context: a character of the same syllable that
makes a word with its neighbours where the written one makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mireader.hanzi.characters import is_han
from mireader.hanzi.data import rows
from mireader.hanzi.fold import fold
from mireader.hanzi.likelihood import EDGE, follows, frequency, together
from mireader.hanzi.pinyin import reading_table
from mireader.hanzi.repair.model import Finding
from mireader.hanzi.script import script_of, traditional

_COMMON = 1e-4
_MAKES_A_WORD = 300.0
_NO_WORD = 0.5
_GAIN = 9.0


@cache
def _same_sound() -> dict[str, tuple[str, ...]]:
    by_sound: dict[str, list[str]] = {}
    for char, readings in reading_table().items():
        if frequency(char) >= _COMMON:
            by_sound.setdefault(readings[0], []).append(char)
    return {
        char: tuple(other for other in chars if other != char)
        for chars in by_sound.values()
        for char in chars
    }


@cache
def _confusions() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row[0]: row[1] for row in rows("confusions.tsv")}
    return table, re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))


def find_sound_slips(text: str) -> Iterator[Finding]:
    """Miswritten words, and characters that a homophone should replace."""
    folded = fold(text)
    script = script_of(text)
    table, pattern = _confusions()
    for match in pattern.finditer(folded):
        right = table[match.group()]
        wrong = [at for at, (old, new) in enumerate(zip(match.group(), right, strict=True)) if old != new]
        better = "".join(_in_script(char, script) for char in right[wrong[0] : wrong[-1] + 1])
        yield Finding(match.start() + wrong[0], match.start() + wrong[-1] + 1, better, "sound", 0.8)
    for at in range(1, len(folded) - 1):
        if not is_han(folded[at]):
            continue
        homophone = _better(folded, at)
        if homophone:
            yield Finding(at, at + 1, _in_script(homophone, script), "sound", 0.5)


def _in_script(char: str, script: str) -> str:
    return traditional(char) if script == "hant" else char


def _better(text: str, at: int) -> str | None:
    before, char, after = (c if is_han(c) else EDGE for c in text[at - 1 : at + 2])
    if together(before, char) > _NO_WORD or together(char, after) > _NO_WORD or frequency(char) < _COMMON:
        return None
    now = follows(before, char) + follows(char, after)
    best: str | None = None
    most = _GAIN
    for other in _same_sound().get(char, ()):
        gain = follows(before, other) + follows(other, after) - now
        if gain > most and max(together(before, other), together(other, after)) > _MAKES_A_WORD:
            best, most = other, gain
    return best
