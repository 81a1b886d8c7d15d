"""The bookmarks and notes of all pages as a list that can be searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mireader.desk.desk import Bookmark, Note
from mireader.hanzi.fold import fold
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.tui.i18n import _

Kept = Bookmark | Note
_PATH_CELLS = 24


class KeptList(ModalScreen[Kept | None]):
    """Dismissed with the place to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("ctrl+d", "forget", show=False, priority=True),
    ]

    def __init__(self, kept: Sequence[Kept], forget: Callable[[Kept], None]) -> None:
        super().__init__()
        self._kept = list(kept)
        self._forget = forget
        self._shown: list[Kept] = []

    def compose(self) -> ComposeResult:
        """What to look for, the list, the keys."""
        with Vertical(id="kept-box"):
            yield Input(placeholder=_("filter"), id="kept-filter")
            yield OptionList(id="kept", markup=False)
            yield Static(_("Enter: go there  Ctrl+D: take away  Esc: close"), markup=False)

    def on_mount(self) -> None:
        """Shows all."""
        self._list("")
        self.query_one(Input).focus()

    @property
    def _options(self) -> OptionList:
        return self.query_one("#kept", OptionList)

    def _list(self, typed: str) -> None:
        wanted = fold(typed.strip())
        self._shown = [kept for kept in self._kept if wanted in fold(_words(kept) + kept.path)]
        self.query_one("#kept-box").border_title = f"{_('Bookmarks and notes')} {len(self._shown)}"
        self._options.clear_options()
        self._options.add_options(map(_option, self._shown))
        self._options.highlighted = 0 if self._shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists what holds what was typed."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Goes to the place at hand."""
        at = self._options.highlighted
        self.dismiss(self._shown[at] if at is not None else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Goes to a place."""
        event.stop()
        self.dismiss(self._shown[event.option_index])

    def action_move(self, step: int) -> None:
        """Goes to another one in the list."""
        if self._shown:
            self._options.highlighted = ((self._options.highlighted or 0) + step) % len(self._shown)

    def action_forget(self) -> None:
        """Takes the one at hand away."""
        at = self._options.highlighted
        if at is not None:
            gone = self._shown[at]
            self._kept.remove(gone)
            self._forget(gone)
            self._list(self.query_one(Input).value)

    def action_leave(self) -> None:
        """Closes the list."""
        self.dismiss(None)


def _words(kept: Kept) -> str:
    return f"{kept.text} {kept.quotation}" if isinstance(kept, Note) else kept.quotation


def _option(kept: Kept) -> Option:
    label = Text("✎ " if isinstance(kept, Note) else "▪ ", no_wrap=True, overflow="ellipsis")
    label.append(crop(Path(kept.path).name, _PATH_CELLS) + "  ", style="dim")
    if isinstance(kept, Note):
        label.append(" ".join(visible(kept.text).split()) + "  ", style="bold")
    label.append(visible(kept.quotation), style="dim" if isinstance(kept, Note) else "")
    return Option(label)
