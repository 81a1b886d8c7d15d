"""Widths in terminal cells, as the screen counts them."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len


@lru_cache(maxsize=1 << 16)
def char_width(char: str) -> int:
    """Cells of one character: 0, 1 or 2 (East Asian Width, UAX #11; ambiguous counts as 1)."""
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
