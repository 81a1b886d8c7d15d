"""Tables: CSV, TSV and JSONL; each row is a question."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mireader.documents.formats import Extract, ReadError, ReadOptions, TableRow
from mireader.documents.formats.text import decoded
from mireader.i18n import _
from mireader.turns import give_way

if TYPE_CHECKING:
    from _csv import Reader as _Reader

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
_CATEGORY_COLUMNS = (
    "department",
    "category",
    "topic",
    "科室",
    "部门",
    "部門",
    "分类",
    "分類",
    "类别",
    "類別",
    "栏目",
    "欄目",
    "话题",
    "話題",
    "主题",
    "主題",
    "板块",
    "板塊",
)
_KEYS = TableRow._fields
"""Keys of a JSONL object."""
_LONGEST_FIELD = 1 << 30


def read_csv(data: bytes, options: ReadOptions) -> Extract:
    """A table with commas. Raises ReadError."""
    return _read(data, options, ",")


def read_tsv(data: bytes, options: ReadOptions) -> Extract:
    """A table with tabs. Raises ReadError."""
    return _read(data, options, "\t")


def read_jsonl(data: bytes, options: ReadOptions) -> Extract:
    """A JSON object a line, with `id`, `title` and `body`, or with keys like a table's columns.

    The first object says which keys are meant. Raises ReadError.
    """
    found = decoded(data, options.encoding)
    return Extract(
        rows=_as_rows(_objects(found.text), options.columns),
        encoding=found.encoding,
        certain=found.certain,
        bad_bytes=found.bad_bytes,
    )


def _as_rows(objects: Iterator[dict[str, Any]], wanted: tuple[str, str] | None) -> Iterator[TableRow]:
    columns: _Columns | None = None
    names: list[str] = []
    for row in objects:
        if not names:
            names = list(row)
            if wanted or not ("title" in row or "body" in row):
                columns = _columns([name.strip().lower() for name in names], wanted)
        fields = [str(row.get(name) or "") for name in names]
        yield _row(fields, columns) if columns else TableRow(*(str(row.get(key) or "") for key in _KEYS))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        give_way()
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else _("it is nested too deeply")
            raise ReadError(
                _("line {number} is no JSON object: {why}").format(number=number, why=why)
            ) from error
        if not isinstance(row, dict):
            raise ReadError(_("line {number} is no JSON object").format(number=number))
        yield row


def _read(data: bytes, options: ReadOptions, delimiter: str) -> Extract:
    found = decoded(data, options.encoding)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
    except csv.Error as error:
        raise ReadError(_("the table's header line cannot be read: {why}").format(why=error)) from error
    columns = _columns(names, options.columns)
    named = (columns.title, *columns.body, columns.category)
    return Extract(
        rows=_rows(reader, columns, len(names)),
        encoding=found.encoding,
        certain=found.certain,
        bad_bytes=found.bad_bytes,
        columns=tuple(names[at] for at in named if at is not None),
    )


class _Columns(NamedTuple):
    """Indexes of the columns that are used."""

    title: int
    body: list[int]
    id: int | None
    category: int | None


def _rows(reader: _Reader, columns: _Columns, width: int) -> Iterator[TableRow]:
    """The rows as questions; one that is too short lacks its last fields, blank rows are left out."""
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _row([*row, *[""] * (width - len(row))], columns)
    except csv.Error as error:
        raise ReadError(
            _("line {number} of the table cannot be read: {why}").format(number=reader.line_num, why=error)
        ) from error


def _row(fields: list[str], columns: _Columns) -> TableRow:
    """A question of the fields of one row."""
    body = "\n".join(fields[at] for at in columns.body if fields[at].strip())
    id_ = "" if columns.id is None else fields[columns.id]
    category = "" if columns.category is None else fields[columns.category].strip()
    return TableRow(id_, fields[columns.title], body, category)


def _first(wanted: Sequence[str], names: list[str]) -> int | None:
    """Index of the first of the wanted columns that there is."""
    return next((names.index(name) for name in wanted if name in names), None)


def _columns(names: list[str], wanted: tuple[str, str] | None) -> _Columns:
    """The columns that hold titles, the rest of the question and the answer, ids and categories.

    Raises ReadError for a table without a header line, or without a column that was asked for.
    """
    if not names:
        raise ReadError(_("the table has no header line"))
    id_ = _first(_ID_COLUMNS, names)
    if wanted:
        missing = [name for name in wanted if name.strip().lower() not in names]
        if missing:
            raise ReadError(
                _("the table has no column {name}; it has: {names}").format(
                    name=repr(missing[0]), names=", ".join(names)
                )
            )
        asked, answered = (names.index(name.strip().lower()) for name in wanted)
        return _Columns(asked, [answered], id_, _filed(names, asked, answered))
    title = _first(_TITLE_COLUMNS, names) or 0
    found = _first(_BODY_COLUMNS, names)
    body = len(names) - 1 if found is None else found
    detail = _first(_DETAIL_COLUMNS, names)
    details = [at for at in (detail, body) if at is not None and at != title]
    details = list(dict.fromkeys(details)) or [body]
    return _Columns(title, details, id_, _filed(names, title, *details))


def _filed(names: list[str], *taken: int) -> int | None:
    """The column that says what a question is filed under, unless it is used for something else."""
    category = _first(_CATEGORY_COLUMNS, names)
    return None if category in taken else category
