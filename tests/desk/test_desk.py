"""The desk: what is kept, and what happens when it cannot be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mireader.desk.desk import Desk
from mireader.hanzi.repair import Repair


def test_positions_and_bookmarks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "desk.sqlite3"
    desk = Desk(path)
    desk.keep_position("abc", "page.txt", 12)
    desk.keep_position("abc", "moved.txt", 34)
    assert desk.toggle_bookmark("abc", "page.txt", 5, "饥饿营销") is True
    desk.close()
    again = Desk(path)
    assert again.position("abc") == 34
    assert again.position("other") is None
    assert [(b.offset, b.quotation) for b in again.bookmarks("abc")] == [(5, "饥饿营销")]
    assert again.toggle_bookmark("abc", "page.txt", 5, "") is False
    assert again.bookmarks() == []
    again.close()


def test_chosen_repairs_are_kept(tmp_path: Path) -> None:
    offered = Repair(3, 4, "准", "準", "conversion", 0.8, False)
    desk = Desk(tmp_path / "d")
    desk.keep_choice("page", offered, True)
    desk.close()
    again = Desk(tmp_path / "d")
    assert again.choices("page") == [(offered, True)]
    assert again.choices("other") == []
    again.keep_choice("page", offered, False)  # as it is by itself
    assert again.choices("page") == []
    again.close()


def test_two_readers_at_once(tmp_path: Path) -> None:
    one, two = Desk(tmp_path / "d"), Desk(tmp_path / "d")
    one.keep_position("a", "a", 1)
    two.keep_position("b", "b", 2)
    assert (one.position("b"), two.position("a")) == (2, 1)
    one.close()
    two.close()


def test_a_desk_that_cannot_be_opened_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"no database" * 100)
    newer = tmp_path / "newer"
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    for path in (tmp_path / "file" / "desk", damaged, newer):
        desk = Desk(path)
        assert desk.warning
        desk.keep_position("a", "a", 1)
        assert desk.position("a") == 1
        desk.close()
    assert damaged.read_bytes() == b"no database" * 100


def test_it_can_be_closed_while_threads_are_at_work(tmp_path) -> None:
    """Seen once: a reader that was left while its desk was read ended with a segmentation fault."""
    from concurrent.futures import ThreadPoolExecutor

    for number in range(5):
        desk = Desk(tmp_path / f"{number}.sqlite3")
        with ThreadPoolExecutor(4) as pool:
            work = [pool.submit(desk.keep_position, f"page {n}", "path", n) for n in range(200)]
            work += [pool.submit(desk.notes) for _ in range(200)]
            desk.close()
            assert [future.exception() for future in work] == [None] * 400
