"""A paragraph as shown: in a form (stored or mended) and a script, with the map to the stored text."""

from __future__ import annotations

import re
from typing import NamedTuple

from mireader.hanzi.alignment import Alignment, Chain, Edit, Span, replaced
from mireader.hanzi.script import convert
from mireader.hanzi.visible import visible
from mireader.library.page import Page
from mireader.tui.reading.paragraphs import Paragraph

_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_BOLD = re.compile(r"\*\*(?=[^*\s])[^*\n]{1,200}(?<=[^*\s])\*\*")
SCRIPTS = ("", "hans", "hant", "tw", "hk")
"""As written, or converted."""


class Shown(NamedTuple):
    """The text of one paragraph on the screen."""

    text: str
    """Safe to print: control characters are shown as pictures or dots."""
    base: int
    """Where its stored text begins in the page."""
    size: int
    """Code points of its stored text."""
    chain: Chain
    repaired: tuple[Span, ...]
    """Spans of `text` that are not as stored because they were mended."""
    heading_end: int
    """Where the heading that runs into it ends, in `text`."""
    hanging: int
    readings: tuple[tuple[int, str], ...] = ()
    """Where the pinyin goes above the line: index in `text`, and the reading with its tone."""

    def stored_span(self, start: int, end: int) -> Span:
        """The stored characters (in the page) that text[start:end] shows."""
        low, high = self.chain.source_span(start, end)
        return self.base + low, self.base + high

    def shown_span(self, start: int, end: int) -> Span | None:
        """Where the page's stored[start:end] is shown here, None if it is not in this paragraph."""
        low, high = max(start, self.base) - self.base, min(end, self.base + self.size) - self.base
        if low >= high:
            return None
        a, b = self.chain.target_span(low, high)
        return (a, b) if a < b else None


def _markdown_marks(text: str, page: Page, paragraph: Paragraph) -> list[Edit]:
    """What is left out of a paragraph: marks of a heading, whose style says as much, and of bold text."""
    marks = []
    is_markdown = page.document.format == "markdown"
    hashes = _HASHES.match(text) if paragraph.level or is_markdown else None
    if hashes:
        marks.append(Edit(0, hashes.end(), ""))
    for bold in _BOLD.finditer(text, hashes.end() if hashes else 0) if is_markdown else ():
        marks += [Edit(bold.start(), bold.start() + 2, ""), Edit(bold.end() - 2, bold.end(), "")]
    return marks


def show(page: Page, paragraph: Paragraph, form: str, script: str) -> Shown:
    """A paragraph in a form (`stored` or `mended`) and a script (one of SCRIPTS)."""
    clean = page.document.clean
    low, high = clean.alignment.source_span(paragraph.start, paragraph.end)
    stored = page.text[low:high]
    cleaning = clean.alignment.within(low, high)
    if form == "stored":
        heading = clean.alignment.source_span(paragraph.start, paragraph.heading_end)[1] - low
        chain = Chain([Alignment([], len(stored))])
        return Shown(visible(stored), low, len(stored), chain, (), max(0, heading), paragraph.hanging)
    mending = page.mending.within(paragraph.start, paragraph.end)
    links = [cleaning, mending]
    text = mending.apply(cleaning.apply(stored))
    marks = list(replaced(mending))
    heading = mending.target_of(paragraph.heading_end - paragraph.start)
    hanging = mending.target_of(paragraph.hanging)
    without = Alignment(_markdown_marks(text, page, paragraph), len(text))
    if without.edits:
        links.append(without)
        text = without.apply(text)
        marks = [without.target_span(*mark) for mark in marks]
        heading, hanging = without.target_of(heading), without.target_of(hanging)
    if script:
        text, conversion = convert(text, script)
        links.append(conversion)
        marks = [conversion.target_span(*mark) for mark in marks]
        heading, hanging = conversion.target_of(heading), conversion.target_of(hanging)
    return Shown(visible(text), low, len(stored), Chain(links), tuple(marks), heading, hanging)
