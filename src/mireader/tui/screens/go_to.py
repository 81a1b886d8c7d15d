"""Goes to a page, a question or a section by its number, title or pinyin."""

from __future__ import annotations

from rich.text import Text

from mireader.hanzi.visible import visible
from mireader.i18n import _
from mireader.library.contents import Contents, Entry, Finder
from mireader.tui.screens.pick import PickScreen

_MOST = 500
"""Lines that are listed."""


class GoToScreen(PickScreen[Entry]):
    """The table of contents of all pages, filtered by what is typed."""

    def __init__(self, entries: Contents, path: str, offset: int) -> None:
        super().__init__()
        self.PLACEHOLDER = _("number, title, pinyin or initials")
        self.KEYS = _("Enter: go there  Esc: close")
        self._entries, self._path = entries, path
        self._finder: Finder | None = None
        own = [
            at for at, entry in enumerate(entries[:_MOST]) if entry.path == path and entry.offset <= offset
        ]
        self._here = own[-1] if own else 0

    def on_unmount(self) -> None:
        """Lets go of the places: those of 200,000 would wait for the next collection of garbage."""
        self._entries, self._finder, self.listed = Contents(), None, []

    def first(self) -> int:
        """The place that is read."""
        return self._here

    def heading(self) -> str:
        """The list's title."""
        return _("Go to")

    def found(self, typed: str) -> list[Entry]:
        """The places meant."""
        if not typed.strip():
            return self._entries[:_MOST]
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
