"""Two views or two questions side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from mireader.tui.screens.compare import CompareScreen


@pytest.mark.parametrize("size", [(140, 30), (80, 24)])
async def test_a_page_stands_beside_itself_as_stored(open_reader, size) -> None:
    async with open_reader(size=size, index=False) as reader:
        await reader.press("]", "]", "=")
        screen = reader.app.screen
        assert isinstance(screen, CompareScreen)
        left, right = screen.sides
        assert (left.form, right.form) == ("mended", "stored")
        assert left.position == right.position
        await reader.press(*["j"] * 9)
        assert left.position == right.position
        assert left.layout_.row(int(left.scroll_offset.y)) is not None


async def test_scripts_keep_the_same_place(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("]", "]", "=", "s", "s", "j", "j", "j", "pagedown")
        left, right = reader.app.screen.sides
        assert right.script_ == "hant"
        assert left.position == right.position


async def test_another_question_is_shown_and_scrolled_along(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("]", "]", "=", "o", "6", "enter")
        left, right = reader.app.screen.sides
        assert right.page.document.entry_of(right.page.document.path_to(right.position)[-1]).marker == "❻"
        assert left.position != right.position
        tops = int(left.scroll_offset.y), int(right.scroll_offset.y)
        await reader.press("j", "j")
        assert (int(left.scroll_offset.y), int(right.scroll_offset.y)) == (tops[0] + 2, tops[1] + 2)


async def test_sides_can_be_untied_and_change_the_lead(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("]", "]", "=", "u", "tab", "j", "j")
        left, right = reader.app.screen.sides
        assert right.has_focus
        assert right.position > left.position


async def test_reading_goes_on_where_the_left_side_is(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("]", "]", "=", "]")
        place = reader.app.screen.sides[0].position
        await reader.press("escape")
        assert reader.pane.position == place


async def test_the_sides_light_the_tactics_that_were_chosen(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("T", "space", "escape", "=")
        chosen = reader.screen.pane.highlights.only if hasattr(reader.screen, "pane") else None
        left, right = reader.app.screen.sides
        assert len(left.highlights.only) == 1
        assert left.highlights.only == right.highlights.only
        assert chosen is None or chosen == left.highlights.only


async def test_the_window_is_as_it_was_to_the_row_where_nothing_was_scrolled(open_reader) -> None:
    async with open_reader(size=(140, 30), index=False) as reader:
        await reader.press("n", "n", "n", "n")
        top = reader.pane.scroll_offset
        await reader.press("=", "escape")
        assert reader.pane.scroll_offset == top


async def test_what_was_not_mended_stands_beside_the_other_script(open_reader, tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("❶口碑是什么？\n是顾客说的话。\n❷怎么做口碑？\n让顾客高兴。\n", encoding="utf-8")
    async with open_reader(page, size=(140, 30)) as reader:
        await reader.press("=")
        await reader.settle()
        left, right = reader.app.screen.sides
        assert (left.script_, right.script_) == ("", "hant")
        assert any("顧客" in right.render_line(row).text for row in range(8))
