"""Repairs under each other, each with the words around it."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from mireader.hanzi.repair import Repair
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop, text_width
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.repairs import REPAIR_NAMES
from mireader.tui.widgets.line_list import LineList

_CONTEXT = 8
"""Code points shown on either side of a repair."""
_KIND = 28
"""Cells of the kind of a repair."""


class RepairView(LineList[Repair]):
    """The repairs of a page."""

    def __init__(self, page: Page, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page = page

    def draw(self, line: Repair, width: int, base: Style) -> list[Segment]:
        """Whether it is made, what is stored, what takes its place, why and how surely."""
        made, stored = self._page.is_made(line), self._page.text
        before = visible(stored[max(0, line.start - _CONTEXT) : line.start].split("\n")[-1])
        before = " " * (2 * _CONTEXT - text_width(before)) + before
        after = stored[line.end : line.end + _CONTEXT].split("\n")[0]
        words, aside = self.part("keyword", base), self.part("name", base)
        return [
            Segment("✓ " if made else "· ", base),
            Segment(before, aside),
            Segment(visible(line.found) or "∅", words + Style(strike=made, underline=not made)),
            Segment("→", aside),
            Segment(visible(line.repaired) or "∅", words),
            Segment(visible(after), aside),
            Segment(f"  {crop(_(REPAIR_NAMES[line.kind]), _KIND)} {line.confidence:.0%}", aside),
        ]
