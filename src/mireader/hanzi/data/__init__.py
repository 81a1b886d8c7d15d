"""Tables of characters: as text so that a change can be read, or as columns of integers where size counts."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
Kind = Literal["B", "H", "I"]
"""Type codes of `array`: 1, 2 and 4 bytes."""


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a table in this folder, without comments and empty lines."""
    text = (HERE / name).read_text(encoding="utf-8")
    lines = text.split("\n")  # not splitlines: the tables hold characters it would split at
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


class Columns:
    """A binary table of this folder: columns of little-endian integers, one after another."""

    def __init__(self, name: str) -> None:
        self._data = memoryview((HERE / name).read_bytes())
        self._at = 0

    def take(self, kind: Kind, size: int) -> Sequence[int]:
        """The next `size` integers of a type code of `array` (`B`, `H`, `I`), not copied if possible."""
        length = size * array(kind).itemsize
        part = self._data[self._at : self._at + length]
        self._at += length
        if sys.byteorder == "little":
            return part.cast(kind)
        values = array(kind, bytes(part))
        values.byteswap()
        return values


def write_columns(name: str, columns: Sequence[tuple[Kind, Sequence[int]]]) -> None:
    """Writes a binary table, for the scripts that build them."""
    arrays = [array(kind, values) for kind, values in columns]
    if sys.byteorder == "big":
        for values in arrays:
            values.byteswap()
    (HERE / name).write_bytes(b"".join(values.tobytes() for values in arrays))
