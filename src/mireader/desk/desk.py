"""The desk: positions, bookmarks, notes, chosen repairs, typed sources, codings, former searches.

All of it is kept by what a page says, not by its path.

One SQLite file in write-ahead mode, so that two readers can use it at once. Every change is
committed before the call returns. A desk that cannot be used is replaced by one in memory, and
says so: reading goes on.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from platformdirs import user_data_path

from mireader.desk.store import SCHEMA_VERSION, Store
from mireader.documents.model import Source
from mireader.hanzi.repair import Repair

MOST_QUERIES = 100
_BEGINNING = 40
"""Code points by which the passage of a note is found where the rest of it was changed."""


def desk_path() -> Path:
    """Where the desk is kept."""
    return user_data_path("mireader", appauthor=False) / "desk.sqlite3"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place kept: the page by the SHA-256 of its text, an offset in code points, the words there."""

    page: str
    offset: int
    path: str
    quotation: str


class Note(NamedTuple):
    """What a reader wrote about a place: like a bookmark, with words."""

    page: str
    offset: int
    path: str
    quotation: str
    text: str


class Coding(NamedTuple):
    """A tactic at a passage of a page; offsets in code points into its stored text."""

    start: int
    end: int
    tactic: str
    quotation: str


class Followed(NamedTuple):
    """What became of marks in a page whose text has changed."""

    found: int
    lost: int
    """Those whose words are not there any more."""


class Session(NamedTuple):
    """What was read last: the files and folders that were named, the page, the offset in it."""

    inputs: list[str]
    path: str
    offset: int


def nearest(text: str, quotation: str, offset: int) -> int | None:
    """Where a quotation stands in a text, of several places the nearest to `offset`; None: nowhere."""
    if not quotation.strip():
        return None
    after = text.find(quotation, offset)
    before = text.rfind(quotation, 0, offset + len(quotation))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - offset), default=None)


P = ParamSpec("P")
R = TypeVar("R")


