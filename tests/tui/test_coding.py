"""Coding by hand: mentions rejected, passages given a tactic, both kept on the desk."""

from __future__ import annotations

import os

import pytest
from textual.widgets import Input

from mireader.hanzi.fold import fold
from mireader.tactics.codebook import CodebookError, load_codebook
from mireader.tactics.own import add_tactic, own_codebook
from mireader.tui.screens.code_passage import CodePassage


def lit(reader) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in reader.pane.highlights.lit_between(0, len(reader.pane.page.text))]


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


async def test_a_passage_that_was_given_a_tactic_stands_for_what_was_found_in_it(open_reader) -> None:
    async with open_reader(index=False) as reader:
        page = reader.pane.page
        before = list(page.mentions)
        found = before[0]
        page.code(found.start, found.end + 3, found.tactic, True)
        places = [(m.start, m.end) for m in page.mentions if m.tactic == found.tactic]
        assert (found.start, found.end + 3) in places
        assert (found.start, found.end) not in places
        assert len(page.mentions) == len(before)
        page.code(found.start, found.end + 3, found.tactic, None)
        assert list(page.mentions) == before


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
        assert {fold(m.text) for m in reader.pane.highlights.lit_between(0, len(reader.pane.page.text))} == {
            "手机"
        }
        book.write_text("[codebook", encoding="utf-8")
        reader.screen._look_at_codebooks()
        await reader.settle()
        assert {fold(m.text) for m in reader.pane.page.mentions} == {"手机"}


async def test_what_was_coded_is_there_at_the_next_start(open_reader, tmp_path) -> None:
    from mireader.desk.desk import Coding, Desk

    desk = Desk(tmp_path / "desk.sqlite3")
    desk.keep_coding("page", "page.txt", Coding(1, 5, "hunger-marketing", "饥饿营销"), True)
    desk.keep_coding("page", "page.txt", Coding(7, 9, "slogan", "口号"), False)
    desk.close()
    again = Desk(tmp_path / "desk.sqlite3")
    assert [(c.start, c.tactic, accepted) for c, accepted in again.codings("page")] == [
        (1, "hunger-marketing", True),
        (7, "slogan", False),
    ]
    again.close()


async def test_a_tactic_of_ones_own_is_added_while_coding(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("x")
        reader.app.screen.query_one(Input).value = '把"惊喜"藏起来'
        await reader.settle()
        assert reader.app.screen._found == [(None, '把"惊喜"藏起来')]
        await reader.press("enter")
        (coded,) = [m for m in reader.pane.page.mentions if m.strength == "coded"]
        assert coded.name == '把"惊喜"藏起来'
        assert [book.id for book in reader.collection.codebooks] == ["marketing", "own"]
        await reader.press("G", "x")
        reader.app.screen.query_one(Input).value = "另一种"
        await reader.settle()
        await reader.press("enter")
        own = load_codebook(str(own_codebook()))
        assert [tactic.name["zh-Hans"] for tactic in own.tactics] == ['把"惊喜"藏起来', "另一种"]


def test_what_was_written_into_ones_own_codebook_stays(monkeypatch) -> None:
    first = add_tactic("漏斗")
    path = own_codebook()
    path.write_text(path.read_text("utf-8").replace('id = "own-loudou"', 'id = "own-loudou" # mine'), "utf-8")
    second = add_tactic("漏 斗")
    assert (first, second) == ("own-loudou", "own-lou-dou")
    assert add_tactic("漏斗") == "own-loudou-2"
    assert "# mine" in path.read_text("utf-8")
    path.write_text("no codebook", "utf-8")
    with pytest.raises(CodebookError):
        add_tactic("别的")
    assert path.read_text("utf-8") == "no codebook"


async def test_codings_are_listed_and_taken_back_from_the_list(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("n")
        place = reader.pane.highlights.current
        await reader.press("x", "G", "B")
        (listed,) = reader.app.screen.listed
        assert (listed.offset, listed.end, listed.accepted) == (*place, False)
        await reader.press("enter")
        assert reader.pane.in_sight(place[0])
        await reader.press("B", "ctrl+d", "escape")
        assert place in lit(reader)
        assert reader.pane.page.codings == {}


async def test_hand_work_on_pages_that_were_not_visited_is_in_lists(open_reader) -> None:
    """Seen by a reader: after a restart the concordance and the sheet left out what was coded before."""
    from mireader.desk.desk import Coding
    from mireader.desk.taking_up import place_of

    async with open_reader(index=False) as reader:
        page = reader.collection.page(reader.collection.paths[1])
        wrong = page.mentions[0]
        place = place_of(page)
        reader.screen.desk.keep_coding(*place, Coding(3, 9, "slogan", page.text[3:9]), True)
        rejected = Coding(wrong.start, wrong.end, wrong.tactic, wrong.text)
        reader.screen.desk.keep_coding(*place, rejected, False)
    async with open_reader(index=False) as reader:
        lines = await reader.screen._all_lines()
        here = {(line.mention.start, line.mention.tactic) for line in lines if line.page.path == page.path}
        assert (3, "slogan") in here
        assert (wrong.start, wrong.tactic) not in here


async def test_hand_work_follows_its_words_into_a_changed_page(open_reader, tmp_path) -> None:
    from mireader.documents.model import Source

    path = tmp_path / "a.txt"
    path.write_text("1、怎么营销？\n靠饥饿营销，也靠口碑。\n2、还有呢？\n没有了。\n", encoding="utf-8")
    async with open_reader(path, index=False) as reader:
        await reader.press("n", "x")
        page = reader.pane.page
        (place,) = page.codings
        await reader.screen._store_source(page, Source(author="李四")).wait()
    path.write_text("一篇文章\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with open_reader(path, index=False) as reader:
        page = reader.pane.page
        assert list(page.codings) == [(place[0] + 6, place[1] + 6, place[2])]
        assert page.typed_source.author == "李四"


async def test_a_note_that_is_being_written_is_kept_by_ctrl_q(open_reader) -> None:
    async with open_reader(index=False) as reader:
        await reader.press("a", *"jixu", "ctrl+q")
        assert reader.app._exit
    async with open_reader(index=False) as reader:
        assert [note.text for note in reader.screen.desk.notes()] == ["jixu"]


async def test_a_page_that_was_moved_is_gone_to_from_the_list(open_reader, tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1、怎么营销？\n靠饥饿营销，也靠口碑。\n2、还有呢？\n没有了。\n", encoding="utf-8")
    async with open_reader(path, index=False) as reader:
        await reader.press("]", "]", "m")
        there = reader.pane.position
    moved = path.rename(tmp_path / "b.txt")
    async with open_reader(moved, index=False) as reader:
        await reader.press("g", "B", "enter")
        assert reader.pane.position == there
