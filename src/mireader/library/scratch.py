"""A private folder for the time of a session, and the removal of those that killed readers left.

A reader holds a lock on a file in its folder (flock, which the system lets go when the process ends,
however it ends). A folder whose lock can be taken belongs to nobody any more.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import IO

_PREFIX = "mireader-"
_LOCK = "lock"


def _locked(path: Path) -> IO[bytes] | None:
    """An open file with its lock; None if another process holds it, or where there are no such locks."""
    try:
        import fcntl
    except ImportError:  # not on this system
        return None
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


class Scratch:
    """A folder that only this user can enter, under a name that nobody can guess. Raises OSError."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        beside = self.path / f"{_LOCK}.new"
        self._lock = _locked(beside)
        if self._lock is not None:
            beside.rename(self.path / _LOCK)  # it is locked before anybody can find it

    def close(self) -> None:
        """Removes the folder."""
        if self._lock is not None:
            self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep() -> int:
    """Removes what killed readers of this user left; how many folders."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
                continue
            if not stat.S_ISREG((folder / _LOCK).lstat().st_mode):
                continue
            lock = _locked(folder / _LOCK)
        except (OSError, AttributeError):  # without a lock, gone meanwhile, or a system without users
            continue
        if lock is not None:
            with lock:
                shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed
