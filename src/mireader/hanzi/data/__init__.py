"""Tables of characters, shipped as text so that a change to them can be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a table in this folder, without comments and empty lines."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = text.split("\n")  # not splitlines: the tables hold characters it would split at
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
