"""Files are written whole or not at all: what was there stays until what replaces it is on the disk.

And what a system's error means, in a sentence.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from mireader.i18n import _


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


def reason(error: OSError) -> str:
    """Why a file cannot be read or written, in the language in use."""
    told = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("no permission"),
        errno.EPERM: _("no permission"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of its path is no folder"),
        errno.EEXIST: _("it is there already"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.ELOOP: _("its links go round in a circle"),
        errno.ENAMETOOLONG: _("its name is too long"),
    }
    return told.get(error.errno or 0) or error.strerror or str(error)


def _umask() -> int:
    """The process's mask of permissions, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
