"""What was read last is offered again."""

from __future__ import annotations

import asyncio
import shutil

import pytest

from mireader.desk.desk import Session
from tests.conftest import SEED_003


async def test_leaving_keeps_what_was_read(open_reader, tmp_path) -> None:
    page = tmp_path / "mine.txt"
    shutil.copy(SEED_003, page)
    async with open_reader(page, index=False) as reader:
        await reader.press("]", "]", "]")
        place = reader.pane.position
        desk = reader.screen.desk
        close, desk.close = desk.close, lambda: None
        await reader.press("q")
        assert desk.session() == Session([str(page)], str(page), place)
        close()


async def test_the_files_read_last_are_opened_at_the_place(open_reader, tmp_path) -> None:
    page = tmp_path / "mine.txt"
    page.write_text(SEED_003.read_text("utf-8").replace("饑餓", "飢餓"), "utf-8")
    place = page.read_text("utf-8").index("❻")
    async with open_reader(index=False) as reader:
        reader.screen.desk.keep_session(Session([str(page)], str(page), place))
        reader.collection.by_default = True
        await reader.screen._desk_opened()
        assert "mine.txt" in reader.status()
        await reader.press("/")
        assert "mine.txt" not in reader.status()
        await reader.screen._desk_opened()  # what is searched is not talked over
        assert "mine.txt" not in reader.status()
        await reader.press("escape")
        await reader.press("L")
        await reader.settle()
        assert reader.pane.page.path == str(page)
        assert reader.pane.position == place
        assert len(reader.screen.contents.root.children) == 3


async def test_the_offer_stands_until_something_was_read(open_reader, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("mireader.tui.screens.resuming.KEEP_AFTER", 0.01)
    page = tmp_path / "mine.txt"
    shutil.copy(SEED_003, page)
    last = Session([str(page)], str(page), 700)
    async with open_reader(index=False) as reader:
        desk = reader.screen.desk
        desk.keep_session(last)
        reader.collection.by_default = True
        await reader.screen._desk_opened()
        await reader.screen._keep_session()
        assert desk.session() == last
        await reader.press("]")
        while desk.session() == last:
            await reader.pilot.pause(0.02)
        assert desk.session().path == reader.pane.page.path


async def test_a_word_in_passing_gives_way_to_what_stood_there(open_reader) -> None:
    async with open_reader(index=False) as reader:
        bar = reader.screen.bar
        bar.tell("3 places")
        bar.say("copied")
        assert reader.status() == "copied"
        bar.unsay("something else")
        assert reader.status() == "copied"
        bar.unsay("copied")
        assert reader.status() == "3 places"
        with reader.screen._saying("gathering"):
            bar.tell("4 places")
            assert reader.status() == "4 places"
            bar.tell("")
            assert reader.status() == "gathering"
        assert reader.status() == ""


async def test_what_is_given_up_is_not_said_any_more(open_reader) -> None:
    """A list that is being gathered, left with Esc."""
    async with open_reader(index=False) as reader:
        with pytest.raises(asyncio.CancelledError), reader.screen._saying("gathering"):
            raise asyncio.CancelledError
        assert reader.status() == ""


async def test_what_is_gone_is_said(open_reader, tmp_path) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("L")
        assert "Nothing was read" in reader.status()
        gone = str(tmp_path / "gone.txt")
        reader.screen.desk.keep_session(Session([gone], gone, 0))
        await reader.screen._desk_opened()
        await reader.press("L")
        await reader.settle()
        assert [one for one in reader.app._notifications if "not there any more" in one.message]


async def test_the_place_is_kept_while_one_reads(open_reader, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("mireader.tui.screens.resuming.KEEP_AFTER", 0.01)
    page = tmp_path / "mine.txt"
    shutil.copy(SEED_003, page)
    async with open_reader(page, index=False) as reader:
        await reader.press("]", "]")
        desk, sha = reader.screen.desk, reader.pane.page.document.text_sha256
        while desk.position(sha) != reader.pane.position:
            await reader.pilot.pause(0.02)
        assert desk.session() == Session([str(page)], str(page), reader.pane.position)
