"""The desk as JSON: to look at, to move to another machine, to bring together with another one."""

from __future__ import annotations

import json
import sqlite3
from math import isfinite
from typing import Any

from mireader.desk.desk import Desk
from mireader.i18n import _

MARK = "mireader desk"
TABLES = ("position", "bookmark", "note", "coding", "repair", "source", "query")
"""What is handed over; where one stopped reading last is this machine's."""


def dump(desk: Desk) -> str:
    """Everything that is kept, as JSON: by table, a list of objects."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        names = desk.columns(table)
        tables[table] = [dict(zip(names, row, strict=True)) for row in desk.rows(table)]
    return json.dumps({MARK: desk.version, **tables}, ensure_ascii=False, indent=1)


def restore(desk: Desk, text: str) -> dict[str, int]:
    """Adds what a dump holds and the desk does not; by table, how much was added. What is there stays.

    Raises ValueError where the text is no dump, or one of a newer program; then nothing is added.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            _("this is no JSON: line {number}: {why}").format(number=error.lineno, why=error.msg)
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get(MARK), int):
        raise ValueError(_("this is no desk of mireader: it has no {name}").format(name=repr(MARK)))
    if data[MARK] > desk.version:
        raise ValueError(
            _("it was written by a newer mireader (version {version})").format(version=data[MARK])
        )
    checked: dict[str, list[tuple[Any, ...]]] = {}
    for table in TABLES:
        found = data.get(table, [])
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise ValueError(_("{name} is no list of objects").format(name=repr(table)))
        columns = desk.columns(table)
        checked[table] = [_row(table, number, row, columns) for number, row in enumerate(found, 1)]
    try:
        return desk.add_rows(checked)
    except (sqlite3.Error, OverflowError) as error:
        raise ValueError(_("it cannot be taken in: {why}").format(why=error)) from error


def _row(table: str, number: int, row: dict[str, Any], columns: dict[str, str]) -> tuple[Any, ...]:
    """The values of a row, each of the type that its column holds. Raises ValueError."""
    for name, kind in columns.items():
        value = row.get(name)
        fits = isinstance(value, str) if kind == "TEXT" else type(value) is int
        if kind == "REAL":
            fits = type(value) in (int, float) and isfinite(value or 0)
        if not fits:
            sentence = _("it cannot be taken in: row {number} of {table} has no fitting {name}")
            raise ValueError(sentence.format(number=number, table=repr(table), name=repr(name)))
    return tuple(row[name] for name in columns)
