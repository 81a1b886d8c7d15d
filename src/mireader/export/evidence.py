"""The rows of an evidence sheet: one for each mention."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from mireader.documents.model import Node
from mireader.export.references import reference
from mireader.hanzi.alignment import Span
from mireader.i18n import language
from mireader.library import Library, Page
from mireader.library.mentions import Mention
from mireader.library.page import Written
from mireader.tactics.codebook import Codebook

_STOP = re.compile("\n|[。！？!?]+[”」』’）)]*")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention with its quotation, place and source; what is not known is empty."""

    tactic: str
    name: str
    group: str
    strength: str
    """`explicit`, `described`, or `coded` where a reader marked it."""
    negated: bool
    brand: str
    mention: str
    quotation: str
    """The sentence as stored that holds the mention."""
    question: str
    section: str
    page: str
    path: str
    start: int
    end: int
    author: str
    site: str
    title: str
    date: str
    url: str
    accessed: str
    reference: str
    """After GB/T 7714, missing parts named."""
    repeats: str
    """The place (`path#id`) that says it first, for a near-duplicate; counted there."""
    note: str
    """What the reader wrote about these words."""


COLUMNS = tuple(field.name for field in fields(Evidence))


class Sheet(NamedTuple):
    """What is exported: the rows, the pages they stand in, and the codebooks in use."""

    rows: Sequence[Evidence]
    pages: Sequence[Page]
    codebooks: Sequence[Codebook]

    def name_of(self, row: Evidence) -> str:
        """A row's tactic in the language in use, for what people read; `row.name` is the same in any."""
        known = (book.by_id[row.tactic] for book in self.codebooks if row.tactic in book.by_id)
        return next((tactic.name[language()] for tactic in known), row.name)


def evidence(library: Library, tactics: Sequence[str] = (), query: str | None = None) -> list[Evidence]:
    """The rows for a library's mentions, in reading order, if asked only of some tactics or in hits."""
    rows = rows_of(library.documents, tactics)
    if not query:
        return rows
    places = [(hit.path, hit.start, hit.end) for hit in library.search(query, 1000)]
    return [
        row
        for row in rows
        if any(path == row.path and start <= row.start < end for path, start, end in places)
    ]


def rows_of(pages: Iterable[Page], tactics: Collection[str] = ()) -> list[Evidence]:
    """The rows of pages for some tactics, all if none is named."""
    return [
        row_of(page, mention)
        for page in pages
        for mention in page.mentions
        if not tactics or mention.tactic in tactics
    ]


def row_of(page: Page, mention: Mention) -> Evidence:
    """The row of one mention."""
    trail = page.document.path_to(mention.start)
    entry = page.document.entry_of(trail[-1]) if trail else None
    source = page.source
    return Evidence(
        tactic=mention.tactic,
        name=mention.name,
        group=mention.group,
        strength=mention.strength,
        negated=mention.negated,
        brand=mention.brand or "",
        mention=page.text[mention.start : mention.end],
        quotation=sentence(page.text, mention.start, mention.end),
        question=entry.title if entry else "",
        section=" › ".join(
            _heading(node) for node in trail if node.kind in ("section", "item") and node.title
        ),
        page=page.title,
        path=page.path,
        start=mention.start,
        end=mention.end,
        author=source.author or "",
        site=source.site or "",
        title=source.title or "",
        date=source.date or "",
        url=source.url or "",
        accessed=source.accessed or "",
        reference=reference(source, page.title),
        repeats=page.repeated(trail[-1] if trail else None) or "",
        note="\n".join(note.text for note in page.notes if _is_about(note, mention, page)),
    )


def _is_about(note: Written, mention: Mention, page: Page) -> bool:
    """Whether a note is about a mention: the one that it was written at, else all in its passage."""
    if not (note.start < mention.end and mention.start < note.end):
        return False
    place = (note.start, note.end)
    return place == (mention.start, mention.end) or all(
        place != (other.start, other.end) for other in page.mentions.between(note.start, note.start + 1)
    )


def _heading(node: Node) -> str:
    return f"{node.marker}{node.title}"


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around text[start:end], at most about 320 code points."""
    return text[slice(*sentence_span(text, start, end))]


def sentence_span(text: str, start: int, end: int) -> Span:
    """Where that sentence begins and ends."""
    low = max(0, start - _LONGEST)
    ends = [match.end() for match in _STOP.finditer(text, low, start)]
    low = ends[-1] if ends else low
    stop = _STOP.search(text, end, min(len(text), end + _LONGEST))
    high = stop.end() if stop else min(len(text), end + _LONGEST)
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return low, high
