"""Bookmarks and notes: written, listed, gone to, found again in a page that changed."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual import events
from textual.widgets import Input, TextArea

from mireader.desk.desk import Desk, Note, nearest
from mireader.documents.formats import ReadOptions
from mireader.export.evidence import rows_of
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config
from mireader.tui.screens import at_desk
from mireader.tui.screens.kept_list import KeptList
from mireader.tui.screens.note import NoteEditor


async def write(reader, words: str) -> None:
    reader.app.screen.query_one(TextArea).insert(words)
    await reader.press("escape")


async def test_a_note_is_written_changed_and_taken_away(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("n")
        place = reader.pane.highlights.current
        await reader.press("a")
        assert isinstance(reader.app.screen, NoteEditor)
        await write(reader, "要引用\n第二行")
        sha = reader.pane.page.document.text_sha256
        (note,) = reader.screen.desk.notes(sha)
        assert (note.offset, note.text) == (place[0], "要引用\n第二行")
        assert reader.pane.page.text[note.offset :].startswith(note.quotation)
        assert reader.pane.highlights.notes == ((note.offset, note.offset + len(note.quotation)),)
        await reader.press("a")
        assert reader.app.screen.query_one(TextArea).text == note.text
        reader.app.screen.query_one(TextArea).text = " "
        await reader.press("escape")
        assert reader.screen.desk.notes() == []


async def test_a_note_that_is_asked_for_before_the_desk_is_open_waits_for_it(monkeypatch, tmp_path) -> None:
    """Otherwise what is typed for the note would act on the page."""
    asked, may_open = threading.Event(), threading.Event()

    def open_slowly() -> Desk:
        asked.set()
        may_open.wait(20)
        return Desk(tmp_path / "slow.sqlite3")

    monkeypatch.setattr(at_desk, "_open_desk", open_slowly)
    collection = Collection([], ReadOptions())
    app = ReaderApp(collection, Config())
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            while not asked.is_set():
                await pilot.pause(0.01)
            asyncio.get_running_loop().call_later(0.3, may_open.set)
            await pilot.press("a", "t", "o", "B", "escape")
            for _ in range(500):
                if app.screen.desk.notes():
                    break
                await pilot.pause(0.01)
            assert [note.text for note in app.screen.desk.notes()] == ["toB"]
    finally:
        collection.close()


def margins(reader) -> str:
    """What stands at the end of the margin, row by row."""
    pane = reader.pane
    left = (pane.scrollable_content_region.width - pane.layout_.width) // 2
    return "".join(pane.render_line(y).text[: left + 2] for y in range(pane.size.height))


async def test_the_list_goes_to_a_place_and_takes_one_away(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("]", "]", "]", "m")
        here = reader.pane.page.path, reader.pane.position
        assert "▪" in margins(reader)
        await reader.press("a")
        await write(reader, "饥饿营销的例子")
        await reader.press("g", "B")
        assert isinstance(reader.app.screen, KeptList)
        assert len(reader.app.screen.listed) == 2
        await reader.press(*"jixu")
        assert reader.app.screen.listed == []
        await reader.press(*["backspace"] * 4, "enter")
        assert (reader.pane.page.path, reader.pane.position) == here
        await reader.press("B", "down", "ctrl+d")
        assert len(reader.app.screen.listed) == 1
        await reader.press("escape")
        assert reader.screen.desk.bookmarks() == []
        assert "▪" not in margins(reader)
        assert len(reader.screen.desk.notes()) == 1


async def test_a_note_at_the_top_is_about_its_whole_paragraph(open_reader, tmp_path) -> None:
    page = tmp_path / "long.txt"
    page.write_text(
        "前言。\n" + "说起这家公司的做法，大家都有自己的看法，我也想讲几句，" * 3 + "靠饥饿营销。\n后记。",
        "utf-8",
    )
    async with open_reader(page, index=False) as reader:
        reader.pane.go_to(reader.pane.page.text.index("说起"))
        await reader.press("a")
        await write(reader, "查证")
        (note,) = reader.screen.desk.notes()
        assert note.quotation.endswith("靠饥饿营销。")
        assert [(row.mention, row.note) for row in rows_of([reader.pane.page])] == [("饥饿营销", "查证")]
        (lit,) = reader.pane.highlights.notes
        assert lit == (note.offset, note.offset + 40)


def test_a_long_passage_of_which_some_changed_is_found_by_its_beginning(tmp_path) -> None:
    desk = Desk(tmp_path / "desk.sqlite3")
    before = "说起这家公司的做法，大家都有自己的看法，" * 4
    desk.keep_note(Note("old", 0, "page.txt", before + "旧", "批注"))
    assert desk.follow("new", "page.txt", "新的一行\n" + before + "新") == (1, 0)
    assert [note.offset for note in desk.notes("new")] == [5]


def test_marks_follow_their_words_into_a_changed_page(tmp_path) -> None:
    desk = Desk(tmp_path / "desk.sqlite3")
    desk.keep_note(Note("old", 3, "page.txt", "饥饿营销", "好例子"))
    desk.keep_note(Note("old", 9, "page.txt", "没有了的话", "留着"))
    desk.toggle_bookmark("old", "page.txt", 3, "饥饿营销")
    assert desk.follow("new", "page.txt", "新的开头，后面还是饥饿营销。") == (2, 1)
    assert [(note.page, note.offset) for note in desk.notes()] == [("new", 9), ("old", 9)]
    assert [mark.offset for mark in desk.bookmarks("new")] == [9]
    desk.close()


@pytest.mark.parametrize(("offset", "found"), [(0, 1), (4, 5), (9, 5)])
def test_of_several_places_the_nearest_is_taken(offset: int, found: int) -> None:
    assert nearest("一营销三四营销七八", "营销", offset) == found


def test_nothing_is_found_of_nothing() -> None:
    assert nearest("营销", "", 0) is None
    assert nearest("营销", "没有", 0) is None


async def test_what_is_typed_ahead_goes_into_the_dialog(open_reader) -> None:
    async with open_reader(index=False) as reader:
        for key in "axyz":
            reader.app.post_message(events.Key(key, key))
        await reader.settle()
        assert reader.screen.query_one(TextArea).text == "xyz"
        await reader.press("escape")
        for key in "ojey":
            reader.app.post_message(events.Key(key, key))
        await reader.settle()
        assert reader.screen.query_one(Input).value == "jey"
        for key in ("escape", "escape", "question_mark", "escape"):
            reader.app.post_message(events.Key(key, None))
        await reader.settle()
        assert reader.screen is reader.app.screen_stack[0]


async def test_a_note_that_is_being_written_is_kept_when_the_program_is_told_to_end(open_reader) -> None:
    async with open_reader(index=False) as reader:
        desk = reader.screen.desk
        await reader.press("a", "x", "y")
        close, desk._store.close = desk._store.close, lambda: None
        await reader.app.leave()
        assert [note.text for note in desk.notes()] == ["xy"]
        close()


async def test_what_cannot_be_written_is_said_each_time(open_reader) -> None:
    async with open_reader(index=False) as reader:
        reader.screen.desk._store.warning = "full"
        await reader.press("m")
        said = reader.status()
        assert said == "Bookmark set (for this session only)"
        reader.screen.desk._store.warning = None


async def test_a_bookmark_is_one_of_its_paragraph(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("n", "n", "n", "m")
        await reader.settle()
        kept = [mark.offset for mark in reader.screen.desk.bookmarks()]
        assert len(kept) == 1
        await reader.press("n")
        assert reader.pane.position > kept[0]  # further on in the same paragraph
        await reader.press("m")
        await reader.settle()
        assert reader.screen.desk.bookmarks() == []
