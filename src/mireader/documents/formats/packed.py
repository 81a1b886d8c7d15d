"""Packed files: `.gz` and `.xz` of a page, and archives of pages (`.zip`).

What is unpacked is bounded in size, so that a small file cannot fill the memory, and nothing is ever
written to the disk: an entry's name is a name, not a place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from mireader.documents.formats import LARGEST, TOO_LARGE, ReadError, is_page
from mireader.i18n import _

_ARCHIVE = ".zip"
_ENCRYPTED = 1
"""Of the general purpose flags of a file in an archive (APPNOTE 4.4.4)."""


def unpacked(data: bytes, path: str) -> bytes:
    """The bytes inside of `.gz` or `.xz`; others as they are. Raises ReadError."""
    name = path.lower()
    if not name.endswith((".gz", ".xz")):
        return data
    import gzip
    import lzma

    from mireader.documents.formats.damaged import damaged

    opener = gzip.open if name.endswith(".gz") else lzma.open
    with damaged(_("this packed file is damaged")), opener(io.BytesIO(data)) as file:
        found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise ReadError(_(TOO_LARGE))
    return found


def check_size(data: bytes) -> None:
    """Raises ReadError for an archive (EPUB and DOCX are one) that would take too much room, unpacked.

    The sizes are those that its directory states; zipfile reads no more of a file than that.
    """
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise ReadError(_(TOO_LARGE))


def is_archive(path: str) -> bool:
    """Whether a path names an archive, by its ending."""
    return path.lower().endswith(_ARCHIVE)


def pages_in(path: str) -> Iterator[str]:
    """Paths of the pages in an archive (`pages.zip/page.txt`), in order of names. Raises ReadError."""
    from zipfile import ZipFile

    from mireader.documents.formats.damaged import damaged

    with damaged(_("this archive is damaged")), ZipFile(path) as archive:
        names = sorted(archive.namelist())
    for name in names:
        parts = name.split("/")
        if is_page(name) and not any(part.startswith((".", "__MACOSX")) for part in parts):
            yield f"{path}/{name}"


def archived(path: str) -> tuple[Path, str] | None:
    """The archive and the name inside it that a path means, None if it means neither."""
    at = path.lower().find(_ARCHIVE + "/")
    if at < 0:
        return None
    archive = Path(path[: at + len(_ARCHIVE)])
    return (archive, path[at + len(_ARCHIVE) + 1 :]) if archive.is_file() else None


def read_archived(archive: Path, name: str) -> bytes:
    """The bytes of an archive's file. Raises ReadError."""
    from zipfile import ZipFile

    from mireader.documents.formats.damaged import damaged

    with damaged(_("this file of the archive is damaged")), ZipFile(archive) as opened:
        if opened.getinfo(name).flag_bits & _ENCRYPTED:
            raise ReadError(_("this file of the archive is encrypted"))
        with opened.open(name) as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReadError(_(TOO_LARGE))
    return data
