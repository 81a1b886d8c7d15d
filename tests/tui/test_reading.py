"""The reading pane, the tree and the breadcrumb, and who follows whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.documents.reader import from_text
from mireader.hanzi.reading import toned
from mireader.hanzi.width import text_width
from mireader.library.inputs import matcher_for
from mireader.library.page import Page
from mireader.tui.config import Config, load_config
from mireader.tui.reading import paragraphs
from mireader.tui.reading.history import History, Place
from mireader.tui.reading.layout import PageLayout
from mireader.tui.reading.paragraphs import LONGEST, paragraphs_of
from mireader.tui.reading.ruby import ruby_line
from mireader.tui.widgets.bars import breadcrumb

SIZES = [(80, 24), (100, 30), (140, 40)]
NEVER_FIRST = "。，、；：！？）」》”…"
NEVER_LAST = "（「《“"


def page_lines(reader) -> list[tuple[str, int, int]]:
    """All rows of the page with their text, paragraph and width."""
    layout = reader.pane.layout_
    found, number = [], 0
    while number < layout.height:
        row = layout.row(number)
        text = layout.shown(row.paragraph).text[row.start : row.end]
        found.append((text, row.paragraph, row.indent + text_width(text.rstrip())))
        number += 1
    return found


async def test_keys_that_come_before_the_page_is_laid_out_are_not_lost(open_reader) -> None:
    async with open_reader(index=False) as reader:
        reader.pane.layout_ = None
        await reader.press("G")
        reader.pane.set_view(reader.pane.form, reader.pane.script_)
        assert reader.pane.is_at_end
        assert reader.pane.position > 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", ["", "hans", "hant", "tw", "hk"])
async def test_chinese_lines_are_broken_rightly(open_reader, size, script) -> None:
    async with open_reader(size=size) as reader:
        for _ in range(2):
            reader.pane.set_view("mended", script)
            await reader.settle()
            lines = page_lines(reader)
            assert all(width <= reader.pane.layout_.width for _, _, width in lines)
            for (before, one, _), (after, other, _) in pairwise(lines):
                if one == other and before and after:
                    assert after[0] not in NEVER_FIRST
                    assert before.rstrip()[-1] not in NEVER_LAST
                    cut = all(char.isascii() and char.isalnum() for char in (before[-1], after[0]))
                    assert not cut, (before, after)
            await reader.press("]")


@pytest.mark.parametrize("size", SIZES)
async def test_a_drawn_row_is_as_wide_as_the_pane(open_reader, size) -> None:
    async with open_reader(size=size) as reader:
        for _ in range(12):
            pane = reader.pane
            for y in range(pane.size.height):
                assert pane.render_line(y).cell_length == pane.scrollable_content_region.width
            await reader.press("space")


async def test_resizing_and_converting_keep_the_place(open_reader) -> None:
    async with open_reader(size=(140, 40)) as reader:
        await reader.press("]", "]", "]", "]", "}")
        place = reader.pane.position
        words = reader.pane.page.text[place : place + 4]
        for width, height in ((80, 24), (100, 30), (44, 12), (140, 40)):
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            assert reader.pane.position == place
            assert any(words[:2] in line for line in reader.lines()[:3]), reader.lines()[:3]
        for key in ("s", "s", "s", "s", "s", "c", "c"):
            await reader.press(key)
            assert reader.pane.position == place


async def test_mentions_sit_on_their_characters(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]")
        page = reader.pane.page
        seen = set()
        for _ in range(200):
            await reader.press("n")
            current = reader.pane.highlights.current
            if current is None or current in seen:
                break
            seen.add(current)
            assert "".join(reader.lit("current")) == page.text[current[0] : current[1]]
            if len(seen) > 25:
                break
        assert len(seen) > 20


async def test_levels_of_highlighting(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]")
        named = len(reader.lit("group"))
        await reader.press("t")
        every = len(reader.lit("group"))
        await reader.press("t")
        assert (named > 0, every >= named, reader.lit("group")) == (True, True, [])


async def test_groups_are_marked_in_the_margin_without_colour(open_reader, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader() as reader:
        await reader.press("]")
        marks = {group.mark for book in reader.collection.codebooks for group in book.groups}
        assert any(line.strip()[:1] in marks for line in reader.lines())
        segments = [s for y in range(20) for s in reader.pane.render_line(y)]
        assert any(s.style and s.style.underline for s in segments)


async def test_the_terminals_own_palette_can_be_read_without_colour(open_reader, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(config=Config(theme="ansi")) as reader:
        strips = reader.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.text.strip()]
        colours = {
            colour.name for style in styles if style for colour in (style.color, style.bgcolor) if colour
        }
        assert colours <= {"default"}


async def test_repaired_characters_can_be_told_and_the_stored_ones_seen(open_reader) -> None:
    async with open_reader() as reader:
        assert "了" in reader.lit("repaired")
        assert any("描绘了" in line for line in reader.lines())
        await reader.press("c")
        assert reader.lit("repaired") == []
        assert any("描绘叻" in line for line in reader.lines())


async def test_the_tree_follows_the_reading_position(open_reader) -> None:
    async with open_reader() as reader:
        for _ in range(6):
            await reader.press("]")
        node = reader.screen.contents.cursor_node
        assert "小米營銷渠道是怎樣的" in str(node.label)
        await reader.press("}", "}")
        assert "小米營銷渠道" not in str(reader.screen.contents.cursor_node.label)


async def test_the_page_follows_the_tree(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]", "shift+tab")
        assert reader.screen.contents.has_focus
        before = reader.pane.position
        await reader.press("down", "down")
        assert reader.pane.position != before
        item = reader.screen.contents.cursor_node.data
        assert reader.pane.position == item.offset
        await reader.press("enter")
        assert reader.pane.has_focus


async def test_boilerplate_is_folded_away(open_reader) -> None:
    async with open_reader() as reader:
        labels = [str(node.label) for node in reader.screen.contents.root.children[0].children]
        assert labels[-1].startswith("Site text")
        assert not any("我要回帖" in label for label in labels)


async def test_the_breadcrumb_says_where_one_is(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        await reader.press(*["]"] * 9, "}", "}")
        shown = str(reader.screen.query_one("#breadcrumb").content)
        assert "小米模式" in shown
        assert text_width(shown) <= 80


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=5),
    st.integers(20, 120),
)
def test_a_breadcrumb_fits(steps: list[str], width: int) -> None:
    assert text_width(breadcrumb(steps, "简体  整洁", width)) <= width


async def test_the_tactic_panel_counts_and_leads(open_reader) -> None:
    async with open_reader(size=(140, 40)) as reader:
        await reader.press(*["]"] * 8)
        panel = reader.screen.panel
        assert panel.option_count > 20
        assert "/" in panel.border_title
        panel.focus()
        before = reader.pane.position
        await reader.press("home", "enter", "end", "enter")  # the card of the first tactic, its last place
        assert reader.pane.position != before


async def test_the_position_is_kept_for_the_next_time(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("space", "space")
        place = reader.pane.position
        await reader.press("q")
    async with open_reader() as reader:
        assert place > 0
        assert reader.pane.position == place


async def test_a_narrow_terminal_shows_tree_or_page(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        screen = reader.screen
        assert reader.pane.size.width > 70
        await reader.press("tab")
        assert screen.contents.size.width > 70
        assert not reader.pane.display
        await reader.press("tab")
        assert screen.panel.size.width > 70
        await reader.press("tab")
        assert reader.pane.display
        await reader.press("shift+tab", "shift+tab", "shift+tab")
        assert reader.pane.display


async def test_a_page_chosen_in_the_narrow_tree_is_the_page_shown(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        await reader.press("space", "space", "tab")
        for _ in range(4):
            await reader.press("down")
        await reader.press("enter")
        assert reader.pane.display
        assert reader.pane.layout_.page is reader.pane.page
        words = reader.pane.page.text[reader.pane.position :][:6]
        assert any(words in line for line in reader.lines()[:3]), reader.lines()[:3]


async def test_pages_without_questions_are_walked_too(open_reader, tmp_path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(
            f"第一章 总则\n\n{name}这里没有问题,只有规定。\n", encoding="utf-8"
        )
    async with open_reader(tmp_path) as reader:
        seen = [reader.pane.page.path]
        for _ in range(2):
            await reader.press("]")
            seen.append(reader.pane.page.path)
        assert len(set(seen)) == 3


async def test_the_help_scrolls_by_the_space_bar(open_reader) -> None:
    async with open_reader(size=(80, 24)) as reader:
        await reader.press("?", "space")
        assert reader.app.screen.query_one("#help-box").scroll_offset.y > 0


async def test_a_short_word_does_not_stay(open_reader, monkeypatch) -> None:
    monkeypatch.setattr("mireader.tui.screens.pages.SAID_FOR", 0.05)
    async with open_reader() as reader:
        await reader.press("t")
        await reader.pilot.pause(0.3)
        assert reader.status() == ""


async def test_the_measure_is_configurable(open_reader) -> None:
    async with open_reader(size=(160, 30), config=Config(measure=40)) as reader:
        assert reader.pane.layout_.width == 40
        left = [len(line) - len(line.lstrip()) for line in reader.lines() if line.strip()]
        assert min(left) > 3  # centred


def test_a_wrong_configuration_is_named_and_the_default_used(tmp_path) -> None:
    path = tmp_path / "config.toml"
    for text, words in (
        ("[reading]\nmeasure = 4", "measure"),
        ("theme = 1", "theme"),
        ("[", "config.toml"),
        ("[reading]\nambiguous_width = 3", "1 or 2"),
    ):
        path.write_text(text)
        config = load_config(path)
        assert config == Config()
        assert words in config.warnings[0]
    path.write_text("theme = 'nord'\n[reading]\nmeasure = 50\nambiguous_width = 2")
    assert load_config(path) == Config(50, "nord", 2)
    assert "none.toml" in load_config(tmp_path / "none.toml").warnings[0]


async def test_the_marks_of_a_markdown_heading_are_not_shown_but_in_the_stored_form(
    open_reader, tmp_path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# 海底捞怎么样？\n\n服务很好，大家都愿意等。\n\n## 为什么？\n\n因为有零食。\n", encoding="utf-8"
    )
    async with open_reader(page) as reader:
        shown = [line.strip() for line in reader.lines()]
        assert "海底捞怎么样？" in shown
        assert not any("#" in line for line in shown)
        await reader.press("c")
        assert any("# 海底捞怎么样？" in line for line in reader.lines())


@given(
    st.text(st.sampled_from("饥饿营销鼡CEO a，。、\n❶1\u200b"), max_size=200),
    st.integers(4, 50),
    st.sampled_from(["mended", "stored"]),
    st.booleans(),
)
def test_rows_show_every_character_once(text: str, width: int, form: str, ruby: bool) -> None:
    layout = PageLayout(Page(from_text(text, "page.txt"), lambda: None), width, form, ruby=ruby)
    layout.settle(0, 1000)
    at: dict[int, int] = {}
    for number in range(layout.height + 50):
        row = layout.row(number)
        if row is None:
            break
        if row.ruby:
            assert layout.row(number + 1) == row._replace(ruby=False)
            continue
        assert row.start == at.get(row.paragraph, 0) or row.start == row.end
        at[row.paragraph] = max(row.end, at.get(row.paragraph, 0))
    for index in range(len(layout.paragraphs)):
        layout.rows(index)
        assert at.get(index, 0) == len(layout.shown(index).text) or at[index] == layout.rows(index)[-2].end


@given(st.text(st.sampled_from("饥饿营销长大鼡CEO a，。、1\u200b\U00020000"), max_size=60))
def test_each_reading_stands_above_its_character(text: str) -> None:
    page = Page(from_text(text, "page.txt"), lambda: None)
    plain, layout = PageLayout(page, 200, folded=False), PageLayout(page, 200, folded=False, ruby=True)
    for index in range(len(layout.paragraphs)):
        shown = layout.shown(index)
        assert shown.text.replace(" ", "") == plain.shown(index).text.replace(" ", "")
        assert [reading for _, reading in shown.readings] == list(
            filter(None, toned(plain.shown(index).text))
        )
        line = ruby_line(shown, 0, len(shown.text))
        for at, reading in shown.readings:
            column = text_width(shown.text[:at])
            assert line[column:].split(" ")[0] == reading
        for at in range(len(plain.shown(index).text)):
            low, high = plain.shown(index).stored_span(at, at + 1)
            where = shown.shown_span(low, high)
            assert where is not None
            assert shown.stored_span(*where) == (low, high)


@given(st.data())
def test_a_row_is_found_again_by_its_offset(seeds, data) -> None:
    page = seeds.documents[1]
    layout = PageLayout(
        page,
        data.draw(st.integers(20, 80)),
        data.draw(st.sampled_from(["mended", "stored"])),
        folded=False,
        ruby=data.draw(st.booleans()),
    )
    offset = data.draw(st.integers(0, len(page.text) - 1))
    row = layout.row(layout.row_of(offset))
    shown = layout.shown(row.paragraph)
    span = shown.shown_span(offset, offset + 1)
    if span:
        assert row.start <= span[0] < row.end


def test_settling_keeps_what_is_in_sight(seeds) -> None:
    layout = PageLayout(seeds.documents[1], 40)
    top = layout.settle(layout.row_of(9822), 20)
    shown = layout.row(layout.row_of(9822))
    for _ in range(60):  # scroll up into what is only estimated, row by row
        before = layout.offset_at(top)
        top = layout.settle(top - 1, 20)
        assert layout.offset_at(top) <= before
        assert layout.offset_at(top + 1) >= layout.offset_at(top)
    assert layout.row(layout.row_of(9822)) == shown


def test_history_goes_back_and_forward() -> None:
    history = History()
    for offset in (1, 2, 2, 3):
        history.visit(Place("p", offset))
    assert history.go(-1) == Place("p", 2)
    assert history.go(-1) == Place("p", 1)
    assert history.go(-1) is None
    assert history.go(1) == Place("p", 2)
    history.visit(Place("p", 9))
    assert history.go(1) is None
    assert history.go(-1) == Place("p", 2)


@given(
    st.text(st.sampled_from("饥饿营销*# a\u200b，。"), max_size=60), st.integers(0, 60), st.integers(1, 20)
)
def test_what_is_lit_in_markdown_is_what_is_stored(text: str, start: int, size: int) -> None:
    page = Page(from_text(text, "page.md", format_="markdown"), lambda: None)
    layout = PageLayout(page, 20)
    for index in range(len(layout.paragraphs)):
        shown = layout.shown(index)
        where = shown.shown_span(start, start + size)
        if where is not None:
            low, high = shown.stored_span(*where)
            assert shown.base <= low < high <= shown.base + shown.size
        for at, char in enumerate(shown.text):
            low, high = shown.stored_span(at, at + 1)
            assert char in text[low:high]


async def test_marks_of_bold_text_and_of_a_title_are_not_shown(open_reader, tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# 笔记\n\n怎么**办**？**答**：2 ** 3 = 8，凉**拌**。\n\n| 类型 | 粉丝 | 价格 |\n|---|---|---|\n",
        "utf-8",
    )
    async with open_reader(page, index=False) as reader:
        shown = [line.strip() for line in reader.lines()]
        assert "笔记" in shown
        assert "怎么办？答：2 ** 3 = 8，凉拌。" in shown
        assert "| 类型 | 粉丝 | 价格 |" in shown
        assert not [
            node for node in reader.pane.page.outline if node.kind == "boilerplate" and "类型" in node.title
        ]
        await reader.press("c")
        assert any("**办**" in line for line in reader.lines())


def test_a_page_on_one_line_is_laid_out_in_pieces_that_lose_nothing() -> None:
    """50 MB on one line took 17 seconds before the first row was there."""
    sentence = "小米的饥饿营销靠限量发售；"
    for text in (sentence * 2000, "限" * 30_000, "é" * 12_000, "限" + "\u0301" * 20_000):
        document = from_text(text, "a.txt")
        paragraphs = paragraphs_of(document)
        assert len(paragraphs) > 2
        assert [one.end for one in paragraphs[:-1]] == [one.start for one in paragraphs[1:]]
        assert max(one.end - one.start for one in paragraphs) <= LONGEST + 64
        layout = PageLayout(Page(document, lambda: matcher_for(())), 60)
        layout.settle(0, layout.height)
        rows = [layout.row(number) for number in range(layout.height)]
        shown = "".join(layout.shown(row.paragraph).text[row.start : row.end] for row in rows if row)
        assert shown == "".join(layout.shown(index).text for index in range(len(paragraphs)))
        for offset in range(0, len(text), 997):
            row = layout.row(layout.row_of(offset))
            low, high = layout.shown(row.paragraph).stored_span(row.start, row.end)
            assert low <= offset < high


async def test_one_paragraph_stands_out_and_goes_with_the_reader(open_reader) -> None:
    async with open_reader(size=(100, 30), index=False) as reader:
        pane = reader.pane
        await reader.press("space", "f")

        def dimmed() -> set[int]:
            """Paragraphs in the window whose text is dimmed."""
            found = set()
            for y in range(pane.size.height):
                row = pane.layout_.row(int(pane.scroll_offset.y) + y)
                strip = pane.render_line(y)
                if row and row.end > row.start and all(segment.style.dim for segment in strip):
                    found.add(row.paragraph)
            return found

        shown = {
            pane.layout_.row(int(pane.scroll_offset.y) + y).paragraph for y in range(pane.size.height)
        } - {None}
        (first,) = shown - dimmed()
        await reader.press("space")
        assert first not in {pane._focused(pane.layout_)}
        await reader.press("f")
        assert dimmed() == set()


def test_paragraphs_kept_as_columns_say_what_they_said(seeds) -> None:
    for page in seeds.documents:
        document = page.document
        found = [piece for one in paragraphs._find(document) for piece in paragraphs._cut(one, page.text)]
        kept = paragraphs.Paragraphs(found)
        assert list(kept) == found
        assert kept[1:4] == found[1:4]
        assert kept[-1] == found[-1]
        assert [kept.start(at) for at in range(len(kept))] == [one.start for one in found]


def test_a_long_page_is_read_through_in_what_a_thousand_paragraphs_take() -> None:
    text = "\n".join(f"第{number}段，没有什么。" for number in range(3000))
    layout = PageLayout(Page(from_text(text, "long.txt"), lambda: matcher_for(())), 40)
    rows = [layout.rows(index) for index in range(len(layout.paragraphs))]
    assert len(rows) == 3000
    assert len(layout._rows) == len(layout._shown) == 1000
    assert layout.rows(0) == rows[0]  # laid out anew
