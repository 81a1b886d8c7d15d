"""Selects a passage with the keyboard; the page below stays visible and is lit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from mireader.hanzi.alignment import Span
from mireader.hanzi.width import crop
from mireader.i18n import _, counted
from mireader.tui.quoting import as_shown
from mireader.tui.reading import cursor
from mireader.tui.screens.over import Dialog
from mireader.tui.widgets.reading_pane import ReadingPane

_EXPLAINED = 12
"""Code points of a selection whose reading is shown."""


class Selection(NamedTuple):
    """A passage and what is to become of it: `copy`, `copy_as`, `note` or `code`."""

    start: int
    end: int
    then: str


class SelectScreen(Dialog[Selection | None]):
    """Moves the end of a selection; shows how what is selected is read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v,q", "leave", show=False),
        Binding("right,l", "characters(1)", show=False),
        Binding("left,h", "characters(-1)", show=False),
        Binding("down,j", "rows(1)", show=False),
        Binding("up,k", "rows(-1)", show=False),
        Binding("pagedown,space", "rows(10)", show=False),
        Binding("pageup", "rows(-10)", show=False),
        Binding("w,ctrl+right", "clauses(1)", show=False),
        Binding("b,ctrl+left", "clauses(-1)", show=False),
        Binding("home,0", "edge(False)", show=False),
        Binding("end,dollar_sign", "edge(True)", show=False),
        Binding("o,tab", "swap", show=False),
        Binding("c,backspace", "begin_here", show=False),
        Binding("y,enter,ctrl+c", "take('copy')", show=False),
        Binding("Y", "take('copy_as')", show=False),
        Binding("a,f4", "take('note')", show=False),
        Binding("x,f9", "take('code')", show=False),
    ]

    def __init__(self, pane: ReadingPane, selected: Span) -> None:
        super().__init__()
        self._pane = pane
        self._anchor, self._cursor = selected[0], max(selected[0], selected[1] - 1)

    def compose(self) -> ComposeResult:
        """What is selected, and the keys, over those of the reader."""
        yield Static("", id="select-bar", markup=False)

    def on_mount(self) -> None:
        """Lights what is selected."""
        self._show()

    @property
    def selected(self) -> Span:
        """What is selected, both ends among it; stored offsets."""
        low, high = sorted((self._anchor, self._cursor))
        return low, high + 1

    def _show(self) -> None:
        self._pane.bring(self._cursor)
        self._pane.select(self.selected, self._cursor)
        self._tell("")
        self._explain(self.selected)

    def _tell(self, reading: str) -> None:
        start, end = self.selected
        count = counted("{count} character", "{count} characters", end - start)
        keys = _("←↓↑→ w b extend  o swap ends  c restart  y Y copy  a note  x code  Esc leave")
        room = self.size.width - 2
        told = crop(f"{count}  {reading}".strip(), room)
        self.query_one("#select-bar", Static).update(f" {told}\n {crop(keys, room)}")

    @work(exclusive=True, group="explain")
    async def _explain(self, span: Span) -> None:
        """Tells the reading and the other script of what is selected."""
        page = self._pane.page
        if page is not None and span[1] - span[0] <= _EXPLAINED:
            from mireader.hanzi.reading import explained

            layout = self._pane.layout_
            text = as_shown(layout, span) if layout is not None else page.text[span[0] : span[1]]
            words = await asyncio.to_thread(explained, text)
            if span == self.selected:
                self._tell(words)

    def _move(self, by: Callable[..., int], step: int | bool) -> None:
        if self._pane.layout_ is not None:
            self._cursor = by(self._pane.layout_, self._cursor, step)
            self._show()

    def action_characters(self, step: int) -> None:
        """Moves the end by characters."""
        self._move(cursor.by_characters, step)

    def action_rows(self, step: int) -> None:
        """Moves the end by rows."""
        self._move(cursor.by_rows, step)

    def action_clauses(self, step: int) -> None:
        """Moves the end by clauses."""
        self._move(cursor.by_clauses, step)

    def action_edge(self, end: bool) -> None:
        """Moves the end to an edge of its row."""
        self._move(cursor.row_edge, end)

    def action_swap(self) -> None:
        """Goes on at the other end."""
        self._anchor, self._cursor = self._cursor, self._anchor
        self._show()

    def action_begin_here(self) -> None:
        """Begins anew where the cursor is."""
        self._anchor = self._cursor
        self._show()

    def action_take(self, then: str) -> None:
        """Does something with what is selected."""
        self.dismiss(Selection(*self.selected, then))

    def action_leave(self) -> None:
        """Selects nothing."""
        self.dismiss(None)
