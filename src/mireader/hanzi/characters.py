"""Classes of characters, for rules and regular expressions."""

from __future__ import annotations

from functools import cache

LETTER = r"[^\W\d_A-Za-z]"
"""A letter beyond ASCII: in Chinese text, a Han character. A class of the Han ranges themselves takes
2 ms to compile, at every start and in every pattern that holds it."""

CONTROLS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""For a class: C0 and C1 controls but tab and line ends, soft hyphen, zero-width and bidi controls,
byte order mark, interlinear annotation, tags."""


def is_han(char: str) -> bool:
    """Whether a character is Han: the unified ideographs, their extensions A to H, and 〇."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
        or char == "〇"
    )


@cache
def ordinary_characters() -> frozenset[str]:
    """Han characters in ordinary use in either script: level 1 of GB 2312-80 and of Big5."""
    found: set[str] = set()
    for encoding, rows in (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7))):
        for row in rows:
            for cell in range(0x40, 0xFF):
                found.update(bytes((row, cell)).decode(encoding, "ignore"))
    return frozenset(filter(is_han, found))
