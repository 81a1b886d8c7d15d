"""Going about by name and by letter."""

from __future__ import annotations

import pytest

from mireader.tui.screens.go_to import GoToScreen
from mireader.tui.screens.jump import JumpScreen
from tests.conftest import SEED_003


async def test_a_number_a_title_and_pinyin_lead_to_a_question(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]")
        page = reader.pane.page
        fourth = page.document.entries[3]
        assert "網路推廣" in fourth.title
        for typed in ("4", "网路推广", "wangluTuiguang", "wltg", "网路推厂手段"):
            await reader.press("g", "o")
            assert isinstance(reader.app.screen, GoToScreen)
            await reader.press(*typed, "enter")
            assert reader.pane.position == fourth.start, typed


async def test_the_list_begins_where_one_reads_and_esc_stays_there(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "]")
        here = reader.pane.position
        await reader.press("o")
        assert reader.app.screen.chosen.offset == here
        await reader.press("escape")
        assert reader.pane.position == here


async def test_in_a_large_page_the_places_around_are_listed(open_reader, tmp_path) -> None:
    page = tmp_path / "many.txt"
    page.write_text(
        "".join(f"{n}、为什么第{n}家店要排队？\n因为每天只卖一百份。\n" for n in range(1, 901)), "utf-8"
    )
    async with open_reader(page, index=False) as reader:
        reader.pane.go_to(reader.pane.page.document.entries[800].start)
        here = reader.pane.position
        await reader.press("o")
        assert reader.app.screen.chosen.offset == here
        assert "–901 / 901" in str(reader.app.screen.query_one(".pick-box").border_title)
        await reader.press("enter")
        assert reader.pane.position == here


async def test_what_is_nowhere_says_so_and_goes_nowhere(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("o", *"鼎鑊鬯", "enter")
        assert isinstance(reader.app.screen, GoToScreen)
        assert reader.app.screen.listed == []


async def test_another_page_is_gone_to(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        first = reader.pane.page.path
        await reader.press("o", *"社会化营销策略", "enter")
        assert reader.pane.page.path != first
        await reader.press("backspace")
        assert reader.pane.page.path == first


async def test_a_letter_jumps_to_a_place_in_sight(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]", "'")
        assert isinstance(reader.app.screen, JumpScreen)
        pane = reader.app.screen_stack[0].pane
        places = dict(pane.letters)
        assert len(places) > 3
        target, letter = list(places.items())[2]
        await reader.press(letter)
        assert reader.pane.position == target
        assert not reader.pane.letters


async def test_another_key_takes_the_letters_away(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "]")
        here = reader.pane.position
        before = reader.lines()
        await reader.press("'")
        pane = reader.app.screen_stack[0].pane
        assert [pane.render_line(y).text for y in range(pane.size.height)] != before
        await reader.press("escape")
        assert (reader.pane.position, reader.lines()) == (here, before)


async def test_letters_are_put_on_the_page_where_the_list_of_tactics_lay_over_it(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        pane = reader.pane
        await reader.press("T")
        assert not pane.region.area
        await reader.press("'")
        assert pane.region.area
        assert pane.letters
        await reader.press("escape")
        assert not pane.letters


async def test_going_back_comes_to_where_one_has_read_to(open_reader) -> None:
    async with open_reader() as reader:
        for _ in range(3):
            await reader.press("right_square_bracket")
        await reader.press("j", "j", "j", "j", "j")
        read_to = reader.pane.position
        await reader.press("right_square_bracket")
        assert reader.pane.position != read_to
        await reader.press("backspace")
        await reader.settle()
        assert reader.pane.position == read_to


async def test_a_question_chosen_in_the_tree_of_a_narrow_window_is_shown(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        await reader.press("right_square_bracket", "right_square_bracket", "tab")
        await reader.press("down", "down", "enter")
        await reader.settle()
        assert reader.pane.in_sight(reader.pane.position)
        assert reader.pane.position == reader.screen.query_one("#tree").cursor_node.data.offset


async def test_what_is_only_looked_at_keeps_no_place(open_reader) -> None:
    async with open_reader() as reader:
        first = reader.pane.page.path
        await reader.press("right_square_bracket", "right_square_bracket")
        await reader.settle()
        assert reader.pane.page.path != first
        desk = reader.screen.desk
        kept = desk.position(reader.app.collection.page(first).document.text_sha256)
        await reader.press("slash", *"leijun")
        await reader.settle()
        await reader.press("down", "escape")
        await reader.settle()
        assert desk.position(reader.app.collection.page(first).document.text_sha256) == kept


async def test_every_place_has_one_row(open_reader) -> None:
    async with open_reader(size=(80, 24), index=False) as reader:
        await reader.press("o")
        places = reader.app.screen.options
        assert places.virtual_size.height == places.option_count > 20


@pytest.mark.parametrize("key", ["g", "home"])
async def test_the_walk_over_the_highlights_begins_anew_at_the_top(open_reader, key: str) -> None:
    async with open_reader(SEED_003) as reader:
        await reader.press("n", "n", "n", "n")
        await reader.press(key)
        assert reader.pane.position == 0
        assert "/" not in reader.status()
        await reader.press("n")
        assert reader.status().startswith("1/")


async def test_the_walk_back_from_the_end_passes_nothing_in_sight(open_reader) -> None:
    async with open_reader(SEED_003, size=(110, 30)) as reader:
        await reader.press("G", "N")
        at, of = reader.status().split(" ")[0].split("/")
        assert at == of


async def test_what_is_told_of_a_mention_goes_with_it(open_reader) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        await reader.press("]", "n")
        assert reader.status().startswith("1/")
        await reader.press("]", "]", "]")
        assert "/" not in reader.status()
