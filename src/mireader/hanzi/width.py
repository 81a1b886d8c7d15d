"""Widths in terminal cells, as the screen counts them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len

_ambiguous = 1


def count_ambiguous_as(cells: int) -> None:
    """Sets the cells of characters of ambiguous width (“ ” … — ① α: UAX #11, class A): 1 or 2.

    What the terminal does decides; most count 1, some with a Chinese font or locale 2.
    Raises ValueError for another number.
    """
    global _ambiguous
    if cells not in (1, 2):
        raise ValueError("a character of ambiguous width takes one cell or two")
    _ambiguous = cells
    char_width.cache_clear()


@lru_cache(maxsize=1 << 16)
def char_width(char: str) -> int:
    """Cells of one character: 0, 1 or 2 (East Asian Width, UAX #11)."""
    if _ambiguous == 2 and unicodedata.east_asian_width(char) == "A" and not unicodedata.combining(char):
        return 2
    return cell_len(char)


def text_width(text: str) -> int:
    """Cells of a text."""
    if text.isascii():
        return len(text)
    return sum(map(char_width, text))


def crop(text: str, width: int) -> str:
    """The longest beginning of `text` that fits `width` cells, with … where something was left out."""
    if text_width(text) <= width:
        return text
    used = 0
    for index, char in enumerate(text):
        used += char_width(char)
        if used > width - 1:
            return text[:index] + "…"
    return text
