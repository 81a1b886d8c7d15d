"""The desk: what is kept, and what happens when it cannot be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mireader.desk.desk import Coding, Desk, Note
from mireader.desk.exchange import dump, restore
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
    desk.keep_choices("page", "page.txt", [offered], True)
    desk.close()
    again = Desk(tmp_path / "d")
    assert again.choices("page") == [(offered, True)]
    assert again.choices("other") == []
    again.keep_choices("page", "page.txt", [offered], False)  # as it is by itself
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
    (aside,) = tmp_path.glob("damaged-damaged-*")
    assert aside.read_bytes() == b"no database" * 100
    again = Desk(damaged)
    assert (again.warning, again.position("a")) == (None, 1)
    again.close()


def test_a_newer_desk_is_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "desk"
    desk = Desk(path)
    desk.keep_position("a", "a", 7)
    desk.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = path.read_bytes()
    newer = Desk(path)
    assert "newer" in (newer.warning or "")
    assert newer.position("a") == 7
    newer.keep_position("a", "a", 9)
    newer.close()
    assert path.read_bytes() == before


def test_what_is_handed_over_comes_back_and_takes_nothing_away(tmp_path: Path) -> None:
    one, two = Desk(tmp_path / "one"), Desk(tmp_path / "two")
    one.keep_note(Note("page", 5, "p.txt", "饥饿", "一个批注\n两行"))
    one.toggle_bookmark("page", "p.txt", 9, "营销")
    one.keep_coding("page", "page.txt", Coding(1, 4, "hunger-marketing", "饥饿营"), True)
    one.keep_query("jeyx")
    two.keep_note(Note("page", 5, "p.txt", "饥饿", "mine"))
    added = restore(two, dump(one))
    assert {table: count for table, count in added.items() if count} == {
        "bookmark": 1,
        "coding": 1,
        "query": 1,
    }
    assert [note.text for note in two.notes()] == ["mine"]
    assert two.bookmarks() == one.bookmarks()
    assert two.codings("page") == one.codings("page")
    assert not any(restore(two, dump(one)).values())
    third = Desk(tmp_path / "third")
    restore(third, dump(one))
    assert dump(third) == dump(one)
    for desk in (one, two, third):
        desk.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("[]", "no desk"),
        ('{"mireader desk": 99}', "newer"),
        ('{"mireader desk": 4, "note": 3}', "no list"),
        ('{"mireader desk": 4, "note": [{"page": "a"}]}', "cannot be taken in"),
        ('{"mireader desk": 4, "note": [{"page": "a", "offset": 1e400}]}', "cannot be taken in"),
    ],
)
def test_what_is_no_desk_is_named_and_changes_nothing(tmp_path: Path, text: str, words: str) -> None:
    desk = Desk(tmp_path / "desk")
    desk.keep_query("before")
    before = dump(desk)
    with pytest.raises(ValueError, match=words):
        restore(desk, text)
    assert dump(desk) == before
    desk.close()


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
