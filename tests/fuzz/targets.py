"""What is fuzzed: each target takes any bytes and may raise nothing but an AssertionError, which is a finding.

A target calls one part of the program with the bytes, lets pass the one error that this part names for bad
input, and checks what must hold whatever the bytes are: above all that offsets stay inside of the stored text
and that `text[start:end]` is what they are said to be.
"""

from __future__ import annotations

import atexit
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from mireader.desk.desk import Desk
from mireader.desk.exchange import dump, restore
from mireader.documents.decode import DecodeError, decode
from mireader.documents.formats import ReadError, ReadOptions, packed, reader_of
from mireader.documents.model import Document
from mireader.documents.reader import from_rows, from_text, read_document
from mireader.hanzi.clean import clean
from mireader.library import cache as index_cache
from mireader.library.inputs import matcher_for
from mireader.library.library import Library, library_of_rows
from mireader.library.page import VIEWS, Page
from mireader.search.query import parse
from mireader.tactics.codebook import CodebookError, parse_codebook
from mireader.tactics.matcher import Matcher
from mireader.tui.config import keep_setting, load_config
from mireader.tui.reading.layout import PageLayout
from mireader.tui.reading.paragraphs import paragraphs_of
from mireader.tui.reading.shown import show
from tests.documents.test_formats import MADE

Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {}
"""By name."""


def target(function: Target) -> Target:
    """Makes a function a target."""
    TARGETS[function.__name__] = function
    return function


@cache
def folder() -> Path:
    """A folder of this run, in memory where the system has such a place."""
    shared = Path("/dev/shm")
    held = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)
    atexit.register(held.cleanup)
    tempfile.tempdir = held.name  # also for what a desk that fails is saved into
    return Path(held.name)


def text_of(data: bytes) -> str:
    """Any bytes as the text of a page."""
    with suppress(DecodeError):
        return decode(data, "utf-8").text
    return ""


def check_outline(document: Document) -> None:
    """The nodes lie in the text, in reading order, each in its parent."""
    ends = {}
    last = 0
    for node in document.outline:
        assert 0 <= node.start <= node.end <= len(document.text)
        assert node.start >= last
        last = node.start
        if node.parent is not None:
            start, end = ends[node.parent]
            assert start <= node.start
            assert node.end <= end
        ends[node.id] = node.start, node.end


@target
def decoding(data: bytes) -> None:
    with suppress(DecodeError):
        found = decode(data)
        found.text.encode()  # no lone surrogate
        assert all(0 <= at < len(data) for at in found.bad_bytes)


@target
def cleaning(data: bytes) -> None:
    text = text_of(data)
    cleaned = clean(text)
    for at in range(len(cleaned.text)):
        start, end = cleaned.alignment.source_span(at, at + 1)
        assert 0 <= start <= end <= len(text)


@target
def repairing(data: bytes) -> None:
    page = Page(from_text(text_of(data), "a.txt"), lambda: matcher_for(()))
    for repair in page.repairs:
        assert page.text[repair.start : repair.end] == repair.found
    for name in VIEWS:
        view = page.view(name)
        start, end = view.stored_span(0, len(view.text))
        assert 0 <= start <= end <= len(page.text)


@target
def outlining(data: bytes) -> None:
    check_outline(from_text(text_of(data), "a.txt"))


@target
def highlighting(data: bytes) -> None:
    page = Page(from_text(text_of(data), "a.txt"), _matcher)
    for mention in page.mentions:
        assert mention.start < mention.end
        assert page.text[mention.start : mention.end] == mention.text


@cache
def _matcher() -> Matcher:
    return matcher_for(("marketing", "facts"))


@target
def laying_out(data: bytes) -> None:
    """The first byte is the width of the pane, the second the script."""
    width, script = (data + b"\x00\x00")[:2]
    page = Page(from_text(text_of(data[2:]), "a.txt"), lambda: matcher_for(()))
    name = ("", "hans", "hant", "tw", "hk")[script % 5]
    layout = PageLayout(page, 4 + width % 120, script=name)
    for number in range(layout.settle(0, 50) + 50):
        layout.row(number)
    for paragraph in paragraphs_of(page.document):
        shown = show(page, paragraph, "mended", name)
        low, high = page.document.clean.alignment.source_span(paragraph.start, paragraph.end)
        start, end = shown.stored_span(0, len(shown.text))
        assert low <= start <= end <= high


def _format(name: str, data: bytes) -> None:
    with suppress(ReadError):
        found = reader_of(name)(data, ReadOptions())
        if found.rows is None:
            check_outline(from_text(found.text, f"a.{name}", found, name))
        else:
            document = from_rows(found.rows, f"a.{name}", found, name)
            assert all(0 <= row.start <= row.end <= len(document.text) for row in document.rows or ())


