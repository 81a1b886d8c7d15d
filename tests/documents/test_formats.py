"""Formats: a real file of each, made by the format's own library, and a damaged twin."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest
from ebooklib import epub

from mireader.documents.formats import (
    EXTRACTIONS,
    FORMATS,
    ReadError,
    ReadOptions,
    format_of,
    packed,
    reader_of,
)
from mireader.documents.reader import Failure, find_files, read_document

QUESTION = "海底捞的服务营销是怎么做的？"
ANSWER = "海底捞靠的是服务，等位时有零食和游戏，顾客愿意等，也愿意再来。"
HTML = f"""<!DOCTYPE html><html><head><meta charset="CHARSET"><title>{QUESTION}_百度知道</title>
<meta name="author" content="张三"><meta property="og:site_name" content="百度知道">
<meta property="article:published_time" content="2021-03-04T10:00"><link rel="canonical" href="https://example.com/q/1">
<script>document.write("坏")</script><style>.a{{}}</style></head><body>
<nav><a href="/">首页</a> <a href="/b">分类</a></nav>
<div class="content"><h1>{QUESTION}</h1><p>{ANSWER}</p>
<ol><li>免费美甲，排队的人就不着急了。</li><li>员工可以免单，权力给到一线。</li></ol>
<h2>有饥饿营销吗？</h2><p>没有刻意限量，<br>但排队本身就是广告。{ANSWER * 3}</p>
<table><tr><td>年份</td><td>门店</td></tr></table><p hidden>看不见</p></div>
<aside>热门推荐 <a>点我</a></aside><footer>版权所有</footer></body></html>"""


def html_file(encoding: str = "utf-8") -> bytes:
    return HTML.replace("CHARSET", encoding).encode(encoding)


def docx_file() -> bytes:
    document = docx.Document()
    document.core_properties.author = "张三"
    document.core_properties.title = "海底捞"
    document.add_heading(QUESTION, 1)
    document.add_paragraph(ANSWER)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "年份", "门店"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def epub_file() -> bytes:
    book = epub.EpubBook()
    book.set_identifier("id1")
    book.set_title("海底捞")
    book.set_language("zh")
    book.add_author("张三")
    chapter = epub.EpubHtml(title="一", file_name="1.xhtml", lang="zh")
    chapter.content = f"<h1>{QUESTION}</h1><p>{ANSWER}</p>"
    book.add_item(chapter)
    book.spine = [chapter]
    book.add_item(epub.EpubNcx())
    file = io.BytesIO()
    epub.write_epub(file, book)
    return file.getvalue()


def pdf_file(password: str = "") -> bytes:
    """A PDF with one line of text, in the alphabet that every PDF reader has a font for."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
        }
    )
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {pypdf.generic.NameObject("/Font"): fonts}
    )
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 20 100 Td (What is hunger marketing?) Tj ET")
    page[pypdf.generic.NameObject("/Contents")] = stream
    writer.add_metadata({"/Author": "Zhang San"})
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "page.html": html_file,
    "page.docx": docx_file,
    "page.epub": epub_file,
    "page.pdf": pdf_file,
    "page.csv": lambda: f"title,ask,answer\n{QUESTION},想知道细节,{ANSWER}\n短行\n".encode(),
    "page.tsv": lambda: f"问题\t答案\n{QUESTION}\t{ANSWER}\n".encode(),
    "page.jsonl": lambda: f'{{"id": "a", "title": "{QUESTION}", "body": "{ANSWER}"}}\n'.encode(),
    "page.txt": lambda: f"{QUESTION}\n{ANSWER}\n".encode(),
    "page.md": lambda: f"# {QUESTION}\n\n{ANSWER}\n".encode(),
    "page.txt.gz": lambda: gzip.compress(f"{QUESTION}\n{ANSWER}\n".encode()),
    "page.html.xz": lambda: lzma.compress(html_file()),
}


def test_every_format_is_said_and_tried() -> None:
    assert set(FORMATS.values()) == set(EXTRACTIONS)
    assert set(FORMATS.values()) == {format_of(name) for name in MADE}


@pytest.mark.parametrize("name", MADE)
def test_a_real_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[name]())
    document = read_document(str(path))
    assert document.format == format_of(name)
    if name == "page.pdf":
        assert "What is hunger marketing?" in document.text
        assert document.source.author == "Zhang San"
    else:
        assert QUESTION in document.text
        assert ANSWER in document.text
        assert document.entries[0].title == QUESTION
    again = read_document(str(path))
    assert again.text_sha256 == document.text_sha256


