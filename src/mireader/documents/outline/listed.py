"""Lists without markers: several short lines of one make after a line that ends in a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mireader.documents.outline.lines import Line

SPEAKS = re.compile(
    "(说|說|道|问|問|答|讲|講|喊|写|寫|回覆|回复|表示|一句|截图|截圖|如图|如圖)[我他她它我们大家]{0,2}[:：]$"
)
"""A line that introduces speech or a picture, no list."""
FEWEST, MOST, LONGEST = 3, 20, 40
"""Lines of a list; code points of one line."""
_NO_POINT = re.compile('[?？:：]$|[。！!].|^[“「"『]')
_END = re.compile("[；;，,、]$|(?P<stop>[。！!…~～])$")


def listed(lines: Sequence[Line]) -> frozenset[int]:
    """Indexes of the lines that are points of a list without markers."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.text[-1] not in "：:" or line.boilerplate or SPEAKS.search(line.text):
            continue
        stop = index + 1
        while stop < len(lines) and _is_point(lines[stop]) and _alike(lines[index + 1], lines[stop]):
            stop += 1
        if FEWEST <= stop - index - 1 <= MOST:
            found.update(range(index + 1, stop))
    return frozenset(found)


def _is_point(line: Line) -> bool:
    fits = line.marker is None and not line.boilerplate and len(line.text) <= LONGEST
    return fits and _NO_POINT.search(line.text) is None


def _alike(first: Line, other: Line) -> bool:
    """Whether two lines end alike, both like a sentence or neither."""
    ends = [_END.search(line.text) for line in (first, other)]
    stops = [end is not None and end["stop"] is not None for end in ends]
    return stops[0] == stops[1] and first.apart == other.apart
