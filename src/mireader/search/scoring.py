"""How much a passage is worth among those of its kind of match, and what kind that is.

The weights, with the reason for each, are described in docs/search.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from mireader.hanzi.fold import variants
from mireader.search.segment import Segment

HEADING = 3.0
"""A match in a heading."""
ABOUT = 1.2
"""A match in the text under a question that names the same thing."""
COVERAGE = 2.5
"""A match that is all of a heading, in proportion for one that is part of it."""
WHOLE_WORD, READ_WHOLE_WORD = 1.5, 6.0
"""A match that begins and ends where words do; what is read alike is mostly a part of words, by accident."""
RARE = 2.0
"""Taken off for each character that is read otherwise than it mostly is (会 as kuai)."""
ADJACENT, READ_ADJACENT = 1.5, 4.5
"""Several words that were typed apart, found side by side; and several syllables or initials, which
stand apart in nearly every text."""
SATURATION = 1.2
"""How soon more of the same counts less (k1 of BM25)."""
NEAR = 20
"""Code points over which the worth of standing near together halves."""


def score(
    segment: Segment,
    passage: int,
    spans: Sequence[tuple[int, int]],
    whole: int,
    cost: float,
    is_read: bool = False,
) -> float:
    """Heading before text, whole word before part, often before once.

    `whole`: how many ends of the best place are ends of words, 0 to 2; `cost`: how far-fetched the
    reading of the query was; `is_read`: whether it matches what characters are read as.
    """
    start, heading = int(segment.starts[passage]), int(segment.heading_ends[passage])
    often = len(spans)
    value = often / (often + SATURATION) + (READ_WHOLE_WORD if is_read else WHOLE_WORD) * whole / 2 - cost
    in_heading = [span for span in spans if span[0] < heading]
    if in_heading:
        covered = sum(b - a for a, b in in_heading) / max(1, heading - start)
        value += HEADING + COVERAGE * min(1.0, covered)
    elif _in_question(segment, passage, spans[0]):
        value += ABOUT
    return value


def _in_question(segment: Segment, passage: int, span: tuple[int, int]) -> bool:
    """Whether the question over a passage names the same thing."""
    first = int(segment.questions[passage])
    if first < 0 or first == passage:
        return False
    units = segment.units
    title = units[segment.starts[first] : segment.heading_ends[first]].tobytes()
    at = title.find(units[span[0] : span[1]].tobytes())
    return at >= 0 and at % 2 == 0


def nearness(places: Sequence[Sequence[int]]) -> float:
    """1 where several things stand side by side, less the further apart their nearest places are.

    `places`: for each, where it stands, in order.
    """
    anchors = [some[0] for some in places]
    best = max(anchors) - min(anchors)
    for start in places[0][:20]:
        near = [min(abs(place - start) for place in some[:50]) for some in places[1:]]
        best = min(best, max(near, default=0))
    return 1 / (1 + best / NEAR)


def compare(typed: str, stored: str) -> str:
    """`exact`, `script` or `variant`: by what two texts with the same fold differ."""
    kind = "exact"
    for a, b in zip(typed, stored, strict=False):
        if a == b or _same_width_and_case(a, b):
            continue
        if a in variants() or b in variants():
            return "variant"
        kind = "script"
    return kind


def _same_width_and_case(a: str, b: str) -> bool:
    return unicodedata.normalize("NFKC", a).casefold() == unicodedata.normalize("NFKC", b).casefold()
