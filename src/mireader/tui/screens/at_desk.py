"""The desk behind the screen: opened after the first frame, waited for by what is kept on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from mireader.i18n import _

if TYPE_CHECKING:
    from mireader.desk.desk import Desk


class DeskScreen(Screen[None]):
    """Opens the desk in a thread, and says what is wrong with it."""

    def __init__(self, desk: Desk | None = None) -> None:
        super().__init__()
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
        self._desk_open.set()

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