@pytest.mark.parametrize(
    "name", [name for name in MADE if not name.endswith((".csv", ".tsv", ".txt", ".md"))]
)
def test_a_damaged_twin_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = MADE[name]()
    path.write_bytes(b"\x00\x01" + data[len(data) // 2 :])
    with pytest.raises(ReadError) as error:
        read_document(str(path))
    assert "\n" not in str(error.value)
    assert 10 < len(str(error.value)) < 120


@pytest.mark.parametrize(
    "name", [name for name in MADE if name.endswith((".docx", ".epub", ".pdf", ".gz", ".xz"))]
)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_read_or_said(tmp_path: Path, name: str, share: float) -> None:
    path = tmp_path / name
    data = MADE[name]()
    path.write_bytes(data[: int(len(data) * share)])
    with suppress(ReadError):
        assert read_document(str(path)).text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
def test_saved_html_gives_its_main_text_and_its_source(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.html"
    html = HTML.replace("CHARSET", encoding)
    if encoding == "big5":
        from mireader.hanzi.script import convert

        html = convert(html, "tw")[0].replace("着", "著")
    path.write_bytes(html.encode(encoding))
    document = read_document(str(path))
    assert document.source.author in ("张三", "張三")
    assert document.source.date == "2021-03-04"
    assert document.source.url == "https://example.com/q/1"
    if encoding != "big5":
        assert document.title == QUESTION
        assert "# " + QUESTION in document.text
        assert "1. 免费美甲" in document.text
        assert "没有刻意限量，\n但排队" in document.text
        assert "年份\t门店" in document.text or "年份 门店" in document.text
    for gone in ("首页", "热门推荐", "版权所有", "坏", "看不见", "<", ".a{"):
        assert gone not in document.text


def test_the_columns_of_a_table_are_found_by_their_names_or_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "department,title,ask,answer\n内科,高血压怎么办,血压一直高,少吃盐\n外科,骨折了,,固定\n",
        encoding="utf-8",
    )
    document = read_document(str(path))
    assert document.text == "高血压怎么办\n血压一直高\n少吃盐\n\n骨折了\n固定"
    assert [node.title for node in document.entries] == ["高血压怎么办", "骨折了"]
    chosen = read_document(str(path), ReadOptions(columns=("ask", "department")))
    assert chosen.text.startswith("血压一直高\n内科")
    with pytest.raises(ReadError, match="no column 'x'"):
        read_document(str(path), ReadOptions(columns=("x", "ask")))


def test_an_encrypted_pdf_is_said(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_file("secret"))
    with pytest.raises(ReadError, match="encrypted"):
        read_document(str(path))


def test_html_without_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>x()</script></body></html>")
    with pytest.raises(ReadError, match="no text"):
        read_document(str(path))


def test_an_archive_is_a_folder_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("问答/甲.txt", f"{QUESTION}\n{ANSWER}\n")
        archive.writestr("../climbs.txt", "x")
        archive.writestr(".hidden.txt", "x")
        archive.writestr("picture.png", b"\x89PNG")
    found = list(find_files([str(tmp_path)]))
    assert found == [f"{path}/问答/甲.txt"]
    assert read_document(found[0]).entries[0].title == QUESTION
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(b"PK\x03\x04 no more")
    assert list(find_files([str(damaged)])) == [Failure(str(damaged), "this archive is damaged")]


def test_what_is_unpacked_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "LARGEST", 1000)
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(b"a" * 100_000))
    with pytest.raises(ReadError, match="more than 512 MB"):
        read_document(str(bomb))
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", "a" * 100_000)
    with pytest.raises(ReadError, match="more than 512 MB"):
        read_document(f"{archive}/a.txt")


def test_every_format_has_a_reader() -> None:
    for format_ in set(FORMATS.values()):
        assert callable(reader_of(format_))


def test_jsonl_is_read_by_other_keys_and_by_those_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"问题": "贵吗？", "回答": "不贵。", "别的": "x"}, {"问题": "远吗？", "别的": "y"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert read_document(str(path)).text == "贵吗？\n不贵。\n\n远吗？\n"
    asked = ReadOptions(columns=("问题", "别的"))
    assert read_document(str(path), asked).text == "贵吗？\nx\n\n远吗？\ny"
    with pytest.raises(ReadError, match="has no column 'a'"):
        read_document(str(path), ReadOptions(columns=("a", "别的")))


def test_sources_are_no_page_and_are_used_for_tables_too(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("file,author\na.csv,王一\n", "utf-8")
    (tmp_path / "a.csv").write_text("title,answer\n贵吗？,不贵。\n", "utf-8")
    assert read_document(str(tmp_path / "a.csv")).source.author == "王一"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("folder/sources.csv", "file,author\n")
        archive.writestr("folder/a.txt", "贵吗？\n不贵。\n")
    assert [str(item)[-5:] for item in find_files([str(tmp_path / "b.zip")])] == ["a.txt"]


@pytest.mark.parametrize("name", ["page.docx", "page.epub"])
def test_a_document_that_unpacks_to_too_much_is_a_sentence(name: str, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[name]())
    assert read_document(str(path)).text
    monkeypatch.setattr(packed, "LARGEST", 1000)
    with pytest.raises(ReadError, match="512 MB"):
        read_document(str(path))
