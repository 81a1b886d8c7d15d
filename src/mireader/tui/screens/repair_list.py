"""The repairs of a page as a list: those made, those offered; one by one or by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from mireader.hanzi.repair import Repair
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.screens.over import Dialog
from mireader.tui.widgets.repair_view import RepairView


class RepairList(Dialog[Repair | None]):
    """Chooses what is mended; dismissed with the repair to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,R", "leave", show=False),
        Binding("space", "turn", show=False, priority=True),
        Binding("a", "turn_kind", show=False),
    ]

    def __init__(
        self,
        page: Page,
        repairs: Sequence[Repair],
        position: int,
        choose: Callable[[Sequence[Repair], bool], None],
    ) -> None:
        super().__init__()
        taken_out = {(item.start, item.end) for item in page.document.clean.junk}
        self._repairs = [repair for repair in repairs if (repair.start, repair.end) not in taken_out]
        self._cleaned = len(repairs) - len(self._repairs)
        self._page, self._position, self._choose = page, position, choose

    def compose(self) -> ComposeResult:
        """The list, and under it the keys."""
        with Vertical(id="repair-box"):
            yield RepairView(self._page, id="repairs")
            yield Static(_("Space: make or leave it  a: its kind  Enter: go there  Esc: close"))

    def on_mount(self) -> None:
        """Begins at the place that is read."""
        self._tell()
        ahead = (at for at, repair in enumerate(self._repairs) if repair.start >= self._position)
        self._list.show(self._repairs, _("There is nothing to mend on this page"), next(ahead, 0))
        self.set_focus(self._list)

    @property
    def _list(self) -> RepairView:
        return self.query_one("#repairs", RepairView)

    def _tell(self) -> None:
        made = sum(map(self._page.is_made, self._repairs))
        words = _("Repairs: {made} made, {left} offered, {cleaned} taken out by cleaning")
        self.query_one("#repair-box").border_title = words.format(
            made=made, left=len(self._repairs) - made, cleaned=self._cleaned
        )

    def _set(self, chosen: Sequence[Repair], made: bool) -> None:
        self._choose(chosen, made)
        self._list.refresh()
        self._tell()

    def action_turn(self) -> None:
        """Makes the repair at hand, or leaves it."""
        if self._repairs:
            at = self._repairs[self._list.at]
            self._set([at], not self._page.is_made(at))

    def action_turn_kind(self) -> None:
        """Makes all repairs of the kind at hand, or leaves them."""
        if self._repairs:
            at = self._repairs[self._list.at]
            self._set([one for one in self._repairs if one.kind == at.kind], not self._page.is_made(at))

    def action_leave(self) -> None:
        """Closes the list."""
        self.dismiss(None)

    @on(RepairView.Chosen)
    def _chosen(self, event: RepairView.Chosen) -> None:
        """Goes to a repair."""
        event.stop()
        self.dismiss(self._repairs[event.at])
