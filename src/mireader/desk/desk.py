"""The desk: positions, bookmarks, notes, chosen repairs, typed sources, codings, former searches.

All of it is kept by what a page says, not by its path.

One SQLite file in write-ahead mode, so that two readers can use it at once. Every change is
committed before the call returns. A desk that cannot be opened is replaced by one in memory, and
says so: reading goes on.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from platformdirs import user_data_path

from mireader.documents.model import Source
from mireader.hanzi.repair import Repair

SCHEMA_VERSION = 5
MOST_QUERIES = 100
_SCHEMA = """
CREATE TABLE IF NOT EXISTS position (
    page TEXT PRIMARY KEY, path TEXT NOT NULL, offset INTEGER NOT NULL, changed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS bookmark (
    page TEXT NOT NULL, offset INTEGER NOT NULL, path TEXT NOT NULL, quotation TEXT NOT NULL,
    made REAL NOT NULL, PRIMARY KEY (page, offset));
CREATE TABLE IF NOT EXISTS repair (
    page TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, found TEXT NOT NULL,
    repaired TEXT NOT NULL, kind TEXT NOT NULL, confidence REAL NOT NULL, applied INTEGER NOT NULL,
    made INTEGER NOT NULL, PRIMARY KEY (page, start, stop, repaired));
CREATE TABLE IF NOT EXISTS source (
    page TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (page, field));
CREATE TABLE IF NOT EXISTS coding (
    page TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, tactic TEXT NOT NULL,
    accepted INTEGER NOT NULL, quotation TEXT NOT NULL, made REAL NOT NULL,
    PRIMARY KEY (page, start, stop, tactic));
CREATE TABLE IF NOT EXISTS note (
    page TEXT NOT NULL, offset INTEGER NOT NULL, path TEXT NOT NULL, quotation TEXT NOT NULL,
    text TEXT NOT NULL, made REAL NOT NULL, PRIMARY KEY (page, offset));
CREATE TABLE IF NOT EXISTS session (
    id INTEGER PRIMARY KEY CHECK (id = 1), inputs TEXT NOT NULL, path TEXT NOT NULL, offset INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS query (text TEXT PRIMARY KEY, made REAL NOT NULL);
"""


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


class Session(NamedTuple):
    """What was read last: the files and folders that were named, the page, the offset in it."""

    inputs: list[str]
    path: str
    offset: int


class _NewerError(Exception):
    """A desk that a newer program has written."""


def _copied(path: Path) -> sqlite3.Connection:
    """A desk in memory with all that a file holds; the file is only read."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as stored:
            stored.backup(connection)
    except sqlite3.Error:  # what cannot be read is not shown
        pass
    connection.executescript(_SCHEMA)
    return connection


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


def _alone(method: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """One call at a time: a connection closed under another thread's statement takes the program with it."""

    @wraps(method)
    def call(self: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._lock:
            return method(self, *args, **kwargs)

    return call


class Desk:
    """The user's desk; `warning` is a sentence if it could not be opened, else None."""

    def __init__(self, path: Path | None = None) -> None:
        self.warning: str | None = None
        self._lock = threading.RLock()
        target = path or desk_path()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open(str(target))
        except _NewerError as error:
            self.warning = f"{target}: {error}"
            self._connection = _copied(target)
        except sqlite3.OperationalError as error:  # locked, full, not to be written
            self.warning = f"{target}: {error}"
            self._connection = self._open(":memory:")
        except sqlite3.DatabaseError as error:
            self._set_aside(target, error)
        except OSError as error:
            self.warning = f"{target}: {error}"
            self._connection = self._open(":memory:")

    @staticmethod
    def _open(target: str) -> sqlite3.Connection:
        connection = sqlite3.connect(target, timeout=2, isolation_level=None, check_same_thread=False)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            connection.close()
            raise _NewerError(f"it was written by a newer mireader (version {version})")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        return connection

    def _set_aside(self, target: Path, why: Exception) -> None:
        """Keeps a file that is no desk under a name with the date, and begins a new one."""
        aside = target.with_name(f"{target.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}{target.suffix}")
        try:
            for name in ("", "-wal", "-shm"):
                part = target.with_name(target.name + name)
                if part.exists():
                    part.rename(aside.with_name(aside.name + name))
            self._connection = self._open(str(target))
            self.warning = f"{target}: {why}; it was set aside as {aside.name}, and a new one is begun"
        except (OSError, sqlite3.Error) as error:
            self.warning = f"{target}: {error}"
            self._connection = self._open(":memory:")

    @property
    def version(self) -> int:
        """Of what is kept, and how."""
        return SCHEMA_VERSION

    @_alone
    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and what they hold: TEXT, INTEGER or REAL."""
        return {row[1]: row[2] for row in self._connection.execute(f"PRAGMA table_info({table})")}

    @_alone
    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """The rows of a table, as they are kept."""
        return self._connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()

    @_alone
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

    @_alone
    def keep_session(self, session: Session) -> None:
        """Keeps what was read last."""
        inputs = json.dumps(session.inputs)
        row = (inputs, session.path, session.offset)
        self._connection.execute("INSERT OR REPLACE INTO session VALUES (1, ?, ?, ?)", row)

    @_alone
    def session(self) -> Session | None:
        """What was read last, or None."""
        row = self._connection.execute("SELECT inputs, path, offset FROM session").fetchone()
        return None if row is None else Session(json.loads(row[0]), row[1], row[2])

    @_alone
    def close(self) -> None:
        """Closes the file; what a thread still asks for afterwards finds an empty desk."""
        self._connection.close()
        self._connection = self._open(":memory:")

    @_alone
    def position(self, page: str) -> int | None:
        """The offset last read in a page (by its SHA-256), or None."""
        row = self._connection.execute("SELECT offset FROM position WHERE page = ?", (page,)).fetchone()
        return None if row is None else int(row[0])

    @_alone
    def keep_position(self, page: str, path: str, offset: int) -> None:
        """Keeps the reading position of a page."""
        self._connection.execute(
            "INSERT INTO position VALUES (?, ?, ?, ?) ON CONFLICT (page) DO UPDATE SET "
            "path = excluded.path, offset = excluded.offset, changed = excluded.changed",
            (page, path, offset, time.time()),
        )

    @_alone
    def toggle_bookmark(self, page: str, path: str, offset: int, quotation: str) -> bool:
        """Sets or takes away a bookmark; True if it is set now."""
        gone = self._connection.execute("DELETE FROM bookmark WHERE page = ? AND offset = ?", (page, offset))
        if gone.rowcount:
            return False
        self._connection.execute(
            "INSERT INTO bookmark VALUES (?, ?, ?, ?, ?)", (page, offset, path, quotation, time.time())
        )
        return True

    @_alone
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

    @_alone
    def notes(self, page: str | None = None) -> list[Note]:
        """The notes of a page, or all, in the order of pages and places."""
        where, values = ("WHERE page = ?", (page,)) if page else ("", ())
        rows = self._connection.execute(
            f"SELECT page, offset, path, quotation, text FROM note {where} ORDER BY path, offset", values
        )
        return [Note(*row) for row in rows]

    @_alone
    def follow(self, page: str, path: str, text: str) -> int:
        """Moves what was kept of an earlier text of a page to the same words in its text now.

        What is not found stays where it was. Returns how much was moved.
        """
        moved = 0
        for table in ("bookmark", "note"):
            rows = self._connection.execute(
                f"SELECT page, offset, quotation FROM {table} WHERE path = ? AND page != ?", (path, page)
            ).fetchall()
            for old, offset, quotation in rows:
                at = nearest(text, quotation, offset)
                if at is not None:
                    self._connection.execute(
                        f"UPDATE OR IGNORE {table} SET page = ?, offset = ? WHERE page = ? AND offset = ?",
                        (page, at, old, offset),
                    )
                    moved += 1
        return moved

    @_alone
    def keep_choice(self, page: str, repair: Repair, made: bool) -> None:
        """Keeps that a repair of a page was accepted or declined; what it is by itself is forgotten."""
        if made == repair.applied:
            self._connection.execute(
                "DELETE FROM repair WHERE page = ? AND start = ? AND stop = ? AND repaired = ?",
                (page, repair.start, repair.end, repair.repaired),
            )
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO repair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (page, *repair, made)
        )

    @_alone
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

    @_alone
    def source(self, page: str) -> Source:
        """What the user typed in about where a page (by its SHA-256) came from."""
        rows = self._connection.execute("SELECT field, value FROM source WHERE page = ?", (page,))
        return Source(**{field: value for field, value in rows if field in Source._fields})

    @_alone
    def keep_source(self, page: str, source: Source) -> None:
        """Keeps what the user typed in about a page; fields that are None are forgotten."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM source WHERE page = ?", (page,))
            self._connection.executemany(
                "INSERT INTO source VALUES (?, ?, ?)",
                [(page, field, value) for field, value in source._asdict().items() if value],
            )

    @_alone
    def keep_coding(self, page: str, coding: Coding, accepted: bool | None) -> None:
        """Keeps that a passage was given a tactic (True) or a mention rejected (False); None: neither."""
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

    @_alone
    def codings(self, page: str) -> list[tuple[Coding, bool]]:
        """The passages of a page that were coded by hand, or whose mention was rejected."""
        rows = self._connection.execute(
            "SELECT start, stop, tactic, quotation, accepted FROM coding WHERE page = ? ORDER BY start",
            (page,),
        )
        return [(Coding(*row), bool(accepted)) for *row, accepted in rows]

    @_alone
    def keep_query(self, text: str) -> None:
        """Keeps what was searched for; of the oldest, those beyond `MOST_QUERIES` are forgotten."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("INSERT OR REPLACE INTO query VALUES (?, ?)", (text, time.time()))
            self._connection.execute(
                "DELETE FROM query WHERE text NOT IN (SELECT text FROM query ORDER BY made DESC LIMIT ?)",
                (MOST_QUERIES,),
            )

    @_alone
    def queries(self) -> list[str]:
        """What was searched for, the last first."""
        return [text for (text,) in self._connection.execute("SELECT text FROM query ORDER BY made DESC")]

    @_alone
    def bookmarks(self, page: str | None = None) -> list[Bookmark]:
        """The bookmarks of a page, or all, in the order of pages and places."""
        where, values = ("WHERE page = ?", (page,)) if page else ("", ())
        rows = self._connection.execute(
            f"SELECT page, offset, path, quotation FROM bookmark {where} ORDER BY path, offset", values
        )
        return [Bookmark(*row) for row in rows]
