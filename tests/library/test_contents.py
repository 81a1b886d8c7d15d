"""Going to a place by its number, its title or its pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mireader.documents.formats import ReadOptions
from mireader.library.collection import Collection
from mireader.library.contents import Contents, Finder, contents_of

QUESTIONS = ["海底捞的服务好在哪里？", "小米的饥饿营销是什么？", "飢餓行銷還有用嗎？", "怎么做粉丝经济？"]


@pytest.fixture
def contents(tmp_path: Path) -> Iterator[Contents]:
    for name, titles in (("one", QUESTIONS), ("two", QUESTIONS[2:])):
        text = "\n".join(f"问题{at}：{title}\n答：很简单。\n" for at, title in enumerate(titles, 1))
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    collection = Collection([str(tmp_path / "one.txt"), str(tmp_path / "two.txt")], ReadOptions())
    page = collection.page(str(tmp_path / "one.txt"))
    yield contents_of(collection, page)
    collection.close()


def test_a_line_is_the_same_however_it_is_asked_for(contents: Contents) -> None:
    listed = list(contents)
    assert len(listed) == len(contents) == 1 + len(QUESTIONS) + 1
    assert [contents[at] for at in range(-len(listed), len(listed))] == listed * 2
    assert contents[1:3] == listed[1:3]
    assert [entry.ordinal for entry in listed] == [0, 1, 2, 3, 4, 0]
    with pytest.raises(IndexError):
        contents[len(listed)]


@pytest.mark.parametrize(
    ("typed", "ordinals"),
    [
        ("3", [3]),
        ("饥饿", [2, 3]),
        ("fensi", [4]),
        ("hdl", [1]),
        ("jieyx", [2]),
        ("jieyingx", [2]),
        ("hai dilao", [1]),
        ("fensijing", [4]),
        ("怎么做粉思经济", [4]),
        ("99", []),
        ("没有这个", []),
    ],
)
def test_what_is_typed_is_found(contents: Contents, typed: str, ordinals: list[int]) -> None:
    finder = Finder(contents, contents[0].path)
    assert [entry.ordinal for entry in finder.find(typed)] == ordinals


def test_nothing_typed_finds_everything_in_order(contents: Contents) -> None:
    assert Finder(contents, "").find("  ", 3) == contents[:3]
