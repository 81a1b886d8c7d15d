"""The desk's file when it fails: a full disk, a lock, damage, a folder that may not be written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mireader.desk import store
from mireader.desk.desk import Desk, Note


def note(words: str) -> Note:
    return Note("page", 3, "a.txt", "饥饿营销", words)


def full(desk: Desk) -> None:
    """From now on the file cannot grow: what SQLite says on a full disk."""
    pages = desk._connection.execute("PRAGMA page_count").fetchone()[0]
    desk._connection.execute(f"PRAGMA max_page_count={pages}")


def test_on_a_full_disk_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    desk = Desk(tmp_path / "desk")
    desk.when_it_fails(told.append)
    desk.keep_note(note("before"))
    full(desk)
    desk.keep_note(note("long " * 5000))
    assert "full" in told[0]
    assert desk.notes() == [note("long " * 5000)]
    assert desk.unwritten == 1
    desk.keep_position("page", "a.txt", 7)
    monkeypatch.setattr(desk._store, "_again", 0.0)  # time has passed, and there is room again
    assert desk.position("page") == 7
    assert (desk.unwritten, desk.warning) == (0, None)
    desk.close()
    again = Desk(tmp_path / "desk")
    assert again.notes() == [note("long " * 5000)]
    assert again.position("page") == 7
    again.close()


def test_what_another_reader_holds_locked_is_written_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    desk = Desk(tmp_path / "desk")
    other = sqlite3.connect(tmp_path / "desk", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    desk.keep_note(note("while it was locked"))
    assert "locked" in (desk.warning or "")
    other.execute("COMMIT")
    other.close()
    desk.close()
    again = Desk(tmp_path / "desk")
    assert again.notes() == [note("while it was locked")]
    again.close()


def test_what_cannot_be_kept_at_all_is_saved_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    saved = tmp_path / "saved"
    monkeypatch.setattr("tempfile.mkdtemp", lambda prefix: saved.mkdir() or str(saved))
    desk = Desk(tmp_path / "file" / "desk")
    desk.keep_note(note("mine"))
    desk.close()
    assert str(saved) in (desk.warning or "")
    rescued = Desk(saved / "desk")
    assert rescued.notes() == [note("mine")]
    rescued.close()


def test_damage_in_the_middle_costs_no_more_than_what_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "desk"
    desk = Desk(path)
    for number in range(400):
        desk.toggle_bookmark("page", "a.txt", number, "饥饿营销" * 20)
    desk.keep_note(note("mine"))
    desk.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xae" * 4096)
    again = Desk(path)
    kept = again.bookmarks("page")
    assert again.notes() == [note("mine")]
    again.keep_note(note("further"))
    again.close()
    aside = list(tmp_path.glob("desk-damaged-*"))
    assert aside
    assert 0 < len(kept) < 400
    last = Desk(path)
    assert last.notes() == [note("further")]
    last.close()


WRITER = """
import sys
from pathlib import Path
from mireader.desk.desk import Desk, Note
desk = Desk(Path(sys.argv[1]))
for number in range(100_000):
    desk.keep_note(Note("page", number, "a.txt", "q", "n"))
    print(number, flush=True)
"""


def test_killed_at_any_moment_it_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk"
    for wait in (0.0, 0.01, 0.02, 0.03, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        said = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        desk = Desk(path)
        assert desk.warning is None
        kept = {one.offset for one in desk.notes()}
        desk.close()
        assert {int(number) for number in said} <= kept
