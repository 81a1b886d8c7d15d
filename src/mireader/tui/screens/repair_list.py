"""The repairs of a page as a list: those made, those offered; one by one or by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mireader.hanzi.repair import Repair
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.repairs import REPAIR_NAMES
from mireader.tui.screens.over import Dialog

_CONTEXT = 8
"""Code points shown on either side of a repair."""


class RepairList(Dialog[Repair | None]):
    """Chooses what is mended; dismissed with the repair to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,R", "leave", show=False),
        Binding("space", "turn", show=False),
        Binding("a", "turn_kind", show=False),
    ]

    def __init__(
        self, page: Page, repairs: Sequence[Repair], position: int, choose: Callable[[Repair, bool], None]
    ) -> None:
        super().__init__()
        taken_out = {(item.start, item.end) for item in page.document.clean.junk}
        self._repairs = [repair for repair in repairs if (repair.start, repair.end) not in taken_out]
        self._cleaned = len(repairs) - len(self._repairs)
        self._page, self._position, self._choose = page, position, choose

    def compose(self) -> ComposeResult:
        """The list, and under it the keys."""
        with Vertical(id="repair-box"):
            nothing = Option(Text(_("There is nothing to mend on this page"), style="dim"), disabled=True)
            options = [self._option(repair) for repair in self._repairs] or [nothing]
            yield OptionList(*options, id="repairs", markup=False)
            yield Static(_("Space: make or leave it  a: its kind  Enter: go there  Esc: close"))

    def on_mount(self) -> None:
        """Begins at the place that is read."""
        self._tell()
        ahead = [at for at, repair in enumerate(self._repairs) if repair.start >= self._position]
        self._list.highlighted = ahead[0] if ahead else (0 if self._repairs else None)
        self.set_focus(self._list)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#repairs", OptionList)

    def _tell(self) -> None:
        made = sum(map(self._page.is_made, self._repairs))
        words = _("Repairs: {made} made, {left} offered, {cleaned} taken out by cleaning")
        self.query_one("#repair-box").border_title = words.format(
            made=made, left=len(self._repairs) - made, cleaned=self._cleaned
        )

    def _option(self, repair: Repair) -> Option:
        made = self._page.is_made(repair)
        stored = self._page.text
        label = Text("✓ " if made else "· ", no_wrap=True, overflow="ellipsis")
        before = stored[max(0, repair.start - _CONTEXT) : repair.start].split("\n")[-1]
        after = stored[repair.end : repair.end + _CONTEXT].split("\n")[0]
        label.append(visible(before), style="dim")
        label.append(visible(repair.found) or "∅", style="bold reverse" if not made else "strike")
        label.append("→", style="dim")
        label.append(visible(repair.repaired) or "∅", style="bold")
        label.append(visible(after), style="dim")
        label.append(f"  {crop(_(REPAIR_NAMES[repair.kind]), 28)} {repair.confidence:.0%}", style="dim")
        return Option(label)

    def _set(self, chosen: Sequence[int], made: bool) -> None:
        for at in chosen:
            self._choose(self._repairs[at], made)
            self._list.replace_option_prompt_at_index(at, self._option(self._repairs[at]).prompt)
        self._tell()

    def action_turn(self) -> None:
        """Makes the repair at hand, or leaves it."""
        at = self._list.highlighted
        if at is not None:
            self._set([at], not self._page.is_made(self._repairs[at]))

    def action_turn_kind(self) -> None:
        """Makes all repairs of the kind at hand, or leaves them."""
        at = self._list.highlighted
        if at is not None:
            kind, made = self._repairs[at].kind, not self._page.is_made(self._repairs[at])
            self._set([i for i, repair in enumerate(self._repairs) if repair.kind == kind], made)

    def action_leave(self) -> None:
        """Closes the list."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Goes to a repair."""
        event.stop()
        self.dismiss(self._repairs[event.option_index])
