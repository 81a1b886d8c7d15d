"""Choices of an exercise (A. … B. … C. …), which are no points of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mireader.documents.outline.lines import Line

LONGEST = 60
"""Code points of a line of choices, after a question: longer ones are points of an answer."""
_BLANK = re.compile(r"[（(][\s\u3000]*[）)]|_{3,}|＿{2,}")
"""What is to be filled in."""
_SOLUTION = re.compile(
    r"\W{0,2}(?:参考|參考|正确|正確|标准|標準)?答案?[】\]]?[ \t]*[:：]?[ \t]*[A-Ja-j]{1,6}(?![A-Za-z])"
)


def choices(lines: Sequence[Line], asks: bool = False) -> frozenset[int]:
    """Indexes of the lines that are choices: after a blank to be filled in or a numbered question, or before
    the letter of the right one. `asks`: the lines are a question's own, before its answer.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if not _is_choice(line) or index in found or line.marker is None or line.marker.ordinal != 1:
            continue
        stop = index + 1
        while stop < len(lines) and _is_choice(lines[stop]):
            stop += 1
        asked = asks or (index > 0 and _asks(lines[index - 1], lines[index:stop]))
        solved = stop < len(lines) and _SOLUTION.match(lines[stop].text) is not None
        if asked or solved:
            found.update(range(index, stop))
    return frozenset(found)


def _asks(before: Line, given: Sequence[Line]) -> bool:
    if _BLANK.search(before.text):
        return True
    short = all(len(line.text) <= LONGEST for line in given)
    return short and before.marker is not None and before.text[-1] in "?？"


def _is_choice(line: Line) -> bool:
    return line.marker is not None and line.marker.style.startswith("letter")
