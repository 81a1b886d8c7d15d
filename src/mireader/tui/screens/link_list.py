"""The addresses that a page names, as a list."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from mireader.hanzi.typed import Typed
from mireader.hanzi.visible import visible
from mireader.i18n import _
from mireader.tui.reading.links import Link
from mireader.tui.screens.pick import PickScreen

_BEFORE = 24
"""Code points of the page before an address that are shown with it."""


class LinkList(PickScreen[Link]):
    """Dismissed with the address to open, or None."""

    def __init__(self, text: str, links: Sequence[Link], at: int) -> None:
        super().__init__()
        self.PLACEHOLDER = _("filter")
        self.KEYS = _("Enter: open in the browser, or copy where there is none  Esc: close")
        self._text, self._links, self._at = text, links, at

    def heading(self) -> str:
        """The list's title, with how many are listed."""
        return f"{_('Links')} {len(self.listed)}"

    def first(self) -> int:
        """The first one after the reading position."""
        return next((at for at, link in enumerate(self._links) if link.start >= self._at), 0)

    def found(self, typed: str) -> list[Link]:
        """The addresses that hold what was typed, or stand behind it."""
        wanted = Typed(typed)
        return [one for one in self._links if wanted.rank(f"{self._before(one)}|{one.address}") is not None]

    def line(self, item: Link) -> Text:
        """An address, whole, and the words before it."""
        label = Text(item.address, no_wrap=True, overflow="ellipsis")
        label.append(f"  {visible(self._before(item))}", style="dim")
        return label

    def _before(self, link: Link) -> str:
        return " ".join(self._text[max(0, link.start - _BEFORE) : link.start].split())
