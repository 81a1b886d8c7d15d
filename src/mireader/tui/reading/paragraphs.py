"""A page as paragraphs: its lines, those whose ends were lost restored, with their part in the outline."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from mireader.columns import MadeWhenAsked
from mireader.documents.model import Document, Node
from mireader.documents.outline.lines import LINE, LineTable, split_lines
from mireader.hanzi.clean import CleanText
from mireader.turns import give_way


class Paragraph(NamedTuple):
    """A paragraph; offsets in code points into the page's clean text."""

    start: int
    end: int
    kind: str
    """`entry`, `section` (headings of their own), `item`, `body` or `boilerplate`."""
    level: int
    """Depth of a heading in the outline, 1 for a question; 0 for text."""
    heading_end: int
    """Where a heading that runs into the paragraph ends (`start`: there is none)."""
    hanging: int = 0
    """Code points of a marker, under which further lines are not set."""
    goes_on: bool = False
    """Whether the next one is the rest of it: no empty row between them."""


_KINDS = ("entry", "section", "item", "body", "boilerplate")


class Paragraphs(MadeWhenAsked[Paragraph]):
    """The paragraphs of a page in reading order, kept as columns: a page of 100,000 questions has 200,000."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._places = array("I")
        """Of each: start, end, where its heading ends, what hangs."""
        self._rest = bytearray()
        """Of each: kind, level, whether it goes on."""
        for one in paragraphs:
            give_way()
            self._places.extend((one.start, one.end, one.heading_end, one.hanging))
            self._rest.extend((_KINDS.index(one.kind), min(one.level, 255), one.goes_on))

    def __len__(self) -> int:
        return len(self._rest) // 3

    def _made(self, at: int) -> Paragraph:
        start, end, heading_end, hanging = self._places[4 * at : 4 * at + 4]
        kind, level, goes_on = self._rest[3 * at : 3 * at + 3]
        return Paragraph(start, end, _KINDS[kind], level, heading_end, hanging, bool(goes_on))

    def start(self, index: int) -> int:
        """Where a paragraph begins, in code points of the clean text."""
        return self._places[4 * index]


LONGEST = 4000
"""Code points that are laid out in one go, some 4 ms; what is longer is cut where a sentence ends."""
_MARKS, _MOST_MARKS = ("Mn", "Me", "Mc", "Cf"), 64
"""General categories (Unicode) of what belongs to the character before, and how many are kept with it."""
_SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)]?")

_RECENT = 4
_recent: list[tuple[CleanText, Paragraphs]] = []
"""Those of the last texts asked for: those of a large page are found in a thread before it is shown."""


def paragraphs_of(document: Document) -> Paragraphs:
    """The paragraphs of a page in reading order; blank lines are left out."""
    for known, paragraphs in list(_recent):
        if known is document.clean:
            return paragraphs
    paragraphs = Paragraphs(piece for one in _find(document) for piece in _cut(one, document.clean.text))
    _recent.append((document.clean, paragraphs))
    del _recent[:-_RECENT]
    return paragraphs


def _find(document: Document) -> Iterator[Paragraph]:
    if document.rows:
        yield from _of_rows(document)
        return
    clean = document.clean
    to_clean = clean.alignment.target_of
    opens: dict[int, Node] = {}
    for opening in document.outline:
        if opening.kind != "answer":
            opens.setdefault(to_clean(opening.start), opening)
    lines = document.lines if document.lines is not None else LineTable(split_lines(clean.text, clean.gaps))
    for line in lines:
        node = opens.get(line.start)
        hanging = line.content - line.start
        if node is None:
            kind = "boilerplate" if line.boilerplate else "body"
            yield Paragraph(line.start, line.end, kind, 0, line.start)
            continue
        body = to_clean(node.body_start)
        if node.kind in ("entry", "section") and body >= line.end:
            yield Paragraph(line.start, line.end, node.kind, node.level, line.start)
        else:
            end = min(body, line.end) if node.kind == "section" else line.start
            kind = node.kind if node.kind in ("item", "boilerplate") else "body"
            yield Paragraph(line.start, line.end, kind, 0, end, hanging)


def _cut(paragraph: Paragraph, text: str) -> Iterator[Paragraph]:
    """A paragraph as it is, or a long one (a page without a line end) in pieces."""
    while paragraph.end - paragraph.start > LONGEST and paragraph.heading_end < paragraph.start + LONGEST:
        ends = list(_SENTENCE_END.finditer(text, paragraph.start + LONGEST // 2, paragraph.start + LONGEST))
        cut = ends[-1].end() if ends else paragraph.start + LONGEST
        following = text[cut : cut + _MOST_MARKS]
        cut += len(list(takewhile(lambda char: unicodedata.category(char) in _MARKS, following)))
        if cut >= paragraph.end:
            break
        yield paragraph._replace(end=cut, heading_end=min(paragraph.heading_end, cut), goes_on=True)
        paragraph = paragraph._replace(start=cut, heading_end=cut, hanging=0)
    yield paragraph


def _of_rows(document: Document) -> Iterator[Paragraph]:
    """The paragraphs of a table: each row's title and the lines of its text, which have no outline."""
    text = document.clean.text
    to_clean = document.clean.alignment.target_of
    bounds = [to_clean(entry.start) for entry in document.entries]
    for entry, (start, end) in zip(document.entries, pairwise([*bounds, len(text)]), strict=True):
        heading = to_clean(entry.body_start)
        for match in LINE.finditer(text, start, end):
            low, high = match.span()
            if not text[low:high].isspace():
                kind = "entry" if high <= heading else "body"
                yield Paragraph(low, high, kind, int(kind == "entry"), low)
