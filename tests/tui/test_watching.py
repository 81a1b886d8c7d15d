"""Files that change while they are read."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.conftest import SEED_000, SEED_003

MOST = 300
"""Tenths of a second that a change may take to be seen."""


async def until(reader, condition) -> None:
    for _ in range(MOST):
        if condition():
            break
        await asyncio.sleep(0.1)
    await reader.settle()
    assert condition()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copy(SEED_003, pages / "b.txt")
    shutil.copy(SEED_000, pages / "c.txt")
    return pages


async def test_a_page_saved_again_is_read_again_in_its_place(open_reader, folder: Path) -> None:
    async with open_reader(folder) as reader:
        await until(reader, lambda: reader.collection._seen)
        await reader.press("]", "]")
        place = reader.pane.position
        words = reader.pane.page.text[place : place + 20]
        page = folder / "b.txt"
        page.write_text("前言：这里多了一段话，讲的是鲸鱼营销。\n" + page.read_text("utf-8"), "utf-8")
        await until(reader, lambda: "鲸鱼" in reader.pane.page.text)
        assert reader.pane.page.text[reader.pane.position :].startswith(words)
        assert reader.pane.position > place
        await until(reader, lambda: reader.collection.search("鲸鱼").total == 1)
        hit = reader.collection.search("鲸鱼").hits[0]
        assert [reader.pane.page.text[a:b] for a, b in hit.spans] == ["鲸鱼"]
        hits = reader.collection.search("饥饿营销").hits
        text = reader.pane.page.text
        assert all(text[a:b] for hit in hits if hit.path.endswith("b.txt") for a, b in hit.spans)


async def test_a_new_page_appears_and_can_be_found(open_reader, folder: Path) -> None:
    async with open_reader(folder) as reader:
        await until(reader, lambda: reader.collection._seen)
        (folder / "new.txt").write_text("什么是鲸鱼营销？\n就是先做大再说。\n", "utf-8")
        await until(reader, lambda: len(reader.collection.paths) == 3)
        assert [str(node.label) for node in reader.screen.contents.root.children][-1] == "new"
        await until(reader, lambda: reader.collection.search("鲸鱼").total > 0)


async def test_a_page_taken_away_says_so_and_stays_readable(open_reader, folder: Path) -> None:
    async with open_reader(folder) as reader:
        await until(reader, lambda: reader.collection._seen)
        await reader.press("]", "]", "a", *"mine", "escape")
        title = reader.pane.page.title
        (folder / "b.txt").unlink()
        await until(
            reader,
            lambda: "strike" in str(reader.screen.contents.root.children[0].label.style),
        )
        assert reader.pane.page.title == title
        assert reader.collection.search("微博营销").total == 0 or all(
            hit.path.endswith("c.txt") for hit in reader.collection.search("微博营销").hits
        )
        assert [note.text for note in reader.screen.desk.notes()] == ["mine"]


def test_what_changed_unseen_gives_no_wrong_spans(folder: Path) -> None:
    """A page that is opened for the first time after it was saved again is not lit by old offsets."""
    from mireader.documents.reader import ReadOptions
    from mireader.library.collection import Collection

    collection = Collection([str(folder)], ReadOptions())
    try:
        collection.start_indexing()
        collection.follow(lambda done, of: None)
        (folder / "b.txt").write_text("短。", "utf-8")
        collection._pages.clear()
        answer = collection.search("饥饿营销")
        assert all(hit.path.endswith("c.txt") for hit in answer.hits)
        (folder / "c.txt").unlink()
        collection._pages.clear()
        assert collection.search("饥饿营销").hits == ()
    finally:
        collection.close()


def test_pages_that_change_at_once_are_indexed_one_after_the_other(folder: Path) -> None:
    """Two index processes at a time would number their texts alike."""
    from concurrent.futures import ThreadPoolExecutor

    from mireader.documents.reader import ReadOptions
    from mireader.library.collection import Collection

    collection = Collection([str(folder)], ReadOptions())
    try:
        collection.look_again()
        collection.start_indexing()
        with ThreadPoolExecutor(4) as pool:
            work = [pool.submit(collection.follow, lambda done, of: None)]
            for number in range(3):
                page = folder / f"new {number}.txt"
                page.write_text(f"什么是鲸鱼营销之{'甲乙丙'[number]}？\n先做大再说。\n", "utf-8")
                changes = collection.look_again()
                assert changes.added == [str(page)]
                work.append(pool.submit(collection.index_again, changes.added, lambda done, of: None))
            for one in work:
                one.result()
        for number in range(3):
            hits = collection.search(f'"鲸鱼营销之{"甲乙丙"[number]}"').hits
            assert [hit.path for hit in hits] == [str(folder / f"new {number}.txt")]
        assert {hit.path for hit in collection.search("饥饿营销").hits} >= {str(folder / "b.txt")}
    finally:
        collection.close()
    collection.index_again([str(folder / "b.txt")], lambda done, of: None)
    assert collection._process is None or collection._process.ended
