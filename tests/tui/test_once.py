"""What several wait for is done once."""

from __future__ import annotations

import asyncio
import threading

import pytest

from mireader.tui.once import Once


async def test_who_asks_while_it_is_done_waits_for_it() -> None:
    once, go, done = Once(), threading.Event(), []

    def work() -> str:
        go.wait(10)
        done.append("done")
        return "page"

    waiting = [asyncio.create_task(once("a", work)) for _ in range(4)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    go.set()
    assert await asyncio.gather(*waiting[1:]) == ["page"] * 3
    assert done == ["done"]
    assert await once("a", work) == "page"
    assert done == ["done", "done"]


async def test_all_who_wait_are_told_what_went_wrong() -> None:
    once = Once()

    def fail() -> None:
        raise OSError("gone")

    waiting = [asyncio.create_task(once("a", fail)) for _ in range(2)]
    for task in waiting:
        with pytest.raises(OSError, match="gone"):
            await task
    assert await once("a", lambda: 1) == 1