@target
def html(data: bytes) -> None:
    _format("html", data)


@target
def csv(data: bytes) -> None:
    _format("csv", data)


@target
def jsonl(data: bytes) -> None:
    _format("jsonl", data)


def with_part(archive: bytes, number: int, data: bytes) -> bytes:
    """An archive with one of its files replaced, so that what is tried gets past checksums."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        for at, name in enumerate(names):
            new.writestr(name, data if at == number % len(names) else old.read(name))
    return made.getvalue()


@cache
def _good(name: str) -> bytes:
    return MADE[f"page.{name}"]()


def _packed_format(name: str, data: bytes) -> None:
    """The first byte: which part of a good file is replaced; 255: the bytes are the whole file."""
    number, rest = data[:1], data[1:]
    _format(name, rest if number in (b"", b"\xff") else with_part(_good(name), number[0], rest))


@target
def docx(data: bytes) -> None:
    _packed_format("docx", data)


@target
def epub(data: bytes) -> None:
    _packed_format("epub", data)


@target
def pdf(data: bytes) -> None:
    _format("pdf", data)


@target
def archives(data: bytes) -> None:
    """The same bytes as `.gz`, `.xz` and `.zip`."""
    for ending in ("gz", "xz"):
        with suppress(ReadError):
            packed.unpacked(data, f"a.txt.{ending}")
    path = folder() / "a.zip"
    path.write_bytes(data)
    with suppress(ReadError):
        for page in packed.pages_in(str(path)):
            with suppress(ReadError):
                read_document(page)


@cache
def _library() -> Library:
    rows = [
        {"id": "1", "title": "饥饿营销是什么？", "body": "限量发售，先到先得。小米的粉丝经济也算。"},
        {"id": "2", "title": "海底捞的服务营销", "body": "網路口碑，等位時有零食。Hadoop 2.0, weibo"},
    ]
    return library_of_rows(rows)


@target
def query(data: bytes) -> None:
    text = text_of(data)
    found, again = parse(text), parse(text)
    assert replace(found, regex=None) == replace(again, regex=None)  # an expression is compiled anew
    assert (found.regex is None) == (again.regex is None)


@target
def searching(data: bytes) -> None:
    text = text_of(data)
    library = _library()
    for hit in library.search(text, 10):
        for start, end in hit.spans:
            assert 0 <= start < end <= len(library.documents[0].text)


@target
def codebook(data: bytes) -> None:
    with suppress(CodebookError):
        book = parse_codebook(text_of(data), "own")
        text = "小米的饥饿营销：限量发售，先到先得。\n" + text_of(data)
        for mention in Matcher([book]).mentions(clean(text)):
            assert 0 <= mention.start < mention.end <= len(text)


@target
def configuration(data: bytes) -> None:
    path = folder() / "config.toml"
    path.write_bytes(data)
    found = load_config(path)
    with suppress(ValueError):
        keep_setting(path, "reading", "measure", 50)
        if not found.warnings:
            assert load_config(path).measure == 50


@target
def kept_index(data: bytes) -> None:
    """A manifest, or a segment, of these bytes."""
    root = folder() / "index"
    kept = root / "key"
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    (kept / "manifest.json").write_bytes(data)
    for part in index_cache.find("key", ["a", "b"], root) or ():
        assert part.file.parent == kept


@target
def desk_file(data: bytes) -> None:
    """A damaged desk: the bytes are laid over a good one, from the place that the first two name."""
    path = folder() / "desk.sqlite3"
    for old in folder().glob("desk*"):
        old.unlink()
    at = int.from_bytes(data[:2], "big") % 8192
    good = bytearray(_desk_bytes())
    good[at : at + len(data) - 2] = data[2:]
    path.write_bytes(good)
    desk = Desk(path)
    try:
        with suppress(sqlite3.DatabaseError):
            desk.notes()
            dump(desk)
            desk.keep_position("a", "b", 3)
    finally:
        desk.close()


@cache
def _desk_bytes() -> bytes:
    path = folder() / "good.sqlite3"
    desk = Desk(path)
    desk.toggle_bookmark("a" * 64, "a.txt", 7, "饥饿营销")
    desk.close()
    return path.read_bytes()


@target
def desk_import(data: bytes) -> None:
    desk = Desk(folder() / "import.sqlite3")
    try:
        with suppress(ValueError):
            restore(desk, text_of(data))
    finally:
        desk.close()
