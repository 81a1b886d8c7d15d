"""Regular expressions of a codebook, tried only where they can match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mireader.hanzi.alignment import Span

_REACH = 64
"""Code points on either side of a character that every match holds: more than any match is long."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression over folded text, and what to look for first: that is many times as fast."""

    regex: re.Pattern[str]
    near: re.Pattern[str] | None = None
    """Finds the characters one of which every match holds; None where none are known."""

    def finditer(self, text: str, low: int, high: int) -> Iterator[re.Match[str]]:
        """The matches in text[low:high], as of `re.Pattern.finditer`."""
        for start, end in self._places(text, low, high):
            yield from self.regex.finditer(text, start, end)

    def _places(self, text: str, low: int, high: int) -> Iterator[Span]:
        """The parts of a text in which there may be a match, in order and apart."""
        if self.near is None:
            yield low, high
            return
        start = end = low
        for match in self.near.finditer(text, low, high):
            at = match.start()
            if at - _REACH > end:
                if end > start:
                    yield start, end
                start = at - _REACH
            end = min(high, at + _REACH)
        if end > start:
            yield start, end


def parse_expression(source: str) -> Expression | None:
    """What is written as `/expression/` or `/expression/characters`; None for anything else.

    `characters`: one of them stands in every match. Raises re.error.
    """
    if not source.startswith("/") or "/" not in source[1:]:
        return None
    body, _slash, near = source[1:].rpartition("/")
    return Expression(re.compile(body), re.compile(f"[{re.escape(near)}]") if near else None)
