"""The desk behind the screen: what is kept of a page is put on it when it is read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from mireader.i18n import _, counted
from mireader.library.collection import Collection
from mireader.library.page import Page

if TYPE_CHECKING:
    from mireader.desk.desk import Desk, Followed


class DeskScreen(Screen[None]):
    """Opens the desk in a thread, says what is wrong with it, and puts what is kept of them on the pages."""

    def __init__(self, collection: Collection, desk: Desk | None = None) -> None:
        super().__init__()
        self.collection = collection
        self.desk = desk
        """None until it is open."""
        self._desk_open = asyncio.Event()

    @work(group="desk")
    async def _start_desk(self) -> None:
        """Opens the desk."""
        if self.desk is None:
            self.desk = await asyncio.to_thread(_open_desk)
        loop = asyncio.get_running_loop()

        def tell(why: str) -> None:
            loop.call_soon_threadsafe(self._warn_of_desk, why)

        self.desk.when_it_fails(tell)
        if self.desk.warning:
            self._warn_of_desk(self.desk.warning)
        await asyncio.to_thread(self._give_pages, self.desk, loop)
        self._desk_open.set()

    def _give_pages(self, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        """Gives every page, those read and those still to be read, what is kept of it; in a thread."""
        from mireader.desk.taking_up import take_up

        def give(page: Page) -> None:
            followed = take_up(desk, page)
            if followed.found or followed.lost:
                loop.call_soon_threadsafe(self._tell_followed, page, followed)

        self.collection.when_read = give
        for page in self.collection.open_pages:
            give(page)

    def _tell_followed(self, page: Page, followed: Followed) -> None:
        """Says what became of the marks in a page that has changed."""
        words = counted("{count} mark found again", "{count} marks found again", followed.found)
        if followed.lost:
            words += "  " + counted("{count} not found", "{count} not found", followed.lost)
        self.notify(f"{Path(page.path).name}: {words}", markup=False)

    async def _desk_at_hand(self) -> Desk:
        """The desk; a key that comes before it is open waits, and those typed after it wait behind."""
        await self._desk_open.wait()
        assert self.desk is not None
        return self.desk

    def _warn_of_desk(self, why: str) -> None:
        words = _("Nothing can be kept: {why}").format(why=why)
        self.notify(words, severity="warning", markup=False)


def _open_desk() -> Desk:
    from mireader.desk.desk import Desk

    return Desk()
