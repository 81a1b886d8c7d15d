"""Work in threads that several may ask for and that is done once: reading a page, getting it ready."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Once:
    """Does what is asked for in a thread; who asks while it is being done waits for it.

    There are few threads. Each key of a search previewed a hit, and each preview of a large page read it
    anew beside the others, or waited for it in a thread of its own, until none was left to search in.
    """

    def __init__(self) -> None:
        self._doing: dict[Hashable, asyncio.Task[Any]] = {}

    async def __call__(self, what: Hashable, work: Callable[[], Result]) -> Result:
        """What `work` returns, or raises; `what` names it. Goes on if the one who waits is cancelled."""
        task: asyncio.Task[Result] | None = self._doing.get(what)
        if task is None:
            task = self._doing[what] = asyncio.create_task(asyncio.to_thread(work))
            task.add_done_callback(lambda done: self._done(what, done))
        return await asyncio.shield(task)

    def _done(self, what: Hashable, task: asyncio.Task[Any]) -> None:
        del self._doing[what]
        if not task.cancelled():
            task.exception()  # all who waited may have been cancelled: nobody else looks at it