def _kept(method: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """A method that uses the file, and does without it when it must: see `Store.call`."""

    @wraps(method)
    def call(self: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._store.call(lambda: method(self, *args, **kwargs))

    return call


class Desk:
    """The user's desk."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path or desk_path())

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._store.connection

    @property
    def warning(self) -> str | None:
        """A sentence if the file cannot be used, else None."""
        return self._store.warning

    def when_it_fails(self, tell: Callable[[str], None]) -> None:
        """Has a warning that arises later told, from whatever thread, with a sentence."""
        self._store.tell = tell

    @property
    def unwritten(self) -> int:
        """Changes that could not be written to the file yet."""
        return self._store.unwritten

    @property
    def version(self) -> int:
        """Of what is kept, and how."""
        return SCHEMA_VERSION

    @_kept
    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and what they hold: TEXT, INTEGER or REAL."""
        return {row[1]: row[2] for row in self._connection.execute(f"PRAGMA table_info({table})")}

    @_kept
    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """The rows of a table, as they are kept."""
        return self._connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()

    @_kept
    def add_rows(self, tables: Mapping[str, Sequence[tuple[Any, ...]]]) -> dict[str, int]:
        """Adds rows that are not there yet, all or none; by table, how many. Raises sqlite3.Error."""
        added: dict[str, int] = {}
        with self._connection:
            self._connection.execute("BEGIN")
            for table, rows in tables.items():
                before = self._connection.total_changes
                for row in rows:
                    marks = ", ".join("?" * len(row))
                    self._connection.execute(
                        f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT DO NOTHING", row
                    )
                added[table] = self._connection.total_changes - before
        return added

    @_kept
    def keep_session(self, session: Session) -> None:
        """Keeps what was read last."""
        inputs = json.dumps(session.inputs)
        row = (inputs, session.path, session.offset)
        self._connection.execute("INSERT OR REPLACE INTO session VALUES (1, ?, ?, ?)", row)

    @_kept
    def session(self) -> Session | None:
        """What was read last, or None."""
        row = self._connection.execute("SELECT inputs, path, offset FROM session").fetchone()
        return None if row is None else Session(json.loads(row[0]), row[1], row[2])

    def close(self) -> None:
        """Closes the file; what a thread still asks for afterwards finds an empty desk."""
        self._store.close()

    @_kept
    def position(self, page: str) -> int | None:
        """The offset last read in a page (by its SHA-256), or None."""
        row = self._connection.execute("SELECT offset FROM position WHERE page = ?", (page,)).fetchone()
        return None if row is None else int(row[0])

    @_kept
    def keep_position(self, page: str, path: str, offset: int) -> None:
        """Keeps the reading position of a page."""
        self._connection.execute(
            "INSERT INTO position VALUES (?, ?, ?, ?) ON CONFLICT (page) DO UPDATE SET "
            "path = excluded.path, offset = excluded.offset, changed = excluded.changed",
            (page, path, offset, time.time()),
        )

    @_kept
    def toggle_bookmark(self, page: str, path: str, offset: int, quotation: str) -> bool:
        """Sets or takes away a bookmark; True if it is set now."""
        gone = self._connection.execute("DELETE FROM bookmark WHERE page = ? AND offset = ?", (page, offset))
        if gone.rowcount:
            return False
        self._connection.execute(
            "INSERT INTO bookmark VALUES (?, ?, ?, ?, ?)", (page, offset, path, quotation, time.time())
        )
        return True

    @_kept
    def keep_note(self, note: Note) -> None:
        """Keeps a note in place of what was noted there; an empty one is taken away."""
        if not note.text.strip():
            self._connection.execute(
                "DELETE FROM note WHERE page = ? AND offset = ?", (note.page, note.offset)
            )
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?, ?, ?)", (*note, time.time())
        )

    @_kept
    def notes(self, page: str | None = None) -> list[Note]:
        """The notes of a page, or all, in the order of pages and places."""
        where, values = ("WHERE page = ?", (page,)) if page else ("", ())
        rows = self._connection.execute(
            f"SELECT page, offset, path, quotation, text FROM note {where} ORDER BY path, offset", values
        )
        return [Note(*row) for row in rows]

    @_kept
    def follow(self, page: str, path: str, text: str) -> Followed:
        """Moves what was kept of earlier texts of a page to the same words in its text now.

        What is not found stays where it was; repairs that were chosen stay, too.
        """
        known = (f"SELECT page, path FROM {table}" for table in ("page", "position", "bookmark", "note"))
        earlier = self._connection.execute(
            f"SELECT page FROM ({' UNION '.join(known)}) WHERE path = ? AND page != ?", (path, page)
        ).fetchall()
        found = lost = 0
        for (old,) in earlier:
            for table, start in (("bookmark", "offset"), ("note", "offset"), ("coding", "start")):
                moved = self._move(table, start, old, page, text)
                found, lost = found + moved.found, lost + moved.lost
            for table in ("source", "position"):
                self._connection.execute(f"UPDATE OR IGNORE {table} SET page = ? WHERE page = ?", (page, old))
        return Followed(found, lost)

    def _move(self, table: str, start: str, old: str, page: str, text: str) -> Followed:
        """Moves the rows of a table from the earlier text of a page to the same words in its text now."""
        ask, found, lost = self._connection.execute, 0, 0
        also = ", stop = stop + :by" if table == "coding" else ""
        rows = ask(f"SELECT DISTINCT {start}, quotation FROM {table} WHERE page = ?", (old,)).fetchall()
        for offset, quotation in rows:
            at = nearest(text, quotation, offset)
            if at is None and table == "note":
                at = nearest(text, quotation[:_BEGINNING], offset)
            if at is None:
                lost += 1
                continue
            values = {"page": page, "by": at - offset, "old": old, "at": offset, "words": quotation}
            ask(
                f"UPDATE OR IGNORE {table} SET page = :page, {start} = {start} + :by{also} "
                f"WHERE page = :old AND {start} = :at AND quotation = :words",
                values,
            )
            found += 1
        return Followed(found, lost)

    def _keep_path(self, page: str, path: str) -> None:
        """Keeps where a page is, so that what is kept of it finds it again when its text has changed."""
        self._connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (page, path))

    @_kept
    def keep_choices(self, page: str, path: str, repairs: Sequence[Repair], made: bool) -> None:
        """Keeps that repairs of a page were accepted or declined; what they are anyway is forgotten."""
        self._keep_path(page, path)
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "DELETE FROM repair WHERE page = ? AND start = ? AND stop = ? AND repaired = ?",
                [(page, one.start, one.end, one.repaired) for one in repairs if made == one.applied],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO repair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(page, *one, made) for one in repairs if made != one.applied],
            )

    @_kept
    def choices(self, page: str) -> list[tuple[Repair, bool]]:
        """The repairs of a page that were accepted or declined."""
        rows = self._connection.execute(
            "SELECT start, stop, found, repaired, kind, confidence, applied, made FROM repair WHERE page = ?",
            (page,),
        )
        return [
            (Repair(start, end, found, repaired, kind, confidence, bool(applied)), bool(made))
            for start, end, found, repaired, kind, confidence, applied, made in rows
        ]

    @_kept
    def source(self, page: str) -> Source:
        """What the user typed in about where a page (by its SHA-256) came from."""
        rows = self._connection.execute("SELECT field, value FROM source WHERE page = ?", (page,))
        return Source(**{field: value for field, value in rows if field in Source._fields})

    @_kept
    def keep_source(self, page: str, path: str, source: Source) -> None:
        """Keeps what the user typed in about a page; fields that are None are forgotten."""
        self._keep_path(page, path)
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM source WHERE page = ?", (page,))
            self._connection.executemany(
                "INSERT INTO source VALUES (?, ?, ?)",
                [(page, field, value) for field, value in source._asdict().items() if value],
            )

    @_kept
    def keep_coding(self, page: str, path: str, coding: Coding, accepted: bool | None) -> None:
        """Keeps that a passage was given a tactic (True) or a mention rejected (False); None: neither."""
        self._keep_path(page, path)
        place = (page, coding.start, coding.end, coding.tactic)
        if accepted is None:
            self._connection.execute(
                "DELETE FROM coding WHERE page = ? AND start = ? AND stop = ? AND tactic = ?", place
            )
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO coding VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*place, accepted, coding.quotation, time.time()),
        )

    @_kept
    def codings(self, page: str) -> list[tuple[Coding, bool]]:
        """The passages of a page that were coded by hand, or whose mention was rejected."""
        rows = self._connection.execute(
            "SELECT start, stop, tactic, quotation, accepted FROM coding WHERE page = ? ORDER BY start",
            (page,),
        )
        return [(Coding(*row), bool(accepted)) for *row, accepted in rows]

    @_kept
    def keep_query(self, text: str) -> None:
        """Keeps what was searched for; of the oldest, those beyond `MOST_QUERIES` are forgotten."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("INSERT OR REPLACE INTO query VALUES (?, ?)", (text, time.time()))
            self._connection.execute(
                "DELETE FROM query WHERE text NOT IN (SELECT text FROM query ORDER BY made DESC LIMIT ?)",
                (MOST_QUERIES,),
            )

    @_kept
    def queries(self) -> list[str]:
        """What was searched for, the last first."""
        return [text for (text,) in self._connection.execute("SELECT text FROM query ORDER BY made DESC")]

    @_kept
    def bookmarks(self, page: str | None = None) -> list[Bookmark]:
        """The bookmarks of a page, or all, in the order of pages and places."""
        where, values = ("WHERE page = ?", (page,)) if page else ("", ())
        rows = self._connection.execute(
            f"SELECT page, offset, path, quotation FROM bookmark {where} ORDER BY path, offset", values
        )
        return [Bookmark(*row) for row in rows]
