"""The bookmarks and notes of all pages as a list that can be searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mireader.desk.desk import Bookmark, Note
from mireader.hanzi.fold import fold
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.tui.i18n import _
from mireader.tui.screens.pick import PickScreen

Kept = Bookmark | Note
_PATH_CELLS = 24


class KeptList(PickScreen[Kept]):
    """Dismissed with the place to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+d", "forget", show=False, priority=True)]

    def __init__(self, kept: Sequence[Kept], forget: Callable[[Kept], None]) -> None:
        super().__init__()
        self.PLACEHOLDER = _("filter")
        self.KEYS = _("Enter: go there  Ctrl+D: take away  Esc: close")
        self._kept = list(kept)
        self._forget = forget

    def heading(self) -> str:
        """The list's title, with how many are listed."""
        return f"{_('Bookmarks and notes')} {len(self.listed)}"

    def found(self, typed: str) -> list[Kept]:
        """What holds what was typed."""
        wanted = fold(typed.strip())
        return [kept for kept in self._kept if wanted in fold(_words(kept) + kept.path)]

    def line(self, item: Kept) -> Text:
        """A note's words, or a bookmark's, with the page."""
        label = Text("✎ " if isinstance(item, Note) else "▪ ", no_wrap=True, overflow="ellipsis")
        label.append(crop(Path(item.path).name, _PATH_CELLS) + "  ", style="dim")
        if isinstance(item, Note):
            label.append(visible(" ".join(item.text.split())) + "  ", style="bold")
        label.append(visible(item.quotation), style="dim" if isinstance(item, Note) else "")
        return label

    def action_forget(self) -> None:
        """Takes the one at hand away."""
        gone = self.chosen
        if gone is not None:
            self._kept.remove(gone)
            self._forget(gone)
            self.list_for(self.query_one(Input).value)


def _words(kept: Kept) -> str:
    return f"{kept.text} {kept.quotation}" if isinstance(kept, Note) else kept.quotation
