"""Headings and points inside an answer: nested numbering of any mixture, bare headings, lead-ins."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from mireader.documents.model import NodeKind
from mireader.documents.outline.answers import BYLINE, label_of
from mireader.documents.outline.choices import choices
from mireader.documents.outline.lines import Line
from mireader.documents.outline.listed import SPEAKS, listed
from mireader.documents.outline.markers import Marker, inline_markers
from mireader.documents.outline.titles import is_heading_like, run_in, title_of, without_noise
from mireader.hanzi.characters import is_han

BARE = "bare"
LONGEST_BARE_HEADING = 22
_WORD = 4
"""Code points of a heading that is one word: a shorter paragraph under it will do."""
_REPLY = "[吗嗎呢吧啊呀了的好谢謝赞讚顶頂对對是]"
LONGEST_LEAD_IN = 30
_SPOKEN = "[。；;]|[，,].*[，,]|[我你您请請].*[，,]|[，,].*[我你您请請]"
"""A lead-in that speaks to the reader, or is a sentence: no heading."""
FEWEST_LABELS = 3
_LABEL = re.compile(r"(?P<label>[^\s，。！？：:;；、,.!?\"“”「」（）()\d]{2,8})[：:](?=\s*\S.{8})")
_BOXED = re.compile(r"[【（(](?P<label>[^】）)\d]{2,16})[】）)](?=\s*[^【（(\s，。,].{8})")
_NO_LABEL = (
    "[说說道问問答讲講]$|^(注|备注|備註|提示|例如|比如|来源|來源|作者|时间|時間|地址|电话|電話"
    "|其中|所以|因此|另外|利益|一句话|一句話|总结|總結|结论|結論|总之|總之|补充|補充|更新)"
)
_STRONG = ("part:", "label:", "markdown:")
"""Styles that name themselves; one alone is a heading. Others need a second member."""
_EXTENSION = re.compile(r"^[(（]\d+[)）].*?(?P<title>擴展閱讀|扩展阅读|擴展資料|扩展资料)[:：]$")
LONGEST_PAGE_TITLE = 60
"""Code points of a bare heading on a page's first line."""
_SENTENCE = re.compile("[。！!；;]")
_NOT_BARE = re.compile(r"[。！!？?；;，,、…—]$|^[\d\W]+$|^\S{1,12}\s+\d{4}-|https?:|@|^\d{4}[年/.-]\d|^\|")
_ANNOUNCES = re.compile(
    "[几幾]|[一两兩二三四五六七八九十][个個点點条條件种種步项項类類大样樣招处處]|下面|如下|一下[：:]$|[这這][样樣][：:]$|以下|这些|這些|一些|顺序|順序|步骤|步驟|方面|有[一二两兩三四五六七八九十]+[：:]$"
    "|[我你您]|小弟|大家|[不很][少多][：:]$"
)
"""A lead-in that counts what follows, or speaks: it belongs to its list and heads nothing."""


@dataclass(slots=True)
class Draft:
    """A node before it has its id; offsets in code points into the clean text."""

    kind: NodeKind
    marker: str
    title: str
    start: int
    body_start: int
    end: int
    run_in: bool = False
    """Whether the heading and its paragraph share a line."""
    paragraphs: int = 0
    """Further paragraphs under it."""
    children: list[Draft] = field(default_factory=list)

    def add(self, child: Draft) -> Draft:
        """Adds a node that this one holds, and returns it."""
        self.children.append(child)
        return child


@dataclass(slots=True)
class _Open:
    """A heading that is still open, on the stack."""

    style: str
    ordinal: int
    draft: Draft


