"""How long the event loop is held up while a large collection is read, indexed, scrolled and searched.

    python benchmarks/lag.py FILE [SECONDS [cache]]

FILE is opened in the reader without a terminal; for SECONDS (20) keys are pressed, four a second for
scrolling and six for typing; with `cache` the index is kept, and a second run finds it. Prints the lag of
the event loop in milliseconds (p50, p99, worst), the time to the page and to the first results after the
first frame, and when everything could be found.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mireader.__main__ import GARBAGE_THRESHOLD
from mireader.desk.desk import Desk
from mireader.documents.formats import ReadOptions
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config
from mireader.tui.run import SWITCH

PROBE = 0.002
"""Seconds between two looks at the clock."""
LATE = 60.0
"""Milliseconds from which a lag is told with its time."""


async def probe(lags: list[tuple[float, float]]) -> None:
    """Measures how late the loop wakes up."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(PROBE)
        now = time.perf_counter()
        lags.append(((now - before - PROBE) * 1000, now))


def as_when_run() -> None:
    """Garbage and threads as the program has them on a terminal."""
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 50)
    gc.disable()
    sys.setswitchinterval(SWITCH)


async def drive(app: ReaderApp, seconds: float) -> None:
    """Scrolls, then types words in pinyin and Hanzi, again and again."""
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        for key in ("j", "j", "pagedown", "right_square_bracket"):
            app.simulate_key(key)
            await asyncio.sleep(0.25)
        app.simulate_key("slash")
        for char in "guiding":
            app.simulate_key(char)
            await asyncio.sleep(0.16)
        app.simulate_key("escape")
        await asyncio.sleep(0.1)


async def when(condition: Callable[[], bool], begin: float, limit: float) -> float | None:
    """Seconds until a condition holds."""
    while time.perf_counter() - begin < limit:
        if condition():
            return time.perf_counter() - begin
        await asyncio.sleep(0.01)
    return None


async def main() -> None:
    """Measures and prints."""
    as_when_run()
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    collection = Collection([sys.argv[1]], ReadOptions(), cache="cache" in sys.argv[3:])
    folder = tempfile.TemporaryDirectory()
    try:
        collection.start_indexing(early=True)
        app = ReaderApp(collection, Config(), Desk(Path(folder.name) / "desk.sqlite3"))
        async with app.run_test(size=(120, 40)):
            begin = time.perf_counter()
            lags: list[tuple[float, float]] = []
            watch = asyncio.create_task(probe(lags))
            waits = [
                asyncio.create_task(when(condition, begin, 120))
                for condition in (
                    lambda: app.screen.query("#page").first().page is not None,
                    lambda: collection.searchable,
                    lambda: collection.ready,
                )
            ]
            await drive(app, seconds)
            page, searchable, ready = [task.result() if task.done() else None for task in waits]
            watch.cancel()
        late = [f"{now - begin:.1f}s:{lag:.0f}" for lag, now in lags if lag > LATE]
        print(f"over {LATE:.0f} ms (when: how late): {' '.join(late) or 'never'}")
        lags.sort()
        at = [lags[int(len(lags) * share)][0] for share in (0.5, 0.99)]
        print(f"lag_ms p50 {at[0]:.1f}  p99 {at[1]:.1f}  worst {lags[-1][0]:.0f}  of {len(lags)}")
        for name, value in (("page", page), ("searchable", searchable), ("ready", ready)):
            print(f"{name}_s {'-' if value is None else f'{value:.2f}'}")
    finally:
        collection.close()
        folder.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
