"""What was mangled: walked from place to place, listed, accepted or declined."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from mireader.desk.taking_up import place_of
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.screens.marks import MarksScreen

if TYPE_CHECKING:
    from mireader.hanzi.repair import Repair


class MendingScreen(MarksScreen):
    """The repairs of a page; what a reader chose is kept on the desk."""

    def action_repair(self, step: int) -> None:
        """Goes to the next or previous mended place and tells what was there."""
        self._bring_page()
        page = self.page
        if page is None:
            return
        here = self._walked_to(step)
        repairs = page.made_repairs()
        ahead = (
            [repair for repair in repairs if repair.start > here]
            if step > 0
            else [repair for repair in repairs[::-1] if repair.start < here]
        )
        if ahead:
            self._show_repair(ahead[0], f" · {repairs.index(ahead[0]) + 1}/{len(repairs)}")
        else:
            self._say(_("There is no further one"))

    def _show_repair(self, repair: Repair, place: str = "") -> None:
        self.pane.highlights.current = (repair.start, max(repair.end, repair.start + 1))
        self.pane.reveal(repair.start)
        self.pane.redraw()
        from mireader.tui.repairs import told

        self.bar.tell(told(repair) + place)

    @work(exclusive=True, group="repairs")
    async def action_repairs(self) -> None:
        """Lists the repairs of the page, made and offered."""
        from mireader.tui.screens.repair_list import RepairList

        page = self.page
        if page is None:
            return
        with self._saying(_("looking for repairs")):
            repairs = await self._once(("repairs", page), lambda: page.repairs)
        if self.page is not page:
            return
        listed = RepairList(page, repairs, self.pane.position, self._choose_repairs)
        self.app.push_screen(listed, self._leave_list)

    def _leave_list(self, chosen: Repair | None) -> None:
        """Shows the page as it is mended now, and goes where the list was left for."""
        self.pane.set_view(self.pane.form, self.pane.script_)
        if chosen is not None:
            self._show_repair(chosen)

    def _choose_repairs(self, repairs: Sequence[Repair], made: bool) -> None:
        """Makes repairs or leaves them, and keeps that."""
        page = self.page
        if page is not None:
            for repair in repairs:
                page.choose(repair, made)
            self._keep_choices(page, repairs, made)

    @work(group="desk")
    async def _keep_choices(self, page: Page, repairs: Sequence[Repair], made: bool) -> None:
        desk = await self._desk_at_hand()
        await asyncio.to_thread(desk.keep_choices, *place_of(page), repairs, made)
