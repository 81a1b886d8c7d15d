"""The breadcrumb above and the keys below."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop, text_width
from mireader.i18n import _
from mireader.tui.commands import footer_items

SEPARATOR = " › "


def breadcrumb(steps: list[str], right: str, width: int) -> str:
    """Steps from the page to the heading, cut to a width in cells; the last step is kept longest."""
    room = width - text_width(right) - 2
    steps = [visible(step) for step in steps]
    share = max(8, room // max(1, len(steps)))
    while text_width(SEPARATOR.join(steps)) > room and any(text_width(step) > share for step in steps[:-1]):
        longest = max(range(len(steps) - 1), key=lambda i: text_width(steps[i]))
        steps[longest] = crop(steps[longest], min(share, text_width(steps[longest]) - 1))
    left = crop(SEPARATOR.join(steps), max(1, room))
    return f"{left}{' ' * max(1, room - text_width(left) + 1)}{right}"


class Breadcrumb(Static):
    """Where one is reading, and how the page is shown."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._steps: list[str] = []
        self._right = ""

    def tell(self, steps: list[str], right: str) -> None:
        """Shows a path of headings on the left and the view on the right."""
        if (steps, right) != (self._steps, self._right):
            self._steps, self._right = list(steps), right
            self._draw()

    def on_resize(self) -> None:
        """Cuts anew for the width."""
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width or self.size.width
        if width:
            self.update(Text(breadcrumb(list(self._steps), self._right, width), no_wrap=True), layout=False)


def fitting(items: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The keys and labels that fit a width in cells, whole; the last two (help, quit) stay longest."""
    shown, kept = list(items[:-2]), list(items[-2:])
    while shown and sum(text_width(f" {key} {label} ") for key, label in shown + kept) > width:
        shown.pop()
    while kept and sum(text_width(f" {key} {label} ") for key, label in shown + kept) > width:
        kept.pop()
    return shown + kept


SEARCH_KEYS = {
    "Enter": "stay there",
    "Esc": "leave",
    "↑ ↓": "hits",
    "Ctrl+O": "where",
    "Shift+↑": "earlier",
}
"""What the keys do while one types in the search; message ids."""


class KeyBar(Static):
    """The keys that matter most, as many as fit: those of the page, or of the search while one types."""

    _typing = False

    def tell(self, typing: bool) -> None:
        """Shows the keys of the search field, or those of the page."""
        if typing != self._typing:
            self._typing = typing
            self._draw()

    def on_resize(self) -> None:
        """Chooses anew for the width."""
        self._draw()

    def _draw(self) -> None:
        text = Text(no_wrap=True)
        items = [(key, _(label)) for key, label in SEARCH_KEYS.items()] if self._typing else footer_items()
        for key, label in fitting(items, self.content_size.width or self.size.width):
            text.append(f" {key} ", style="bold")
            text.append(f"{label} ", style="dim")
        self.update(text, layout=False)
