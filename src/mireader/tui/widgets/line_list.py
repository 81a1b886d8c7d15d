"""Lines under each other with a cursor, any number of them: only what is shown is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mireader.tui.widgets.steady import SteadyStyle

T = TypeVar("T")


class LineList(ScrollView, SteadyStyle, Generic[T], can_focus=True):
    """A list of things, each drawn as a line; what they look like is for those built on it."""

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
        """The cursor came to a line; `at` is its index."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Chosen(Moved):
        """A line was chosen."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[T] = ()
        self.at = 0
        self._nothing = ""

    def show(self, lines: Sequence[T], nothing: str = "", at: int = 0) -> None:
        """Lists things, the cursor on one of them; `nothing` is said in place of none."""
        self.lines, self._nothing = lines, nothing
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.scroll_to(y=0, animate=False)
        self.put(at)

    def on_unmount(self) -> None:
        """Lets go of the lines: they would wait for the next collection of garbage."""
        self.lines = ()

    def action_move(self, step: int) -> None:
        """Moves the cursor."""
        self.put(self.at + step)

    def action_page(self, step: int) -> None:
        """Moves the cursor by a window."""
        self.put(self.at + step * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, end: int) -> None:
        """Moves the cursor to the first or the last line."""
        self.put(end * len(self.lines))

    def put(self, at: int) -> None:
        """Puts the cursor on a line, or the nearest there is."""
        self.at = max(0, min(at, len(self.lines) - 1))
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        if not top <= self.at < top + height:
            self.scroll_to(y=self.at if self.at < top else self.at - height + 1, animate=False, force=True)
        self.refresh()
        if self.lines:
            self.post_message(self.Moved(self.at))

    def action_choose(self) -> None:
        """Chooses the line under the cursor."""
        if self.lines:
            self.post_message(self.Chosen(self.at))

    def on_click(self, event: events.Click) -> None:
        """A click chooses a line."""
        at = int(self.scroll_offset.y) + event.y
        if at < len(self.lines):
            self.put(at)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        number = int(self.scroll_offset.y) + y
        if number >= len(self.lines):
            told = self._nothing if not self.lines and y == 1 else ""
            return Strip([Segment(f"  {told}", self.rich_style)]).adjust_cell_length(width, self.rich_style)
        base = self.rich_style
        if number == self.at:
            base += self.get_component_rich_style("line--cursor", partial=True)
        return Strip(self.draw(self.lines[number], width, base)).adjust_cell_length(width, base)

    def draw(self, line: T, width: int, base: Style) -> list[Segment]:
        """A thing as a line of a width in cells; `base` is the style of its cells."""
        raise NotImplementedError

    def part(self, name: str, base: Style) -> Style:
        """The style of a part of a line, `keyword` or `name`; where the cursor is, what is dim or in a colour
        could not be read.
        """
        style = self.get_component_rich_style(f"line--{name}", partial=True)
        return base + (Style(bold=style.bold) if base.reverse else style)
