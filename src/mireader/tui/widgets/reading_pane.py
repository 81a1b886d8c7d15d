"""The reading pane: one page, drawn row by row (Textual's Line API)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from mireader.hanzi.alignment import Span
from mireader.i18n import _
from mireader.library.mentions import Mention
from mireader.library.page import Page
from mireader.tui.messages import Moved
from mireader.tui.reading.highlights import Highlights, Lit
from mireader.tui.reading.layout import PageLayout
from mireader.tui.reading.shown import SCRIPTS
from mireader.tui.widgets.mouse import MARGIN
from mireader.tui.widgets.row_drawing import RowDrawing

FORMS = ("mended", "stored")
SCRIPT_NAMES = {
    "": "as written",
    "hans": "simplified",
    "hant": "traditional",
    "tw": "Taiwan",
    "hk": "Hong Kong",
}
"""Message ids of the scripts that a page can be shown in."""
_DIMMED = Style(dim=True)
_MOST_BLANK = 4
"""Rows at the top of the window that are passed over for the first one with words."""


class ReadingPane(RowDrawing, can_focus=True):
    """Shows a page at a comfortable measure, centred."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--entry", "reader--section", "reader--boilerplate", "reader--heading", "reader--repaired",
        "reader--letter", "reader--selected", "reader--cursor", "reader--match", "reader--current",
        "reader--note", "reader--margin", "reader--rule", "reader--group",
    }  # fmt: skip

    def __init__(self, measure: int, id: str | None = None) -> None:
        super().__init__(id=id)
        self.measure = measure
        self.page: Page | None = None
        self.layout_: PageLayout | None = None
        self.highlights = Highlights()
        self.marks: dict[str, str] = {}
        self.form = FORMS[0]
        self.script_ = SCRIPTS[0]
        self.folded = True
        self.ruby = False
        """Whether pinyin stands above the lines."""
        self.focusing = False
        """Whether all paragraphs but the one that is read are dimmed."""
        self.letters: dict[int, str] = {}
        """By stored offset: a letter that is shown in place of the character there."""
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(1024)
        self._styles: dict[str, Style] = {}
        self._paint: dict[int, tuple[list[Lit], list[tuple[int, Mention]]]] = {}
        self._anchor = 0
        self._rows_above = 0
        self._unplaced = False
        """Whether a place was gone to while the page was out of sight: behind the tree, if it is narrow."""
        self._following = True
        self._waiting: list[Callable[[], None]] = []
        """What is scrolled when the page is laid out."""
        self._words = ""

    # -- what is shown

    def show(self, page: Page, offset: int, context: int = 0) -> None:
        """Shows a page at a stored offset, `context` rows under the top."""
        self.page = page
        level, only = self.highlights.level, self.highlights.only
        self.highlights = Highlights()
        self.highlights.level, self.highlights.only = level, only
        self._lay_out(offset, context)

    def preview(self, page: Page) -> None:
        """Shows what a page begins with until `show`: it can be scrolled, nothing else."""
        if self.page is None and self.size:
            self.layout_ = PageLayout(page, self.text_width, self.form, self.script_, folded=self.folded)
            self._resize_to_layout()
            self.refresh()

    @property
    def previewed(self) -> int:
        """The stored offset to which a preview was scrolled; 0 without one."""
        top = int(self.scroll_offset.y)
        return self.layout_.offset_at(top) if self.page is None and self.layout_ is not None and top else 0

    def glimpse(self, spans: tuple[Span, ...], first: Span) -> None:
        """Shows what a search found in a preview, if it is that far."""
        if self.page is None and self.layout_ is not None and first[1] <= len(self.layout_.page.text):
            self.light_matches(spans, first)
            self.scroll_to(y=max(0, self.layout_.row_of(first[0]) - self._height // 3), animate=False)

    def light(self, highlights: Highlights, marks: dict[str, str], as_chosen: bool = False) -> None:
        """Puts highlights on the page; `marks` gives each group's character for the margin.

        `as_chosen`: with the level and the tactics that they were made for, not with those of the page.
        """
        if not as_chosen:
            highlights.level, highlights.only = self.highlights.level, self.highlights.only
        highlights.matches, highlights.current = self.highlights.matches, self.highlights.current
        highlights.selected, highlights.cursor = self.highlights.selected, self.highlights.cursor
        self.highlights, self.marks = highlights, marks
        self.redraw()

    def light_matches(self, spans: tuple[Span, ...], current: Span | None = None) -> None:
        """Lights what a search found on this page."""
        self.highlights.matches, self.highlights.current = spans, current
        self.redraw()

    def select(self, span: Span | None, cursor: int | None = None) -> None:
        """Shows what is selected, and where its moving end is; stored offsets."""
        self.highlights.selected, self.highlights.cursor = span, cursor
        self.redraw()

    def set_view(self, form: str, script: str) -> None:
        """Changes form and script and keeps the place to the character."""
        self.form, self.script_ = form, script
        self._lay_out(self._anchor, self._rows_above)

    def set_folded(self, folded: bool) -> None:
        """Folds site text to one row, or opens it; keeps the place."""
        self.folded = folded
        self._lay_out(self._anchor, self._rows_above)

    def set_ruby(self, ruby: bool) -> None:
        """Puts pinyin above the lines, or takes it away; keeps the place."""
        self.ruby = ruby
        self._lay_out(self._anchor, self._rows_above)

    def set_measure(self, measure: int) -> None:
        """Sets the widest line, in cells; keeps the place."""
        self.measure = measure
        self._lay_out(self._anchor, self._rows_above)

    @property
    def view_name(self) -> str:
        """How the page is shown, translated: its script if it was changed, and whether it is mended."""
        form = _("stored") if self.form == "stored" else _("mended")
        return f"{_(SCRIPT_NAMES[self.script_])}  {form}" if self.script_ else form

    def say(self, words: str) -> None:
        """A sentence in the place of a page that is not there yet."""
        self._words = words
        self.refresh()

    def redraw(self) -> None:
        """Draws everything anew without laying it out."""
        self._strips.clear()
        self._paint.clear()
        self.refresh()

    # -- places

    @property
    def position(self) -> int:
        """The stored offset that is read: where one went to, or the top of the window after scrolling."""
        return self._anchor

    def go_to(self, offset: int, context: int = 0, unfold: bool = True) -> None:
        """Scrolls so that a stored offset is `context` rows under the top; opens what is folded there.

        `unfold=False`: what is folded stays so, for a look in passing.
        """
        if unfold and self._is_folded(offset):
            self.folded = False
            self._lay_out(offset, context)
            return
        self._place(offset, context)

    def _is_folded(self, offset: int) -> bool:
        """Whether a stored offset is in site text of which only a row is shown."""
        layout = self.layout_
        if layout is None or layout.page is not self.page or not layout.paragraphs:
            return False
        index = layout.paragraph_of(offset)
        return index > 0 and layout.is_folded(index)

    def _place(self, offset: int, context: int) -> None:
        if self.layout_ is None or self.layout_.page is not self.page or not self.size:
            self._anchor, self._rows_above, self._unplaced = offset, context, True
            self._tell()
            return
        self._unplaced = False
        row = max(0, self.layout_.row_of(offset) - context)
        above = self.layout_.row(row - 1) if row and context else None
        self._scroll(row - (above is not None and above.ruby))  # a line is not parted from its readings
        self._anchor, self._rows_above = offset, context
        self._tell()

    def in_sight(self, offset: int) -> bool:
        """Whether a stored offset is on a row of the window."""
        if self.layout_ is None:
            return False
        return 0 <= self.layout_.row_of(offset) - int(self.scroll_offset.y) < self._height

    @property
    def is_at_end(self) -> bool:
        """Whether the window shows the last row."""
        return int(self.scroll_offset.y) >= self.max_scroll_y

    @property
    def sight(self) -> Span:
        """The stored offsets at the first row of the window and under the last."""
        if self.layout_ is None:
            return 0, 0
        top = int(self.scroll_offset.y)
        return self.layout_.offset_at(top), self.layout_.offset_at(top + self._height)

    def reveal(self, offset: int) -> None:
        """Scrolls to a stored offset if it is not in sight, with a third of the window above it."""
        if self.layout_ is None:
            return
        if self._is_folded(offset):
            self.go_to(offset, context=self._height // 3)
            return
        row = self.layout_.row_of(offset)
        top, height = int(self.scroll_offset.y), self._height
        if top + 1 <= row < top + height - 2:
            self._anchor, self._rows_above = offset, row - top
            self._tell()
        else:
            self.go_to(offset, context=height // 3)

    def bring(self, offset: int) -> None:
        """Scrolls so far that a stored offset is in sight; what is read stays what it was."""
        if not self.in_sight(offset):
            place, above = self._anchor, self._rows_above
            self.go_to(offset, context=self._height // 2)
            self._anchor, self._rows_above = place, above

    def scroll_rows(self, rows: int) -> None:
        """Scrolls by rows."""
        if self._not_laid_out(partial(self.scroll_rows, rows)):
            return
        self._scroll(int(self.scroll_offset.y) + rows)
        self._moved_by_hand()

    def _not_laid_out(self, scroll: Callable[[], None]) -> bool:
        """Whether a page is not laid out yet, as when a key is typed at the start: scrolled when it is."""
        waits = self.layout_ is None and self.page is not None
        if waits:
            self._waiting.append(scroll)
        return waits

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def scroll_page(self, pages: float) -> None:
        """Scrolls by windows or parts of one, two rows of overlap kept."""
        self.scroll_rows(round(pages * max(1, self._height - 2)))

    def scroll_to_edge(self, end: bool) -> None:
        """Scrolls to the beginning or the end."""
        if not self._not_laid_out(partial(self.scroll_to_edge, end)) and self.layout_ is not None:
            self._scroll(self.layout_.height if end else 0)
            if end:
                self._scroll(self.layout_.height)
            self._moved_by_hand()

    def action_scroll_home(self) -> None:
        """Does on Home what `g` does: the key would only scroll."""
        self.call_later(self.run_action, "screen.scroll_to_end(False)")

    def action_scroll_end(self) -> None:
        """Does on End what `G` does."""
        self.call_later(self.run_action, "screen.scroll_to_end(True)")

    def _scroll(self, row: int) -> None:
        if self.layout_ is None:
            return
        most = max(0, self.layout_.height - self._height)
        settled = self.layout_.settle(max(0, min(row, most)), self._height)
        self._resize_to_layout()
        self._following = False
        self.scroll_to(y=settled, animate=False, force=True)
        self._following = True

    def _moved_by_hand(self) -> None:
        layout, top = self.layout_, int(self.scroll_offset.y)
        if layout is not None:
            above = next((n for n in range(_MOST_BLANK) if not layout.is_blank(top + n)), 0)
            self._anchor, self._rows_above = layout.offset_at(top + above), above
            self._tell()

    def _tell(self) -> None:
        if self.page is not None:
            self.post_message(Moved(self.page.path, self._anchor))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follows the scroll bar and the wheel."""
        super().watch_scroll_y(old_value, new_value)
        if self._following and self.layout_ is not None and int(old_value) != int(new_value):
            self.layout_.settle(int(new_value), self._height)
            self._resize_to_layout()
            self._moved_by_hand()

    # -- layout

    @property
    def text_width(self) -> int:
        """Cells of a line of text: the measure, or what there is room for."""
        return max(4, min(self.measure, self.scrollable_content_region.width - MARGIN - 1))

    def on_resize(self, event: events.Resize) -> None:
        """Lays out anew when the width has changed, keeping the place."""
        layout = self.layout_
        if layout is None or layout.page is not self.page or layout.width != self.text_width:
            self._lay_out(self._anchor, self._rows_above)
        elif self._unplaced:
            self._place(self._anchor, self._rows_above)

    def _lay_out(self, offset: int, context: int = 0) -> None:
        self._anchor, self._rows_above = offset, context
        if self.page is None or not self.size:  # not in sight: laid out when it comes into sight
            return
        same = self.layout_ is not None and self.layout_.page is self.page
        paragraphs = self.layout_.paragraphs if same and self.layout_ is not None else None
        self.layout_ = PageLayout(
            self.page, self.text_width, self.form, self.script_, paragraphs, self.folded, self.ruby
        )
        self._strips.clear()
        self._paint.clear()
        self._resize_to_layout()
        self._place(offset, context)
        self.refresh()
        waiting, self._waiting = self._waiting, []
        for scroll in waiting:
            scroll()

    def _resize_to_layout(self) -> None:
        if self.layout_ is not None:
            size = Size(self.scrollable_content_region.width, self.layout_.height)
            if size != self.virtual_size:
                self.virtual_size = size

    # -- drawing

    def notify_style_update(self) -> None:
        """Forgets styles that a theme has changed."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        width = self.scrollable_content_region.width
        number = int(self.scroll_offset.y) + y
        row = self.layout_.row(number) if self.layout_ is not None else None
        if row is None or self.layout_ is None:
            if self.page is None and y == self._height // 3:
                return Strip([Segment(self._words.center(width)[:width], self.rich_style)])
            return Strip.blank(width, self.rich_style)
        key = (number, width)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(self.layout_, row, width)
        if self.focusing and row.paragraph != self._focused(self.layout_):
            return strip.apply_style(_DIMMED)
        return strip

    def _focused(self, layout: PageLayout) -> int | None:
        """The paragraph that is read while the others are dimmed: the one a third down the window."""
        row = layout.row(int(self.scroll_offset.y) + self._height // 3)
        return row.paragraph if row is not None else len(layout.paragraphs) - 1
