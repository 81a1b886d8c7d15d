"""The lines of a page, and those whose ends were lost."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from mireader.documents.boilerplate import is_boilerplate
from mireader.documents.outline.markers import Marker, inline_markers, marker_at
from mireader.hanzi.fold import fold

JOINED_LINE = 200
"""Code points from which a line may be several that lost their ends."""
HEADING_CHUNK = 24
"""Code points up to which a piece between two blanks may be a heading."""
LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_LOST_END = re.compile(r"(?<=[。！？!?」”）)~》】>…;；])[ \u3000]+(?=\S)")
_ASKED = re.compile(r"[^。！!？?]{2,60}[？?](?:[^。！!？?]{2,20}[？?])?")
_LABEL = re.compile(
    r"【(?:问|問|答|提问|提問|回答)】|(?<=[。！？!?…~～」”）)\]】\s])(?:(?:问题|問題)[一二三四五六七八九十\d]{1,3}[:：.、]"
    r"|追?[问問答][:：]|(?:最佳|其他|热心网友|网友|網友)(?:回答|答案)[:：]|[QA]\d{0,3}[:：])"
)
_ANSWERED = re.compile(r"(?<![一-鿿])[问問][:：][^。！!？?]{2,60}(?=答[:：])")
_ASKED_AND_ANSWERED = re.compile(
    r"\s{0,8}(?:【[问問]】|(?:[Qq]\d{0,3}|[问問])[:：])[^。！!]{2,60}"
    r"(?=[ \u3000？?](?:【答】|答[:：]|[Aa][:：]))[？? ]?"
)
"""A question and the beginning of its answer on one line."""
_ADVERT = re.compile(
    r"(?<=[。！？!?…~～\s])[【〖\[（(<《][^】〗\])）>》]{0,6}"
    r"(?:广告|廣告|推广|推廣|赞助|贊助|秒杀|秒殺|福利|特惠|特卖|热销|熱銷|热卖|熱賣|促销|促銷)[^】〗\])）>》]{0,4}[】〗\])）>》]"
)
_FRAMED = re.compile(r"(?P<frame>[≡★☆◆■▼▲↓]{2,12})[^≡★☆◆■▼▲↓]{4,80}(?P=frame)")
"""What stands between two rows of one mark: an advert in the middle of a line."""
_ADVERT_END = re.compile(r"[【〖\[（(](?:/|以上)?(?:广告|廣告|推广|推廣)(?:结束|結束|完|到此)?[】〗\])）]")
_PIECE = re.compile(r"\s*\S+?(?:[。！!](?=[^\s。！!])|(?=\s|$))")
"""Up to a blank or the end of a sentence."""
_LONGEST_ADVERT = 120
_FEWEST_QUESTIONS = 3
_STOP = re.compile(r"[。！？!?；;，,：:]")


_QUOTED = re.compile(r"[:>][ \t]+(?=\d{1,2}[.．、)）])")
"""A mark of quotation before a numbered line: questions that a reply takes one by one (: 1. …)."""


class Line(NamedTuple):
    """One line without its blanks at both ends; offsets in code points into the clean text."""

    start: int
    end: int
    text: str
    marker: Marker | None
    boilerplate: bool
    apart: bool = False
    """Whether an empty line stands before it."""

    @property
    def content(self) -> str:
        """The line without its marker."""
        return self.text[self.marker.end - self.start :] if self.marker else self.text


class Place(NamedTuple):
    """Where a line is; offsets in code points into the clean text."""

    start: int
    end: int
    content: int
    """Where its text begins after its marker."""
    boilerplate: bool


class LineTable:
    """The places of a page's lines, in a twentieth of the memory of the lines themselves."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._numbers = array("I")
        self._boilerplate = bytearray()
        for line in lines:
            self._numbers.extend((line.start, line.end, line.marker.end if line.marker else line.start))
            self._boilerplate.append(line.boilerplate)

    def __len__(self) -> int:
        return len(self._boilerplate)

    def __iter__(self) -> Iterator[Place]:
        numbers = iter(self._numbers)
        for start, end, content, boilerplate in zip(
            numbers, numbers, numbers, self._boilerplate, strict=True
        ):
            yield Place(start, end, content, bool(boilerplate))


