"""Opening, scrolling, memory and resizing of a long page, beside RichLog, TextArea and less.

    python benchmarks/reading.py [MEGABYTES]...     (without any: 3 10)

A made-up page of questions and answers is opened in pseudo-terminals, each program in turn. Prints, for each
size and program: milliseconds to the first screen over the same program on a page of one question; CPU of
a scroll step (a line, then a screen) in milliseconds, p50 and p95; memory of the process, without what is
mapped from files, over the same program on the short page, in multiples of the text. Then, for the reader
alone: how long the event loop is held up while a page is resized, and by keys in a tree of 100,000 questions.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lag import as_when_run, probe
from terminal import Recording

from mireader.desk.desk import Desk
from mireader.documents.formats import ReadOptions
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config

FIRST = "海底捞的服务"
"""How the page begins."""
SENTENCES = [
    "小米的饥饿营销靠的是限量发售和预约，先到先得，卖完就没有了。",
    "口碑是做出来的，不是吹出来的，老顾客会带新顾客来。",
    "门店不多，但是每天都有人排队拍照，然后发到朋友圈里去。",
    "他们先在微博上找到一百个用户，再请这些用户提意见。",
    "价格战打完以后，利润就没有了，谁也没有多卖出去几台。",
]
STEPS = 60
"""Scroll steps of each kind."""
REST = 0.1
"""Seconds in which a step is drawn."""
OPENING = 60.0
"""Seconds within which a page is there."""
APP = """
import sys
from textual.app import App
from textual.widgets import RichLog, TextArea
text = open(sys.argv[1], encoding="utf-8").read()
class Other(App):
    def compose(self):
        yield {widget}
    def on_mount(self):
        {fill}
        self.query_one("*").focus()
Other().run()
"""
RICH_LOG = APP.format(
    widget="RichLog(wrap=True, auto_scroll=False)", fill="self.query_one(RichLog).write(text)"
)
TEXT_AREA = APP.format(widget="TextArea(text, read_only=True, soft_wrap=True)", fill="pass")
PROGRAMS = {
    "mireader": ([sys.executable, "-m", "mireader", "--no-cache"], ("j", " ")),
    "RichLog": ([sys.executable, "-c", RICH_LOG], ("\x1b[B", "\x1b[6~")),
    "TextArea": ([sys.executable, "-c", TEXT_AREA], ("\x1b[B", "\x1b[6~")),
    "less": (["less"], ("j", " ")),
}


def page(path: Path, size: int) -> Path:
    """A page of about so many bytes: numbered questions, each with an answer of four paragraphs."""
    chance = random.Random(1)
    parts: list[str] = []
    written = number = 0
    while written < size:
        number += 1
        paragraphs = ("".join(chance.choices(SENTENCES, k=4)) for _ in range(4))
        parts.append(f"{number}、{FIRST if number == 1 else chance.choice(SENTENCES)[:9]}为什么好？\n")
        parts[-1] += "\n".join(paragraphs) + "\n\n"
        written += len(parts[-1].encode())
    path.write_text("".join(parts), encoding="utf-8")
    return path


def cpu(pid: int) -> float:
    """Milliseconds of CPU that a process and its threads have had."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6


def memory(pid: int) -> int:
    """Bytes that are the process's own."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def opened(argv: list[str], path: Path) -> tuple[Recording, float]:
    """A program that shows a page, and the seconds until it does."""
    recording = Recording([*argv, str(path)])
    return recording, recording.until(lambda output: FIRST.encode() in output, OPENING)


def quiet(recording: Recording, seconds: float = 1.0) -> None:
    """Waits until the program is at rest: nothing is read or indexed any more."""
    before = -1.0
    while cpu(recording.pid) - before > 20 * seconds:
        before = cpu(recording.pid)
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            recording.read(0.05)


def steps(recording: Recording, key: str) -> list[float]:
    """CPU of each step, in milliseconds."""
    found = []
    for _ in range(STEPS):
        before = cpu(recording.pid)
        recording.send(key)
        ends = time.perf_counter() + REST
        while time.perf_counter() < ends:
            recording.read(0.02)
        found.append(cpu(recording.pid) - before)
    return sorted(found)


def measure(name: str, short: Path, long: Path) -> None:
    """Prints a line about one program on one page."""
    argv, keys = PROGRAMS[name]
    waits = []
    for path in (short, long, short, long, short, long):
        recording, seconds = opened(argv, path)
        waits.append(seconds)
        recording.close()
    opening = statistics.median(waits[1::2]) - statistics.median(waits[0::2])
    base, _seconds = opened(argv, short)
    recording, _seconds = opened(argv, long)
    for one in (base, recording):
        quiet(one)
    over = (memory(recording.pid) - memory(base.pid)) / long.stat().st_size
    costs = [steps(recording, key) for key in keys]
    told = "  ".join(f"{some[len(some) // 2]:5.1f} {some[int(len(some) * 0.95)]:5.1f}" for some in costs)
    print(f"{name:9} opening_ms {opening * 1000:6.0f}  line, screen p50 p95 ms {told}  memory {over:5.1f}")
    for one in (base, recording):
        one.close()


async def held_up(path: Path, act: Callable[[ReaderApp], Awaitable[None]]) -> float:
    """The longest that the event loop is held up while something is done with an open page, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection([str(path)], ReadOptions(), cache=False)
        collection.start_indexing(early=True)
        app = ReaderApp(collection, Config(), Desk(Path(folder) / "desk.sqlite3"))
        async with app.run_test(size=(100, 30)) as pilot:
            while not collection.ready:
                await pilot.pause(0.1)
            await asyncio.sleep(3)
            lags: list[tuple[float, float]] = []
            probing = asyncio.create_task(probe(lags))
            await act(app)
            probing.cancel()
        collection.close()
    return max(lag for lag, _at in lags)


async def resize(app: ReaderApp) -> None:
    """Other sizes, one after the other."""
    from textual.events import Resize
    from textual.geometry import Size

    for columns in (80, 60, 140, 100, 40, 120):
        size = Size(columns, 30)
        app.post_message(Resize(size, size))
        await asyncio.sleep(0.5)


async def walk_tree(app: ReaderApp) -> None:
    """To the end of the tree and back, its pages folded and opened."""
    app.simulate_key("shift+tab")
    await asyncio.sleep(0.3)
    for key in ("end", "home", "space", "space", "end", "home"):
        app.simulate_key(key)
        await asyncio.sleep(0.5)


def main() -> None:
    """Measures and prints."""
    as_when_run()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short = page(folder / "short.txt", 1)
        for megabytes in map(float, sys.argv[1:] or ("3", "10")):
            long = page(folder / "long.txt", int(megabytes * 1e6))
            print(f"{megabytes:g} MB")
            for program in PROGRAMS:
                measure(program, short, long)
            print(f"resizing, loop held up at most {asyncio.run(held_up(long, resize)):.0f} ms")
        rows = "\n".join(f"第{number}个问题为什么好？,{SENTENCES[number % 5]}" for number in range(100_000))
        table = folder / "table.csv"
        table.write_text(f"title,answer\n{rows}\n", encoding="utf-8")
        print(f"tree of 100,000, loop held up at most {asyncio.run(held_up(table, walk_tree)):.0f} ms")


if __name__ == "__main__":
    main()
