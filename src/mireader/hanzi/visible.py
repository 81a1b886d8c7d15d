"""Text made safe to show: no character of a page is ever obeyed by the terminal.

Length-preserving, so that offsets stay: C0 controls become their pictures (U+2400…), C1, bidi and
zero-width controls, tags and line separators a middle dot, lone surrogates and private use U+FFFD.
"""

from __future__ import annotations

from functools import cache

_DOT = "·"
_HIDDEN = (
    *range(0x80, 0xA0), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
    *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)  # fmt: skip


@cache
def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
    table |= dict.fromkeys(_HIDDEN, _DOT)
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table


@cache
def _table_of_lines() -> dict[int, str]:
    table = dict(_table())
    for code in (0x09, 0x0A, 0x0D):
        del table[code]
    table[0x0D] = " "
    table[0x09] = " "
    return table


def visible(text: str) -> str:
    """One line of text with every control character shown or replaced; of the same length."""
    return text.translate(_table())


def visible_lines(text: str) -> str:
    """As `visible`, but line feeds stay, and tabs and carriage returns become blanks."""
    return text.translate(_table_of_lines())
