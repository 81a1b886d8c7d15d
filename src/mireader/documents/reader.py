"""Files to documents: which format a file has, and what its text is."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mireader.documents.formats import (
    FORMATS,
    LARGEST,
    PACKED,
    TOO_LARGE,
    Extract,
    ReadError,
    ReadOptions,
    TableRow,
    format_of,
    is_page,
    packed,
    reader_of,
)
from mireader.documents.model import Document, Node, Row, Source
from mireader.documents.outline import build_outline
from mireader.documents.outline.lines import LineTable, split_lines
from mireader.documents.outline.titles import without_noise
from mireader.documents.sources import SOURCES, parted, source_of, titled_by_site
from mireader.files import reason
from mireader.hanzi.clean import clean
from mireader.hanzi.script import script_of
from mireader.i18n import _

_PAGE_TITLE = re.compile(
    r"^[(（]\d+[)）](?P<title>.{2,40}?)(?:擴展閱讀|扩展阅读|擴展資料|扩展资料)[:：]", re.MULTILINE
)
STDIN = "-"
BEGINNING = 1 << 16
"""Bytes of a large page that are shown first."""
_TABLE_BEGINNING = 1 << 20
"""The same of a table, whose rows are read sooner than an outline is made."""
_BEGINNINGS = {
    **dict.fromkeys(("text", "markdown"), BEGINNING),
    **dict.fromkeys(("csv", "tsv", "jsonl"), _TABLE_BEGINNING),
}
"""By format: those that can be read up to any line end."""
_PIECE = 1 << 18
"""Code points that are looked at in one go."""


class Failure(NamedTuple):
    """An input that could not be read, and why."""

    path: str
    reason: str


def find_files(paths: Iterable[str]) -> Iterator[str | Failure]:
    """The pages that `paths` name: folders walked recursively in order of names, hidden files skipped,
    archives opened.
    """
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from _in_folder(path)
        elif path != STDIN and packed.is_archive(path) and os.path.isfile(path):
            yield from _in_archive(path)
        else:
            yield path


def _in_folder(path: str) -> Iterator[str | Failure]:
    found = False
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if packed.is_archive(name):
                found = True
                yield from _in_archive(os.path.join(folder, name))
            elif is_page(name) and name != SOURCES:
                found = True
                yield os.path.join(folder, name)
    for error in unreadable:
        yield Failure(str(error.filename), reason(error))
    if not found and not unreadable:
        yield Failure(path, _("this folder holds no pages ({formats})").format(formats=" ".join(FORMATS)))


def _in_archive(path: str) -> Iterator[str | Failure]:
    try:
        names = [name for name in packed.pages_in(path) if os.path.basename(name) != SOURCES]
    except ReadError as error:
        yield Failure(path, str(error))
        return
    yield from names
    if not names:
        yield Failure(path, _("this archive holds no pages ({formats})").format(formats=" ".join(FORMATS)))


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises ReadError."""
    if path == STDIN:
        return _within(sys.stdin.buffer.read(LARGEST + 1))
    inside = packed.archived(path) if not os.path.exists(path) else None
    if inside is not None:
        return packed.read_archived(*inside)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ReadError(_("this is no ordinary file"))
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, LARGEST) + 1)  # not more: so many bytes are set aside before
            return _within(data if len(data) <= size else data + file.read(LARGEST))
    except OSError as error:
        raise ReadError(reason(error)) from error


