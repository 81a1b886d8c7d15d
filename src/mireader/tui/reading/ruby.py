"""Pinyin above the line: room for each reading, and the row that holds them (W3C, Ruby Annotation)."""

from __future__ import annotations

from mireader.hanzi.alignment import Alignment, Chain, Edit
from mireader.hanzi.reading import toned
from mireader.hanzi.width import text_width
from mireader.tui.reading.shown import Shown


def with_readings(shown: Shown) -> Shown:
    """A paragraph in which each character has blanks after it, so that its reading fits above it."""
    readings = toned(shown.text)
    edits = []
    for at, reading in enumerate(readings):
        followed = at + 1 < len(readings) and readings[at + 1] != ""
        missing = text_width(reading) + followed - text_width(shown.text[at])
        if reading and missing > 0:
            edits.append(Edit(at + 1, at + 1, " " * missing))
    spacing = Alignment(edits, len(shown.text))
    return shown._replace(
        text=spacing.apply(shown.text),
        chain=Chain([*shown.chain.links, spacing]),
        repaired=tuple(spacing.target_span(*span) for span in shown.repaired),
        heading_end=spacing.target_of(shown.heading_end),
        hanging=spacing.target_of(shown.hanging),
        readings=tuple((spacing.target_of(at), reading) for at, reading in enumerate(readings) if reading),
    )


def ruby_line(shown: Shown, start: int, end: int) -> str:
    """The readings over text[start:end], each above its character."""
    line = ""
    for at, reading in shown.readings:
        if start <= at < end:
            line += " " * (text_width(shown.text[start:at]) - text_width(line)) + reading
    return line
