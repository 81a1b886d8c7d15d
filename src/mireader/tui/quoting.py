"""What is copied: a passage as stored, with where it stands."""

from __future__ import annotations

import re

from mireader.export.evidence import sentence
from mireader.hanzi.alignment import Span
from mireader.hanzi.visible import visible
from mireader.library.page import Page

_SENTENCE = re.compile(r"[^。！？!?…\s][^。！？!?…\n]*[。！？!?…]*[”」』）)]*")


def sentences(text: str) -> list[Span]:
    """The sentences of a stored text, in code points."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def quotation(page: Page, current: Span | None, position: int) -> str:
    """The sentence of the current highlight, or the paragraph at a position, with its source."""
    if current is not None:
        start, end = current
        words = sentence(page.text, start, end)
    else:
        start = page.text.rfind("\n", 0, position) + 1
        end = page.text.find("\n", position)
        words = page.text[start : end if end >= 0 else len(page.text)].strip()
    trail = page.document.path_to(start)
    place = " › ".join([page.title, *(f"{node.marker}{node.title}" for node in trail if node.title)])
    return f"{' '.join(visible(words).split())}\n—— {visible(place)}，{start}–{end}"
