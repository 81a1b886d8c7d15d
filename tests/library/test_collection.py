"""What the index process hands over to the reader."""

from __future__ import annotations

from pathlib import Path

from mireader.documents.reader import ReadOptions
from mireader.library.collection import Collection
from mireader.library.page import LARGE

LINE = "小米的饥饿营销让很多人买不到手机，大家都在论坛里讨论，也有人去门店排队。\n"


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
