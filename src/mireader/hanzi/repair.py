"""Repairs: what a mangled page says, beside what it should say, of which kind and how sure.

Two tiers. Silent repairs are made in the mended view: substituted characters, stray traditional
in simplified text, and what cleaning took out. Offers are listed for the reader to accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from mireader.hanzi.alignment import Alignment, Edit
from mireader.hanzi.characters import LETTER, is_han
from mireader.hanzi.clean import CleanText
from mireader.hanzi.fold import fold, variants
from mireader.hanzi.script import convert, script_of, script_only

CONFIDENT = 0.9
_STUFFED = re.compile(
    rf"(?<={LETTER})(?!(?:19|20)\d{{2}}[年/-])\d{{6,}}(?={LETTER})(?![万億亿元年月日号個个台部次名])"
)


class Repair(NamedTuple):
    """One repair; offsets in code points into the stored text, `found` is stored[start:end]."""

    start: int
    end: int
    found: str
    repaired: str
    kind: str
    """One of the contract's kinds: `variant`, `script`, `pinyin`, `zero-width`, `entity`, `spacing`, …"""
    confidence: float
    """0 to 1."""
    applied: bool
    """True for the silent tier, false for an offer."""


@cache
def _variant_pattern() -> re.Pattern[str]:
    """Any substituted character, or a word in which one is at home (matched first, so it stays)."""
    table = variants()
    words = sorted({word for _, _, home in table.values() for word in home}, key=len, reverse=True)
    stays = "|".join(map(re.escape, words))
    return re.compile(f"(?P<home>{stays})|(?P<variant>[{''.join(map(re.escape, table))}])")


def find_repairs(stored: str, cleaned: CleanText) -> list[Repair]:
    """The repairs of a page, in reading order."""
    repairs = [
        Repair(item.start, item.end, stored[item.start : item.end], item.text, item.kind, 0.95, True)
        for item in cleaned.junk
    ]
    text = cleaned.text
    script = script_of(text)
    edits: list[tuple[Edit, str, float, bool]] = []
    edits += _substituted(text, script)
    if script == "hans":
        edits += _stray_traditional(text)
    edits += [(Edit(*match.span(), ""), "stuffing", 0.7, False) for match in _STUFFED.finditer(text)]
    taken: set[int] = set()
    for edit, kind, confidence, applied in edits:
        if taken.isdisjoint(range(edit.start, edit.end)):
            taken.update(range(edit.start, edit.end))
            start, end = cleaned.alignment.source_span(edit.start, edit.end)
            repairs.append(Repair(start, end, stored[start:end], edit.text, kind, confidence, applied))
    return sorted(repairs)


def _substituted(text: str, script: str) -> Iterable[tuple[Edit, str, float, bool]]:
    table = variants()
    for match in _variant_pattern().finditer(text):
        if match.lastgroup == "home":
            continue
        at = match.start()
        if not _among_han(text, at):
            continue
        ordinary = table[match.group()][0]
        if script == "hant":
            ordinary = convert(ordinary, "hant")[0]
        yield Edit(at, at + 1, ordinary), "variant", CONFIDENT, True


def _among_han(text: str, at: int) -> bool:
    """Whether a neighbour is a Han character: a lone symbol in a table or a formula stays."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(map(is_han, around))


def _stray_traditional(text: str) -> Iterable[tuple[Edit, str, float, bool]]:
    """Traditional characters in a page that is simplified, but not passages that are traditional."""
    simplified, traditional = script_only()
    table = variants()
    for line in re.finditer(r"[^\n]+", text):
        stray = [at for at, char in enumerate(line.group()) if char in traditional]
        if not stray:
            continue
        own = sum(map(simplified.__contains__, line.group()))
        if len(stray) > own:  # a quotation in the other script
            continue
        for at in stray:
            char = line.group()[at]
            plain = fold(char)
            if plain != char and char not in table:
                yield Edit(line.start() + at, line.start() + at + 1, plain), "script", CONFIDENT, True


def mending(cleaned: CleanText, repairs: Iterable[Repair]) -> Alignment:
    """The edits that turn clean text into mended text: the applied repairs beside the cleaning."""
    junk_kinds = {(item.start, item.end) for item in cleaned.junk}
    edits: list[Edit] = []
    at = -1
    for repair in sorted(repairs):
        if not repair.applied or (repair.start, repair.end) in junk_kinds:
            continue
        start, end = cleaned.alignment.target_span(repair.start, repair.end)
        if start >= at:
            edits.append(Edit(start, end, repair.repaired))
            at = end
    return Alignment(edits, len(cleaned.text))
