"""Keyword-in-context lines under each other, the keywords in one column; only what is shown is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop, text_width
from mireader.i18n import language
from mireader.library.concordance import Line
from mireader.tui.widgets.steady import SteadyStyle

_KEYWORD, _NAME = 20, 16
"""Cells of the keyword and of the tactic's name."""


class ConcordanceView(ScrollView, SteadyStyle, can_focus=True):
    """A list of lines with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--keyword", "line--name", "line--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup,b", "page(-1)", show=False),
        Binding("home,g", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to a line."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    class Chosen(Moved):
        """A line was chosen."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self.at = 0
        self._nothing = ""

    def show(self, lines: Sequence[Line], nothing: str = "") -> None:
        """Lists lines, the cursor on the first; `nothing` is said in place of none."""
        self.lines, self.at, self._nothing = lines, 0, nothing
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self._tell()

    def on_unmount(self) -> None:
        """Lets go of the lines."""
        self.lines = ()

    def action_move(self, step: int) -> None:
        """Moves the cursor."""
        self._put(self.at + step)

    def action_page(self, step: int) -> None:
        """Moves the cursor by a window."""
        self._put(self.at + step * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, end: int) -> None:
        """Moves the cursor to the first or the last line."""
        self._put(end * len(self.lines))

    def _put(self, at: int) -> None:
        self.at = max(0, min(at, len(self.lines) - 1))
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        if not top <= self.at < top + height:
            self.scroll_to(y=self.at if self.at < top else self.at - height + 1, animate=False, force=True)
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        if self.lines:
            self.post_message(self.Moved(self.lines[self.at]))

    def action_choose(self) -> None:
        """Chooses the line under the cursor."""
        if self.lines:
            self.post_message(self.Chosen(self.lines[self.at]))

    def on_click(self, event: events.Click) -> None:
        """A click chooses a line."""
        at = int(self.scroll_offset.y) + event.y
        if at < len(self.lines):
            self._put(at)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        number = int(self.scroll_offset.y) + y
        if number >= len(self.lines):
            told = self._nothing if not self.lines and y == 1 else ""
            return Strip([Segment(f"  {told}", self.rich_style)]).adjust_cell_length(width, self.rich_style)
        line = self.lines[number]
        base = self.rich_style
        if number == self.at:
            base += self.get_component_rich_style("line--cursor", partial=True)
        room = max(8, width - _KEYWORD - _NAME - 3)
        before = _from_right(visible(line.before), room // 2)
        words = crop(visible(line.words), _KEYWORD)
        after = crop(visible(line.after), room - room // 2 + _KEYWORD - text_width(words))
        marks = ("≈ " if line.repeats else "") + ("× " if line.mention.negated else "")
        name = crop(marks + line.page.tactic(line.mention.tactic).name[language()], _NAME)
        fill = width - text_width(before) - text_width(words) - text_width(after) - text_width(name) - 1
        keyword = base + self.get_component_rich_style("line--keyword", partial=True)
        named = base + self.get_component_rich_style("line--name", partial=True)
        segments = [
            Segment(before, base),
            Segment(words, keyword + Style(strike=line.mention.negated)),
            Segment(after + " " * max(1, fill), base),
            Segment(name + " ", named),
        ]
        return Strip(segments).adjust_cell_length(width, base)


def _from_right(text: str, cells: int) -> str:
    """The end of a text that fits, moved to the right."""
    while text_width(text) > cells - 1:
        text = text[max(1, (text_width(text) - cells) // 2) :]
    return " " * (cells - 1 - text_width(text)) + text + " "
