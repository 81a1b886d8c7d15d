"""The tree: categories and ranges of a table, repeats, and site text folded away on the page."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

from mireader.documents.reader import read_document
from mireader.tui.messages import GoTo
from mireader.tui.widgets.tree_folders import LISTED, Folder, folder_of, listed
from mireader.tui.widgets.tree_groups import MOST, RANGE, groups_of, ranges_of
from mireader.tui.widgets.tree_labels import converted

ANSWER = (
    "海底捞靠的是服务，等位时有零食和游戏，顾客愿意等，也愿意再来。员工可以免单，权力给到一线，"
    "会员积分换礼品，生日有长寿面，这些都成了网友愿意分享的故事，口碑就这样传开了。"
)


def table(path: Path, rows: int, departments: int) -> Path:
    lines = [f"科室{row % departments},第{row}个问题怎么办？,回答{row}：先看医生。" for row in range(rows)]
    path.write_text("\n".join(["department,title,answer", *lines]), encoding="utf-8")
    return path


def labels(node) -> list[str]:
    return [str(child.label) for child in node.children]


def test_a_table_is_grouped_by_its_category(tmp_path: Path) -> None:
    document = read_document(str(table(tmp_path / "t.csv", 12, 3)))
    assert [(group.label, len(group.nodes)) for group in groups_of(document)] == [
        ("科室0", 4),
        ("科室1", 4),
        ("科室2", 4),
    ]
    assert document.category_of(document.entries[4]) == "科室1"
    assert document.columns == ("title", "answer", "department")


def test_a_column_that_files_nothing_makes_no_groups(tmp_path: Path) -> None:
    for departments in (1, 12):
        assert groups_of(read_document(str(table(tmp_path / "t.csv", 12, departments)))) == []


def test_too_many_questions_are_shown_as_ranges(tmp_path: Path) -> None:
    document = read_document(str(table(tmp_path / "t.csv", MOST + 1, 1)))
    groups = groups_of(document)
    assert [group.label for group in groups] == [
        f"1–{RANGE}",
        f"{RANGE + 1}–{2 * RANGE}",
        f"{2 * RANGE + 1}–{MOST + 1}",
    ]
    assert [node for group in groups for node in group.nodes] == list(document.entries)
    assert [group.holds(document.entries[RANGE]) for group in groups] == [False, True, False]
    assert ranges_of("#", document.entries[:MOST]) == []


def test_too_many_ranges_are_ranges_of_ranges(tmp_path: Path) -> None:
    entry = read_document(str(table(tmp_path / "t.csv", 1, 1))).entries[0]
    nodes = [entry._replace(start=at, id=f"e{at}") for at in range(MOST * RANGE + 1)]
    outer = ranges_of("#", nodes)
    assert [group.label for group in outer][-1] == f"{len(outer[:-1]) * RANGE * RANGE + 1}–{len(nodes)}"
    inner = [one for group in outer for one in ranges_of(group.id, group.nodes, group.first or 0) or [group]]
    assert [node for group in inner for node in group.nodes] == nodes
    assert all(len(group.nodes) <= MOST for group in inner)
    assert len({group.id for group in inner}) == len(inner)
    assert inner[RANGE].label == f"{RANGE * RANGE + 1}–{RANGE * RANGE + RANGE}"


async def test_the_tree_opens_the_category_of_what_is_read(open_reader, tmp_path: Path) -> None:
    async with open_reader(table(tmp_path / "t.csv", 3 * MOST, 2)) as reader:
        tree, page = reader.screen.contents, reader.pane.page
        top = tree.root.children[0]
        assert labels(top) == ["科室0", "科室1"]
        await reader.press("]")
        assert str(tree.cursor_node.label) == "第1个问题怎么办？"
        assert str(tree.cursor_node.parent.label) == f"1–{RANGE}"
        assert tree.cursor_node.parent.parent is top.children[1]
        assert not top.children[1].children[1].children  # filled when it is opened
        trail = str(reader.screen.query_one("#breadcrumb").content)
        assert "科室1" in trail
        assert page.document.category_of(page.document.entries[1]) == "科室1"


async def test_the_tree_and_the_breadcrumb_are_in_the_script_of_the_page(open_reader, tmp_path: Path) -> None:
    for name in ("网络a", "网络b"):
        (tmp_path / f"{name}.txt").write_text(
            f"❶{name}店怎么做？\n{ANSWER}\n❷为什么？\n{name}。\n", encoding="utf-8"
        )

    def shown(line: int) -> str:
        return tree.render_line(line).text

    async with open_reader(tmp_path) as reader:
        tree = reader.screen.contents
        assert [("网络" in shown(line)) for line in (0, 1, 3)] == [True] * 3
        await reader.press("s", "s")  # traditional
        await reader.settle()
        assert [("網絡" in shown(line)) for line in range(3)] == [
            True,
            True,
            False,
        ]  # the other page is as it was
        assert "網絡" in str(reader.screen.query_one("#breadcrumb").content)
        await reader.press("s")  # Taiwan: other words
        await reader.settle()
        assert "網路" in shown(1)
        await reader.press("s", "s")
        await reader.settle()
        assert [("网络" in shown(line)) for line in (0, 1, 3)] == [True] * 3


def test_a_label_in_another_script_keeps_its_styles() -> None:
    label = Text("❶ ", style="dim").append("软件", style="bold").append(" 12", style="italic")
    other = converted(label, "tw")
    assert other.plain == "❶ 軟體 12"
    styles = {other.plain[span.start : span.end]: span.style for span in other.spans}
    assert styles == {"軟體": "bold", " 12": "italic"}
    assert other.style == "dim"


async def test_what_is_said_again_is_marked_and_counted_once(open_reader, tmp_path: Path) -> None:
    for name, title in (("a", "海底捞为什么火？"), ("b", "火锅店怎么做服务？")):
        text = f"1、{title}\n{ANSWER}\n2、{name}店在哪里？\n在第{name}街，走路十分钟就到。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    async with open_reader(tmp_path / "a.txt", tmp_path / "b.txt") as reader:
        await reader.told("b.txt")
        first, second = (labels(page) for page in reader.screen.contents.root.children)
        assert first[0] == "1、 海底捞为什么火？"
        assert second == ["≈ 1、 火锅店怎么做服务？", "2、 b店在哪里？"]
        await reader.press("/")
        reader.screen.bar.query_.value = "长寿面"
        await reader.settle()
        hits = reader.screen.results.hits
        assert [hit.repeats is None for hit in hits] == [True, False]
        assert hits[1].repeats == f"{hits[0].path}#{hits[0].node.id}"


async def test_site_text_is_one_row_until_it_is_opened(open_reader, tmp_path: Path) -> None:
    advert = "【推广】加盟热线：400-000-0000，立即领取优惠券，名额有限。" * 4
    page = tmp_path / "page.txt"
    page.write_text(
        f"1、小米怎么营销？\n先做论坛。\n{advert}\n{advert}\n后做微博。\n2、魅族呢？\n靠口碑。\n",
        encoding="utf-8",
    )
    async with open_reader(page) as reader:
        assert sum("加盟热线" in line for line in reader.lines()) == 1
        assert any(line.strip().startswith("▸") for line in reader.lines())
        await reader.press("z")
        assert sum("加盟热线" in line for line in reader.lines()) > 4
        await reader.press("+")
        assert sum("加盟热线" in line for line in reader.lines()) == 1
        reader.pane.go_to(reader.pane.page.text.rindex("加盟热线"))  # a hit in it opens it
        await reader.settle()
        assert sum("加盟热线" in line for line in reader.lines()) > 2


async def test_a_source_typed_in_is_kept_and_goes_first(open_reader, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("作者：王小明\n1、小米怎么营销？\n先做论坛。\n2、魅族呢？\n靠口碑。\n", encoding="utf-8")
    async with open_reader(page) as reader:
        await reader.press("i")
        card = reader.app.screen
        assert card.query_one("#card-author").placeholder == "王小明"
        card.query_one("#card-site").value = "知乎"
        await reader.press("enter")
        assert reader.pane.page.source.site == "知乎"
        assert reader.pane.page.source.author == "王小明"
    async with open_reader(page) as reader:
        assert reader.pane.page.source.site == "知乎"


def folder_of_pages(root: Path, folders: int, pages: int) -> list[str]:
    found = []
    for folder in range(folders):
        (root / f"year{folder}" / "brand").mkdir(parents=True)
        for page in range(pages):
            path = root / f"year{folder}" / "brand" / f"p{page:04}.txt"
            path.write_text(
                f"❶第{page}页问什么？\n答：小米的饥饿营销。\n❷还有呢？\n没有了。\n", encoding="utf-8"
            )
            found.append(str(path))
    return found


def pages_in(entries: list[Folder | str]) -> list[str]:
    """Every page under folders, as they are opened one after the other."""
    found = []
    for one in entries:
        found += pages_in(listed(one)) if isinstance(one, Folder) else [one]
    return found


@given(st.lists(st.lists(st.sampled_from("ab一"), max_size=4), min_size=LISTED, max_size=LISTED + 50))
@settings(max_examples=20)
def test_folders_hold_every_page_once_in_its_order(parts: list[list[str]]) -> None:
    paths = sorted({"/".join([*steps, f"{number}.txt"]) for number, steps in enumerate(parts)})
    paths += [f"/deep/{path}" for path in paths] + [f"flat/{number:05}.txt" for number in range(MOST + 1)]
    folder = folder_of(paths)
    assert folder is not None
    assert sorted(pages_in(listed(folder))) == sorted(paths)
    assert max(len(listed(one)) for one in listed(folder) if isinstance(one, Folder)) <= MOST


def test_few_pages_need_no_folders() -> None:
    assert folder_of([f"{number}/a.txt" for number in range(LISTED)]) is None


async def test_many_pages_are_listed_by_folder(open_reader, tmp_path: Path) -> None:
    paths = folder_of_pages(tmp_path / "many", 3, 90)
    async with open_reader(tmp_path / "many", size=(140, 40)) as reader:
        tree = reader.screen.contents
        assert labels(tree.root) == ["year0/brand", "year1/brand", "year2/brand"]
        assert not tree.root.children[2].children  # filled when it is opened
        assert tree.cursor_node.parent.parent is tree.root.children[0]
        reader.screen.post_message(GoTo(paths[-1], 0, focus=True))
        await reader.settle()
        assert tree.root.children[2].is_expanded
        assert tree.cursor_node.parent.parent is tree.root.children[2]
        tree.focus()
        tree.move_cursor(tree.root.children[1])
        await reader.settle()
        assert reader.pane.page.path == paths[-1]  # a folder is no page
        await reader.press("enter", "down", "enter")
        assert reader.pane.page.path == paths[90]
        Path(paths[0]).unlink()
        await reader.screen._look()
        await reader.settle()
        assert "strike" in str(tree.root.children[0].children[0].label.style)


async def test_ranges_that_were_left_are_emptied(open_reader, tmp_path: Path) -> None:
    async with open_reader(table(tmp_path / "t.csv", 8 * RANGE, 1)) as reader:
        tree, page = reader.screen.contents, reader.pane.page
        entries = page.document.entries
        for number in range(0, len(entries), RANGE):
            reader.screen.post_message(GoTo(page.path, entries[number].start, focus=True))
            await reader.settle()
        ranges = tree.root.children[0].children
        assert len(ranges) == len(entries) // RANGE
        assert [bool(one.children) for one in ranges] == [False] * 4 + [True] * 4
        assert tree.cursor_node.data.offset == entries[-RANGE].start
        assert len(tree._by_item) < 5 * RANGE
        reader.screen.post_message(GoTo(page.path, entries[3].start, focus=True))
        await reader.settle()
        assert tree.cursor_node.data.offset == entries[3].start
        assert [bool(one.children) for one in ranges] == [True] + [False] * 4 + [True] * 3


async def test_j_and_k_move_where_the_cursor_is(open_reader) -> None:
    async with open_reader(index=False) as reader:
        tree = reader.screen.contents
        tree.focus()
        await reader.press("g", "j", "j", "k")
        assert tree.cursor_line == 1
        await reader.press("G")
        assert tree.cursor_line == tree.last_line
        await reader.press("T", "j", "G", "k")
        panel = reader.screen.query_one("#tactics")
        assert panel.has_focus
        assert panel.highlighted == panel.option_count - 2
