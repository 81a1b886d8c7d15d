"""Chooses one of the page's tactics by its name, in Hanzi, pinyin or initials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from mireader.hanzi.typed import Typed
from mireader.i18n import _
from mireader.tui.screens.pick import PickScreen


class Offered(NamedTuple):
    """A tactic of the list."""

    id: str
    name: str
    names: Sequence[str]
    """All that it is found by."""
    chosen: bool
    """Whether it is one of those that are lit alone."""


class FindTactic(PickScreen[Offered]):
    """Dismissed with the tactic to be lit alone, or not any more."""

    def __init__(self, tactics: Sequence[Offered]) -> None:
        super().__init__()
        self.PLACEHOLDER = _("tactic: Hanzi, pinyin or initials")
        self.KEYS = _("Enter: choose it to be lit, or give it up  Esc: close")
        self._tactics = tactics

    def heading(self) -> str:
        """The list's title."""
        return _("Tactics")

    def found(self, typed: str) -> list[Offered]:
        """The tactics meant."""
        return Typed(typed).best((tactic, tactic.names) for tactic in self._tactics)

    def line(self, item: Offered) -> Text:
        """A name, with a mark where it is chosen."""
        return Text(("✓ " if item.chosen else "  ") + item.name, no_wrap=True, overflow="ellipsis")
