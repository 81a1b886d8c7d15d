"""Watching: a page saved again is read again in place, a new one appears, one taken away says so."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from mireader.i18n import _, enumerated
from mireader.tui.later import WATCH, load
from mireader.tui.screens.comparing import ComparingScreen

if TYPE_CHECKING:
    from mireader.library.changes import Changes

_BEGUN = 1.0
"""Seconds after which files are watched for certain."""
_LISTENS = 200
"""Milliseconds of one wait for changes: leaving the reader waits for its end."""
_QUOTED = 24
"""Code points at the reading position by which the place is found in the changed page."""


class WatchingScreen(ComparingScreen):
    """What changes in the files is seen in the reader."""

    async def _after_first_frame(self) -> None:
        await super()._after_first_frame()
        self._watch()

    @work(group="watch")
    async def _watch(self) -> None:
        """Waits for changes of the files and folders that were named."""
        await asyncio.to_thread(load, WATCH)
        from watchfiles import awatch

        await self._look()
        self.set_timer(_BEGUN, self._look)  # what changed before the watch was set up
        watched = [path for path in self.collection.inputs if Path(path).exists()]
        if not watched or self.collection.spooled is not None:
            return
        try:
            async for _found in awatch(*watched, recursive=True, rust_timeout=_LISTENS):
                await self._look()
        except (OSError, RuntimeError) as error:  # too many folders to watch: the reader goes on without
            self.notify(
                _("Changes of the files are not seen: {why}").format(why=error),
                severity="warning",
                markup=False,
            )

    async def _look(self) -> None:
        """Shows what changed, then lets it be indexed."""
        changes = await asyncio.to_thread(self.collection.look_again)
        for path in changes.added:
            self.contents.add_page(path)
        for path in changes.gone:
            self.contents.set_gone(path)
        for path in changes.saved:
            await self._read_again(path)
        words = self._changed_words(changes)
        if words:
            self._say(words)
        if changes.added or changes.saved:
            self._index_again([*changes.added, *changes.saved])

    async def _read_again(self, path: str) -> None:
        """Reads a page again; if it is shown, the place is kept by its words."""
        from mireader.desk.desk import nearest

        shown = self.page if self.page is not None and self.page.path == path else None
        known = path in self._mentions or shown is not None
        self._mentions.pop(path, None)
        self._mended.discard(path)
        self._repeats.discard(path)
        page = await self._open(path) if known else None
        if page is None:
            return
        self.contents.replace(page.document, page.title)
        if shown is not None and self.page is shown:
            place = self.pane.position
            found = nearest(page.text, shown.text[place : place + _QUOTED].split("\n")[0], place)
            await self._prepare(page)
            self.pane.show(page, min(place, len(page.text) - 1) if found is None else found)
        await self._mark(page)

    def _changed_words(self, changes: Changes) -> str:
        """What is said about a change."""
        said = (
            (_("saved again: {names}"), changes.saved),
            (_("new: {names}"), changes.added),
            (_("taken away, notes are kept: {names}"), changes.gone),
        )
        named = [(words, [Path(path).name for path in paths[:2]]) for words, paths in said if paths]
        return "  ".join(words.format(names=enumerated(names)) for words, names in named)

    @work(thread=True, group="index")
    def _index_again(self, paths: list[str]) -> None:
        self.collection.index_again(paths, self._indexed)
