"""Concordance, matrix, card, filter and evidence sheet, on the screen."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import weakref
from pathlib import Path

import pytest
from textual.widget import Widget

import mireader
from mireader import turns
from mireader.library.concordance import ORDERS, Lines
from mireader.library.matrix import NO_BRAND, matrix_of
from mireader.tui import garbage
from mireader.tui.garbage import Garbage
from mireader.tui.screens.concordance import ConcordanceScreen
from mireader.tui.screens.evidence import free_path
from mireader.tui.screens.reader import ReaderScreen


def test_lines_hold_their_mention_and_every_order_keeps_them_all(seeds) -> None:
    for page in seeds.documents:
        lines = Lines([page])
        assert len(lines) == len(page.mentions)
        for line in lines:
            assert page.text[line.mention.start : line.mention.end] == line.mention.text
            assert "\n" not in line.before + line.words + line.after
        for order in ORDERS:
            assert sorted(lines.ordered(order).numbers) == list(lines.numbers)
        assert [line.before[::-1] for line in lines.ordered("before")] == sorted(
            line.before[::-1] for line in lines
        )
    by_brand = [line.mention.brand for line in lines.ordered("brand")]
    named = [brand for brand in by_brand if brand is not None]
    assert named == sorted(named)
    assert by_brand == named + [None] * (len(by_brand) - len(named))


def test_the_matrix_counts_every_mention_once(seeds) -> None:
    lines = Lines(seeds.documents)
    matrix = matrix_of(lines)
    lines = lines.where(lambda line: not line.mention.negated)
    assert matrix.total() == len(lines)
    totals = [
        sum(matrix.count(row, column) for column in range(len(matrix.columns)))
        for row in range(len(matrix.tactics))
    ]
    assert totals == sorted(totals, reverse=True)
    brands = matrix_of(lines, by_brand=True)
    assert brands.total() == len(lines)
    assert brands.columns[0].title == "小米"
    only = lines.where(lambda line: line.mention.tactic == matrix.tactics[0])
    assert matrix_of(only).tactics == matrix.tactics[:1]
    assert len(only) == len(lines.about(frozenset(matrix.tactics[:1]))) == totals[0]
    assert {column.head for column in matrix.columns} >= {"❶", "❿"}
    for one in (matrix, brands):
        assert len({column.head for column in one.columns}) == len(one.columns)
    assert [column.head for column in brands.columns] == [column.title for column in brands.columns]


def test_mentions_of_no_known_brand_have_the_last_column(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "❶饥饿营销是什么？\n是故意少卖。\n❷小米呢？\n小米也做饥饿营销。\n", encoding="utf-8"
    )
    library = mireader.open(tmp_path / "a.txt")
    lines = Lines(library.documents)
    brands = matrix_of(lines, by_brand=True)
    assert [column.head for column in brands.columns] == ["小米", NO_BRAND]
    assert brands.total() == len(lines)


def test_questions_whose_numbers_repeat_are_counted_through(tmp_path: Path) -> None:
    for name in "ab":
        text = f"问题1：{name}为什么做饥饿营销？\n因为少。\n问题2：还做什么营销？\n口碑营销。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    heads = {
        names: [
            column.head
            for column in matrix_of(Lines(mireader.open(*(tmp_path / n for n in names)).documents)).columns
        ]
        for names in (("a.txt",), ("a.txt", "b.txt"))
    }
    assert heads == {("a.txt",): ["1", "2"], ("a.txt", "b.txt"): ["1", "2", "3", "4"]}


async def test_a_line_of_the_concordance_is_gone_to(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("w")
        screen = reader.app.screen
        assert isinstance(screen, ConcordanceScreen)
        box = screen.query_one("#concordance-filter")
        box.focus()
        box.value = "饥饿营销"
        await reader.settle()
        view = screen.query_one("#concordance")
        assert 5 < len(view.lines) < 60
        view.focus()
        await reader.press("s", "down")
        chosen = view.lines[1]
        await reader.press("enter")
        assert reader.app.screen is not screen
        assert reader.pane.page is chosen.page
        assert reader.pane.position == chosen.mention.start


async def test_a_cell_of_the_matrix_opens_its_quotations(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("W")
        matrix = reader.app.screen
        cell = str(matrix.query_one("#matrix-cell").content)
        await reader.press("enter")
        lines = reader.app.screen.query_one("#concordance").lines
        assert cell.endswith(f": {len(lines)}")
        assert {line.mention.tactic for line in lines} == {lines[0].mention.tactic}
        await reader.press("escape", "tab")
        assert "小米" in str(matrix.query_one("#matrix-cell").content)
        await reader.press("right", "down", "escape")
        assert reader.app.screen is not matrix


async def test_a_tactic_is_chosen_alone_and_its_card_opens(open_reader) -> None:
    async with open_reader(size=(150, 40)) as reader:
        await reader.press("]", "]")
        panel = reader.screen.panel
        panel.focus()
        panel.highlighted = 0
        await reader.press("space")
        tactic = next(iter(reader.pane.highlights.only))
        assert {
            mention.tactic for mention in reader.pane.highlights.lit_between(0, len(reader.pane.page.text))
        } == {tactic}
        assert "✓" in str(panel.get_option_at_index(panel.highlighted).prompt)
        await reader.press("enter")
        card = reader.app.screen
        assert isinstance(card, ConcordanceScreen)
        assert str(card.query_one("#concordance-card").content)
        assert {line.mention.tactic for line in card.query_one("#concordance").lines} == {tactic}
        await reader.press("escape", "space")
        assert reader.pane.highlights.only == frozenset()


async def test_the_evidence_is_written_and_never_over_a_file(open_reader, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("evidence.html").write_text("mine", encoding="utf-8")
    assert free_path("evidence.html") == Path("evidence-2.html")
    async with open_reader() as reader:
        await reader.press("e", "enter")
        assert Path("evidence.html").read_text(encoding="utf-8") == "mine"
        assert "Hunger marketing" in Path("evidence-2.html").read_text(encoding="utf-8")
        await reader.press("e")
        reader.app.screen.query_one("#evidence-file").value = "evidence.html"
        await reader.press("enter")
        assert Path("evidence.html").read_text(encoding="utf-8") == "mine"


async def test_the_concordance_is_filtered_in_pinyin_too(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("w")
        for typed in ("jeyx", "jieyingxiao", "饥饿营销"):
            reader.screen.query_one("#concordance-filter").value = typed
            await reader.settle()
            names = {line.mention.name for line in reader.screen._view.lines}
            assert "饥饿营销" in names
            assert len(names) < 20


def rested(page: ReaderScreen) -> None:
    page.garbage = Garbage()
    page.garbage._wait = -1.0
    turns._Used.at = -garbage.IDLE


async def test_nothing_is_collected_while_the_window_is_resized(open_reader, monkeypatch) -> None:
    monkeypatch.setattr(garbage, "WORTH", -1)
    async with open_reader(index=False) as reader:
        rested(reader.screen)
        assert reader.screen.garbage.due()
        await reader.pilot.resize_terminal(90, 30)
        assert not reader.screen.garbage.due()


async def test_a_list_that_was_closed_is_collected(open_reader, monkeypatch) -> None:
    """Garbage is looked for when nobody types; a list must not be among what is exempt from that."""
    monkeypatch.setattr(garbage, "WORTH", -1)  # here Python collects, too
    async with open_reader(index=False) as reader:
        page = reader.screen
        await reader.press("w")
        listed = weakref.ref(reader.app.screen)
        assert isinstance(listed(), ConcordanceScreen)
        for key in ("s", "escape"):
            rested(page)
            page._collect()
            await reader.press(key)
        rested(page)
        page._collect()
        assert listed() is None


async def test_a_list_that_is_closed_while_it_is_filtered_does_no_harm(open_reader, monkeypatch) -> None:
    found = threading.Event()

    in_order = Lines.ordered

    def slowly(lines, order):
        found.wait(5)
        return in_order(lines, order)

    async with open_reader() as reader:
        await reader.press("w")
        screen = reader.app.screen
        monkeypatch.setattr(Lines, "ordered", slowly)
        filtering = screen._show("饥饿营销")
        await asyncio.sleep(0.05)
        screen.dismiss(None)
        assert filtering.is_cancelled  # at once: what is found now has no list any more
        found.set()
        await reader.settle()
        assert reader.app.screen is not screen


@pytest.mark.parametrize("key", ["w", "W"])
async def test_what_was_gathered_goes_when_its_screen_goes(open_reader, key) -> None:
    """Found by an hour of random keys: lists of a million lines waited for the collection of garbage."""
    gc.disable()
    try:
        async with open_reader(index=False) as reader:
            await reader.press(key)
            screen = reader.app.screen
            assert len(screen._lines) > 100
            lines = screen._lines
            await reader.press("escape")
            del screen
            assert sys.getrefcount(lines) == 2  # this name and the argument
    finally:
        gc.enable()


async def test_a_tactic_of_the_list_is_found_by_its_initials(open_reader) -> None:
    async with open_reader(index=False, lang="zh-Hans") as reader:
        await reader.press("T", "F", *"jeyx", "enter")
        assert reader.pane.highlights.only == {"hunger-marketing"}
        assert reader.screen.panel.has_focus
        assert "Del" in reader.screen.panel.border_subtitle
        await reader.press("F", *"fsjj", "enter")
        assert reader.pane.highlights.only == {"hunger-marketing", "fan-economy"}
        await reader.press("delete")
        assert reader.pane.highlights.only == frozenset()


async def test_a_dialog_that_was_left_keeps_nothing_of_what_was_drawn(open_reader) -> None:
    """Found by an hour of random keys: Textual keeps a thousand widgets, and with them their rows."""
    async with open_reader(index=False) as reader:
        await reader.press("o")
        widgets = [reader.app.screen, *reader.app.screen.walk_children(Widget)]
        assert any(widget._styles_cache._cache for widget in widgets)
        await reader.press("escape", "j")
        assert not any(widget._styles_cache._cache for widget in widgets)
