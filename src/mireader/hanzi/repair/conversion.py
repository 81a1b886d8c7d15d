"""Slips of machine conversion, and simplified characters left in traditional text: 准備 for 準備.

The phrase tables of OpenCC say which traditional character a word is written with. A place is offered
only where one of their phrases covers it, so that 余 as a name and 里 as a mile stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mireader.hanzi.characters import is_han
from mireader.hanzi.likelihood import together
from mireader.hanzi.repair.model import Finding
from mireader.hanzi.script import opencc_converter, script_of, script_only

_LONGEST_PHRASE = 6
_BY_PHRASE = 0.8
_SIMPLIFIED_ONLY = 0.95
_EITHER_WAY = frozenset("台布了周夥鑒盃念畫并")
"""Characters that traditional text writes itself beside 臺, 佈, 瞭, 週, 伙, 鑑, 杯, 唸, 劃, 并."""
_BY_DEFAULT = frozenset("里")
"""Outside of any phrase this is 裡, in, unless it is measured or named."""
_BEFORE_MILE = frozenset("公英海华一二三四五六七八九十百千万两几半数邻故乡巷闾")
_WORD = 10.0
"""So many times likelier than chance are the characters of a word together."""
_LINE = re.compile(r"[^\n]+")


@cache
def _phrases() -> dict[str, str]:
    import opencc

    path = Path(opencc.__file__).parent / "dictionary" / "STPhrases.txt"
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {pair[0]: pair[1].split()[0] for pair in pairs if len(pair) == 2}


def find_conversion_slips(text: str) -> Iterator[Finding]:
    """Characters of traditional passages that their word is not written with; nothing elsewhere."""
    simplified_only, _ = script_only()
    for line in _LINE.finditer(text):
        if script_of(line.group()) != "hant":
            continue
        written = opencc_converter("t2tw").convert(line.group())
        simplified = opencc_converter("t2s").convert(line.group())
        meant = opencc_converter("s2tw").convert(simplified)
        if not len(written) == len(meant) == len(simplified) == len(line.group()):
            continue
        for at, (old, new) in enumerate(zip(written, meant, strict=True)):
            if old == new or not is_han(old) or old in _EITHER_WAY:
                continue
            start = line.start() + at
            if old in simplified_only:
                yield Finding(start, start + 1, new, "conversion", _SIMPLIFIED_ONLY)
            elif _by_phrase(simplified, at, new):
                yield Finding(start, start + 1, new, "conversion", _BY_PHRASE)


def _by_phrase(simplified: str, at: int, new: str) -> bool:
    """Whether a phrase over a place writes it with `new`, the longest and most closely knit one first."""
    phrases = _phrases()
    for size in range(_LONGEST_PHRASE, 1, -1):
        for start in range(max(0, at - size + 1), at + 1):
            end = start + size
            phrase = phrases.get(simplified[start:end])
            if phrase is not None and end > at and _knit(simplified, start, end):
                return bool(opencc_converter("t2tw").convert(phrase)[at - start] == new)
    return simplified[at] in _BY_DEFAULT and _in_a_place(simplified, at)


def _knit(text: str, start: int, end: int) -> bool:
    """Whether the characters of a phrase belong together more than with those beside them (不断|发表)."""
    if end - start > 2:
        return True
    inside = together(text[start], text[start + 1])
    outside = (text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1])
    return all(together(pair[0], pair[1]) <= inside for pair in outside if len(pair) == 2)


def _in_a_place(text: str, at: int) -> bool:
    """Whether 里 stands after a word of two characters (论坛里), not a mile or the sound of a name."""
    return (
        at > 1
        and at + 1 < len(text)
        and text[at - 1] not in _BEFORE_MILE
        and together(text[at - 2], text[at - 1]) >= _WORD
        and together(text[at - 1], text[at]) < _WORD
        and together(text[at], text[at + 1]) < _WORD
    )
