"""Coding by hand: mentions rejected, passages given a tactic, both kept on the desk."""

from __future__ import annotations

import os

from mireader.hanzi.fold import fold
from mireader.tui.screens.code_passage import CodePassage


def lit(reader) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in reader.pane.highlights.lit_mentions]


async def test_a_mention_is_rejected_and_counted_again(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("n")
        place = reader.pane.highlights.current
        assert place in lit(reader)
        await reader.press("x")
        assert place not in lit(reader)
        page = reader.pane.page
        assert place not in [(m.start, m.end) for m in page.mentions]
        sha = page.document.text_sha256
        assert [(c.start, c.end) for c, accepted in reader.screen.desk.codings(sha) if not accepted] == [
            place
        ]
        await reader.press("x")
        assert place in lit(reader)
        assert reader.screen.desk.codings(sha) == []


async def test_a_passage_is_given_a_tactic_by_its_initials(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("x")
        assert isinstance(reader.app.screen, CodePassage)
        await reader.press(*"jeyx", "enter")
        coded = [m for m in reader.pane.page.mentions if m.strength == "coded"]
        assert [m.tactic for m in coded] == ["hunger-marketing"]
        assert reader.pane.highlights.current == (coded[0].start, coded[0].end)
        assert coded[0].text == reader.pane.page.text[coded[0].start : coded[0].end]


async def test_the_passage_can_be_moved_and_made_longer(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("x")
        first = reader.app.screen._span()
        await reader.press("shift+down")
        longer = reader.app.screen._span()
        assert longer[0] == first[0]
        assert longer[1] > first[1]
        await reader.press("shift+up", "pagedown")
        assert reader.app.screen._span()[0] >= first[1]
        await reader.press("escape")
        assert not [m for m in reader.pane.page.mentions if m.strength == "coded"]


MINE = """
[codebook]
id = "mine"
name = "我的"
[[group]]
id = "words"
name = "词"
mark = "词"
[[tactic]]
id = "word"
name = "词"
group = "words"
definition = { zh-Hans = "词" }
cues = ["%s"]
"""


async def test_a_codebook_saved_again_is_used_at_once(open_reader, tmp_path) -> None:
    book = tmp_path / "mine.toml"
    book.write_text(MINE % "粉丝", encoding="utf-8")
    async with open_reader(index=False, codebooks=[str(book)]) as reader:
        assert {fold(m.text) for m in reader.pane.page.mentions} == {"粉丝"}
        book.write_text(MINE % "手机", encoding="utf-8")
        os.utime(book, ns=(1, 1))  # another time than before, whatever the clock's grain
        reader.screen._look_at_codebooks()
        await reader.settle()
        assert {fold(m.text) for m in reader.pane.page.mentions} == {"手机"}
        assert {fold(m.text) for m in reader.pane.highlights.lit_mentions} == {"手机"}
        book.write_text("[codebook", encoding="utf-8")
        reader.screen._look_at_codebooks()
        await reader.settle()
        assert {fold(m.text) for m in reader.pane.page.mentions} == {"手机"}


async def test_what_was_coded_is_there_at_the_next_start(open_reader, tmp_path) -> None:
    from mireader.desk.desk import Coding, Desk

    desk = Desk(tmp_path / "desk.sqlite3")
    desk.keep_coding("page", Coding(1, 5, "hunger-marketing", "饥饿营销"), True)
    desk.keep_coding("page", Coding(7, 9, "slogan", "口号"), False)
    desk.close()
    again = Desk(tmp_path / "desk.sqlite3")
    assert [(c.start, c.tactic, accepted) for c, accepted in again.codings("page")] == [
        (1, "hunger-marketing", True),
        (7, "slogan", False),
    ]
    again.close()
