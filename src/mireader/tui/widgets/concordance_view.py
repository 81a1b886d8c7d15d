"""Keyword-in-context lines under each other, the keywords in one column."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop, text_width
from mireader.i18n import language
from mireader.library.concordance import Line
from mireader.tui.widgets.line_list import LineList

_KEYWORD, _NAME = 20, 16
"""Cells of the keyword and of the tactic's name."""


class ConcordanceView(LineList[Line]):
    """The lines of a concordance."""

    def draw(self, line: Line, width: int, base: Style) -> list[Segment]:
        """What stands before and after the words, and the tactic."""
        room = max(8, width - _KEYWORD - _NAME - 3)
        before = _from_right(visible(line.before), room // 2)
        words = crop(visible(line.words), _KEYWORD)
        after = crop(visible(line.after), room - room // 2 + _KEYWORD - text_width(words))
        marks = ("≈ " if line.repeats else "") + ("× " if line.mention.negated else "")
        name = crop(marks + line.page.tactic(line.mention.tactic).name[language()], _NAME)
        fill = width - text_width(before) - text_width(words) - text_width(after) - text_width(name) - 1
        return [
            Segment(before, base),
            Segment(words, self.part("keyword", base) + Style(strike=line.mention.negated)),
            Segment(after + " " * max(1, fill), base),
            Segment(name + " ", self.part("name", base)),
        ]


def _from_right(text: str, cells: int) -> str:
    """The end of a text that fits, moved to the right."""
    while text_width(text) > cells - 1:
        text = text[max(1, (text_width(text) - cells) // 2) :]
    return " " * (cells - 1 - text_width(text)) + text + " "
