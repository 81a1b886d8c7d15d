"""Repairs on the screen: walked, listed, accepted, declined, kept."""

from __future__ import annotations

import asyncio
import threading

from mireader.hanzi.repair import Repair
from mireader.library.page import Page
from mireader.tui.screens.repair_list import RepairList


def shown_text(reader) -> str:
    layout = reader.pane.layout_
    return "\n".join(layout.shown(at).text for at in range(len(layout.paragraphs)))


async def test_a_mended_place_tells_what_was_there(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("r")
        start, end = reader.pane.highlights.current
        assert reader.pane.page.text[start:end] == "镓"
        assert reader.status().startswith("镓 → 家")
        await reader.press("r")
        assert reader.status().startswith("叻 → 了")
        await reader.press("shift+f8")
        assert reader.status().startswith("镓 → 家")


async def test_an_offer_is_accepted_and_declined(open_reader) -> None:
    async with open_reader() as reader:
        assert "3023033被称为" in shown_text(reader)
        await reader.press("R")
        listed = reader.app.screen
        assert isinstance(listed, RepairList)
        stuffed = next(at for at, repair in enumerate(listed._repairs) if repair.found == "3023033")
        listed._list.put(stuffed)
        await reader.press("space", "escape")
        assert "用户被称为" in shown_text(reader)
        assert reader.pane.page.text.count("3023033") == 2  # the page is as it was
        await reader.press("R")
        reader.app.screen._list.put(stuffed)
        await reader.press("space", "escape")
        assert "3023033被称为" in shown_text(reader)


async def test_a_kind_is_accepted_at_once_and_a_place_gone_to(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]", "]", "]", "R")
        listed = reader.app.screen
        slips = [at for at, repair in enumerate(listed._repairs) if repair.kind == "conversion"]
        assert len(slips) > 10
        listed._list.put(slips[0])
        await reader.press("a")
        assert all(listed._page.is_made(listed._repairs[at]) for at in slips)
        await reader.press("enter")
        assert reader.pane.highlights.current[0] == listed._repairs[slips[0]].start
        assert "準備" in shown_text(reader)
        assert "准備" not in shown_text(reader)


async def test_what_was_chosen_is_there_the_next_time(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("R")
        reader.app.screen._list.put(1)
        await reader.press("space", "escape", "q")
    async with open_reader() as reader:
        assert "用户被称为" in shown_text(reader)


async def test_a_silent_repair_can_be_declined(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("R")
        listed = reader.app.screen
        listed._list.put(next(at for at, repair in enumerate(listed._repairs) if repair.found == "镓"))
        await reader.press("space", "escape")
        assert "延伸到生活镓居" in shown_text(reader)


async def test_a_list_that_was_given_up_does_not_come_later(open_reader, monkeypatch) -> None:
    asked, may_go_on = threading.Event(), threading.Event()

    def slow(_page: Page) -> list[Repair]:
        asked.set()
        may_go_on.wait(10)
        return []

    monkeypatch.setattr(Page, "repairs", property(slow))
    monkeypatch.setattr("mireader.tui.screens.pages.SAID_FOR", 0.01)
    async with open_reader() as reader:
        await reader.pilot.press("R")
        await asyncio.to_thread(asked.wait, 10)
        await reader.pilot.pause(0.05)
        assert reader.status() == "looking for repairs"
        await reader.pilot.press("escape")
        may_go_on.set()
        await reader.settle()
        assert not isinstance(reader.app.screen, RepairList)
        await reader.press("R")
        assert isinstance(reader.app.screen, RepairList)
