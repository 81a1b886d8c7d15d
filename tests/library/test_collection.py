"""What the index process hands over to the reader."""

from __future__ import annotations

from pathlib import Path

from mireader.documents.reader import ReadOptions
from mireader.library.collection import Collection
from mireader.library.page import LARGE
from mireader.tactics.codebook import own_folder

LINE = "小米的饥饿营销让很多人买不到手机，大家都在论坛里讨论，也有人去门店排队。\n"


def test_codebooks_in_the_users_folder_are_in_use_and_mistakes_are_kept() -> None:
    folder = own_folder()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        '[codebook]\nid="mine"\nname="我的"\n[[group]]\nid="g"\nname="组"\nmark="组"\n'
        '[[tactic]]\nid="t"\nname="甲"\ngroup="g"\ncues=["雷军"]\n',
        encoding="utf-8",
    )
    (folder / "wrong.toml").write_text("[codebook\n", encoding="utf-8")
    collection = Collection([], ReadOptions())
    try:
        page = collection.first_page()
        assert page is not None
        assert "t" in {mention.tactic for mention in page.mentions}
        assert [book.id for book in collection.codebooks] == ["marketing", "mine"]
        assert len(collection.books.mistakes) == 1
        assert "wrong.toml" in collection.books.mistakes[0]
    finally:
        collection.close()


def test_the_repairs_of_a_large_page_come_from_the_index_process(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text(LINE * (LARGE // len(LINE) + 1) + "这是叻解小米嘚人。\n" * 30, encoding="utf-8")
    collection = Collection([str(path)], ReadOptions())
    try:
        page = collection.page(str(path))
        page.mend()
        assert not page.mending.edits
        collection.start_indexing()
        collection.follow(lambda done, of: None)
        page.mend()
        assert {page.text[r.start : r.end] for r in page.made_repairs()} >= {"嘚"}
        assert "的人" in page.view("mended").text
    finally:
        collection.close()
