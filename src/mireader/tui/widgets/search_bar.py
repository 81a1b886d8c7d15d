"""The search bar: one line, with what was found on its right."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from mireader.i18n import _
from mireader.tui.widgets.bars import KeyBar


class Query(Input):
    """What is typed; what was on its way here when it was left is given up with the rest."""

    def watch_has_focus(self, has_focus: bool) -> None:
        """The keys below are those of the field while it has the focus."""
        super().watch_has_focus(has_focus)
        if has_focus and isinstance(self.parent, SearchBar):
            self.parent._give_room(False)
        for bar in self.screen.query(KeyBar):
            bar.tell(has_focus)

    async def _on_key(self, event: events.Key) -> None:
        if self.screen.focused is not self:
            event.stop()
            event.prevent_default()


class SearchBar(Horizontal):
    """The input and the status of the search."""

    told = ""
    """What is said at the right."""

    def compose(self) -> ComposeResult:
        """The label, the input, the status."""
        yield Static(f" {_('Search')} ", id="search-label")
        yield Query(placeholder=_("Hanzi, pinyin or initials"), id="query", compact=True)
        yield Static("", id="search-status", markup=False)

    def name_scope(self, name: str) -> None:
        """Names what is searched, if that is not all."""
        self.query_one("#search-label", Static).update(f" {name or _('Search')} ")

    def _give_room(self, to_status: bool) -> None:
        """Gives what is said the room of the input, or takes it back."""
        self.set_class(to_status, "told")
        self.query_.placeholder = "" if to_status else _("Hanzi, pinyin or initials")

    @property
    def query_(self) -> Input:
        """The input."""
        return self.query_one("#query", Input)

    def tell(self, status: str) -> None:
        """Shows how many were found, how and how fast."""
        self.told = status
        self._give_room(bool(status) and not self.query_.value and not self.query_.has_focus)
        self.query_one("#search-status", Static).update(status, layout=False)
