"""Formats: what a file's text is. Each module reads one; `FORMATS` says which ending is read by which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mireader.documents.model import Source

LARGEST = 512_000_000
"""Bytes of one page, unpacked: a page in use takes up to eight times as many (measured)."""
TOO_LARGE = "it has more than 512 MB: split it into several pages"


class ReadError(ValueError):
    """A page cannot be read; the message is a sentence for the reader."""


class ReadOptions(NamedTuple):
    """How to read: an encoding that overrides the guess, and the columns of a table (title, body)."""

    encoding: str | None = None
    columns: tuple[str, str] | None = None


class TableRow(NamedTuple):
    """A question of a table or of JSONL."""

    id: str
    title: str
    body: str
    category: str = ""
    """What the table files it under: a department, a topic."""


class Extract(NamedTuple):
    """What a format's reader took out of a file: a text, or the rows of a table."""

    text: str = ""
    rows: Iterable[TableRow] | None = None
    source: Source = Source()
    encoding: str = "utf-8"
    certain: bool = True
    bad_bytes: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    """Of a table: the columns taken as title, as text and, if there is one, as category."""


Reader = Callable[[bytes, ReadOptions], Extract]
"""From a file's bytes. Raises ReadError."""

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""File name endings that a folder is searched for; a file named outright may have any."""
EXTRACTIONS = {
    "text": "as decoded",
    "markdown": "as decoded",
    "jsonl": "a question a line: title and body",
    "csv": "a question a row",
    "tsv": "a question a row",
    "html": "the main text, without menus and scripts",
    "epub": "the chapters in reading order",
    "docx": "paragraphs, headings and tables",
    "pdf": "the text layer, broken lines joined",
}
"""How the text of each format is taken out of a file, in a few words."""
PACKED = (".gz", ".xz")
"""Endings of a packed file; the one before them says the format (page.txt.gz)."""


def format_of(path: str) -> str:
    """The format of a file by its name, `text` if it has no ending that is known."""
    name = path.lower()
    for ending in PACKED:
        name = name.removesuffix(ending)
    return next((format_ for ending, format_ in FORMATS.items() if name.endswith(ending)), "text")


def is_page(name: str) -> bool:
    """Whether a folder's or an archive's file is a page, by its name."""
    lower = name.lower()
    for ending in PACKED:
        lower = lower.removesuffix(ending)
    return lower.endswith(tuple(FORMATS))


def reader_of(format_: str) -> Reader:
    """The reader of a format, imported when it is needed."""
    from importlib import import_module

    module = {"markdown": "text", "csv": "table", "tsv": "table", "jsonl": "table"}.get(format_, format_)
    function: Reader = getattr(import_module(f"{__name__}.{module}"), f"read_{format_}")
    return function
