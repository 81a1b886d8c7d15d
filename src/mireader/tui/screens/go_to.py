"""Goes to a page, a question or a section by its number, title or pinyin."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Input

from mireader.hanzi.visible import visible
from mireader.i18n import _
from mireader.library.contents import Contents, Entry, Finder
from mireader.tui.screens.pick import PickScreen

_MOST = 500
"""Lines that are listed: what was typed for, else those around the place that is read."""


class GoToScreen(PickScreen[Entry]):
    """The table of contents of all pages, filtered by what is typed."""

    def __init__(self, entries: Contents, path: str, offset: int) -> None:
        super().__init__()
        self.PLACEHOLDER = _("number, title, pinyin or initials")
        self.KEYS = _("Enter: go there  Esc: close")
        self._entries, self._path = entries, path
        self._finder: Finder | None = None
        self._here = entries.at(offset)
        self._first = max(0, min(self._here - _MOST // 2, len(entries) - _MOST))

    def on_unmount(self) -> None:
        """Lets go of the places: those of 200,000 would wait for the next collection of garbage."""
        self._entries, self._finder, self.listed = Contents(), None, []

    def first(self) -> int:
        """The place that is read."""
        return self._here - self._first

    def heading(self) -> str:
        """The list's title, with what is listed of a large collection."""
        if len(self._entries) <= _MOST or self.query_one(Input).value.strip():
            return _("Go to")
        low, high = self._first + 1, self._first + len(self.listed)
        return f"{_('Go to')}  {low}–{high} / {len(self._entries)}"

    def found(self, typed: str) -> list[Entry]:
        """The places meant."""
        if not typed.strip():
            return self._entries[self._first : self._first + _MOST]
        if self._finder is None:
            self._finder = Finder(self._entries, self._path)
        return self._finder.find(typed, _MOST)

    def line(self, item: Entry) -> Text:
        """A title, indented by its level; a page's stands out."""
        text = Text("  " * item.level, no_wrap=True, overflow="ellipsis")
        text.append(visible(item.title), style="bold" if item.level == 0 else "")
        if item.path != self._path and item.level == 0:
            text.append(f"  {_('page')}", style="dim")
        return text
