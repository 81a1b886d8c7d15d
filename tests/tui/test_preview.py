"""What a large page begins with is there while all of it is read."""

from __future__ import annotations

import threading

import pytest

from mireader.desk.desk import Desk
from mireader.documents.formats import ReadOptions
from mireader.documents.reader import BEGINNING, read_beginning, read_document
from mireader.library import collection as collections
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config
from tests.conftest import Reader

PAGE = "# 关于殡葬管理\n\n" + "".join(
    f"{n}、第{n}个问题怎么办？\n没有办法，只能等。\n" for n in range(1, 4000)
)


async def until(pilot, done) -> None:
    """Waits, though not for ever."""
    for _ in range(1000):
        if done():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come")


@pytest.fixture
def large(tmp_path, monkeypatch):
    monkeypatch.setattr(collections, "AT_ONCE", 1000)
    path = tmp_path / "large.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


async def test_a_large_page_is_scrolled_while_it_is_read(monkeypatch, large, tmp_path) -> None:
    may_read = threading.Event()
    whole = Collection.first_page

    def slowly(self: Collection):
        may_read.wait(30)
        return whole(self)

    monkeypatch.setattr(Collection, "first_page", slowly)
    collection = Collection([str(large)], ReadOptions())
    app = ReaderApp(collection, Config(), Desk(tmp_path / "desk.sqlite3"))
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot, collection)
        await until(pilot, lambda: reader.pane.layout_ is not None)
        assert reader.pane.page is None
        assert any("第1个问题怎么办" in line for line in reader.lines())
        await pilot.press("space", "n", "m", "a", "x", "y", "i", "r", "]", "p", "s", "f")
        reader.pane.scroll_to(y=40, animate=False)
        await pilot.pause()
        top = reader.pane.previewed
        assert (reader.pane.page, top > 0) == (None, True)
        may_read.set()
        await until(pilot, lambda: reader.pane.page is not None)
        assert reader.pane.page.text == PAGE
        assert reader.pane.position == top
    collection.close()


def test_a_beginning_is_the_pages_own(large, tmp_path) -> None:
    document = read_beginning(str(large))
    assert document is not None
    assert PAGE.startswith(document.text)
    assert 0 < len(document.text.encode()) <= BEGINNING
    rows = "".join(f'第{n}个问题,"答：{n}\n没有办法"\n' for n in range(40_000))
    (tmp_path / "large.csv").write_text(f"title,answer\n{rows}", "utf-8")
    table, whole = read_beginning(str(tmp_path / "large.csv")), read_document(str(tmp_path / "large.csv"))
    assert table is not None
    assert 1000 < len(table.entries) < len(whole.entries)
    assert table.entries == whole.entries[: len(table.entries)]
    assert whole.text.startswith(table.text)
    for name, data in (
        ("one.txt", b"a" * BEGINNING),
        ("wide.txt", "好\n".encode("utf-16")),
        ("x.csv", b"title,answer\n"),
        ("x.html", b"<p>a\n"),
    ):
        (tmp_path / name).write_bytes(data)
        assert read_beginning(str(tmp_path / name)) is None


async def test_a_beginning_is_searched_while_the_page_is_read(monkeypatch, large, tmp_path) -> None:
    may_read = threading.Event()
    whole = collections.read_document

    def slowly(*args):
        may_read.wait(30)
        return whole(*args)

    monkeypatch.setattr(collections, "read_document", slowly)
    collection = Collection([str(large)], ReadOptions())
    collection.start_indexing(early=True)
    app = ReaderApp(collection, Config(), Desk(tmp_path / "desk.sqlite3"))
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot, collection)
        await until(pilot, lambda: collection.searchable)
        await pilot.press("/", *"meiyoubanfa")
        await until(pilot, lambda: reader.screen.session.hits)
        few = reader.screen.session.total
        assert " so far · pinyin" in reader.status()
        await pilot.press("down", "down")
        await until(pilot, lambda: reader.pane.previewed > 0)  # the hit is in sight
        assert any("没有办法" in line for line in reader.lines())
        assert reader.pane.page is None
        may_read.set()
        await until(pilot, lambda: reader.pane.page is not None and collection.ready)
        await until(pilot, lambda: reader.screen.session.total > few)
        await until(pilot, lambda: " so far" not in reader.status())
        path, hit = str(large), reader.screen.session.hits[0]
        assert collection.page(path).text[slice(*hit.spans[0])] == "没有办法"
    collection.close()
