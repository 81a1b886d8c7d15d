"""Files to documents: which format a file has, and what its text is."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from mireader.documents.decode import Decoded, DecodeError, decode
from mireader.documents.model import Document, Node, Row, Source
from mireader.documents.outline import build_outline
from mireader.documents.outline.lines import split_lines
from mireader.documents.outline.titles import without_noise
from mireader.hanzi.clean import clean
from mireader.hanzi.script import script_of

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
}
"""File name endings that a folder is searched for; a file named outright may have any."""
_TITLE_COLUMNS = ("title", "question", "ask", "q", "问题", "問題", "标题", "標題", "提问", "提問")
_BODY_COLUMNS = ("body", "answer", "a", "content", "text", "回答", "答案", "内容", "內容", "正文")
_PAGE_TITLE = re.compile(
    r"^[(（]\d+[)）](?P<title>.{2,40}?)(?:擴展閱讀|扩展阅读|擴展資料|扩展资料)[:：]", re.MULTILINE
)
STDIN = "-"


class ReadError(ValueError):
    """A page cannot be read; the message is a sentence for the reader."""


class Failure(NamedTuple):
    """An input that could not be read, and why."""

    path: str
    reason: str


class ReadOptions(NamedTuple):
    """How to read: an encoding that overrides the guess, and the columns of a table (title, body)."""

    encoding: str | None = None
    columns: tuple[str, str] | None = None


def find_files(paths: Iterable[str]) -> Iterator[str | Failure]:
    """The files that `paths` name, folders walked recursively in order of names, hidden ones skipped."""
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            yield path
            continue
        found = False
        unreadable: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=unreadable.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and Path(name).suffix.lower() in FORMATS:
                    found = True
                    yield os.path.join(folder, name)
        for error in unreadable:
            yield Failure(str(error.filename), _os_reason(error))
        if not found and not unreadable:
            yield Failure(path, "this folder holds no pages (" + " ".join(FORMATS) + ")")


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises ReadError."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ReadError("this is no ordinary file")
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(_os_reason(error)) from error


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return error.strerror or "it cannot be read"


def read_document(path: str, options: ReadOptions | None = None) -> Document:
    """Reads and outlines one page. Raises ReadError with a sentence."""
    options = options or ReadOptions()
    data = read_bytes(path)
    if not data.strip():
        raise ReadError("this file is empty")
    try:
        decoded = decode(data, options.encoding)
    except DecodeError as error:
        raise ReadError(str(error)) from error
    format_ = FORMATS.get(Path(path).suffix.lower(), "text")
    if format_ == "jsonl":
        return from_rows(_jsonl(decoded.text), path, decoded)
    if format_ in ("csv", "tsv"):
        return from_rows(_table(decoded.text, format_, options.columns), path, decoded, format_)
    return from_text(decoded.text, path, decoded, format_)


def from_text(text: str, path: str, decoded: Decoded | None = None, format_: str = "text") -> Document:
    """The document of a page's stored text."""
    cleaned = clean(text)
    lines = split_lines(cleaned.text, cleaned.gaps)
    outline = build_outline(cleaned, lines)
    return Document(
        path=path,
        text=text,
        clean=cleaned,
        outline=outline,
        title=_page_title(cleaned.text, outline, path),
        script=script_of(cleaned.text),
        encoding=decoded.encoding if decoded else "utf-8",
        format=format_,
        lines=lines,
        source=Source(),
        bad_bytes=decoded.bad_bytes if decoded else (),
        certain=decoded.certain if decoded else True,
    )


def _page_title(text: str, outline: tuple[Node, ...], path: str) -> str:
    """A page's own title: its heading, what it lets slip, its only question; else the file's name."""
    heading = re.match(r"\s*#\s+(.+)", text)
    if heading:
        return heading.group(1).strip()
    slipped = _PAGE_TITLE.search(text)
    if slipped:
        return slipped["title"]
    entries = [node for node in outline if node.kind == "entry"]
    if len(entries) == 1 and entries[0].title:
        return entries[0].title
    return without_noise(Path(path).stem) if path != STDIN else STDIN


def from_rows(
    rows: Iterable[Mapping[str, str]], path: str, decoded: Decoded | None = None, format_: str = "jsonl"
) -> Document:
    """The document of rows `{"id", "title", "body"}`: each is an entry whose text is `title\\nbody`."""
    pieces: list[str] = []
    spans: list[Row] = []
    heads: list[tuple[str, int]] = []
    at = 0
    for number, row in enumerate(rows, 1):
        title, body = row.get("title", ""), row.get("body", "")
        text = re.sub("[\ud800-\udfff]", "\ufffd", f"{title}\n{body}" if title else body)
        spans.append(Row(row.get("id") or str(number), at, at + len(text)))
        heads.append((title, at + len(title)))
        pieces.append(text)
        at += len(text) + 2
    stored = "\n\n".join(pieces)
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
        encoding=decoded.encoding if decoded else "utf-8",
        format=format_,
        bad_bytes=decoded.bad_bytes if decoded else (),
        certain=decoded.certain if decoded else True,
        rows=tuple(spans),
    )


def _jsonl(text: str) -> Iterator[dict[str, str]]:
    import json

    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ReadError(f"line {number} is no JSON object: {error.msg}") from error
        if not isinstance(row, dict):
            raise ReadError(f"line {number} is no JSON object")
        yield {key: str(row.get(key) or "") for key in ("id", "title", "body")}


def _table(text: str, format_: str, columns: tuple[str, str] | None) -> Iterator[dict[str, str]]:
    import csv
    import io

    csv.field_size_limit(1 << 30)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if format_ == "tsv" else ",")
    try:
        header = next(rows, [])
        names = [name.strip().lower() for name in header]
        title, body = _columns(names, columns)
        for row in rows:
            if len(row) > max(title, body):
                yield {"title": row[title], "body": row[body]}
    except csv.Error as error:
        raise ReadError(f"line {rows.line_num} of the table cannot be read: {error}") from error


def _columns(names: list[str], wanted: tuple[str, str] | None) -> tuple[int, int]:
    """Indexes of the columns that hold questions and answers. Raises ReadError."""
    if wanted:
        missing = [name for name in wanted if name.strip().lower() not in names]
        if missing:
            raise ReadError(f"the table has no column {missing[0]!r}; it has: {', '.join(names)}")
        return names.index(wanted[0].strip().lower()), names.index(wanted[1].strip().lower())
    title = next((names.index(name) for name in _TITLE_COLUMNS if name in names), 0)
    body = next((names.index(name) for name in _BODY_COLUMNS if name in names), len(names) - 1)
    if not names:
        raise ReadError("the table has no header line")
    return title, body