class SectionBuilder:
    """Builds the headings of one answer from its lines, or of a page without questions.

    `titled`: the first line may be a page's title, over all that is numbered; `asks`: it is no answer, but
    what stands between a question and its first one.
    """

    def __init__(
        self, text: str, lines: Sequence[Line], root: Draft, titled: bool = False, asks: bool = False
    ) -> None:
        self._text = text
        self._lines = lines
        self._root = root
        self._stack: list[_Open] = []
        self._titled = titled
        self._runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._choices = choices(lines, asks)
        self._members = _series_members(lines) - self._choices
        self._labelled = _labelled(lines)
        self._listed = listed(lines)
        for index, line in enumerate(lines):
            if line.marker and index in self._members:
                self._runs[line.marker.style].append((index, line.marker.ordinal))

    def build(self) -> None:
        """Adds the drafts found to the root."""
        for index, line in enumerate(self._lines):
            if line.boilerplate:
                if BYLINE.search(line.text):  # another answer begins
                    self._close_to(self._floor(index), line.start)
                self._root.add(_boilerplate(line))
            elif index in self._choices:
                self._paragraph(index, line)
            elif index in self._members and line.marker:
                self._open_marked(line, line.marker)
                self._inline(line, line.marker.end)
            elif extension := _EXTENSION.match(line.text):
                self._close_to(0, line.start)
                marker = line.text[: line.text.index(")" if ")" in line.text else "）") + 1]
                draft = Draft("section", marker, extension["title"], line.start, line.end, line.end)
                self._push("extension", 1, draft)
            elif index in self._listed:
                self._add_point(line)
            elif self._is_bare_heading(index) or self._is_lead_in(index):
                self._open_bare(index, line)
            elif index in self._labelled:
                self._open_bare(index, line, self._labelled[index])
            else:
                self._paragraph(index, line)
                self._inline(line, line.start)
        self._close_to(0, self._root.end)

    def _push(self, style: str, ordinal: int, draft: Draft) -> None:
        parent = self._stack[-1].draft if self._stack else self._root
        parent.add(draft)
        self._stack.append(_Open(style, ordinal, draft))

    def _close_to(self, depth: int, end: int) -> None:
        """Closes what is open deeper than `depth`; each ends before `end`, trailing blanks left out."""
        for item in self._stack[depth:]:
            stop = end
            while stop > item.draft.start and self._text[stop - 1].isspace():
                stop -= 1
            item.draft.end = max(item.draft.body_start, stop) if stop > item.draft.start else item.draft.end
        del self._stack[depth:]

    def _open_marked(self, line: Line, marker: Marker) -> None:
        depth = self._depth_for(marker)
        self._close_to(depth, line.start)
        content = line.content
        whole = is_heading_like(content)
        short = run_in(content, whole)
        kind: NodeKind = "section" if whole or short or marker.style.startswith("label:") else "item"
        title = short or title_of(content)
        head = max(0, content.find(title)) + len(title) + 1
        body = line.end if whole and not short else min(line.end, marker.end + head)
        draft = Draft(
            kind, marker.text, title, line.start, body, line.end, run_in=kind == "item" or body < line.end
        )
        self._push(marker.style, marker.ordinal, draft)

    def _depth_for(self, marker: Marker) -> int:
        """How much of the stack stays open when this marker arrives."""
        for depth in range(len(self._stack) - 1, -1, -1):
            item = self._stack[depth]
            if item.style == marker.style and (marker.ordinal == item.ordinal + 1 or marker.ordinal == 0):
                return depth
        rank = _rank(marker.style)
        for depth, item in enumerate(self._stack):
            if rank and _rank(item.style) >= rank:
                return depth
        if marker.ordinal > 1:
            for depth in range(len(self._stack) - 1, -1, -1):
                if self._stack[depth].style == marker.style:
                    return depth
        return len(self._stack)

    def _open_bare(self, index: int, line: Line, label: str = "") -> None:
        floor = self._floor(index)
        depth = next((d for d in range(floor, len(self._stack)) if self._stack[d].style == BARE), None)
        if depth is None:
            depth = (
                floor if self._stack[floor:] and self._stack[floor].style != "extension" else len(self._stack)
            )
        self._close_to(depth, line.start)
        title = label or without_noise(line.text.rstrip("：:；; "))
        body = line.start + len(label) + 1 + line.text.startswith("【") if label else line.end
        self._push(BARE, 0, Draft("section", "", title, line.start, body, line.end, run_in=bool(label)))

    def _floor(self, index: int) -> int:
        """Depth under which nothing may be closed: a numbering open there goes on further down."""
        for depth in range(len(self._stack) - 1, -1, -1):
            item = self._stack[depth]
            if item.ordinal and self._goes_on(item, index):
                return depth + 1
        return 0

    def _goes_on(self, item: _Open, index: int) -> bool:
        """Whether a numbering has its next member after a line, before it begins anew."""
        run = self._runs.get(item.style, [])
        for at in range(bisect_right(run, (index, sys.maxsize)), len(run)):
            ordinal = run[at][1]
            if ordinal == item.ordinal + 1:
                return True
            if ordinal == 1:
                return False
        return False

    def _is_bare_heading(self, index: int) -> bool:
        line = self._lines[index]
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        titles_page = self._titled and index == 0 and bool(self._members)
        longest = LONGEST_PAGE_TITLE if titles_page else LONGEST_BARE_HEADING
        if following is None or following.boilerplate or len(line.text) > longest:
            return False
        if (line.marker and line.marker.style != "bullet") or _NOT_BARE.search(line.text):
            return False
        if line.text.endswith(("：", ":")) or re.search("[，,].{2}", line.text):
            return False
        if _SENTENCE.search(line.text) or not any(map(is_han, line.text)):
            return False
        shortest = 24 if len(line.text) > _WORD or re.search(_REPLY, line.text) else 14
        longer = len(following.text) > max(shortest, 2 * len(line.text))
        return titles_page or longer or (index + 1 in self._members) or self._is_lead_in(index + 1)

    def _is_lead_in(self, index: int) -> bool:
        """A short line that ends in a colon, before several more lines."""
        line = self._lines[index]
        return (
            line.marker is None
            and line.text.endswith(("：", ":"))
            and 3 < len(line.text) <= LONGEST_LEAD_IN
            and not re.search(_SPOKEN, line.text)
            and index + 2 < len(self._lines)
            and label_of(line) is None
            and not _ANNOUNCES.search(line.text)
            and not SPEAKS.search(line.text)
        )

    def _paragraph(self, index: int, line: Line) -> None:
        """A paragraph after a list whose points have one paragraph each belongs to what holds the list."""
        while self._stack:
            item = self._stack[-1]
            siblings = (self._stack[-2].draft if len(self._stack) > 1 else self._root).children
            points = [child for child in siblings if child.run_in and child.marker]
            if not item.draft.run_in or len(points) < 2 or item.draft is not points[-1]:
                break
            if self._goes_on(item, index) or any(point.paragraphs or point.children for point in points[:-1]):
                break
            self._close_to(len(self._stack) - 1, line.start)
        if self._stack:
            self._stack[-1].draft.paragraphs += 1

    def _add_point(self, line: Line) -> None:
        """A point of a list without markers."""
        parent = self._stack[-1].draft if self._stack else self._root
        title = title_of(line.text)
        body = min(line.end, line.start + len(title))
        parent.add(Draft("item", "", title, line.start, body, line.end))

    def _inline(self, line: Line, start: int) -> None:
        """Points numbered inside a paragraph: (1)、…;(2)、…;"""
        parent = self._stack[-1].draft if self._stack else self._root
        for run in inline_markers(self._text, start, line.end):
            bounds = [marker.start for marker in run[1:]] + [line.end]
            for marker, end in zip(run, bounds, strict=True):
                stop = marker.start + len(self._text[marker.start : end].rstrip())
                title = title_of(self._text[marker.end : stop])
                body = min(stop, marker.end + len(title))
                parent.add(Draft("item", marker.text, title, marker.start, body, stop))


