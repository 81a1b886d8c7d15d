"""What is copied: a passage as stored or as shown, as a quotation, with its reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mireader.export.evidence import sentence_span
from mireader.export.references import reference
from mireader.hanzi.alignment import Span
from mireader.hanzi.visible import visible
from mireader.library.page import Page
from mireader.tui.reading.layout import PageLayout

if TYPE_CHECKING:
    from mireader.library import Hit

_SENTENCE = re.compile(r"[^。！？!?…\s][^。！？!?…\n]*[。！？!?…]*[”」』）)]*")
REACH = 20_000
"""Code points on either side of a place in which its sentences are: all of a large page would be 40 MB."""
FORMS = ("shown", "stored", "quotation", "markdown", "reference")
"""How a passage can be copied."""


def sentences(text: str, around: int) -> list[Span]:
    """The sentences of a stored text around a place, in code points: as many as one walks through."""
    low = text.rfind("\n", 0, max(0, around - REACH)) + 1
    return [match.span() for match in _SENTENCE.finditer(text, low, min(len(text), around + REACH))]


def passage(page: Page, current: Span | None, position: int) -> Span:
    """The sentence of the current highlight, or the paragraph at a position."""
    if current is not None:
        return sentence_span(page.text, *current)
    start = page.text.rfind("\n", 0, position) + 1
    end = page.text.find("\n", position)
    whole = page.text[start : end if end >= 0 else len(page.text)]
    start += len(whole) - len(whole.lstrip())
    return start, start + len(whole.strip())


def copied(form: str, page: Page, span: Span, layout: PageLayout | None) -> str:
    """A passage in one of FORMS; `layout` is the view in which it is shown."""
    if form == "stored":
        return page.text[span[0] : span[1]]
    if form == "shown" and layout is not None:
        return as_shown(layout, span)
    words = visible(" ".join(page.text[span[0] : span[1]].split()))
    if form == "markdown":
        return f"> {words}\n>\n> —— {_place(page, span)}\n"
    if form == "reference":
        return f"“{words}”[1]\n[1] {visible(reference(page.source, page.title))}"
    return f"{words}\n—— {_place(page, span)}，{span[0]}–{span[1]}"


def as_shown(layout: PageLayout, span: Span) -> str:
    """The text of a stored span as the screen shows it, a line for each paragraph."""
    pieces = []
    for index in range(layout.paragraph_of(span[0]), layout.paragraph_of(max(span[0], span[1] - 1)) + 1):
        shown = layout.shown(index)
        where = shown.shown_span(*span)
        if where is not None:
            pieces.append(shown.text[where[0] : where[1]].strip("\n"))
    return "\n".join(pieces)


def all_hits(hits: Sequence[tuple[Hit, Page]]) -> str:
    """The sentences of all hits of a search, each with its place."""
    lines = []
    for hit, page in hits:
        span = hit.spans[0] if hit.spans else (hit.start, hit.end)
        lines.append(copied("quotation", page, passage(page, span, span[0]), None))
    return "\n\n".join(lines)


def _place(page: Page, span: Span) -> str:
    trail = page.document.path_to(span[0])
    return visible(" › ".join([page.title, *(f"{node.marker}{node.title}" for node in trail if node.title)]))
