"""A text in stretches that are folded and looked at one after the other.

Memory does not grow with the page, and other threads get their turn in between: a page of 25 million code
points that was folded in one go held the screen up for 0.3 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRETCH, _LONG_LINE = 1 << 12, 1 << 14
"""Code points that are looked at in one go (a few milliseconds), and those of a very long line."""
_SENTENCE_END = re.compile("[\n。！？!?]")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that end with a line, or within a very long one with a sentence."""
    low = 0
    while low < len(text):
        high = text.find("\n", low + _STRETCH, low + _LONG_LINE) + 1
        if not high:
            end = _SENTENCE_END.search(text, low + _STRETCH)
            high = end.end() if end else len(text)
        yield low, high
        low = high
