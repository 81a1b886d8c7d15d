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

    _status = ""
    """How things stand: what was found, how far indexing is."""
    _said = ""
    """A word in passing, or what is being done."""
    _said_last = False
    """Whether that was said after the status."""

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
        """Shows how things stand: how many were found, how and how fast."""
        self._status, self._said_last = status, False
        self._show_told()

    def untell(self, status: str) -> None:
        """Takes a status away, if it is still the one that is told."""
        if status and self._status == status:
            self.tell("")

    def say(self, words: str) -> None:
        """Shows something else in its place, until `unsay` or the next status."""
        self._said, self._said_last = words, True
        self._show_told()

    def unsay(self, words: str) -> None:
        """Shows the status again, if these words are still said."""
        if self._said == words:
            self._said = ""
            self._show_told()

    def _show_told(self) -> None:
        if not self.is_attached:  # the program ends
            return
        shown = (self._said if self._said_last else "") or self._status or self._said
        self._give_room(bool(shown) and not self.query_.value and not self.query_.has_focus)
        self.query_one("#search-status", Static).update(shown, layout=False)
