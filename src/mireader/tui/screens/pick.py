"""Choosing from a list while one types: the part that such lists share."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mireader.i18n import _
from mireader.tui.screens.over import Dialog

R = TypeVar("R")
_WINDOW = 10
"""Lines that PageUp and PageDown move by."""


class PickScreen(Dialog[R | None], Generic[R]):
    """A line to type in and a list under it; dismissed with what was chosen, or None.

    The cursor keys move in the list while the input has the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", f"move({_WINDOW})", show=False, priority=True),
        Binding("pageup", f"move(-{_WINDOW})", show=False, priority=True),
    ]
    PLACEHOLDER = ""
    KEYS = ""
    """What the keys do, translated; stands under the list."""
    EMPTY = ""
    """What is said of a list that has nothing, translated."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[R] = []

    def compose(self) -> ComposeResult:
        """What to type, the list, the keys."""
        with Vertical(classes="pick-box"):
            yield Input(placeholder=self.PLACEHOLDER, classes="pick-input")
            yield OptionList(classes="pick-list", markup=False)
            yield Static(self.KEYS, markup=False)

    def on_mount(self) -> None:
        """Lists everything."""
        self.list_for("")
        if self.listed:
            self.options.highlighted = self.first()
        self.set_focus(self.query_one(Input))  # at once: keys may wait

    def first(self) -> int:
        """Which item is at hand before anything is typed."""
        return 0

    def found(self, typed: str) -> list[R]:
        """What a list shows for what was typed."""
        raise NotImplementedError

    def line(self, item: R) -> Text:
        """An item as a line."""
        raise NotImplementedError

    def heading(self) -> str:
        """The list's title."""
        raise NotImplementedError

    @property
    def options(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    @property
    def chosen(self) -> R | None:
        """The item at hand."""
        at = self.options.highlighted
        return self.listed[at] if at is not None and at < len(self.listed) else None

    def list_for(self, typed: str) -> None:
        """Lists what was found, the first at hand."""
        self.listed = self.found(typed)
        self.query_one(".pick-box").border_title = self.heading()
        self.options.clear_options()
        self.options.add_options(Option(self.line(item)) for item in self.listed)
        if not self.listed:
            words = _("Nothing found") if typed or not self.EMPTY else self.EMPTY
            self.options.add_option(Option(Text(words, style="dim"), disabled=True))
        self.options.highlighted = 0 if self.listed else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists what is meant by what was typed."""
        self.list_for(event.value)

    def on_input_submitted(self) -> None:
        """Takes the item at hand."""
        if self.chosen is not None:
            self.dismiss(self.chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes an item that was clicked."""
        event.stop()
        self.dismiss(self.listed[event.option_index])

    def action_move(self, step: int) -> None:
        """Goes to another item; by single steps around the ends."""
        if not self.listed:
            return
        at, last = (self.options.highlighted or 0) + step, len(self.listed) - 1
        self.options.highlighted = at % len(self.listed) if abs(step) == 1 else min(max(0, at), last)

    def action_leave(self) -> None:
        """Closes the list."""
        self.dismiss(None)
