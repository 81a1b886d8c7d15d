"""Whom a mention is about: the nearest brand or person named before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from pathlib import Path

from mireader.hanzi.fold import fold

_REACH = 400
"""Code points before a mention in which its subject is looked for."""


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all names, and folded name to the brand it stands for."""
    text = (Path(__file__).parent / "brands.txt").read_text(encoding="utf-8")
    owners: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            brand, *others = line.split()
            owners |= {fold(name): brand for name in (brand, *others)}
    longest_first = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), owners


class Brands:
    """The brands named in a text, by place."""

    def __init__(self, text: str) -> None:
        pattern, owners = _names()
        found = [(match.start(), owners[match.group()]) for match in pattern.finditer(fold(text))]
        self._starts = [start for start, _ in found]
        self._names = [name for _, name in found]

    def about(self, position: int) -> str | None:
        """The brand named last before a position (same offsets as the text), or None."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position - self._starts[index] > _REACH:
            return None
        return self._names[index]
