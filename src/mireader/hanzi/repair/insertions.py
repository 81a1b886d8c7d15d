"""What scrapers and mangled formats put between the characters of a page.

Watermark pairs (可內以 … 這種容新: the two halves of a word of the site, 內容, pushed in near each
other), stuffed numbers, glyphs of symbol fonts that became Latin letters, and words set twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

from mireader.hanzi.characters import LETTER, is_han
from mireader.hanzi.likelihood import EDGE, follows, together
from mireader.hanzi.noise import QUESTION_MARKS, STUFFED, SYMBOL_FONT
from mireader.hanzi.repair.model import Finding

_HIDDEN_AT = re.compile(r"(?<=[A-Za-z0-9]) ?[#＃] ?(?=[A-Za-z0-9-]+\.(?:com|cn|net|org)\b)")
"""info # example.com: an address hidden from harvesters."""
_TWICE = re.compile(rf"(?P<word>(?![一每两兩]){LETTER}{{2,4}})(?P=word)(?!(?P=word))")
_PARTICLE_TWICE = re.compile(r"([的和是有在與与及對对為为將将被把])\1")
_PAIR_WINDOW = 30
"""Code points within which the second half of a watermark pair follows the first."""
_REJOINED = 30.0
"""So many times likelier than chance must the characters around the first half be together."""
_SITE_WORDS = {
    "内": "容", "內": "容", "回": "答", "问": "题", "問": "題", "答": "案", "提": "问問", "百": "度",
    "知": "道乎", "转": "载", "轉": "載", "来": "源", "來": "源", "版": "权權", "原": "创創", "本": "文站",
    "网": "站", "網": "站", "资": "料", "資": "料", "文": "章档檔", "专": "家", "專": "家",
}  # fmt: skip
"""What sites push in: first character, and those that follow it in a word."""
_FIRST_GAIN, _SECOND_GAIN = log(30), 0.0


def find_insertions(text: str) -> Iterator[Finding]:
    """What was put in and should go, in no order."""
    for pattern, kind, confidence in (
        (STUFFED, "stuffing", 0.7),
        (QUESTION_MARKS, "other", 0.7),
        (SYMBOL_FONT, "other", 0.7),
        (_HIDDEN_AT, "other", 0.7),
    ):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), "@" if pattern is _HIDDEN_AT else "", kind, confidence)
    yield from _twice(text)
    yield from _watermarks(text)


def _twice(text: str) -> Iterator[Finding]:
    for match in _TWICE.finditer(text):
        word = match["word"]
        if all(map(is_han, word)) and len(set(word)) > 1 and together(word[-1], word[0]) < 1:
            yield Finding(match.start() + len(word), match.end(), "", "other", 0.5)
    for match in _PARTICLE_TWICE.finditer(text):
        if not _belongs_apart(text, match.start()):
            yield Finding(match.start() + 1, match.end(), "", "other", 0.6)


def _belongs_apart(text: str, at: int) -> bool:
    """Whether the first of two equal characters ends a word (目的的), or the second begins one."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    return (before != "" and together(before, text[at]) > 1) or (
        after != "" and together(text[at], after) > 1
    )


def _gain(text: str, at: int) -> float:
    """By how much a text becomes likelier without the character at a place (natural logarithm)."""
    around = text[at - 1 : at + 2]
    if len(around) < 3 or not all(map(is_han, around)):
        return -1.0
    before, char, after = tuple(around)
    return follows(before, after) - follows(before, char) - follows(char, after) + follows(EDGE, char)


def _watermarks(text: str) -> Iterator[Finding]:
    for match in re.finditer(f"[{''.join(_SITE_WORDS)}]", text):
        at = match.start()
        if _gain(text, at) < _FIRST_GAIN or together(text[at - 1], text[at + 1]) < _REJOINED:
            continue
        for other in range(at + 2, min(len(text), at + _PAIR_WINDOW)):
            if text[other] in _SITE_WORDS[text[at]] and _gain(text, other) > _SECOND_GAIN:
                yield Finding(at, at + 1, "", "watermark", 0.8)
                yield Finding(other, other + 1, "", "watermark", 0.8)
                break
