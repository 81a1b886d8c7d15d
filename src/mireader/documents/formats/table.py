"""Tables: CSV, TSV and JSONL; each row is a question."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from mireader.documents.formats import Extract, ReadError, ReadOptions, TableRow
from mireader.documents.formats.text import decoded

_TITLE_COLUMNS = ("title", "question", "ask", "q", "问题", "問題", "标题", "標題", "提问", "提問")
_DETAIL_COLUMNS = (
    "ask",
    "description",
    "detail",
    "desc",
    "问题描述",
    "問題描述",
    "描述",
    "补充",
    "補充",
    "提问",
    "提問",
)
_BODY_COLUMNS = ("body", "answer", "a", "content", "text", "回答", "答案", "内容", "內容", "正文")
_ID_COLUMNS = ("id", "qid", "编号", "編號", "序号", "序號")
_LONGEST_FIELD = 1 << 30


def read_csv(data: bytes, options: ReadOptions) -> Extract:
    """A table with commas. Raises ReadError."""
    return _read(data, options, ",")


def read_tsv(data: bytes, options: ReadOptions) -> Extract:
    """A table with tabs. Raises ReadError."""
    return _read(data, options, "\t")


def read_jsonl(data: bytes, options: ReadOptions) -> Extract:
    """A JSON object a line, with `id`, `title` and `body`. Raises ReadError."""
    found = decoded(data, options.encoding)
    return Extract(
        rows=_objects(found.text), encoding=found.encoding, certain=found.certain, bad_bytes=found.bad_bytes
    )


def _objects(text: str) -> Iterator[TableRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
            raise ReadError(f"line {number} is no JSON object: {why}") from error
        if not isinstance(row, dict):
            raise ReadError(f"line {number} is no JSON object")
        yield TableRow(*(str(row.get(key) or "") for key in ("id", "title", "body")))


def _read(data: bytes, options: ReadOptions, delimiter: str) -> Extract:
    found = decoded(data, options.encoding)
    rows = _rows(found.text, delimiter, options.columns)
    return Extract(rows=rows, encoding=found.encoding, certain=found.certain, bad_bytes=found.bad_bytes)


def _rows(text: str, delimiter: str, columns: tuple[str, str] | None) -> Iterator[TableRow]:
    """The rows as questions; one that is too short lacks its last fields, blank rows are left out."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
        title, details, id_ = _columns(names, columns)
        for row in reader:
            if any(field.strip() for field in row):
                fields = [*row, *[""] * (len(names) - len(row))]
                body = "\n".join(fields[at] for at in details if fields[at].strip())
                yield TableRow("" if id_ is None else fields[id_], fields[title], body)
    except csv.Error as error:
        raise ReadError(f"line {reader.line_num} of the table cannot be read: {error}") from error


def _columns(names: list[str], wanted: tuple[str, str] | None) -> tuple[int, list[int], int | None]:
    """Indexes of the columns that hold titles, the rest of the question and the answer, and ids.

    Raises ReadError for a table without a header line, or without a column that was asked for.
    """
    if not names:
        raise ReadError("the table has no header line")
    id_ = next((names.index(name) for name in _ID_COLUMNS if name in names), None)
    if wanted:
        missing = [name for name in wanted if name.strip().lower() not in names]
        if missing:
            raise ReadError(f"the table has no column {missing[0]!r}; it has: {', '.join(names)}")
        return names.index(wanted[0].strip().lower()), [names.index(wanted[1].strip().lower())], id_
    title = next((names.index(name) for name in _TITLE_COLUMNS if name in names), 0)
    body = next((names.index(name) for name in _BODY_COLUMNS if name in names), len(names) - 1)
    detail = next((names.index(name) for name in _DETAIL_COLUMNS if name in names), None)
    details = [at for at in (detail, body) if at is not None and at != title]
    return title, list(dict.fromkeys(details)) or [body], id_
