"""Lost full stops, reversed quotation marks, and marks of another width or kind than is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mireader.hanzi.characters import LETTER
from mireader.hanzi.repair.model import Finding

_PROSE = 30
"""Code points from which a line with a comma or a stop inside is prose, and should end with a stop."""
_LINE = re.compile(r"[^\r\n]+")
_LOSES_STOPS, _FROM_LINES = 0.25, 3
"""Share and number of a page's prose lines from which lost full stops are no manner of writing."""
_INNER = re.compile(r"[,，。;；!！?？]")
_ENDS_OPEN = re.compile(rf"(?:{LETTER}|[0-9A-Za-z%万亿])(?P<close>[”」』）)]?)$")
_WRONG_STOP = re.compile(rf"(?<={LETTER})\.(?=$|{LETTER})")
_COMMAS = re.compile(rf"(?<={LETTER})、{{2,}}")
_AFTER_COMMA = re.compile(r"[,，](?=[，,。、])|(?<=[。！？])[,，]")
_QUOTES = {"“": "”", "「": "」", "『": "』"}
_OPENING = {close: opening for opening, close in _QUOTES.items()}
_ANY_QUOTE = re.compile("[“”「」『』]")
_CLOSE_BY = 60
"""Code points within which a quotation that was opened by a reversed mark ends."""


def find_punctuation(text: str) -> Iterator[Finding]:
    """What a careful typesetter would set otherwise, line by line."""
    lost_stops: list[int] = []
    prose = 0
    for line in _LINE.finditer(text):
        words = line.group().rstrip()
        start = line.start()
        yield from _quotes(words, start)
        for match in _COMMAS.finditer(words):
            yield Finding(start + match.start(), start + match.end(), "……", "punctuation", 0.5)
        if len(words) < _PROSE or not _INNER.search(words[:-1]):
            continue
        prose += 1
        open_end = _ENDS_OPEN.search(words)
        if open_end:
            lost_stops.append(start + open_end.start("close"))
        for match in _WRONG_STOP.finditer(words):
            yield Finding(start + match.start(), start + match.end(), "。", "punctuation", 0.6)
        for match in _AFTER_COMMA.finditer(words):
            yield Finding(start + match.start(), start + match.end(), "", "punctuation", 0.5)
    if len(lost_stops) >= max(_FROM_LINES, _LOSES_STOPS * prose):
        for at in lost_stops:
            yield Finding(at, at, "。", "punctuation", 0.6)


def _quotes(words: str, start: int) -> Iterator[Finding]:
    """A closing mark where nothing is open and another one follows opens; an opening mark inside closes."""
    marks = [(match.start(), match.group()) for match in _ANY_QUOTE.finditer(words)]
    opened = ""
    for number, (at, mark) in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else (len(words) + _CLOSE_BY, "")
        near = following[0] - at <= _CLOSE_BY
        if mark in _OPENING:
            if opened == _OPENING[mark]:
                opened = ""
            elif not opened and near and _OPENING[mark] in (_OPENING.get(following[1]), following[1]):
                yield Finding(start + at, start + at + 1, _OPENING[mark], "quote", 0.7)
                opened = _OPENING[mark]
        elif opened == mark:
            yield Finding(start + at, start + at + 1, _QUOTES[mark], "quote", 0.7)
            opened = ""
        elif not opened:
            opened = mark
