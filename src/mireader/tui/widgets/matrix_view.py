"""Tactics by questions or brands as a heat map; only what is shown is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop, text_width
from mireader.i18n import _
from mireader.library.matrix import NOTHING, Column, Matrix
from mireader.tui.widgets.steady import SteadyStyle

NAME, LONGEST_NAME = 22, 40
"""Cells of a tactic's name, and where there is room."""
CELL, WIDEST_CELL = 5, 16
"""Cells of a column, and where all columns fit the window."""
_SHADES = " ░▒▓█"


class MatrixView(ScrollView, SteadyStyle, can_focus=True):
    """A matrix with a cursor; told apart by shade and number, without colour too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cell--cursor", "cell--name"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1,0)", show=False),
        Binding("up,k", "move(-1,0)", show=False),
        Binding("right,l", "move(0,1)", show=False),
        Binding("left,h", "move(0,-1)", show=False),
        Binding("pagedown,space", "move(10,0)", show=False),
        Binding("pageup,b", "move(-10,0)", show=False),
        Binding("home", "move(0,-1000000)", show=False),
        Binding("end", "move(0,1000000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to a cell."""

        def __init__(self, tactic: str, column: Column, count: int) -> None:
            super().__init__()
            self.tactic, self.column, self.count = tactic, column, count

    class Chosen(Moved):
        """A cell was chosen."""

    def __init__(self, matrix: Matrix, names: Mapping[str, str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = names
        self._row = self._column = self._left = 0
        self._matrix = matrix
        self._most = 1
        self._longest_name, self._widest_head = NAME, CELL

    def show(self, matrix: Matrix) -> None:
        """Shows another matrix, the cursor in its first cell."""
        self._matrix, self._most = matrix, max(1, matrix.most())
        self._row = self._column = self._left = 0
        names = (visible(self._names.get(tactic, tactic)) for tactic in matrix.tactics)
        self._longest_name = min(LONGEST_NAME, max(map(text_width, names), default=NAME))
        heads = (visible(column.head) for column in matrix.columns[: self.size.width])
        self._widest_head = min(WIDEST_CELL, max(map(text_width, heads), default=0) + 1)
        self.virtual_size = Size(self.scrollable_content_region.width, len(matrix.tactics) + 1)
        self.refresh()
        self.action_move(0, 0)

    def on_mount(self) -> None:
        """Shows what it was made for."""
        self.show(self._matrix)

    def on_unmount(self) -> None:
        """Lets go of the matrix: one of 100,000 questions has as many columns."""
        self._matrix = NOTHING

    @property
    def _widths(self) -> tuple[int, int]:
        """Cells of a name and of a column: wider where everything fits all the same."""
        room, columns = self.scrollable_content_region.width - 1, len(self._matrix.columns)
        cell = max(CELL, self._widest_head)
        if NAME + columns * cell > room:  # not all fit so wide: as wide as they fit
            cell = max(CELL, (room - NAME) // max(1, columns))
        return max(NAME, min(self._longest_name, room - columns * cell)), cell

    @property
    def _fits(self) -> int:
        name, cell = self._widths
        return max(1, (self.scrollable_content_region.width - name - 1) // cell)

    def _cell(self) -> tuple[str, Column, int] | None:
        if not self._matrix.tactics or not self._matrix.columns:
            return None
        tactic, column = self._matrix.tactics[self._row], self._matrix.columns[self._column]
        return tactic, column, self._matrix.count(self._row, self._column)

    def action_move(self, rows: int, columns: int) -> None:
        """Moves the cursor."""
        self._row = max(0, min(self._row + rows, len(self._matrix.tactics) - 1))
        self._column = max(0, min(self._column + columns, len(self._matrix.columns) - 1))
        self._left = max(self._column - self._fits + 1, min(self._left, self._column))
        top, height = int(self.scroll_offset.y), max(1, self.scrollable_content_region.height - 1)
        if not top <= self._row < top + height:
            y = self._row if self._row < top else self._row - height + 1
            self.scroll_to(y=y, animate=False, force=True)
        self.refresh()
        cell = self._cell()
        if cell:
            self.post_message(self.Moved(*cell))

    def action_choose(self) -> None:
        """Chooses the cell under the cursor."""
        cell = self._cell()
        if cell and cell[2]:
            self.post_message(self.Chosen(*cell))

    def _in_sight(self) -> range:
        """The columns that the window shows."""
        return range(self._left, min(self._left + self._fits, len(self._matrix.columns)))

    def _heads(self, width: int) -> Strip:
        """The columns' heads, which stay on top."""
        style = self.rich_style + self.get_component_rich_style("cell--name", partial=True)
        name, cell = self._widths
        segments = [Segment(" " * (name + 1), self.rich_style)]
        for number in self._in_sight():
            head = crop(visible(self._matrix.columns[number].head), cell - 1)
            segments.append(Segment(head, style + Style(bold=True, reverse=number == self._column)))
            segments.append(Segment(" " * (cell - text_width(head)), self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._heads(width)
        row = int(self.scroll_offset.y) + y - 1
        matrix = self._matrix
        if row >= len(matrix.tactics):
            told = _("No tactic is mentioned here") if not matrix.tactics and row == 0 else ""
            return Strip([Segment(f"  {told}", self.rich_style)]).adjust_cell_length(width, self.rich_style)
        tactic = matrix.tactics[row]
        name_width, cell = self._widths
        name = crop(visible(self._names.get(tactic, tactic)), name_width)
        style = self.get_component_rich_style("cell--name", partial=True)
        segments = [Segment(name + " " * (name_width - text_width(name) + 1), self.rich_style + style)]
        most = self._most
        cursor = self.rich_style + self.get_component_rich_style("cell--cursor", partial=True)
        for number in self._in_sight():
            count = matrix.count(row, number)
            shade = _SHADES[-(-count * (len(_SHADES) - 1) // most)] if count else "·"
            here = (row, number) == (self._row, self._column)
            text = f"{shade}{count if count else '':<{cell - 1}}"[:cell]
            segments.append(Segment(text, cursor if here else self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)
