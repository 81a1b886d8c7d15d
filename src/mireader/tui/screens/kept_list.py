"""The bookmarks and notes of all pages, and what was coded in those open, as a list to search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mireader.desk.desk import Bookmark, Note
from mireader.hanzi.typed import Typed
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.tui.screens.pick import PickScreen
from mireader.tui.widgets.row_drawing import BOOKMARK


class CodedPlace(NamedTuple):
    """A passage that was given a tactic by hand, or whose mention was rejected."""

    path: str
    offset: int
    quotation: str
    end: int
    tactic: str
    name: str
    accepted: bool


Kept = Bookmark | Note | CodedPlace
_PATH_CELLS = 24


class KeptList(PickScreen[Kept]):
    """Dismissed with the place to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+d", "forget", show=False, priority=True)]

    def __init__(self, kept: Sequence[Kept], forget: Callable[[Kept], None]) -> None:
        super().__init__()
        self.PLACEHOLDER = _("filter")
        self.EMPTY = _("Nothing is kept yet: m sets a bookmark, a writes a note, x codes")
        self.KEYS = _("Enter: go there  Ctrl+D: take away  Esc: close")
        self._kept = list(kept)
        self._forget = forget

    def heading(self) -> str:
        """The list's title, with how many are listed."""
        return f"{_('Bookmarks, notes, codings')} {len(self.listed)}"

    def found(self, typed: str) -> list[Kept]:
        """What holds what was typed."""
        wanted = Typed(typed)
        return [kept for kept in self._kept if wanted.rank(f"{_words(kept)}|{kept.path}") is not None]

    def line(self, item: Kept) -> Text:
        """A note's words, a bookmark's, or a coding's tactic, with the page."""
        label = Text(f"{_mark(item)} ", no_wrap=True, overflow="ellipsis")
        label.append(crop(Path(item.path).name, _PATH_CELLS) + "  ", style="dim")
        if isinstance(item, Note):
            label.append(visible(" ".join(item.text.split())) + "  ", style="bold")
        elif isinstance(item, CodedPlace):
            label.append(f"{item.name}  ", style="bold" if item.accepted else "strike")
        label.append(visible(item.quotation), style="" if isinstance(item, Bookmark) else "dim")
        return label

    def action_forget(self) -> None:
        """Takes the one at hand away."""
        gone = self.chosen
        if gone is not None:
            self._kept.remove(gone)
            self._forget(gone)
            self.list_for(self.query_one(Input).value)


def _mark(kept: Kept) -> str:
    if isinstance(kept, CodedPlace):
        return "+" if kept.accepted else "−"
    return "✎" if isinstance(kept, Note) else BOOKMARK


def _words(kept: Kept) -> str:
    """What a kept thing is found by."""
    if isinstance(kept, CodedPlace):
        return f"{kept.name} {kept.quotation}"
    return f"{kept.text} {kept.quotation}" if isinstance(kept, Note) else kept.quotation
