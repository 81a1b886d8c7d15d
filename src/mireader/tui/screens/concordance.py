"""The concordance: every mention in the collection as a line, sorted and filtered; Enter goes there."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from mireader.hanzi.fold import fold
from mireader.hanzi.typed import Typed
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.library.concordance import ORDERS, Line, Lines
from mireader.tui.screens.over import Dialog
from mireader.tui.widgets.concordance_view import ConcordanceView

ORDER_NAMES = {
    "place": "by place",
    "tactic": "by tactic",
    "before": "by the words before",
    "after": "by the words after",
    "brand": "by brand",
}


class ConcordanceScreen(Dialog[Line | None]):
    """Shows lines; dismissed with the one to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("q", "leave", show=False),
        Binding("s,f7", "order", show=False),
        Binding("slash,ctrl+f,tab", "filter", show=False),
        Binding("down", "to_lines", show=False),
    ]

    def __init__(self, lines: Lines, about: str = "", definition: str = "") -> None:
        super().__init__()
        self._definition = definition
        self._lines = lines
        self._about = about
        self._order = ORDERS[0]

    def compose(self) -> ComposeResult:
        """The filter, the lines, the keys."""
        with Vertical(id="concordance-box"):
            if self._definition:
                yield Static(self._definition, id="concordance-card", markup=False)
            yield Input(
                placeholder=_("Filter by words, tactic or brand"), id="concordance-filter", compact=True
            )
            yield ConcordanceView(id="concordance")
            yield Static("", id="concordance-place", markup=False)
            yield Static(
                _("Enter: go  s: sort  /: filter  Esc: close  uncounted: ×denied ≈repeated"),
                markup=False,
            )

    def on_mount(self) -> None:
        """Shows all lines."""
        self._show("")
        self.set_focus(self._view)

    def on_unmount(self) -> None:
        """Lets go of the lines and their pages: they would wait for the next collection of garbage."""
        self._lines = Lines(())

    @property
    def _view(self) -> ConcordanceView:
        return self.query_one("#concordance", ConcordanceView)

    @work(exclusive=True, group="filter")
    async def _show(self, words: str) -> None:
        """Lists what holds some words; a newer call takes the place of one that is at work."""
        worker = get_current_worker()

        def is_wanted(line: Line) -> bool:
            if worker.is_cancelled:
                return False
            words, named = fold(f"{line.before}{line.words}{line.after}"), _named(line)
            return all(one.letters in words or one.rank(named) is not None for one in wanted)

        def is_named(line: Line) -> bool:
            return worker.is_cancelled or all(one.rank(_named(line)) is not None for one in wanted)

        def found() -> Lines:
            if not wanted:
                return self._lines.ordered(self._order)
            return self._lines.where(is_wanted).ordered(self._order).first(is_named)

        wanted = [Typed(word) for word in words.split()]
        lines = await asyncio.to_thread(found)
        self._view.show(lines, _("Nothing found") if len(self._lines) else _("No tactic is mentioned here"))
        told = _("{shown} of {all} places, {order}").format(
            shown=len(lines), all=len(self._lines), order=_(ORDER_NAMES[self._order])
        )
        title = " ".join(filter(None, (_("Concordance"), self._about)))
        self.query_one("#concordance-box").border_title = f"{title} · {told}"

    @on(Input.Changed, "#concordance-filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted, "#concordance-filter")
    def _to_lines(self, event: Input.Submitted) -> None:
        event.stop()
        self._view.action_choose()

    @on(ConcordanceView.Moved)
    def _moved(self, event: ConcordanceView.Moved) -> None:
        """Tells where the line at hand is from."""
        event.stop()
        line = self._view.lines[event.at]
        page, mention = line.page, line.mention
        steps = [page.title, *(node.title for node in page.document.path_to(mention.start) if node.title)]
        words = " › ".join(dict.fromkeys(map(visible, steps)))
        words += f" · {mention.brand}" if mention.brand else ""
        place = self.query_one("#concordance-place", Static)
        place.update(crop(words, max(1, place.content_size.width)))

    @on(ConcordanceView.Chosen)
    def _chosen(self, event: ConcordanceView.Chosen) -> None:
        event.stop()
        self.dismiss(self._view.lines[event.at])

    def action_order(self) -> None:
        """Sorts by the next order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._show(self.query_one("#concordance-filter", Input).value)

    def action_to_lines(self) -> None:
        """From the filter to the lines."""
        self._view.focus()

    def action_filter(self) -> None:
        """Goes to the filter, or back to the lines."""
        box = self.query_one("#concordance-filter", Input)
        (self._view if box.has_focus else box).focus()

    def action_leave(self) -> None:
        """Closes the concordance."""
        self.dismiss(None)


def _named(line: Line) -> str:
    """What names a line: the mention, its tactic and its brand."""
    mention = line.mention
    return f"{line.words}|{mention.name}|{mention.tactic}|{mention.brand or ''}"
