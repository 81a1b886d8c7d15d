"""The reading pane: one page, drawn row by row (Textual's Line API)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Size
from textual.strip import Strip

from mireader.hanzi.alignment import Span
from mireader.hanzi.width import text_width
from mireader.library.page import Mention, Page
from mireader.tui.messages import Moved
from mireader.tui.reading.highlights import Highlights, Lit
from mireader.tui.reading.layout import PageLayout, Row
from mireader.tui.reading.ruby import ruby_line
from mireader.tui.reading.shown import SCRIPTS, Shown
from mireader.tui.widgets.mouse import MARGIN, MouseSelection

FOLDED = "▸"
"""In the margin of site text of which one row is shown."""
BOOKMARK = "▪"
"""At the end of the margin, where a bookmark is set."""
FORMS = ("mended", "stored")
HUES = (
    "text-primary",
    "text-success",
    "text-warning",
    "text-accent",
    "text-secondary",
    "text-error",
    "success",
    "warning",
)
"""Theme variables that tell groups of tactics apart."""
_DIMMED = Style(dim=True)


class ReadingPane(MouseSelection, can_focus=True):
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
        self._following = True
        self._words = ""

    # -- what is shown

    def show(self, page: Page, offset: int) -> None:
        """Shows a page at a stored offset."""
        self.page = page
        level, only = self.highlights.level, self.highlights.only
        self.highlights = Highlights()
        self.highlights.level, self.highlights.only = level, only
        self._lay_out(offset)

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

    def light(self, highlights: Highlights, marks: dict[str, str]) -> None:
        """Puts highlights on the page; `marks` gives each group's character for the margin."""
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

    def go_to(self, offset: int, context: int = 0) -> None:
        """Scrolls so that a stored offset is `context` rows under the top; opens what is folded there."""
        layout = self.layout_
        if layout is not None and layout.page is self.page and layout.paragraphs:
            index = layout.paragraph_of(offset)
            if index and layout.is_folded(index):
                self.folded = False
                self._lay_out(offset, context)
                return
        self._place(offset, context)

    def _place(self, offset: int, context: int) -> None:
        if self.layout_ is None or self.layout_.page is not self.page or not self.size:
            self._anchor, self._rows_above = offset, context
            self._tell()
            return
        row = max(0, self.layout_.row_of(offset) - context)
        self._scroll(row)
        self._anchor, self._rows_above = offset, context
        self._tell()

    def in_sight(self, offset: int) -> bool:
        """Whether a stored offset is on a row of the window."""
        if self.layout_ is None:
            return False
        return 0 <= self.layout_.row_of(offset) - int(self.scroll_offset.y) < self._height

    def seen(self, offsets: Sequence[int]) -> list[int]:
        """Of stored offsets in order, those on a row of the window."""
        if self.layout_ is None:
            return []
        top = int(self.scroll_offset.y)
        first, last = self.layout_.offset_at(top), self.layout_.offset_at(top + self._height)
        near = offsets[bisect_left(offsets, first) : bisect_right(offsets, last)]
        return [offset for offset in near if self.in_sight(offset)]

    def reveal(self, offset: int) -> None:
        """Scrolls to a stored offset if it is not in sight, with a third of the window above it."""
        if self.layout_ is None:
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
        self._scroll(int(self.scroll_offset.y) + rows)
        self._moved_by_hand()

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def scroll_page(self, pages: float) -> None:
        """Scrolls by windows or parts of one, two rows of overlap kept."""
        self.scroll_rows(round(pages * max(1, self._height - 2)))

    def scroll_to_edge(self, end: bool) -> None:
        """Scrolls to the beginning or the end."""
        if self.layout_ is not None:
            self._scroll(self.layout_.height if end else 0)
            if end:
                self._scroll(self.layout_.height)
            self._moved_by_hand()

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
        if self.layout_ is not None:
            self._anchor, self._rows_above = self.layout_.offset_at(int(self.scroll_offset.y)), 0
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

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            group, _, hue = name.partition("-")
            style = self.get_component_rich_style(f"reader--{group}", partial=group not in _WHOLE)
            if hue:  # a component class a hue would cost a millisecond each at the start
                colour = self.app.theme_variables.get(HUES[int(hue)], "")
                style += Style(color=Color.parse(colour).rich_color) if colour else Style()
            self._styles[name] = style
        return style

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

    def _draw(self, layout: PageLayout, row: Row, width: int) -> Strip:
        paragraph = layout.paragraphs[row.paragraph]
        shown = layout.shown(row.paragraph)
        base = self.rich_style
        if paragraph.kind in _WHOLE:
            base += self._style(paragraph.kind)
        left = max(0, (width - layout.width - MARGIN) // 2)
        segments = [Segment(" " * left, self.rich_style)]
        segments.append(self._margin(layout, row))
        line = ruby_line(shown, row.start, row.end) if row.ruby else ""
        if row.rule:
            segments.append(Segment("─" * layout.width, self.rich_style + self._style("rule")))
        elif row.ruby:
            segments.append(Segment(" " * row.indent + line, self.rich_style + self._style("margin")))
        else:
            segments.append(Segment(" " * row.indent, self.rich_style))
            segments += self._text(shown, row, base, self._spans(layout, row))
        used = (
            left
            + MARGIN
            + row.indent
            + (layout.width if row.rule else text_width(line or shown.text[row.start : row.end]))
        )
        segments.append(Segment(" " * (width - used), self.rich_style))
        return Strip(segments, max(width, used))

    def _margin(self, layout: PageLayout, row: Row) -> Segment:
        if row.ruby:
            return Segment(" " * MARGIN, self.rich_style)
        marked = self._paint_of(layout, row.paragraph)[1]
        mention = next((mention for start, mention in marked if row.start <= start < row.end), None)
        mark = ""
        if mention is not None:
            mark = self.marks.get(mention.group, "▏") if mention.strength != "described" else "▏"
        elif row.start == 0 and layout.is_folded(row.paragraph) and row.end:
            mark = FOLDED
        kept = any(
            row.start <= at < row.end for at in self.highlights.bookmarked(layout.shown(row.paragraph))
        )
        style = self.rich_style + self._style("margin")
        end = BOOKMARK if kept else ""
        return Segment(mark + " " * (MARGIN - text_width(mark + end)) + end, style)

    def _paint_of(self, layout: PageLayout, index: int) -> tuple[list[Lit], list[tuple[int, Mention]]]:
        """What is lit in a paragraph and told in its margin, found once and not row by row."""
        paint = self._paint.get(index)
        if paint is None:
            shown = layout.shown(index)
            paint = self._paint[index] = (self.highlights.lit(shown), self.highlights.marked(shown))
        return paint

    def _spans(self, layout: PageLayout, row: Row) -> list[tuple[int, int, str]]:
        lit = self._paint_of(layout, row.paragraph)[0]
        return [
            (max(s, row.start), min(e, row.end), name) for s, e, name in lit if s < row.end and e > row.start
        ]

    def _letters(self, shown: Shown, row: Row) -> dict[int, str]:
        """The letters to jump to on a row, by the index of the character that each stands for."""
        places = {shown.shown_span(offset, offset + 1): letter for offset, letter in self.letters.items()}
        return {where[0]: one for where, one in places.items() if where and row.start <= where[0] < row.end}

    def _text(self, shown: Shown, row: Row, base: Style, lit: list[tuple[int, int, str]]) -> list[Segment]:
        text, letters = shown.text, self._letters(shown, row)
        lit = [*lit, *((at, at + 1, "letter") for at in letters)]
        edges = sorted({row.start, row.end, *(edge for start, end, _ in lit for edge in (start, end))})
        segments = []
        for start, end in pairwise(edges):
            style = base
            for low, high, name in lit:
                if low <= start and end <= high:
                    style += self._style(name)
            words = text[start:end].rstrip("\n")
            if start in letters:
                words = letters[start].ljust(text_width(words))
            segments.append(Segment(words, style))
        return segments


_WHOLE = frozenset({"entry", "section", "boilerplate"})
