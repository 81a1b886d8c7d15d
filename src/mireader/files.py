"""Files are written whole or not at all: what was there stays until what replaces it is on the disk."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes, new: bool = False) -> None:
    """Writes a file beside its place, then puts it there in one step; what is no ordinary file is written to.

    `new`: nothing is written over. Raises FileExistsError then, and OSError where it cannot be written.
    """
    if new and path.exists():
        raise FileExistsError(path)
    place = path.resolve()  # a link stays one
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG | 0o666 & ~_umask()
    if not stat.S_ISREG(mode):  # a terminal, a pipe
        place.write_bytes(data)
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(stat.S_IMODE(mode))
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _umask() -> int:
    """The process's mask of permissions, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
