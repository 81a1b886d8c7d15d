"""A cursor on a page as shown: by characters, clauses and rows, and from cells of the screen.

Every place is a stored offset in code points, so that it stays the same in another script or at
another width.
"""

from __future__ import annotations

import re

from mireader.hanzi.width import char_width, text_width
from mireader.tui.reading.layout import PageLayout, Row

_CLAUSE = re.compile(r"(?<=[，,。；;：:！!？?、…」』”）)])(?=[^，,。；;：:！!？?、…」』”）)\s])")


def _index_of(layout: PageLayout, paragraph: int, offset: int) -> int:
    """Where a stored offset is shown in a paragraph's text."""
    shown = layout.shown(paragraph)
    at = shown.chain.target_of(min(max(0, offset - shown.base), shown.size))
    return min(at, max(0, len(shown.text) - 1))


def _offset(layout: PageLayout, paragraph: int, index: int) -> int:
    """The stored offset of a character of a paragraph's shown text."""
    shown = layout.shown(paragraph)
    index = min(index, max(0, len(shown.text) - 1))
    return shown.stored_span(index, index + 1)[0]


def _beside(layout: PageLayout, paragraph: int, step: int) -> int | None:
    """The next paragraph in a direction that has rows."""
    paragraph += step
    while 0 <= paragraph < len(layout.paragraphs):
        if layout.rows(paragraph):
            return paragraph
        paragraph += step
    return None


def by_characters(layout: PageLayout, offset: int, step: int) -> int:
    """One character on (1) or back (-1); those without width go with the one before them."""
    paragraph = layout.paragraph_of(offset)
    text = layout.shown(paragraph).text
    index = _index_of(layout, paragraph, offset) + step
    while 0 < index < len(text) and char_width(text[index]) == 0:
        index += step
    if 0 <= index < len(text.rstrip("\n")):
        return _offset(layout, paragraph, index)
    other = _beside(layout, paragraph, step)
    if other is None:
        return offset
    return _offset(layout, other, 0 if step > 0 else len(layout.shown(other).text.rstrip("\n")) - 1)


def by_clauses(layout: PageLayout, offset: int, step: int) -> int:
    """The last character of this clause or the next (1), or the first of this one or the one before (-1)."""
    paragraph = layout.paragraph_of(offset)
    index = _index_of(layout, paragraph, offset)
    starts, ends = _clauses(layout.shown(paragraph).text)
    ahead = [at for at in ends if at > index] if step > 0 else [at for at in starts[::-1] if at < index]
    if ahead:
        return _offset(layout, paragraph, ahead[0])
    other = _beside(layout, paragraph, step)
    if other is None:
        return offset
    starts, ends = _clauses(layout.shown(other).text)
    return _offset(layout, other, ends[0] if step > 0 else starts[-1])


def _clauses(text: str) -> tuple[list[int], list[int]]:
    """Where the clauses of a paragraph begin, and their last characters."""
    starts = [0, *(match.start() for match in _CLAUSE.finditer(text))]
    return starts, [*(start - 1 for start in starts[1:]), max(0, len(text.rstrip("\n")) - 1)]


def by_rows(layout: PageLayout, offset: int, step: int) -> int:
    """The character above or below, `step` rows of text away, as near as the row has one."""
    number = layout.row_of(offset)
    row = layout.row(number)
    cell = _cell(layout, row, offset) if row is not None else 0
    left, direction = abs(step), 1 if step > 0 else -1
    found = offset
    while left:
        number += direction
        row = layout.row(number)
        if row is None:
            break
        if row.start == row.end:
            continue
        found = _at(layout, row, cell)
        left -= 1
    return found


def row_edge(layout: PageLayout, offset: int, end: bool) -> int:
    """The first or the last character of a row."""
    row = layout.row(layout.row_of(offset))
    if row is None or row.start == row.end:
        return offset
    return _offset(layout, row.paragraph, row.end - 1 if end else row.start)


def at_cell(layout: PageLayout, number: int, cell: int) -> int | None:
    """The stored offset of the character at a cell of a row (0: where the text begins), None beside text."""
    row = layout.row(number)
    if row is None or row.start == row.end:
        return None
    return _at(layout, row, cell)


def _cell(layout: PageLayout, row: Row, offset: int) -> int:
    index = _index_of(layout, row.paragraph, offset)
    text = layout.shown(row.paragraph).text
    return row.indent + text_width(text[row.start : max(row.start, index)])


def _at(layout: PageLayout, row: Row, cell: int) -> int:
    text = layout.shown(row.paragraph).text
    used = row.indent
    for index in range(row.start, row.end):
        used += char_width(text[index])
        if used > cell:
            return _offset(layout, row.paragraph, index)
    return _offset(layout, row.paragraph, row.end - 1)
