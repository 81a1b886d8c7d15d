"""One row of a page, drawn: the margin, the text with what is lit in it, the readings above it."""

from __future__ import annotations

from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from mireader.hanzi.width import text_width
from mireader.library.mentions import Mention
from mireader.tui.reading.highlights import Lit
from mireader.tui.reading.layout import PageLayout, Row
from mireader.tui.reading.ruby import ruby_line
from mireader.tui.reading.shown import Shown
from mireader.tui.themes import readable
from mireader.tui.widgets.mouse import MARGIN, MouseSelection
from mireader.tui.widgets.steady import SteadyStyle

FOLDED = "▸"
"""In the margin of site text of which one row is shown."""
BOOKMARK = "▪"
"""At the end of the margin, where a bookmark is set."""
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
_WHOLE = frozenset({"entry", "section", "boilerplate"})


class RowDrawing(MouseSelection, SteadyStyle):
    """The part of a pane that draws rows: needs highlights, marks of groups, letters of places."""

    marks: dict[str, str]
    letters: dict[int, str]
    _styles: dict[str, Style]
    _paint: dict[int, tuple[list[Lit], list[tuple[int, Mention]]]]

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            group, _, hue = name.partition("-")
            style = self.get_component_rich_style(f"reader--{group}", partial=group not in _WHOLE)
            if hue:  # a component class a hue would cost a millisecond each at the start
                colour = self.app.theme_variables.get(HUES[int(hue)], "")
                if colour:
                    behind = self.background_colors[1]
                    style += Style(color=readable(Color.parse(colour), behind).rich_color)
            self._styles[name] = style
        return style

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
        here = [mention for start, mention in marked if row.start <= start < row.end]
        mark = ""
        if here:
            named = next((mention for mention in here if mention.strength != "described"), None)
            mark = self.marks.get(named.group, "▏") if named is not None else "▏"
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
