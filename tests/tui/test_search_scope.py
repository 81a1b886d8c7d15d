"""Where a search looks, and what was searched before."""

from __future__ import annotations


def label(reader) -> str:
    return str(reader.screen.bar.query_one("#search-label").content).strip()


async def search_for(reader, words: str) -> None:
    reader.screen.bar.query_.value = words
    await reader.settle()


async def test_a_search_is_kept_to_the_page_and_to_the_question(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press(*["]"] * 5, "/")
        await search_for(reader, "小米")
        everywhere = reader.screen.session.hits
        path = reader.screen.session.origin.path
        assert {hit.path for hit in everywhere} > {path}
        await reader.press("ctrl+o")
        assert label(reader) == "this page"
        assert {hit.path for hit in reader.screen.session.hits} == {path}
        await reader.press("ctrl+o")
        assert label(reader) == "this question"
        assert len({hit.entry.id for hit in reader.screen.session.hits if hit.entry}) == 1
        await reader.press("ctrl+o")
        assert label(reader) == "Search"
        assert reader.screen.session.hits == everywhere
        await reader.press("ctrl+o", "escape", "/")
        assert label(reader) == "Search"
        assert reader.screen.session.scope == "all"


async def test_former_searches_come_back(open_reader) -> None:
    async with open_reader() as reader:
        for words in ("饥饿营销", "粉丝"):
            await reader.press("/")
            await search_for(reader, words)
            await reader.press("enter", "escape")
        await reader.press("shift+up")
        assert reader.screen.bar.query_.value == "粉丝"
        await reader.press("shift+up")
        assert reader.screen.bar.query_.value == "饥饿营销"
        assert reader.screen.session.hits
        await reader.press("shift+down")
        assert reader.screen.bar.query_.value == "粉丝"
        await reader.press("shift+down")
        assert reader.screen.bar.query_.value == ""
