"""Kills what writes, between any two of its steps, and looks at what is left.

    python -m tests.safety.faults WRITER FOLDER

For the first step, the second, the third … a child process does the writing from the same beginning and ends
itself there at once, as a kill or a power cut would. A step is anything that Python does to a file (its audit
events: opened, renamed, removed, linked, a folder made), an fsync, and a statement of SQLite. After each, what
is left must be what was there before or what was to be written. Then the same in the middle of a write: a
child is killed by the system as soon as a file of its own grows over a size. Prints how many ways were tried.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mireader.desk.desk import Desk, Note
from mireader.desk.exchange import dump, restore
from mireader.files import write_whole
from mireader.library import cache
from mireader.library.cache import Part
from mireader.library.passages import Chunk
from mireader.tui.config import keep_setting, load_config

EVENTS = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.truncate",
    "os.utime",
    "os.chmod",
)
KILLED = 9
SIZES = (0, 1, 100, 5_000, 30_000, 50_000)
"""Bytes over which no file may grow."""
OLD, NEW = b"what was there\n" * 2000, b"what is written\n" * 3000


class Writer(NamedTuple):
    """Something that writes: what is there before, the writing, and what must hold whenever it ended."""

    prepare: Callable[[Path], None]
    write: Callable[[Path], None]
    check: Callable[[Path], None]


def _export_before(folder: Path) -> None:
    (folder / "sheet.html").write_bytes(OLD)


def _export(folder: Path) -> None:
    write_whole(folder / "sheet.html", NEW)


def _export_after(folder: Path) -> None:
    assert (folder / "sheet.html").read_bytes() in (OLD, NEW)


def _setting_before(folder: Path) -> None:
    (folder / "config.toml").write_text('# mine\ntheme = "light"\n[reading]\nmeasure = 60 # wide\n')


def _setting(folder: Path) -> None:
    keep_setting(folder / "config.toml", "reading", "measure", 50)


def _setting_after(folder: Path) -> None:
    text = (folder / "config.toml").read_text()
    assert "# mine" in text
    assert load_config(folder / "config.toml").measure in (60, 50)
    assert not load_config(folder / "config.toml").warnings


def _note(number: int) -> Note:
    return Note("page", number, "a.txt", "饥饿营销", f"note {number}")


def _desk_before(folder: Path) -> None:
    desk = Desk(folder / "desk.sqlite3")
    desk.keep_note(_note(0))
    desk.toggle_bookmark("page", "a.txt", 3, "限量")
    (folder / "desk.json").write_text(dump(desk), "utf-8")
    desk.close()


def _desk(folder: Path) -> None:
    desk = Desk(folder / "desk.sqlite3")
    for number in range(1, 4):
        desk.keep_note(_note(number))
        with (folder / "kept").open("a") as told:  # what the reader was told is kept
            told.write(f"{number}\n")
    restore(desk, (folder / "desk.json").read_text("utf-8"))
    desk.close()


def _desk_after(folder: Path) -> None:
    desk = Desk(folder / "desk.sqlite3")
    assert desk.warning is None
    told = (folder / "kept").read_text().split() if (folder / "kept").exists() else []
    assert {0, *map(int, told)} <= {note.offset for note in desk.notes()}
    assert len(desk.bookmarks()) == 1
    desk.close()
    assert not list(folder.glob("*damaged*"))


def _index_before(folder: Path) -> None:
    (folder / "page.txt").write_text("饥饿营销" * 100, "utf-8")
    _keep_index(folder, OLD)


def _keep_index(folder: Path, data: bytes) -> None:
    made = folder / "made"
    made.mkdir(exist_ok=True)
    for ending in ("segment", "json"):
        (made / f"0.{ending}").write_bytes(data)
    page = str(folder / "page.txt")
    cache.keep("key", [page], [Part(made / "0.segment", [Chunk(page, 0, 400)])], folder / "kept")


def _index(folder: Path) -> None:
    _keep_index(folder, NEW)


def _index_after(folder: Path) -> None:
    """The kept one, or the new one, or none, but nothing between; and another one can be kept."""
    found = cache.find("key", [str(folder / "page.txt")], folder / "kept")
    if found is not None:
        assert found[0].file.read_bytes() in (OLD, NEW)
        assert found[0].file.read_bytes() == found[0].file.with_suffix(".json").read_bytes()
    _keep_index(folder, NEW)
    assert cache.find("key", [str(folder / "page.txt")], folder / "kept") is not None


WRITERS = {
    "file": Writer(_export_before, _export, _export_after),
    "setting": Writer(_setting_before, _setting, _setting_after),
    "desk": Writer(_desk_before, _desk, _desk_after),
    "index": Writer(_index_before, _index, _index_after),
}


def _end_at(step: int) -> None:
    """Ends this process, without any clean-up, at one of its steps."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(KILLED)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in EVENTS and not str(arguments[0]).endswith((".py", ".pyc")):
            count()

    sync, connect = os.fsync, sqlite3.connect

    def fsync(file: int) -> None:
        count()
        sync(file)
        count()

    def connected(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(lambda statement: count())
        return connection

    os.fsync, sqlite3.connect = fsync, connected
    sys.addaudithook(heard)


def _end_over(size: int) -> None:
    """Has the system end this process in the middle of a write that makes a file larger than a size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python makes an exception of it
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _tried(writer: Writer, folder: Path, end: Callable[[], None]) -> bool:
    """Lets a child write that ends somewhere, and looks at what is left; whether it came to its end."""
    folder.mkdir(parents=True)
    writer.prepare(folder)
    child = os.fork()
    if child == 0:
        end()
        writer.write(folder)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED, -signal.SIGXFSZ), f"{folder.name} ended with {status}"
    writer.check(folder)
    shutil.rmtree(folder)
    return status == 0


def main(name: str, folder: Path) -> int:
    """Tries every step and every size; how many there were."""
    writer = WRITERS[name]
    step = 0
    while not _tried(writer, folder / f"step {step}", partial(_end_at, step)):
        step += 1
    for size in SIZES:
        _tried(writer, folder / f"size {size}", partial(_end_over, size))
    return step + len(SIZES)


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2])))
