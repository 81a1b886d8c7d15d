"""What a repair is, and the mended text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mireader.hanzi.alignment import Alignment, Edit
from mireader.hanzi.clean import CleanText


class Repair(NamedTuple):
    """One repair; offsets in code points into the stored text, `found` is stored[start:end]."""

    start: int
    end: int
    found: str
    repaired: str
    kind: str
    """One of KINDS."""
    confidence: float
    """0 to 1."""
    applied: bool
    """True for the silent tier, false for an offer."""


KINDS = (
    "variant", "script", "pinyin", "zero-width", "entity", "spacing", "watermark", "stuffing", "conversion",
    "sound", "punctuation", "quote", "dropped", "other",
)  # fmt: skip
"""The kinds of repair, those of the headless contract."""


class Finding(NamedTuple):
    """A repair before it is put on the page; offsets in code points into the clean text."""

    start: int
    end: int
    repaired: str
    kind: str
    confidence: float


def on_page(stored: str, cleaned: CleanText, finding: Finding, applied: bool) -> Repair:
    """A finding as a repair of the stored text."""
    start, end = cleaned.alignment.source_span(finding.start, finding.end)
    confidence = round(finding.confidence, 2)
    return Repair(start, end, stored[start:end], finding.repaired, finding.kind, confidence, applied)


def mending(cleaned: CleanText, repairs: Iterable[Repair]) -> Alignment:
    """The edits that turn clean text into mended text: `repairs` less what cleaning did."""
    junk = {(item.start, item.end) for item in cleaned.junk}
    edits: list[Edit] = []
    at = -1
    for repair in sorted(repairs):
        if (repair.start, repair.end) in junk:
            continue
        start, end = cleaned.alignment.target_span(repair.start, repair.end)
        if start >= at:
            edits.append(Edit(start, end, repair.repaired))
            at = end
    return Alignment(edits, len(cleaned.text))
