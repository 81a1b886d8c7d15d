"""Comparing: opens two views or two questions side by side."""

from __future__ import annotations

import asyncio

from textual import work

from mireader.library.page import Page
from mireader.tui.reading.highlights import Highlights
from mireader.tui.screens.taking import TakingScreen


class ComparingScreen(TakingScreen):
    """The way to the comparison and back."""

    @work(exclusive=True, group="go")
    async def action_compare(self) -> None:
        """Shows the page beside itself as stored; another script or question is chosen there."""
        page, pane = self.page, self.pane
        if page is None:
            return
        from mireader.library.contents import contents_of
        from mireader.tui.screens.compare import CompareScreen, View

        contents = await asyncio.to_thread(contents_of, self.collection, page)
        view = View(page, pane.position, pane.form, pane.script_)
        screen = CompareScreen(view, self.config.measure, self._marks, contents, self._open_marked)
        self.app.push_screen(screen, self._compared)

    async def _open_marked(self, path: str) -> tuple[Page, Highlights] | None:
        """A page ready to be shown, with highlights of its own."""
        page = await self._open(path)
        if page is None:
            return None
        await self._prepare(page)
        mentions = await asyncio.to_thread(lambda: page.mentions)
        highlights = Highlights(mentions, self._group_ids())
        highlights.level, highlights.only = self.pane.highlights.level, self.pane.highlights.only
        return page, highlights

    def _compared(self, offset: int | None) -> None:
        if offset not in (None, self.pane.position):  # else the window stays as it is, to the row
            self.pane.go_to(offset)
