"""Going on where one stopped: the place is kept while one reads, and the files read last are offered."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from mireader.i18n import _
from mireader.library.collection import Collection
from mireader.tui.config import Config
from mireader.tui.messages import GoTo, Moved
from mireader.tui.screens.watching import WatchingScreen

if TYPE_CHECKING:
    from mireader.desk.desk import Desk, Session

KEEP_AFTER = 2.0
"""Seconds after which a place that one has gone to is kept: a reader that is killed loses no more."""


class ResumingScreen(WatchingScreen):
    """What was read last, kept and opened again."""

    _last: Session | None = None
    """What was read in the session before this one."""
    _keeping: Timer | None = None

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__(collection, config, desk)
        self._offered = asyncio.Event()
        """Set when it is known what was read last."""

    @on(Moved)
    def _keep_soon(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER, self._keep_place)

    @work(group="keep")
    async def _keep_place(self) -> None:
        self._keeping = None
        if not self.session.query:
            await self._keep_position()
            await self._keep_session()

    async def _desk_opened(self) -> None:
        """Says that there is something to go on with: in the files named, or in any where none were."""
        await super()._desk_opened()
        if self.desk is None:
            return
        session = self._last = await asyncio.to_thread(self.desk.session)
        self._offered.set()
        here = self._began = (self.page.path, self.pane.position) if self.page is not None else None
        if session is None:
            return
        path = self.collection.path_here(session.path)
        if (path, session.offset) == here:
            return
        if (self.collection.by_default or path is not None) and not self.has_class("searching"):
            self.bar.tell(_("L: go on with {name}").format(name=Path(session.path).name))

    @work(exclusive=True, group="visit")
    async def action_resume(self) -> None:
        """Opens the files that were read last, at the place where one stopped."""
        await self._offered.wait()  # a key that comes before the desk is open
        session = self._last
        self.bar.tell("")
        if session is None:
            self._say(_("Nothing was read before"))
            return
        path = known = self.collection.path_here(session.path)
        if path is None:
            with self._saying(_("reading {name} …").format(name=Path(session.path).name)):
                await asyncio.to_thread(self.collection.add, session.inputs)
                await self._look()
            path = self.collection.path_here(session.path)
        if path is not None:
            self.post_message(GoTo(path, session.offset, focus=True))
            if known is None:
                self._say(_("opened again: {name}").format(name=Path(session.path).name))
        else:
            words = _("{path} is not there any more").format(path=session.path)
            self.notify(words, severity="warning", markup=False)
            self._say(words)

    async def _keep_session(self) -> None:
        from mireader.desk.desk import Session

        page, desk = self.page, self.desk
        if page is None or desk is None or self.collection.spooled is not None:
            return
        if self.collection.by_default and (page.path, self.pane.position) == self._began:
            return  # nothing was named and nothing was read: what is offered is offered again
        inputs = [str(Path(path).resolve()) for path in self.collection.inputs]
        path = page.path if page.path in self.collection.default_paths else str(Path(page.path).resolve())
        await asyncio.to_thread(desk.keep_session, Session(inputs, path, self.pane.position))
