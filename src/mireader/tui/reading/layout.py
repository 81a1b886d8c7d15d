"""The rows of a page at a width: which part of which paragraph stands on which row.

Only what is near the window is laid out; the height of the rest is estimated, so the cost grows
with what is shown. When an estimate above the window turns out wrong, `settle` says by how much
the window's top has moved.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from mireader.hanzi.linebreak import wrap
from mireader.hanzi.width import text_width
from mireader.library.page import Page
from mireader.tui.reading.heights import Heights
from mireader.tui.reading.paragraphs import Paragraphs, paragraphs_of
from mireader.tui.reading.ruby import with_readings
from mireader.tui.reading.shown import Shown, show

T = TypeVar("T")
SMALLEST_WIDTH = 4
_KEPT = 1000
"""Paragraphs that stay laid out: a page of half a million is read through in what they take."""
_DEEPEST_HANG = 5
"""Cells; further lines are not set under a longer marker (第一条)."""


class Row(NamedTuple):
    """A row of the screen: text[start:end] of a paragraph; both equal on an empty row."""

    paragraph: int
    start: int
    end: int
    indent: int
    """Cells before the text."""
    rule: bool = False
    """Whether it is the line under a question."""
    ruby: bool = False
    """Whether it holds the readings of the row under it."""


def _keep(kept: dict[int, T], index: int, value: T) -> None:
    """Keeps what was made of a paragraph, and lets go of what was made first if there is too much."""
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[index] = value


class PageLayout:
    """The layout of one page in a form and a script, at a width in cells."""

    def __init__(
        self,
        page: Page,
        width: int,
        form: str = "mended",
        script: str = "",
        paragraphs: Paragraphs | None = None,
        folded: bool = True,
        ruby: bool = False,
    ) -> None:
        self.page = page
        self.width = max(SMALLEST_WIDTH, width)
        self.form, self.script = form, script
        self.folded = folded
        """Whether site text that stands together is one row."""
        self.ruby = ruby
        """Whether pinyin stands above each row."""
        self.paragraphs = paragraphs if paragraphs is not None else paragraphs_of(page.document)
        self._shown: dict[int, Shown] = {}
        self._rows: dict[int, list[Row]] = {}
        self._heights = Heights(len(self.paragraphs), self._guess, self._estimate)

    def _begins(self, index: int) -> int:
        """The stored offset at which a paragraph begins."""
        start = self.paragraphs.start(index)
        return self.page.document.clean.alignment.source_span(start, start + 1)[0]

    def is_folded(self, index: int) -> bool:
        """Whether a paragraph is site text of which only the first row is shown, if any."""
        return self.folded and self.paragraphs[index].kind == "boilerplate"

    def _continues_fold(self, index: int) -> bool:
        return index > 0 and self.is_folded(index) and self.is_folded(index - 1)

    def _estimate(self, index: int) -> int:
        paragraph = self.paragraphs[index]
        if self.is_folded(index):
            return 0 if self._continues_fold(index) else 2
        cells = self._cells * (paragraph.end - paragraph.start)
        rows = max(1, -(-cells // self.width)) * (1 + self.ruby)
        return rows + (not paragraph.goes_on) + (paragraph.kind == "entry")

    def _guess(self, first: int, last: int) -> int:
        """Rows of several paragraphs: two cells for a character, and for each a last row and an empty one."""
        cells = self._cells * (self.paragraphs[last - 1].end - self.paragraphs[first].start)
        return (cells // self.width) * (1 + self.ruby) + 2 * (last - first)

    @property
    def _cells(self) -> int:
        """Cells of a character, as a rule; a syllable and a blank take four."""
        return 4 if self.ruby else 2

    @property
    def height(self) -> int:
        """Rows of the whole page (partly estimated)."""
        return self._heights.total

    def shown(self, index: int) -> Shown:
        """A paragraph's text as shown."""
        shown = self._shown.get(index)
        if shown is None:
            shown = show(self.page, self.paragraphs[index], self.form, self.script)
            if self.ruby and not self.is_folded(index):
                shown = with_readings(shown)
            _keep(self._shown, index, shown)
        return shown

    def rows(self, index: int) -> list[Row]:
        """The rows of a paragraph, the empty ones after it among them."""
        rows = self._rows.get(index)
        if rows is None:
            rows = self._lay_out(index)
            _keep(self._rows, index, rows)
            if len(rows) != self._heights.of(index):
                self._heights.put(index, len(rows))
        return rows

    def _lay_out(self, index: int) -> list[Row]:
        paragraph, shown = self.paragraphs[index], self.shown(index)
        text = shown.text
        hang = text_width(text[: shown.hanging]) if paragraph.kind == "item" else 0
        if hang > min(_DEEPEST_HANG, self.width // 3):
            hang = 0
        if self._continues_fold(index):
            return []
        lines = wrap(text, self.width - hang, -hang)
        if self.is_folded(index):
            del lines[1:]
        rows = []
        for number, (start, end) in enumerate(lines):
            row = Row(index, start, end, hang if number else 0)
            if any(start <= at < end for at, _ in shown.readings):
                rows.append(row._replace(ruby=True))
            rows.append(row)
        if paragraph.kind == "entry":
            rows.append(Row(index, len(text), len(text), 0, rule=True))
        if not paragraph.goes_on:
            rows.append(Row(index, len(text), len(text), 0))
        return rows

    def row(self, number: int) -> Row | None:
        """The row with a number, None past the end."""
        if not 0 <= number < self.height:
            return None
        index, number = self._heights.find(number)
        rows = self.rows(index)
        offset = number - self._heights.top(index)
        return rows[offset] if 0 <= offset < len(rows) else None

    def is_blank(self, number: int) -> bool:
        """Whether a row has no words: an empty one, a line under a question, the readings of the next one."""
        row = self.row(number)
        return row is None or row.start == row.end or row.ruby

    def settle(self, top: int, height: int) -> int:
        """Lays out what a window shows; returns the window's top after that, on the same text."""
        for _ in range(len(self.paragraphs)):
            first, top = self._heights.find(top)
            last = self._heights.find(top + height)[0]
            within = top - self._heights.top(first)
            fresh = [index for index in range(first, last + 1) if index not in self._rows]
            if not fresh:
                break
            before = self._heights.of(first)
            for index in fresh:
                self.rows(index)
            if first in fresh and within:  # count from the paragraph's end: that is what was in sight
                top = self._heights.top(first) + max(0, self._heights.of(first) - (before - within))
        return max(0, top)

    def paragraph_of(self, offset: int) -> int:
        """The paragraph that holds a stored offset, or the one before it."""
        low, high = 0, len(self.paragraphs)
        while low < high:
            middle = (low + high) // 2
            if self._begins(middle) <= offset:
                low = middle + 1
            else:
                high = middle
        return max(0, low - 1)

    def row_of(self, offset: int) -> int:
        """The number of the row that shows a stored offset."""
        if not self.paragraphs:
            return 0
        index = self.paragraph_of(offset)
        shown = self.shown(index)
        rows = self.rows(index)
        at = shown.chain.target_of(min(max(0, offset - shown.base), shown.size))
        for number, row in enumerate(rows):
            if row.start <= at < row.end:
                return self._heights.top(index) + number
        empty = sum(row.start == row.end for row in rows[1:])
        return self._heights.top(index) + (0 if at == 0 else max(0, len(rows) - 1 - empty))

    def offset_at(self, number: int) -> int:
        """The stored offset of the first character on a row, or after it."""
        row = self.row(max(0, min(number, self.height - 1)))
        if row is None:
            return 0
        shown = self.shown(row.paragraph)
        if row.start >= len(shown.text):
            return shown.base + max(0, shown.size - 1)
        return shown.stored_span(row.start, row.start + 1)[0]
