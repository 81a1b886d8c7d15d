"""What becomes of files while they are read."""

from __future__ import annotations

import os
from typing import NamedTuple

from mireader.documents.formats.packed import archived


class Changes(NamedTuple):
    """Paths of pages that were added, saved again, or taken away."""

    added: list[str]
    saved: list[str]
    gone: list[str]


def saved_at(path: str) -> tuple[int, int]:
    """When a file was saved (nanoseconds) and its bytes; of a page in an archive, the archive's."""
    inside = archived(path)
    try:
        found = os.stat(path if os.path.exists(path) or inside is None else inside[0])
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
