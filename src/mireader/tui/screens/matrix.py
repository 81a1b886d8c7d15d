"""The matrix: how often each tactic stands in each question, or goes with each brand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.library.concordance import Line, Lines
from mireader.library.matrix import NOTHING, Matrix, column_of, matrix_of
from mireader.tui.screens.concordance import ConcordanceScreen
from mireader.tui.screens.over import Dialog
from mireader.tui.widgets.matrix_view import MatrixView

_NAMED = 32
"""Cells of what the title of a cell's quotations names."""


class MatrixScreen(Dialog[Line | None]):
    """Shows the matrix; a cell opens its quotations; dismissed with the line to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("tab,s,f7", "turn", show=False),
    ]

    def __init__(self, lines: Lines, matrix: Matrix, names: Mapping[str, str]) -> None:
        """`matrix`: that of the lines by question."""
        super().__init__()
        self._lines, self._matrix, self._names = lines, matrix, names
        self._by_brand = False

    def compose(self) -> ComposeResult:
        """The cell at hand, the matrix, the keys."""
        with Vertical(id="matrix-box"):
            yield Static("", id="matrix-cell", markup=False)
            yield MatrixView(self._matrix, self._names, id="matrix")
            yield Static(_("Enter: quotations  Tab: questions or brands  Esc: close"), markup=False)

    def on_mount(self) -> None:
        """Names the box."""
        self._tell()
        self.set_focus(self.query_one("#matrix"))

    def on_unmount(self) -> None:
        """Lets go of the lines and their pages: they would wait for the next collection of garbage."""
        self._lines, self._matrix = Lines(()), NOTHING

    def _tell(self) -> None:
        kind = _("by brand") if self._by_brand else _("by question")
        self.query_one("#matrix-box").border_title = f"{_('Matrix of tactics')} {kind}"

    @work(exclusive=True, group="turn")
    async def action_turn(self) -> None:
        """Changes between questions and brands."""
        by_brand = not self._by_brand
        matrix = await asyncio.to_thread(matrix_of, self._lines, by_brand)
        self._by_brand = by_brand
        self.query_one("#matrix", MatrixView).show(matrix)
        self._tell()

    @on(MatrixView.Moved)
    def _moved(self, event: MatrixView.Moved) -> None:
        event.stop()
        words = f"{self._names.get(event.tactic, event.tactic)} × {event.column.title}: {event.count}"
        self.query_one("#matrix-cell", Static).update(visible(words))

    @on(MatrixView.Chosen)
    def _chosen(self, event: MatrixView.Chosen) -> None:
        event.stop()
        about = self._lines.about(frozenset([event.tactic]))
        lines = about.where(
            lambda line: not line.mention.negated and column_of(line, self._by_brand) == event.column.key
        )
        named = f"{self._names.get(event.tactic, event.tactic)} × {event.column.title}"
        self.app.push_screen(ConcordanceScreen(lines, crop(named, _NAMED)), self._go)

    def _go(self, line: Line | None) -> None:
        if line is not None:
            self.dismiss(line)

    def action_leave(self) -> None:
        """Closes the matrix."""
        self.dismiss(None)
