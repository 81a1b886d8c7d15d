"""Search as one types, on the screen."""

from __future__ import annotations

import pytest
from textual.events import Key

from mireader.hanzi.fold import fold
from mireader.tui.screens.help import HelpScreen


async def type_(reader, text: str) -> None:
    await reader.press("slash")
    reader.screen.bar.query_.value = text
    await reader.settle()


@pytest.mark.parametrize("typed", ["饥饿营销", "飢餓營銷", "jieyingxiao", "jeyx"])
async def test_the_page_previews_the_first_hit_with_its_characters_lit(open_reader, typed) -> None:
    async with open_reader() as reader:
        await type_(reader, typed)
        assert reader.screen.results.hits[0].title == "飢餓營銷"
        assert reader.pane.page.title == "小米微博的營銷模式"
        assert set(reader.lit("match")) == {"飢餓營銷"}
        assert reader.lit("current") == ["飢餓營銷"]
        assert "passages" in reader.status()


async def test_what_was_meant_is_offered(open_reader) -> None:
    async with open_reader() as reader:
        await type_(reader, "饥渴营消")
        assert "飢餓營銷" in reader.status()
        await type_(reader, "qqqqqqqq")
        assert "nothing found" in reader.status()


async def test_escape_puts_everything_back(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]", "}")
        page, position = reader.pane.page.path, reader.pane.position
        await type_(reader, "铁人三项")
        assert (reader.pane.page.path, reader.pane.position) != (page, position)
        await reader.press("escape")
        assert (reader.pane.page.path, reader.pane.position) == (page, position)
        assert reader.lit("match") == []
        assert reader.screen.bar.query_.value == ""
        assert reader.screen.contents.display


async def test_the_best_hit_is_at_hand_however_slowly_one_types_unless_another_was_chosen(
    open_reader,
) -> None:
    async with open_reader() as reader:
        results = reader.screen.results
        for size in range(1, len("weibo yingxiao") + 1):
            await type_(reader, "weibo yingxiao"[:size])
            assert results.highlighted in (0, None)
        assert "營銷" in results.hit.title
        await reader.press("down")
        chosen = results.hit
        await type_(reader, "weiboyingxiao")
        assert (results.hit.path, results.hit.start) == (chosen.path, chosen.start)


async def test_enter_stays_and_n_walks_through_the_hits(open_reader) -> None:
    async with open_reader() as reader:
        await type_(reader, "饥饿营销")
        await reader.press("down", "enter")
        assert not reader.screen.has_class("searching")
        assert reader.pane.has_focus
        hits = reader.screen.session.hits
        assert reader.pane.highlights.current == hits[1].spans[0]
        await reader.press("n")
        assert reader.pane.highlights.current == hits[2].spans[0]
        await reader.press("N")
        assert reader.pane.highlights.current == hits[1].spans[0]
        await reader.press("escape")
        assert reader.lit("match") == []


async def test_every_key_searches(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("slash")
        seen = []
        for key in "jeyx":
            await reader.press(key)
            seen.append(len(reader.screen.results.hits))
        assert seen[-1] == 5
        assert reader.screen.bar.query_.value == "jeyx"


@pytest.mark.parametrize("form", ["mended", "stored"])
@pytest.mark.parametrize("script", ["", "hans", "tw"])
async def test_lights_sit_on_their_characters_in_every_view(open_reader, form, script) -> None:
    async with open_reader() as reader:
        await type_(reader, "饥饿营销")
        await reader.press("enter")
        reader.pane.set_view(form, script)
        await reader.settle()
        lit = reader.lit("match")
        assert lit
        assert {fold(words) for words in lit} == {"饥饿营销"}


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
async def test_results_and_page_are_both_in_sight(open_reader, size) -> None:
    async with open_reader(size=size) as reader:
        await type_(reader, "jeyx")
        assert reader.screen.results.display
        assert reader.screen.results.size.height > 2
        assert reader.pane.size.height > 5
        assert reader.lit("match")


async def test_what_is_typed_ahead_of_leaving_the_search_is_given_up_and_what_follows_is_for_the_page(
    open_reader,
) -> None:
    async with open_reader() as reader:
        await reader.press("/", "a")
        screen, bar = reader.screen, reader.screen.bar.query_
        for key in (Key("b", "b"), Key("escape", None), Key("question_mark", "?")):
            reader.app.post_message(key)  # all come before the first is handled
        await reader.settle()
        assert isinstance(reader.app.screen, HelpScreen)
        assert bar.value == ""
        assert not screen.has_class("searching")
