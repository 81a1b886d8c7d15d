"""Two views or two questions side by side."""

from __future__ import annotations

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
