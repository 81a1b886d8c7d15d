"""Line breaking of Chinese with Latin words, numbers and units.

Follows UAX #14 (classes OP, CL, CP, EX, IS, NS, QU, IN, PO, PR) and 禁则 of CLREQ 3.1.2: no line
starts with closing punctuation or ends with opening punctuation, and no Latin word or number is
cut unless it is wider than the line. Breaking is greedy by cell width over unbreakable units
`opener* (Latin run | one character) closer*`.
"""

from __future__ import annotations

import re

from mireader.hanzi.alignment import Span
from mireader.hanzi.width import char_width, text_width

OPENERS = "（「『【《〈〔［｛“‘〖〘〚([{<￥$￡£¥＃#＠@"
CLOSERS = (
    "。，、；：？！）」』】》〉〕］｝”’〗〙〛…—～·‧・.,;:!?)]}>%％‰℃°′″々〻ゝゞーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    "．｡､｣"
)
_OPEN = re.escape(OPENERS)
_CLOSE = re.escape(CLOSERS)
_LATIN = r"A-Za-z0-9_\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
# A Latin run keeps the punctuation inside it (20-28, www.example.com, 1,999, v3.0, AT&T) and a
# trailing blank is left outside: it may hang over the edge.
UNIT = re.compile(
    rf"[{_OPEN}]*"
    rf"(?:[{_LATIN}]+(?:[.,:/'’&+\-_@#=?%~][{_LATIN}]+)*[+\-]*|[^\s{_OPEN}])?"
    rf"[\u0300-\u036f\u200d\ufe00-\ufe0f]*[{_CLOSE}]*"
    rf"(?:(?<=[—…]))?",
    re.DOTALL,
)
_BLANKS = re.compile(r"[^\S\n]+")


def wrap(text: str, width: int, first_indent: int = 0) -> list[Span]:
    """Lines of `text` for `width` cells, as spans that cover it without gap or overlap.

    `first_indent` cells are kept free on the first line. A blank at a break stays at the end of
    its line, where it may hang over the edge. Raises ValueError for a width under 2.
    """
    if width < 2:
        raise ValueError("a line needs at least two cells")
    lines: list[Span] = []
    start = at = 0
    room = width - first_indent
    length = len(text)
    while at < length:
        blanks = _BLANKS.match(text, at)
        if blanks:
            room -= text_width(blanks.group())
            at = blanks.end()
            continue
        if text[at] == "\n":
            lines.append((start, at + 1))
            start = at = at + 1
            room = width
            continue
        match = UNIT.match(text, at)
        end = match.end() if match and match.end() > at else at + 1
        cells = text_width(text[at:end])
        if cells <= room:
            room -= cells
            at = end
        elif cells <= width:
            lines.append((start, at))
            start, at, room = at, end, width - cells
        else:
            start, at, room = _cut(text, at, end, room, width, start, lines)
    if start < length or not lines:
        lines.append((start, length))
    return lines


def _cut(
    text: str, at: int, end: int, room: int, width: int, start: int, lines: list[Span]
) -> tuple[int, int, int]:
    """Cuts a unit that is wider than a whole line, between any two characters."""
    for index in range(at, end):
        cells = char_width(text[index])
        if cells > room and index > start:
            lines.append((start, index))
            start, room = index, width
        room -= cells
    return start, end, room
