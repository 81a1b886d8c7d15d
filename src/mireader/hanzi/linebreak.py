"""Line breaking of Chinese with Latin words, numbers and units.

Follows UAX #14 (rules LB8 to LB30 for the classes OP, CL, CP, EX, IS, NS, QU, HY, SY, IN, PO, PR, NU,
AL, ID) and 禁则 of CLREQ 3.1.2: no line starts with closing punctuation or ends with opening
punctuation, and no Latin word or number is cut. A piece wider than the line is cut at its finer breaks
(after / and - in an address), and between any two characters only where it has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from itertools import accumulate

from mireader.hanzi.alignment import Span
from mireader.hanzi.width import char_width

_BRACKETS = "（「『【《〈〔［｛“‘〖〘〚([{<︵︷︹︻︽︿﹁﹃"
OPENERS = _BRACKETS + "￥$￡£¥€№±+＋＃#＠@"
CLOSERS = (
    "。，、；：？！）」』】》〉〕］｝”’〗〙〛…—～·‧・.,;:!?)]}>%％‰℃°′″々〻ゝゞーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    '．｡､｣-/|"︶︸︺︼︾﹀﹂﹄'
)
_OPEN = re.escape(OPENERS)
_CLOSE = re.escape(CLOSERS)
_LATIN = r"A-Za-z0-9_\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_BLANK = r"[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]"
"""Blanks at which a line may end; the no-break blanks (U+00A0, U+2007, U+202F) are characters."""
_PIECE = (
    # LB14: no break after an opening mark, even after blanks.
    rf"(?:[{_OPEN}]*[{re.escape(_BRACKETS)}]{_BLANK}+)*[{_OPEN}]*"
    # A Latin run keeps the punctuation inside it: 20-28, www.example.com, 1,999, v3.0, AT&T, C++.
    rf"(?:[{_LATIN}]+(?:[.,:/'’&+\-_@#=?%~][{_LATIN}]+)*[+\-#]*|[^\s{_OPEN}]|[\xa0\u2007\u202f]+\S?)?"
    r"[\u0300-\u036f\u200d\ufe00-\ufe0f]*"
    # LB13: none before a closing mark, even after blanks.
    rf"(?:[{_CLOSE}]|{_BLANK}+(?![.,]\d)[。，、；：？！）」』】》〉〕］｝〗〙〛,.;:!?)\]}}]"
    # LB15b: nor before a closing quotation mark with nothing but marks or a blank after it.
    rf"|{_BLANK}+[”’](?=[\s{_CLOSE}]|\Z))*"
)
_JOINS = (
    rf"(?<=[.,:;])(?=[#@{_LATIN}])"  # LB25, LB29: ,1998
    r'|(?<=")(?=\S)'  # LB19: a straight quotation mark may open or close
    rf"|(?<=[{_LATIN}])(?=[(\[{{])|(?<=[)\]])(?=[{_LATIN}])"  # LB30: f(x), (s)he
    r"|(?<=[%°′″])(?=[A-Za-z0-9])|(?<=[+±])(?=\S)"  # LB24: °C, LB23a: C++都
    r"|(?<=[!-/:-@])(?=[“‘])"  # LB19a: 说:“
    r"|(?=[\xa0\u2007\u202f])"  # LB12
)
UNIT = re.compile(rf"{_BLANK}+|{_PIECE}(?:(?:{_JOINS}){_PIECE})*{_BLANK}*|.", re.DOTALL)
"""What no line break divides, with the blanks after it; a run of blanks where nothing is before it."""
_PARTS = re.compile(r"[^\n]*\n|[^\n]+")
_FINER = re.compile(r"[/?\-](?=[^\W\d]|[^\x00-\x7f])")
"""Breaks inside a Latin run: UAX #14 allows one after / and - before a letter."""


def wrap(text: str, width: int, first_indent: int = 0) -> list[Span]:
    """Lines of `text` for `width` cells, as spans that cover it without gap or overlap.

    `first_indent` cells are kept free on the first line. A blank at a break stays at the end of
    its line, where it may hang over the edge. Raises ValueError for a width under 2.
    """
    if width < 2:
        raise ValueError("a line needs at least two cells")
    lines: list[Span] = []
    room = width - first_indent
    start = 0
    for part in _PARTS.findall(text) if "\n" in text else (text,):
        lines += _wrap_line(part, start, width, room)
        start += len(part)
        room = width
    return lines or [(0, 0)]


def _wrap_line(text: str, base: int, width: int, room: int) -> list[Span]:
    """The lines of a text without line ends, but for one at its end."""
    cells = [0, *accumulate(map(char_width, text))]
    ends = [match.end() for match in UNIT.finditer(text) if match.end() > match.start()]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    solid = [cells[_without_blanks(text, end)] for end in ends]
    lines: list[Span] = []
    start = at = 0
    while at < len(ends):
        fits = bisect_right(solid, cells[start] + room, at)
        if fits > at:
            end = ends[fits - 1]
            at = fits
        elif lines and room < width:
            end = start
        else:
            end = _cut(text, cells, start, ends[at], room)
        if end > start or (not lines and room < width):
            lines.append((base + start, base + end))
        start, room = end, width
    return lines


def _without_blanks(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, cells: list[int], start: int, end: int, room: int) -> int:
    """Where to cut a piece that is wider than the line: at a finer break, else where least is torn."""
    most = max(start + 1, bisect_right(cells, cells[start] + room, start + 1, end + 1) - 1)
    finer = [
        match.end()
        for match in _FINER.finditer(text, start, most)
        if text[match.end() : match.end() + 1] not in CLOSERS
    ]
    return finer[-1] if finer else min(range(start + 1, most + 1), key=partial(_torn, text))


def _torn(text: str, at: int) -> tuple[bool, bool, int]:
    """How bad it is to cut at a place: inside a word, off a mark, early."""
    before, after = text[at - 1], text[at:].lstrip(" ")[:1]
    in_word = before.isascii() and before.isalnum() and text[at : at + 1].isalnum()
    return in_word, before in OPENERS or after in CLOSERS, -at
