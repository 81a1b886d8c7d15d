"""The desk's file: opened, set aside when it is damaged, and done without when it cannot be used.

A call that fails because the disk is full, the file is locked or may not be written is made again on a
copy in memory. What such calls change is remembered and written to the file as soon as it can be, at the
latest when it is closed.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TypeVar

from mireader.i18n import _, counted

SCHEMA_VERSION = 6
SCHEMA = """
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
CREATE TABLE IF NOT EXISTS page (page TEXT PRIMARY KEY, path TEXT NOT NULL);
"""
TABLES = ("position", "bookmark", "repair", "source", "coding", "note", "session", "query", "page")
PATIENCE = 2.0
"""Seconds that another reader's writing is waited for."""
TRY_AGAIN = 10.0
"""Seconds between two tries to write what could not be written."""
_DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError, MemoryError)
"""The second is raised where the message of the first quotes damaged bytes, the third for a bad length."""
_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.InterfaceError)
"""Errors of a call, not of the file."""

R = TypeVar("R")


class _NewerError(Exception):
    """A desk that a newer program has written."""


def _connected(target: str) -> sqlite3.Connection:
    """A connection to a file with all tables. Raises sqlite3.Error, UnicodeDecodeError, _NewerError."""
    connection = sqlite3.connect(target, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    with ExitStack() as undone:
        undone.callback(connection.close)  # unless all goes well
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise _NewerError(
                _("it was written by a newer mireader (version {version})").format(version=version)
            )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what was kept survives a power cut
        connection.executescript(SCHEMA)
        if version != SCHEMA_VERSION:
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        undone.pop_all()
    return connection


def _copied(path: Path) -> sqlite3.Connection:
    """A desk in memory with all that can be read of a file; the file is only read."""
    connection = _connected(":memory:")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as stored:
            for table in TABLES:
                _copy_rows(stored, connection, table)
    except _DAMAGED:  # what cannot be opened is not shown
        pass
    return connection


def _copy_rows(stored: sqlite3.Connection, connection: sqlite3.Connection, table: str) -> None:
    """Copies the rows of a table, up to one that is damaged."""
    try:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for row in stored.execute(f"SELECT {', '.join(names)} FROM {table}"):
            marks = ", ".join("?" * len(names))
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
    except _DAMAGED:
        return


class Store:
    """A desk's file, or what stands in for it; one call at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warning: str | None = None
        """A sentence, if what is kept now is not kept in the file."""
        self.tell: Callable[[str], None] = lambda sentence: None
        """Is called, in any thread, with a warning that arises while the file is in use."""
        self._lock = threading.RLock()
        self._unwritten: list[Callable[[], object]] = []
        self._in_memory = False
        self._again = 0.0
        self.connection = self._opened()

    @property
    def unwritten(self) -> int:
        """Changes that could not be written to the file yet."""
        return len(self._unwritten)

    def _opened(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return _connected(str(self.path))
        except _NewerError as error:
            self._without_file(error)
            return _copied(self.path)
        except (sqlite3.OperationalError, OSError) as error:  # locked, full, not to be written
            self._without_file(error)
            return _copied(self.path) if self.path.is_file() else _connected(":memory:")
        except _DAMAGED as error:
            return self._set_aside(error)

    def _without_file(self, error: Exception) -> None:
        self.warning = f"{self.path}: {error}"
        self._in_memory, self._again = True, time.monotonic() + TRY_AGAIN

    def _set_aside(self, why: Exception) -> sqlite3.Connection:
        """Keeps a damaged file under a name with the date; a new one begins with what can be read of it."""
        when = time.strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{when}{self.path.suffix}")
        try:
            for ending in ("", "-wal", "-shm"):
                part = self.path.with_name(self.path.name + ending)
                if part.exists():
                    part.rename(aside.with_name(aside.name + ending))
            with closing(_copied(aside)) as saved:
                connection = _connected(str(self.path))
                for table in TABLES:
                    _copy_rows(saved, connection, table)
            sentence = _("{path}: {why}; it was set aside as {name}, and a new one is begun")
            self.warning = sentence.format(path=self.path, why=why, name=aside.name)
            return connection
        except (OSError, *_DAMAGED) as error:
            self._without_file(error)
            return _connected(":memory:")

    def call(self, work: Callable[[], R]) -> R:
        """Does something with the connection; if the file fails, again without it."""
        with self._lock:
            if self._unwritten and time.monotonic() >= self._again:
                self._write()
            before = self.connection.total_changes
            try:
                found = work()
            except _DAMAGED as error:
                if self._in_memory or isinstance(error, _OURS):
                    raise
                self._go_on_without(error)
                before = self.connection.total_changes
                found = work()
            if self._in_memory and self.connection.total_changes != before:
                self._unwritten.append(work)
            return found

    def _go_on_without(self, error: Exception) -> None:
        """Puts a copy in place of a file that fails; a damaged one is set aside."""
        self.connection.close()
        if isinstance(error, sqlite3.OperationalError):
            self._without_file(error)
            self.connection = _copied(self.path)
        else:
            self.connection = self._set_aside(error)
        self.tell(self.warning or "")

    def _write(self) -> None:
        """Tries to write to the file what has changed in memory."""
        memory = self.connection
        self._again = time.monotonic() + TRY_AGAIN
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = _connected(str(self.path))
        except (OSError, _NewerError, *_DAMAGED):
            return
        done = 0
        try:
            for work in self._unwritten:
                work()
                done += 1
        except sqlite3.Error:
            del self._unwritten[:done]
            self.connection.close()
            self.connection = memory
            return
        self._unwritten.clear()
        self._in_memory, self.warning = False, None
        memory.close()

    def close(self) -> None:
        """Closes the file; what a thread still asks for afterwards finds an empty desk."""
        with self._lock:
            if self._unwritten:
                self._write()
            if self._unwritten:
                self._rescue()
            self.connection.close()
            self.connection, self._in_memory = _connected(":memory:"), False

    def _rescue(self) -> None:
        """Writes what could not be kept into a private folder of the system's temporary place."""
        try:
            path = Path(tempfile.mkdtemp(prefix="mireader-")) / self.path.name
            with closing(_connected(os.fspath(path))) as saved:
                self.connection.backup(saved)
            self.warning = f"{self.warning}; {_('what you wrote is in {path}').format(path=path)}"
        except (OSError, sqlite3.Error) as error:
            lost = counted("{count} change is lost", "{count} changes are lost", self.unwritten)
            self.warning = f"{self.warning}; {lost}: {error}"
