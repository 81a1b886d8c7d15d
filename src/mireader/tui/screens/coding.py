"""Coding by hand: a passage is given a tactic, a wrong mention is rejected; both are kept on the desk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from mireader.desk.taking_up import place_of
from mireader.hanzi.alignment import Span
from mireader.i18n import _, language
from mireader.library.mentions import Mention
from mireader.library.page import Page
from mireader.tui.screens.mending import MendingScreen

if TYPE_CHECKING:
    from mireader.tui.screens.code_passage import Coded

_QUOTED = 200
"""Code points of a quotation that are kept beside its place."""


class CodingScreen(MendingScreen):
    """What a reader says about the tactics of a passage."""

    async def _desk_opened(self) -> None:
        """Marks anew the pages whose tactics were found before it was known what was coded."""
        await super()._desk_opened()
        for page in self.collection.open_pages:
            if page.codings and self._mentions.pop(page.path, None) is not None:
                await self._mark(page)

    async def action_code(self) -> None:
        """Rejects the mention at the highlight (or takes that back); elsewhere, codes a passage."""
        self._bring_page()
        page = self.page
        if page is None:
            return
        current = self.pane.highlights.current
        for place, accepted in list(page.codings.items()):
            if place[:2] == current and self.pane.in_sight(place[0]):
                self._code(page, place, None)
                self._say(_("Taken back") if accepted else _("Counted again"))
                return
        near = page.mentions.between(current[0], current[1]) if current else []
        at = next((m for m in near if (m.start, m.end) == current), None)
        if at is not None and self.pane.in_sight(at.start):
            self._code(page, (at.start, at.end, at.tactic), False)
            self._say(_("Rejected: {name}; the same key takes it back").format(name=_name(page, at)))
            return
        start = current[0] if current and self.pane.in_sight(current[0]) else self.pane.position
        await self._code_passage((start, start))

    async def _code_passage(self, span: Span) -> None:
        """Gives a passage a tactic; an empty one stands for the sentence at its place."""
        page = self.page
        if page is None:
            return
        from mireader.tui.screens.code_passage import CodePassage

        tactics = [tactic for book in self.collection.codebooks for tactic in book.tactics]
        await self.app.push_screen(CodePassage(page, span, tactics), self._passage_coded)

    def _passage_coded(self, coded: Coded | None) -> None:
        if coded is not None and self.page is not None:
            self._code_as(self.page, coded)

    @work(group="desk")
    async def _code_as(self, page: Page, coded: Coded) -> None:
        """Codes a passage; a tactic that is new is added to the reader's own codebook first."""
        tactic = coded.tactic
        if tactic is None:
            try:
                tactic = await asyncio.to_thread(self.collection.add_tactic, coded.name)
            except (OSError, ValueError) as error:
                words = _("The tactic cannot be added: {why}").format(why=error)
                self.notify(words, severity="error", markup=False)
                return
            self._mentions.clear()
        self._code(page, (coded.start, coded.end, tactic), True)
        self.pane.highlights.current = coded.start, coded.end
        self._say(_("Coded: {name}").format(name=page.tactic(tactic).name[language()]))

    @work(group="desk")
    async def _code(self, page: Page, place: tuple[int, int, str], accepted: bool | None) -> None:
        """Notes it in the page and on the desk, and marks the page anew."""
        page.code(*place, accepted)
        self._mentions.pop(page.path, None)
        await self._mark(page)
        from mireader.desk.desk import Coding

        start, end, tactic = place
        coding = Coding(start, end, tactic, page.text[start:end][:_QUOTED])
        desk = await self._desk_at_hand()
        await asyncio.to_thread(desk.keep_coding, *place_of(page), coding, accepted)


def _name(page: Page, mention: Mention) -> str:
    return page.tactic(mention.tactic).name[language()]
