"""Evidence sheets, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pyrefiqda import RefiCodebook, RefiProject

import mireader
from mireader.desk.desk import Coding, Desk, Note
from mireader.desk.taking_up import place_of, take_up
from mireader.documents.model import Source
from mireader.export.evidence import COLUMNS, Sheet, evidence, sentence
from mireader.export.formats import FORMATS
from mireader.export.references import reference
from mireader.export.refi import code_guid, plain


def sheet_of(library: mireader.Library, *tactics: str) -> Sheet:
    return Sheet(evidence(library, tactics), library.documents, library.documents[0].codebooks)


def table_of(sheet: Sheet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](sheet).decode("utf-8-sig"))))


def test_rows_are_the_mentions_asked_for(seeds: mireader.Library) -> None:
    rows = evidence(seeds, ["hunger-marketing"])
    assert rows
    texts = {page.path: page.text for page in seeds.documents}
    for row in rows:
        assert row.tactic == "hunger-marketing"
        assert texts[row.path][row.start : row.end] == row.mention
        assert row.mention in row.quotation
    assert {row.question[:2] for row in rows if row.question} >= {"小米"}
    fewer = evidence(seeds, ["hunger-marketing"], "邀请注册")
    assert 0 < len(fewer) < len(rows)


def test_tables_hold_every_row(seeds: mireader.Library) -> None:
    sheet = sheet_of(seeds, "flash-sale")
    table = table_of(sheet)
    assert len(table) == len(sheet.rows)
    assert tuple(table[0]) == COLUMNS
    assert FORMATS["csv"](sheet).startswith(b"\xef\xbb\xbf")
    assert len(json.loads(FORMATS["json"](sheet))["evidence"]) == len(sheet.rows)
    assert "作者不详" in FORMATS["md"](sheet).decode()


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_no_cell_is_a_formula_and_no_markup_is_obeyed(begin: str) -> None:
    library = mireader.from_rows([{"id": "1", "title": f"{begin}1+1", "body": f"{begin}饥饿营销*a*<b>"}])
    sheet = sheet_of(library)
    rows = csv.reader(io.StringIO(FORMATS["csv"](sheet).decode("utf-8-sig")))
    assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row)
    assert "\\*a\\*\\<b\\>" in FORMATS["md"](sheet).decode()
    assert "<b>" not in FORMATS["html"](sheet).decode()


def test_a_quotation_is_a_sentence() -> None:
    text = "甲。乙说饥饿营销好!丙"
    at = text.index("饥饿")
    assert sentence(text, at, at + 4) == "乙说饥饿营销好!"


def test_a_reference_names_what_is_missing() -> None:
    source = Source(author="王小明", date="2020-05-01", url="https://example.org/1")
    assert reference(source, "小米怎么营销") == (
        "王小明. 小米怎么营销[EB/OL]. [网站不详], (2020-05-01)[引用日期不详]. https://example.org/1."
    )


def awkward(folder: Path) -> mireader.Library:
    """Pages with line ends of Windows, characters beyond the BMP and controls."""
    text = "1、小米怎么营销？\r\n𠮷先做口碑营销🙂，再做饥饿营销。\r\n\r\n2、魅族呢？\r\n靠\x07论坛营销<&>。\r最后是饥饿营销。"
    (folder / "page.txt").write_bytes(text.encode())
    return mireader.open(str(folder / "page.txt"))


def test_a_project_reads_back_with_the_same_codes_quotations_and_positions(tmp_path: Path) -> None:
    library = awkward(tmp_path)
    sheet = sheet_of(library)
    (tmp_path / "evidence.qdpx").write_bytes(FORMATS["qdpx"](sheet))
    project = RefiProject.load(tmp_path / "evidence.qdpx", str(tmp_path / "out"))
    source = project.sources.text_source[0]
    name = source.plain_text_path.removeprefix("internal://")
    for newline in ("", None):  # whether the reader folds line ends or not
        with (tmp_path / "out" / "sources" / name).open(encoding="utf-8", newline=newline) as file:
            stored = file.read()
        found = [
            (
                s.start_position,
                s.end_position,
                s.coding[0].code_ref.target_guid,
                stored[s.start_position : s.end_position],
            )
            for s in source.plain_text_selection
        ]
        assert found == [(r.start, r.end, code_guid(r.tactic), r.mention) for r in sheet.rows]
    assert len(sheet.rows) == 4
    codes = {tactic.guid: tactic.name for group in project.code_book.codes.code for tactic in group.code}
    assert codes[code_guid("hunger-marketing")] == "饥饿营销"
    assert FORMATS["qdpx"](sheet) == FORMATS["qdpx"](sheet)


def test_the_words_at_the_offsets_are_lit(tmp_path: Path) -> None:
    """Not the first of the same words in the sentence."""
    (tmp_path / "page.txt").write_text("❶为什么？\n先说口碑，再说口碑。\n❷还有呢？\n没有。\n", "utf-8")
    sheet = sheet_of(mireader.open(tmp_path / "page.txt"))
    html = FORMATS["html"](sheet).decode()
    assert "先说<mark>口碑</mark>，再说口碑。" in html
    assert "先说口碑，再说<mark>口碑</mark>。" in html


def test_notes_stand_beside_the_words_they_are_about(tmp_path: Path) -> None:
    library = awkward(tmp_path)
    page = library.documents[0]
    mention = page.mentions[1]
    desk = Desk(tmp_path / "desk.sqlite3")
    sha, path = place_of(page)
    desk.keep_note(
        Note(sha, mention.start, path, page.text[mention.start : mention.end], "见 *3.2* 节\n=再查")
    )
    first = page.mentions[0]
    desk.keep_coding(sha, path, Coding(first.start, first.end, first.tactic, "口碑"), False)
    take_up(desk, page)
    sheet = sheet_of(library)
    assert [row.note for row in sheet.rows] == ["见 *3.2* 节\n=再查", "", ""]
    assert "见 \\*3.2\\* 节" in FORMATS["md"](sheet).decode()
    assert table_of(sheet)[0]["note"] == "见 *3.2* 节\n=再查"
    assert '<p class="note">见 *3.2* 节</p>' in FORMATS["html"](sheet).decode()
    (tmp_path / "evidence.qdpx").write_bytes(FORMATS["qdpx"](sheet))
    project = RefiProject.load(tmp_path / "evidence.qdpx", str(tmp_path / "out"))
    noted = project.sources.text_source[0].plain_text_selection[0].note_ref[0].target_guid
    assert [(n.guid, n.plain_text_content) for n in project.notes.note] == [(noted, "见 *3.2* 节\n=再查")]
    desk.keep_note(Note(sha, 0, path, page.text, "everywhere"))
    take_up(desk, page)
    assert [row.note for row in sheet_of(library).rows] == [
        "everywhere\n见 *3.2* 节\n=再查",
        "everywhere",
        "everywhere",
    ]
    annotation = json.loads(FORMATS["jsonld"](sheet))["first"]["items"][0]
    assert annotation["body"][-1] == {
        "type": "TextualBody",
        "purpose": "commenting",
        "value": "见 *3.2* 节\n=再查",
    }


def test_the_plain_text_of_a_project_is_as_long_as_stored() -> None:
    text = "甲\r\n乙\r丙\x00\n𠮷"
    assert plain(text) == "甲 \n乙\n丙\ufffd\n𠮷"
    assert len(plain(text)) == len(text)


def test_a_codebook_reads_back(seeds: mireader.Library, tmp_path: Path) -> None:
    sheet = sheet_of(seeds)
    (tmp_path / "codes.qdc").write_bytes(FORMATS["qdc"](sheet))
    book = RefiCodebook.load(tmp_path / "codes.qdc")
    assert len(book.codes.code) == len(sheet.codebooks[0].groups)
    assert sum(len(group.code) for group in book.codes.code) == len(sheet.codebooks[0].tactics)
    ElementTree.fromstring(FORMATS["qdc"](sheet))


def test_annotations_point_to_the_words(tmp_path: Path) -> None:
    library = awkward(tmp_path)
    data = json.loads(FORMATS["jsonld"](sheet_of(library)))
    text = library.documents[0].text
    items = data["first"]["items"]
    assert data["total"] == len(items) == 4
    for item in items:
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text.index(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0
    assert len({item["id"] for item in items}) == 4


class Page(HTMLParser):
    """What a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.rows = self.bars = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = [value or "" for name, value in attrs if name in ("src", "href")]
        self.loads += [value for value in found if not value.startswith("#")]  # a place in the page itself
        self.rows += tag == "tr"
        self.bars += tag == "rect"


