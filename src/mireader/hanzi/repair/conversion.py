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
from mireader.hanzi.repair.model import Finding
from mireader.hanzi.script import opencc_converter, script_of, script_only

_LONGEST_PHRASE = 6
_BY_PHRASE = 0.8
_SIMPLIFIED_ONLY = 0.95
_EITHER_WAY = frozenset("台布了周")
"""Characters that traditional text writes itself beside 臺, 佈, 瞭, 週."""
_LINE = re.compile(r"[^\n]+")


@cache
def _phrases() -> dict[str, str]:
    import opencc

    path = Path(opencc.__file__).parent / "dictionary" / "STPhrases.txt"
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {pair[0]: pair[1].split()[0] for pair in pairs if len(pair) == 2}


def find_conversion_slips(text: str) -> Iterator[Finding]:
    """Characters of traditional passages that their word is not written with; nothing elsewhere."""
    simplified_only, traditional_only = script_only()
    passed_over = traditional_only | _EITHER_WAY
    for line in _LINE.finditer(text):
        if script_of(line.group()) != "hant":
            continue
        written = opencc_converter("t2tw").convert(line.group())
        simplified = opencc_converter("t2s").convert(line.group())
        meant = opencc_converter("s2tw").convert(simplified)
        if not len(written) == len(meant) == len(simplified) == len(line.group()):
            continue
        for at, (old, new) in enumerate(zip(written, meant, strict=True)):
            if old == new or not is_han(old) or old in passed_over:
                continue
            start = line.start() + at
            if old in simplified_only:
                yield Finding(start, start + 1, new, "conversion", _SIMPLIFIED_ONLY)
            elif _by_phrase(simplified, at, new):
                yield Finding(start, start + 1, new, "conversion", _BY_PHRASE)


def _by_phrase(simplified: str, at: int, new: str) -> bool:
    """Whether the longest phrase over a place writes it with `new`."""
    phrases = _phrases()
    for size in range(_LONGEST_PHRASE, 1, -1):
        for start in range(max(0, at - size + 1), at + 1):
            phrase = phrases.get(simplified[start : start + size])
            if phrase is not None and start + size > at:
                return opencc_converter("t2tw").convert(phrase)[at - start] == new  # type: ignore[no-any-return]
    return False