def _within(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise ReadError(_(TOO_LARGE))
    return data


def read_document(path: str, options: ReadOptions | None = None) -> Document:
    """Reads and outlines one page. Raises ReadError with a sentence."""
    options = options or ReadOptions()
    data = packed.unpacked(read_bytes(path), path)
    if not data.strip():
        raise ReadError(_("this file is empty"))
    format_ = format_of(path)
    extract = reader_of(format_)(data, options)
    del data  # 10 MB of a page of 10 MB, while it is outlined
    if extract.rows is not None:
        return from_rows(extract.rows, path, extract, format_)
    return from_text(extract.text, path, extract, format_)


def read_beginning(path: str, options: ReadOptions | None = None) -> Document | None:
    """What a large page begins with, to be looked at while all of it is read; its offsets are the page's.

    None for what is no plain text or table, or has no line end near. Raises ReadError.
    """
    format_ = format_of(path)
    most = None if path.lower().endswith(PACKED) else _BEGINNINGS.get(format_)
    if most is None:
        return None
    try:
        with open(path, "rb") as file:
            data = file.read(most)
    except OSError as error:
        raise ReadError(reason(error)) from error
    if b"\0" in data:  # UTF-16 may end within a character
        return None
    data = data[: data.rfind(b"\n") + 1]
    if not data.strip():
        return None
    extract = reader_of(format_)(data, options or ReadOptions())
    if extract.rows is None:
        return from_text(extract.text, path, extract, format_)
    rows = list(extract.rows)[:-1]  # a line may end within the last one
    return from_rows(rows, path, extract, format_) if rows else None


def from_text(text: str, path: str, extract: Extract | None = None, format_: str = "text") -> Document:
    """The document of a page's stored text."""
    extract = extract or Extract()
    cleaned = clean(text)
    lines = split_lines(cleaned.text, cleaned.gaps)
    outline = build_outline(cleaned, lines)
    return Document(
        path=path,
        text=text,
        clean=cleaned,
        outline=outline,
        title=_without_site(extract.source) or _page_title(cleaned.text, outline, path),
        script=script_of(cleaned.text),
        encoding=extract.encoding,
        format=format_,
        lines=LineTable(lines),
        source=source_of(path, cleaned.text, extract.source),
        bad_bytes=extract.bad_bytes,
        certain=extract.certain,
    )


def _without_site(source: Source) -> str | None:
    """The title that a page gives itself, without the site's name at its end (…_百度知道)."""
    if source.title is None:
        return None
    return parted(source.title, source.site)[0]


def _page_title(text: str, outline: tuple[Node, ...], path: str) -> str:
    """A page's own title: its heading, what it lets slip, its only question; else the file's name."""
    heading = re.match(r"\s*#\s+(.+)", text)
    if heading:
        return heading.group(1).strip()
    slipped = _PAGE_TITLE.search(text)
    if slipped:
        return slipped["title"]
    titled = titled_by_site(text)
    if titled.site:
        return titled.title or ""
    entries = [node for node in outline if node.kind == "entry"]
    if len(entries) == 1 and entries[0].title:
        return entries[0].title
    return without_noise(Path(path).stem) if path != STDIN else STDIN


def _encodes(text: str) -> bool:
    """Whether a text holds no lone surrogate."""
    try:
        for start in range(0, len(text), _PIECE):
            text[start : start + _PIECE].encode()
    except UnicodeEncodeError:
        return False
    return True


def from_rows(
    rows: Iterable[TableRow], path: str, extract: Extract | None = None, format_: str = "jsonl"
) -> Document:
    """The document of a table's rows: each is an entry whose text is `title\\nbody`."""
    extract = extract or Extract()
    pieces: list[str] = []
    spans: list[Row] = []
    heads: list[tuple[str, int]] = []
    at = 0
    for number, (id_, title, body, category) in enumerate(rows, 1):
        text = f"{title}\n{body}" if title else body
        end = at + len(text)
        spans.append(Row(id_ or str(number), at, end, category))
        heads.append((title, at + len(title)))
        pieces.append(text)
        at = end + 2
    stored = "\n\n".join(pieces)
    del pieces
    if not _encodes(stored):
        stored = re.sub("[\ud800-\udfff]", "\ufffd", stored)
    cleaned = clean(stored)
    nodes = tuple(
        Node(str(number), None, "entry", "", title.strip(), 1, span.start, span.end, body)
        for number, (span, (title, body)) in enumerate(zip(spans, heads, strict=True), 1)
        if span.end > span.start
    )
    return Document(
        path=path,
        text=stored,
        clean=cleaned,
        outline=nodes,
        lines=None,
        title=Path(path).stem if path not in (STDIN, "") else path,
        script=script_of(cleaned.text),
        encoding=extract.encoding,
        format=format_,
        source=source_of(path, "", extract.source),
        bad_bytes=extract.bad_bytes,
        certain=extract.certain,
        columns=extract.columns,
        rows=tuple(spans),
    )
