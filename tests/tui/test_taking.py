"""Selecting with keys and mouse, and what is copied."""

from __future__ import annotations

import pytest

from mireader.hanzi.width import text_width
from mireader.tui.reading.links import links_in
from mireader.tui.screens.select import SelectScreen
from mireader.tui.widgets.reading_pane import ReadingPane


@pytest.fixture
def clipboard(monkeypatch) -> list[str]:
    import pyperclip

    taken: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    return taken


async def test_what_is_lit_is_what_is_copied(open_reader, clipboard) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "j", "j", "v")
        screen = reader.app.screen
        assert isinstance(screen, SelectScreen)
        await reader.press("down", "w", "l", "l")
        start, end = screen.selected
        pane = reader.app.screen_stack[0].pane
        assert pane.highlights.selected == (start, end)
        await reader.press("Y", "down", "enter")
        assert clipboard == [pane.page.text[start:end]]
        assert pane.highlights.selected is None


async def test_text_as_shown_is_copied_in_the_script_shown(open_reader, clipboard) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "s", "v", *["l"] * 6, "y")
        assert clipboard == ["❷ 卢伟冰也学"]


async def test_the_reading_of_what_is_selected_is_told(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "v", "l", "l", "c")
        bar = str(reader.app.screen.query_one("#select-bar").content)
        assert "盧" in bar
        assert "lú" in bar
        assert "卢" in bar
        assert "U+76E7" in bar


async def test_a_selection_is_noted_and_coded(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]")
        pane, start = reader.pane, reader.pane.position
        await reader.press("v", "l", "l", "l", "a", *"note", "escape")
        assert pane.highlights.notes == ((start, start + 4),)
        await reader.press("v", "l", "l", "x", *"jeyx", "enter")
        coded = [m for m in pane.page.mentions if m.strength == "coded"]
        assert [(m.start, m.end, m.tactic) for m in coded] == [(start, start + 3, "hunger-marketing")]


async def test_the_mouse_selects_what_it_is_drawn_over(open_reader, clipboard) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]")
        pane: ReadingPane = reader.pane
        row = next(y for y, line in enumerate(reader.lines()) if "在機圈有一個" in line)
        cells = pane.render_line(row).text.index("在")
        await reader.pilot.mouse_down(pane, offset=(cells, row))
        await reader.pilot.hover(pane, offset=(cells + 7, row))
        await reader.pilot.mouse_up(pane, offset=(cells + 7, row))
        await reader.settle()
        assert isinstance(reader.app.screen, SelectScreen)
        start, end = reader.app.screen.selected
        assert pane.page.text[start:end] == "在機圈有"
        await reader.press("y")
        assert clipboard == ["在機圈有"]


async def test_a_click_tells_the_tactic_under_it(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]")
        pane = reader.pane
        row, line = next((y, text) for y, text in enumerate(reader.lines()) if "打廣告" in text)
        cell = text_width(line[: line.index("打廣告")])
        await reader.pilot.click(pane, offset=(cell + 2, row))
        await reader.settle()
        assert pane.highlights.current is not None
        assert pane.page.text[slice(*pane.highlights.current)] == "打廣告"


async def test_a_reference_and_markdown_name_the_page(open_reader, clipboard) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "j", "Y", "down", "down", "down", "enter")
        assert clipboard[0].startswith("> ")
        assert "—— 小米微博的營銷模式" in clipboard[0]
        await reader.press("Y", *["down"] * 4, "enter")
        assert "[EB/OL]" in clipboard[1]
        assert "作者不详" in clipboard[1]


async def test_all_hits_are_copied(open_reader, clipboard) -> None:
    async with open_reader(size=(110, 30)) as reader:
        await reader.indexed()
        await reader.press("/", *"jeyx", "enter", "Y", "up", "enter")
        assert clipboard[-1].count("——") == len(reader.screen.session.hits)


def test_addresses_end_where_chinese_goes_on_and_brackets_close() -> None:
    text = "见https://t.cn/abc，(www.mi.com/a_(b))。发到a@www.b.cn；<http://x.cn/?q=1&b=2>和http://nodot/"
    found = links_in(text)
    assert [link.address for link in found] == [
        "https://t.cn/abc",
        "http://www.mi.com/a_(b)",
        "http://x.cn/?q=1&b=2",
    ]
    assert all(link.address.endswith(text[link.start : link.end]) for link in found)


async def test_a_link_is_opened_only_when_it_is_chosen(open_reader, monkeypatch, tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("❶哪里有？\n见 https://a.cn/1 和 https://b.cn/2。\n", "utf-8")
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    async with open_reader(page, index=False) as reader:
        copied: list[str] = []
        monkeypatch.setattr(reader.app, "copy_to_clipboard", copied.append)
        await reader.press("O", "escape")
        assert opened == []
        await reader.press("O", *"b.cn", "enter")
        assert opened == ["https://b.cn/2"]
        monkeypatch.delenv("DISPLAY")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        await reader.press("O", "enter")
        assert (len(opened), copied) == (1, ["https://a.cn/1"])