def _rank(style: str) -> int:
    """Depth of the styles that say their depth, 0 for the others; a lower one holds a higher one."""
    order = ("编", "編", "篇", "章", "节", "節", "部分", "阶段", "階段", "步", "招", "条", "條")
    if style.startswith("part:"):
        word = style[5:]
        return 10 + (order.index(word) if word in order else len(order))
    if style.startswith("markdown:"):
        return int(style[9:])
    return 0


def _series_members(lines: Sequence[Line]) -> set[int]:
    """Indexes of lines whose marker belongs to a series (1, 2, …) or names itself."""
    members: set[int] = set()
    runs: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.style in ("question", "answer"):
            continue
        if marker.style.startswith(_STRONG):
            members.add(index)
            continue
        run = runs.get(marker.style, [])
        last = lines[run[-1]].marker if run else None
        if marker.style == "bullet" or (last and marker.ordinal == last.ordinal + 1):
            run = [*run, index]
        elif marker.ordinal == 1:
            run = [index]
        else:
            continue
        runs[marker.style] = run
        if len(run) >= 2:
            members.update(run)
    return members


def _labelled(lines: Sequence[Line]) -> dict[int, str]:
    """Paragraphs that begin with a short label and a colon (自驾：…), if several different ones do."""
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        match = None
        if line.marker is None and not line.boilerplate:
            match = _BOXED.match(line.text) or _LABEL.match(line.text)
        if match and not re.search(_NO_LABEL, match["label"]):
            found[index] = match["label"]
    enough = len(found) >= FEWEST_LABELS and len(set(found.values())) == len(found)
    return found if enough else {}


def _boilerplate(line: Line) -> Draft:
    return Draft("boilerplate", "", line.text[:24], line.start, line.start, line.end)
