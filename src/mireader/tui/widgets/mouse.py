"""The mouse on the reading pane: what is drawn over is selected, what is clicked is told."""

from __future__ import annotations

from textual import events
from textual.scroll_view import ScrollView

from mireader.hanzi.alignment import Span
from mireader.library.page import Page
from mireader.tui.messages import Clicked, Selected
from mireader.tui.reading.cursor import at_cell
from mireader.tui.reading.highlights import Highlights
from mireader.tui.reading.layout import PageLayout

MARGIN = 3
"""Cells left of the text: a group's mark (two cells) and a blank."""


class MouseSelection(ScrollView):
    """The part of a pane that the mouse moves: needs its layout and its highlights."""

    page: Page | None
    layout_: PageLayout | None
    highlights: Highlights
    _pressed: int | None = None
    """Where a mouse button went down."""

    def select(self, span: Span | None, cursor: int | None = None) -> None:
        """Shows what is selected."""
        raise NotImplementedError

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """The stored offset of the character under the mouse."""
        if self.layout_ is None or self.page is None:
            return None
        left = max(0, (self.scrollable_content_region.width - self.layout_.width - MARGIN) // 2) + MARGIN
        return at_cell(self.layout_, int(self.scroll_offset.y) + event.y, event.x - left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begins a selection."""
        if event.button == 1:
            self._pressed = self._offset_under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Selects up to the character under the mouse."""
        if self._pressed is None or not event.button:
            return
        offset = self._offset_under(event)
        if offset is not None:
            low, high = sorted((self._pressed, offset))
            self.select((low, high + 1) if low < high else None)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends a selection, or tells what was clicked."""
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        selected = self.highlights.selected
        if selected is not None:
            self.post_message(Selected(*selected))
        elif pressed is not None:
            self.post_message(Clicked(pressed))
