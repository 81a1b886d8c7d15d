"""Random keys, searches, resizes, changing files, kills and restarts on a large mixed collection.

    python benchmarks/soak.py [--minutes 60] [--questions 200000] [--seed 1]

Two readers share a desk and a collection of text, Markdown, HTML, CSV and JSONL. One is killed (SIGKILL,
SIGTERM) and started again and again, the other stays: its memory, without what is mapped from files, is what
counts, once every list was opened in it. Notes are written in both, and looked for in `mireader desk export`
after each kill and at the end. Ends with 1 if a reader ended by itself, did not answer, or a note is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from statistics import median

import pyte
from terminal import Recording

SETTLED = 300.0
"""Seconds after which memory is not to grow any more."""
ANSWER = 30.0
"""Seconds within which a reader answers a key."""
CHANGES = 0.15
"""Share of the rounds in which a page changes."""
PATIENCE = 90.0
"""Seconds within which a list of a page of 100,000 questions is there, beside another reader."""
KEPT = 1.5
"""Seconds after which a note that was closed is on the desk."""
KEYS = [*"]][[}}{{nNjjkk  bbgGtTscz<>rRmoB'=wWiYvTT?", "\t", "\r", "\x7f"]
KEYS += ["\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~"]
HELP_COMES = 5.0
"""Seconds within which the help is there, unless something is in its way: a blinking cursor never rests."""
HELP = b"Keys"
"""What stands over the list of keys."""
LISTS = {"R": "Repairs", "w": "Concordance", "W": "Matrix", "o": "Go to"}
"""By key: what stands over the list that it opens."""
TABLES = 2
"""Large pages, the first of the collection."""
MARKS = "❶❷❸❹❺❻❼❽❾❿"
QUESTION = "个问题"
"""What stands in every title of a table's question."""
QUERIES = ["饥饿营销", "jeyx", "guiding", "weibo yingxiao", "第一", "饥渴营消", '"服务', "-海底捞 小米"]
QUERIES += ["/限.", "问:为什么", "用户"]
SENTENCES = [
    "小米的饥饿营销靠的是限量发售和预约，先到先得。",
    "海底撈的服務讓顧客願意等位。",
    "口碑是做出来的，不是吹出来的。",
    "门店不多，但是每天都有人排队拍照。",
    "他们先在微博上找到一百个用户。",
    "價格戰打完以後，利潤就沒有了。",
    "会员日打八折，积分可以换礼品。",
    "这件事我也不太清楚，请以官方公告为准。",
]