def test_the_web_page_needs_nothing_else(seeds: mireader.Library) -> None:
    sheet = sheet_of(seeds, "hunger-marketing", "fan-economy")
    html = FORMATS["html"](sheet).decode()
    page = Page()
    page.feed(html)
    assert page.loads == []
    assert page.rows == len(sheet.rows) + 1
    assert page.bars == 2
    assert re.search("<mark>飢餓營銷</mark>", html)


def test_control_characters_of_a_page_do_not_reach_a_sheet() -> None:
    library = mireader.from_rows([{"id": "1", "title": "题", "body": "\x1b[31m饥饿营销\u202e反\x07"}])
    sheet = sheet_of(library)
    for format_ in ("md", "html"):
        assert not set("\x1b\u202e\x07") & set(FORMATS[format_](sheet).decode())
    with ZipFile(io.BytesIO(FORMATS["qdpx"](sheet))) as archive:
        ElementTree.fromstring(archive.read("project.qde"))


def test_a_closing_quotation_mark_belongs_to_the_sentence_before() -> None:
    text = "他说：“我们没有搞。”不过像饥饿营销。\n“这就是饥饿营销！”"
    assert sentence(text, 5, 6) == "他说：“我们没有搞。”"
    assert sentence(text, 13, 15) == "不过像饥饿营销。"
    assert sentence(text, len(text) - 4, len(text) - 2) == "“这就是饥饿营销！”"
