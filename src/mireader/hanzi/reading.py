"""How words are read: pinyin with tones, by the phrase they stand in. For a reader, not for the index."""

from __future__ import annotations

from itertools import groupby

from mireader.hanzi.characters import is_han


def toned(text: str) -> list[str]:
    """The reading of each character of a text, with its tone; empty for what has none.

    By pypinyin's tables of phrases: 长大 is zhǎng dà, 长短 cháng duǎn.
    """
    from pypinyin import Style, lazy_pinyin  # a quarter of a second; asked for when first needed

    found: list[str] = []
    for han, run in groupby(text, is_han):
        words = "".join(run)
        read = lazy_pinyin(words, style=Style.TONE) if han else []
        found += read if len(read) == len(words) else [""] * len(words)
    return found


def explained(text: str) -> str:
    """A few words with their readings, their other script, and for one character its code point."""
    from mireader.hanzi.script import convert, script_only

    words = " ".join(text.split())
    readings = " ".join(filter(None, toned(words)))
    simplified, traditional = script_only()
    other = ""
    if any(char in traditional for char in words):
        other = convert(words, "hans")[0]
    elif any(char in simplified for char in words):
        other = convert(words, "hant")[0]
    point = f"U+{ord(words):04X}" if len(words) == 1 else ""
    return "  ".join(filter(None, (words, readings, other if other != words else "", point)))
