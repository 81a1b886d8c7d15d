"""Where a page came from, by what it says and what is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mireader.documents.model import Source
from mireader.documents.reader import find_files, from_text, read_document

BODY = "\n海底捞的服务怎么样？\n" + "很好，等位的时候还有零食，大家都愿意等。" * 3 + "\n"


@pytest.mark.parametrize(
    ("said", "source"),
    [
        (
            "来源：虎嗅网　作者：李四　发布时间：2020-3-4",
            Source(author="李四", site="虎嗅网", date="2020-03-04"),
        ),
        ("來源：數位時代 | 日期：2021年12月5日", Source(site="數位時代", date="2021-12-05")),
        ("原文链接：https://example.com/a?b=1", Source(url="https://example.com/a?b=1")),
        ("来源：网络整理　编辑：小编", Source(author="小编")),
        (
            "---\nauthor: 王五\nsource: 知乎\nurl: https://example.com\n---",
            Source(author="王五", site="知乎", url="https://example.com"),
        ),
        ("瑞幸的营销好在哪里?_百度知道\n", Source(title="瑞幸的营销好在哪里?", site="百度知道")),
        ("价格战——先降价-后涨价\n", Source()),
        ("", Source()),
    ],
)
def test_what_a_page_says(said: str, source: Source) -> None:
    assert from_text(said + BODY, "page.md").source == source


def test_a_date_by_an_answer_is_not_the_pages() -> None:
    assert from_text(BODY + "热心网友 推荐于 2017-11-24\n不错。", "p.txt").source == Source()


def test_a_table_beside_the_pages_says_more(tmp_path: Path) -> None:
    page = tmp_path / "甲.txt"
    page.write_text("来源：虎嗅网" + BODY, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "file,author,date,accessed\n甲.txt,张三,2019-01-02,2026-11-22\n", encoding="utf-8-sig"
    )
    source = read_document(str(page)).source
    assert source == Source("张三", "虎嗅网", None, "2019-01-02", None, "2026-11-22")
    assert list(find_files([str(tmp_path)])) == [str(page)]


def test_a_damaged_table_is_passed_over(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(BODY, encoding="utf-8")
    (tmp_path / "sources.csv").write_bytes(b"\x00\x01\x02")
    assert read_document(str(page)).source == Source()
