"""Whom a mention is about: the brand of its sentence, or of its question."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

from mireader.hanzi.fold import fold

_REACH = 400
"""Code points before a mention in which its subject is looked for."""

_OFTEN = 3
"""Times that a question names a platform from which it is about it."""
_STOP = re.compile("[。！？!?\n]")
_PARTNERED = re.compile("(?:[和与跟同给比像学]|对标|联手|携手|牵手|对手|模仿)$")
"""What stands before a brand that is not the one that acts, but whom it acts with: 和茅台联名."""
_PLATFORMS = frozenset(
    {
        "新浪",
        "腾讯",
        "阿里巴巴",
        "百度",
        "抖音",
        "小红书",
        "京东",
        "拼多多",
        "知乎",
        "豆瓣",
        "快手",
        "哔哩哔哩",
    }
    | {"美团", "饿了么", "支付宝", "虾皮", "唯品会", "得物App", "闲鱼", "Facebook", "Twitter", "Google"}
)
"""Brands that are often only where something was done."""


def own_brands() -> Path:
    """Where a user keeps brands of their own, written as in `brands.txt`."""
    from platformdirs import user_config_path

    return user_config_path("mireader", appauthor=False) / "brands.txt"


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all names, and folded name to the brand it stands for; a user's own go before ours."""
    owners = _read((Path(__file__).parent / "brands.txt").read_text(encoding="utf-8"))
    with suppress(OSError, UnicodeDecodeError):  # there is none, or it is no text
        owners |= _read(own_brands().read_text(encoding="utf-8"))
    by_first: dict[str, list[str]] = {}
    for name in sorted(owners, key=len, reverse=True):
        ends = "(?![a-z])" if name[-1].isascii() else ""
        by_first.setdefault(name[0], []).append(re.escape(name[1:]) + ends)
    ways = []
    for first, rests in by_first.items():  # what begins alike is tried together
        begins = "(?<![a-z])" if first.isascii() else ""
        ways.append(f"{begins}{re.escape(first)}(?:{'|'.join(rests)})")
    return re.compile("|".join(ways)), owners


def _read(text: str) -> dict[str, str]:
    """Folded name to the brand it stands for: a line a brand, its names parted by blanks."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {fold(name): names[0] for names in lines for name in names}


def brand_names() -> Iterable[str]:
    """Every name of a brand that is known, folded."""
    return _names()[1].keys()


class Brands:
    """The brands named in a text, by place."""

    def __init__(self, text: str) -> None:
        pattern, owners = _names()
        folded = fold(text)
        found = [(match.start(), owners[match.group()]) for match in pattern.finditer(folded)]
        self._starts = array("I", [start for start, _ in found])
        self._names = [name for _, name in found]
        self._partners = bytearray(
            _PARTNERED.search(folded, max(0, start - 2), start) is not None for start, _ in found
        )
        """Of each: whether it is named as another's partner or model."""
        stops = (_STOP.search(folded, *reach) for reach in pairwise([*self._starts, len(folded)]))
        self._stops = array("I", [stop.start() if stop else len(folded) for stop in stops])
        """Where the sentence ends that names a brand, or the next one is named."""
        self._subjects: tuple[tuple[int, int], dict[str, int]] = ((0, 0), {})
        """The question asked about last, and what it may be about."""

    def about(self, position: int, question: tuple[int, int] | None = None) -> str | None:
        """Whom a mention at a position (same offsets as the text) is about, or None.

        The brand named last before it in its sentence; else the one that its question names most often, none
        if two are named as often. A
        platform (小红书) is one only where its question names it several times. Outside of questions the one
        named last before it.
        """
        index = bisect_right(self._starts, position) - 1
        subjects = self._subjects_of(question) if question is not None else {}
        if index >= 0 and position <= self._stops[index]:
            name = self._actor(index, question, subjects)
            if name in subjects or name not in _PLATFORMS or question is None:
                return name
        if question is not None:
            return _foremost(subjects)
        if index < 0 or position - self._starts[index] > _REACH:
            return None
        return self._names[index]

    def _actor(self, index: int, question: tuple[int, int] | None, subjects: dict[str, int]) -> str:
        """Who acts where a brand is named: it, or who does so with it, before it in its question."""
        first = bisect_left(self._starts, question[0]) if question is not None else index
        other = self._names[index]
        for at in range(index, first - 1, -1):
            if not self._partners[at] and (at == index or self._names[at] in subjects):
                return self._names[at]
        return other

    def _subjects_of(self, question: tuple[int, int]) -> dict[str, int]:
        """Whom a question may be about, and how often it names them."""
        known, subjects = self._subjects  # taken once: another thread may ask about another question
        if question != known:
            low, high = (bisect_left(self._starts, at) for at in question)
            names = Counter(self._names[low:high])
            subjects = {name: n for name, n in names.items() if name not in _PLATFORMS or n >= _OFTEN}
            self._subjects = (question, subjects)
        return subjects


def _foremost(subjects: Mapping[str, int]) -> str | None:
    """The brand named most often, a platform only where no other is; None if two are named as often."""
    brands = [name for name in subjects if name not in _PLATFORMS] or list(subjects)
    most = max((subjects[name] for name in brands), default=0)
    first = [name for name in brands if subjects[name] == most]
    return first[0] if len(first) == 1 else None