def split_lines(text: str, gaps: tuple[int, ...] = ()) -> list[Line]:
    """The lines of a clean text that are not empty, long ones cut where their ends were lost.

    `gaps` are positions at which cleaning took out a blank.
    """
    lines: list[Line] = []
    ended = 0
    folded = fold(text)
    for match in LINE.finditer(text):
        start, end = match.span()
        if asked := _ASKED_AND_ANSWERED.match(text, start, end):
            lines += filter(None, [_line(text, folded, start, asked.end(), ended)])
            start = ended = asked.end()
        cuts = (
            [start, *_lost_ends(text, folded, start, end, gaps), end]
            if end - start >= JOINED_LINE
            else [start, end]
        )
        for low, high in pairwise(cuts):
            line = _line(text, folded, low, high, ended)
            if line:
                lines.append(line)
                ended = line.end
    return lines


def _around_questions(text: str, start: int, end: int) -> list[int]:
    """Cuts before and after the numbered questions of a line that holds a whole page (1）…？…… 2）…？……)."""
    cuts: list[int] = []
    for run in inline_markers(text, start, end):
        asked = [_ASKED.match(text, marker.end, end) for marker in run]
        if len(run) >= _FEWEST_QUESTIONS and all(asked):
            cuts += [marker.start for marker in run]
            cuts += [match.end() for match in asked if match]
    return cuts


def _labels(text: str, start: int, end: int) -> list[int]:
    """Where questions and answers begin that are labelled within a line (…。问：……？答：……)."""
    found = [match.start() for match in _LABEL.finditer(text, start, end)]
    found += [match.end() for match in _ANSWERED.finditer(text, start, end)]
    return found


def _around_adverts(text: str, start: int, end: int) -> list[int]:
    """Cuts before adverts that name themselves within a line, and after their last short piece."""
    cuts = [edge for match in _FRAMED.finditer(text, start, end) for edge in match.span()]
    for match in _ADVERT.finditer(text, start, end):
        stop = match.end()
        closed = _ADVERT_END.search(text, stop, min(end, stop + _LONGEST_ADVERT))
        if closed:
            cuts += [match.start(), closed.end()]
            continue
        for piece in _PIECE.finditer(text, stop, min(end, stop + _LONGEST_ADVERT)):
            if stop > match.end() and (len(piece.group()) > HEADING_CHUNK or "。" in piece.group()):
                break
            stop = piece.end()
        cuts += [match.start(), stop]
    return cuts


def _line(text: str, folded: str, start: int, end: int, ended: int) -> Line | None:
    """The line text[start:end], if it is not empty; `ended` is where the line before it ended."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    if len(stripped) != len(piece):
        start += len(piece) - len(piece.lstrip())
        end = start + len(stripped)
    if quoted := _QUOTED.match(stripped):
        stripped = stripped[quoted.end() :]
        start += quoted.end()
    apart = text.count("\n", ended, start) > 1
    return Line(start, end, stripped, marker_at(text, start, end), is_boilerplate(folded[start:end]), apart)


def _lost_ends(text: str, folded: str, start: int, end: int, gaps: tuple[int, ...]) -> list[int]:
    """Where a long line was several: at a blank after a sentence, if it has more than one such,
    and between a heading and its text (…標準。 從關注到變現 作為一部…).
    """
    after_sentences = [match.end() for match in _LOST_END.finditer(text, start, end)]
    labels = _labels(text, start, end)
    if len(after_sentences) < 2 and len(labels) < 2:
        return []
    ends = [*_around_questions(text, start, end), *labels, *_around_adverts(text, start, end)]
    for run in inline_markers(text, start, end, stopped=True):
        ends += [marker.start for marker in run]
    inside = gaps[bisect_left(gaps, start) : bisect_left(gaps, end)]
    bounds = [start, *after_sentences, end]
    for low, high in pairwise(bounds):
        if low != start:
            ends.append(low)
        chunk = inside[bisect_right(inside, low) : bisect_left(inside, high)]
        ends += [gap for gap, stop in pairwise([*chunk, high]) if is_boilerplate(folded[gap:stop])]
        gap = chunk[0] if chunk else None
        if gap is not None and gap - low <= HEADING_CHUNK and not _STOP.search(text, low, gap):
            ends.append(gap)
    return sorted(set(ends))
