"""How words are read: pinyin with tones, by the phrase they stand in. For a reader, not for the index."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from mireader.hanzi.data import rows
from mireader.hanzi.fold import fold
from mireader.hanzi.segment import segmenter


def toned(text: str) -> list[str]:
    """The reading of each character of a text, with its tone; empty for what has none.

    By the longest phrase, within a word or of whole words, whose readings are no matter of course: 长大 is
    zhǎng dà, 长短 cháng duǎn, and 过分 is not read in 通过分享. Readings and phrases are pypinyin's.
    """
    alone, phrases = _alone(), _phrases()
    folded = fold(text)
    words = [len(word) for word in segmenter()[1](folded)]
    word_of = [number for number, size in enumerate(words) for _ in range(size)]
    cuts = set(accumulate(words, initial=0))
    found: list[str] = []
    while len(found) < len(text):
        at = len(found)
        for end in range(min(at + _longest(), len(text)), at + 1, -1):
            whole = word_of[at] == word_of[end - 1] or (at in cuts and end in cuts)
            read = phrases.get(folded[at:end]) if whole else None
            if read is not None:
                found += read.split(" ")
                break
        else:
            found.append(alone.get(text[at]) or alone.get(folded[at], ""))
    return found


@cache
def _alone() -> dict[str, str]:
    """Character to its reading by itself."""
    return {char: row[0] for row in rows("tones.tsv") for char in row[1]}


@cache
def _phrases() -> dict[str, str]:
    """Phrase to its readings, parted by blanks."""
    return {row[0]: row[1] for row in rows("phrases.tsv")}


@cache
def _longest() -> int:
    """Characters of the longest phrase."""
    return max(map(len, _phrases()))


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