class Collection:
    """A folder of pages that change."""

    def __init__(self, folder: Path, questions: int, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        rows = [
            {
                "id": str(number),
                "title": f"第{number}{QUESTION}：{self._text(1)[:12]}？",
                "body": self._text(3),
            }
            for number in range(questions)
        ]
        half = len(rows) // 2
        lines = (json.dumps(row, ensure_ascii=False) for row in rows[:half])
        (folder / "large.jsonl").write_text("\n".join(lines), "utf-8")
        table = "\n".join(f"{row['title']},{row['body']}" for row in rows[half:-200])
        (folder / "large.csv").write_text(f"title,answer\n{table}\n", "utf-8")
        for number in range(20):
            self.change(number)

    def _text(self, sentences: int) -> str:
        return "".join(self._chance.choice(SENTENCES) for _ in range(sentences))

    def change(self, number: int | None = None) -> None:
        """Writes a small page anew, or takes it away."""
        number = self._chance.randrange(24) if number is None else number
        path = self._folder / f"page{number:02}.{('txt', 'md', 'html')[number % 3]}"
        if self._chance.random() < 0.15:
            path.unlink(missing_ok=True)
            return
        lines = [line for at in range(10) for line in (f"{MARKS[at]}{self._text(1)[:14]}？", self._text(4))]
        body = "\n".join(lines)
        if path.suffix == ".html":
            body = f"<title>页{number}</title><body>" + "".join(f"<p>{line}</p>" for line in lines)
        path.write_text(body, "utf-8")


class Reader:
    """A running reader, and the notes that were written in it."""

    def __init__(self, pages: Path, home: Path, chance: random.Random) -> None:
        self._home, self._chance = home, chance
        places = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        environment = dict.fromkeys(places, str(home))
        self.terminal = Recording([sys.executable, "-m", "mireader", str(pages)], environment)
        self.notes: list[str] = []
        self._keys: deque[str] = deque(maxlen=60)
        self.began = time.monotonic()
        self._wait(QUESTION)  # its page is there

    def _wait(self, words: str = "") -> None:
        """Until something is written, or some words."""
        ends = time.monotonic() + ANSWER
        before = len(self.terminal.output)
        while len(self.terminal.output) == before or words.encode() not in self.terminal.output[before:]:
            self._must_run()
            if time.monotonic() > ends:
                raise SystemExit(self._silence(f"waiting for {words!r}"))
            self.terminal.read(0.05)
        self.drain(0.05)

    def _must_run(self) -> None:
        if self.terminal.ended():
            raise SystemExit(f"a reader ended: {self.terminal.output[-600:]!r}\n{self._report()}")

    def _silence(self, doing: str) -> str:
        """What is said of a reader that does not answer: what it was to do, its last keys and its screen."""
        self.terminal.resize(120, 40)  # has it draw everything
        self.drain(3.0)
        screen = pyte.Screen(100, 30)
        stream = pyte.ByteStream(screen)
        self.terminal.resize(100, 30)
        ends = time.monotonic() + 3.0
        while time.monotonic() < ends:
            stream.feed(self.terminal.read(0.1))
        keys = "".join(self._keys)
        shown = "\n".join(screen.display)
        return f"no answer within {ANSWER:.0f} s, {doing}, after {keys!r}:\n{shown}"

    def _report(self) -> str:
        """The report of a crash."""
        return "\n".join(path.read_text() for path in self._home.rglob("crash-*.txt"))

    def drain(self, seconds: float) -> int:
        """Reads what is written, and forgets it; how many bytes."""
        ends = time.monotonic() + seconds
        count = 0
        while time.monotonic() < ends:
            count += len(self.terminal.read(0.02))
        self.terminal.output = self.terminal.output[-2000:]
        return count

    def type(self, keys: str, pause: float = 0.05) -> int:
        """Sends a key, and reads on; how many bytes were written."""
        self._keys.append(keys)
        self.terminal.send(keys)
        return self.drain(pause)

    def look_round(self) -> None:
        """Opens every list once on every large page: what is loaded when it is first used is no growth."""
        for _ in range(TABLES):
            for key, title in LISTS.items():
                self.terminal.output = b""
                self.type(key)
                ends = time.monotonic() + PATIENCE
                while title.encode() not in self.terminal.output and time.monotonic() < ends:
                    self._must_run()
                    self.terminal.read(0.1)
                self.escape()
            for key in "=vYTsss":  # sss: every script, and back to the first
                self.type(key, 1.0)
                self.escape()
            self.type("G", 0.5)
            self.type("]", 1.0)  # the next page
            self.back()

    def play(self) -> None:
        """Does something that a reader does."""
        what = self._chance.random()
        if what < 0.55:
            for _ in range(self._chance.randrange(1, 12)):
                self.type(self._chance.choice(KEYS))
        elif what < 0.8:
            self.type("\x1b")
            self.type("/")
            for char in self._chance.choice(QUERIES):
                self.type(char, 0.08)
            for _ in range(self._chance.randrange(4)):
                self.type(self._chance.choice(["\x1b[B", "\x1b[A", "\x0f", "\x7f"]))
            self.type(self._chance.choice(["\r", "\x1b"]))
        elif what < 0.9:
            self.terminal.resize(self._chance.randrange(30, 180), self._chance.randrange(8, 60))
        else:
            self.note()

    def back(self) -> None:
        """Back to the page, whatever is open; and whether the reader still answers."""
        ends = time.monotonic() + ANSWER
        while time.monotonic() < ends:
            for _ in range(4):
                self.escape()
            self.terminal.output = b""
            self.terminal.send("?")
            self._keys.append("?")
            comes = time.monotonic() + HELP_COMES
            while HELP not in self.terminal.output and time.monotonic() < comes:
                self._must_run()
                if not self.terminal.read(1.0):
                    break  # where a list that was asked for earlier comes in between
            if HELP in self.terminal.output:
                self.escape()
                return
        raise SystemExit(self._silence("going back to the page"))

    def escape(self) -> None:
        """Esc, and time for it: what comes at once after it would be read with it, as Alt and a key."""
        self.type("\x1b", 0.15)
        for _ in range(20):
            if not self.drain(0.2):
                break

    def note(self) -> None:
        """Writes a note about the place, in a terminal that has room for it."""
        self.terminal.resize(100, 30)
        self.back()
        self.type("G", 0.1)
        self.type("g", 0.1)
        for _ in range(self._chance.randrange(40)):
            self.type("j", 0.02)
        words = f"note{self._chance.getrandbits(48):012x}"
        self.type(f"a {words}", 0)  # typed ahead: the editor may not be there yet
        self._wait(words[-4:])
        self.type("\x1b", KEPT)
        self.notes.append(words)

    def memory(self) -> int:
        """Bytes that are the process's own."""
        for line in Path(f"/proc/{self.terminal.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
        return 0


def missing(home: Path, notes: list[str]) -> list[str]:
    """The notes that are not on the desk."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home)}
    command = [sys.executable, "-m", "mireader", "desk", "export"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return [words for words in notes if words not in done.stdout]


def main() -> int:
    """Runs and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--questions", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        home, pages = Path(name) / "home", Path(name) / "pages"
        home.mkdir()
        pages.mkdir()
        os.chdir(home)
        collection = Collection(pages, options.questions, chance)
        return soak(Soak(collection, pages, home, chance), options.minutes * 60)


class Soak:
    """Two readers and what was written in those that are gone."""

    def __init__(self, collection: Collection, pages: Path, home: Path, chance: random.Random) -> None:
        self.collection, self.home, self.chance = collection, home, chance
        self._pages = pages
        self.staying, self.killed = self._reader(), self._reader()
        self.notes: list[str] = []
        self.kills = 0

    def _reader(self) -> Reader:
        return Reader(self._pages, self.home, self.chance)

    def kill(self) -> None:
        """Kills a reader, looks for its notes, and starts another one."""
        process = self.killed.terminal.pid
        os.kill(process, self.chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
        ends = time.monotonic() + ANSWER
        while not self.killed.terminal.ended():
            self.killed.terminal.read(0.05)  # what it writes on leaving
            if time.monotonic() > ends:
                raise SystemExit(f"a reader does not end within {ANSWER:.0f} s")
        os.close(self.killed.terminal.fd)
        self.notes += self.killed.notes
        if lost := missing(self.home, self.notes):
            raise SystemExit(f"notes lost: {lost}")
        self.killed = self._reader()
        self.kills += 1


def soak(run: Soak, seconds: float) -> int:
    """Plays for some time, and reports."""
    run.staying.look_round()
    ends = time.monotonic() + seconds
    sizes: list[tuple[float, int]] = []
    rounds = 0
    try:
        while time.monotonic() < ends:
            rounds += 1
            for reader in (run.staying, run.killed):
                reader.play()
                reader.back()
            sizes.append((time.monotonic() - run.staying.began, run.staying.memory()))
            if run.chance.random() < CHANGES:
                run.collection.change()
            if time.monotonic() - run.killed.began > run.chance.uniform(10, 90):
                run.kill()
    except SystemExit:  # a reader ended or is silent: what was measured until then is told all the same
        if sizes:
            report(sizes)
        raise
    notes = run.notes + run.staying.notes + run.killed.notes
    lost = missing(run.home, notes)
    for reader in (run.staying, run.killed):
        reader.terminal.close()
    report(sizes)
    print(f"{rounds} rounds, {run.kills} kills, {len(notes)} notes, {len(lost)} lost")
    return 1 if lost else 0


def report(sizes: list[tuple[float, int]]) -> None:
    """Prints the memory of each minute (median), and what became of it after the first minutes: five minutes
    (median) beside the last five, since a long list that is open at the time takes memory too.
    """
    minutes: dict[int, list[int]] = {}
    for at, size in sizes:
        minutes.setdefault(int(at // 60), []).append(size)
    medians = {minute: median(found) / 1e6 for minute, found in minutes.items()}
    print("memory_mb by minute:", *(f"{size:.0f}" for size in medians.values()))
    settled = [size for at, size in sizes if SETTLED <= at < 2 * SETTLED]
    last = [size for at, size in sizes if at >= max(2 * SETTLED, sizes[-1][0] - SETTLED)]
    if settled and last:
        early, late = median(settled) / 1e6, median(last) / 1e6
        words = f"after {SETTLED / 60:.0f} minutes {early:.0f}, at the end {late:.0f}"
        print(f"{words}: {late / early - 1:+.1%}; at most {max(size for _, size in sizes) / 1e6:.0f}")


if __name__ == "__main__":
    sys.exit(main())
