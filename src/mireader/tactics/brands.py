"""Whom a mention is about: the brand of its sentence, or of its question."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from mireader.hanzi.alignment import Span
from mireader.hanzi.fold import fold
from mireader.tactics.latin import inside_a_word

_REACH = 400
"""Code points before a mention in which its subject is looked for."""
_BLOCK = 1 << 13
"""Code points of a page without questions that are looked at in one go."""

_OFTEN = 3
"""Times that a question names a platform from which it is about it."""
_ASKED = re.compile(r"[^\n?]{2,60}(?=[\n?])")
_AT = re.compile("[在到从于用上去靠]$")
_STOP = re.compile("[。！？!?\n]")
_PARTNERED = re.compile("(?:[和与跟同给比像学]|对标|联手|携手|牵手|对手|模仿)$")
"""What stands before a brand that is not the one that acts, but whom it acts with: 和茅台联名."""
_SIGNED = re.compile("发自(?:我的)?[ ]?$|来自[ ]?$")
_DEVICE = re.compile("[^。！？!?\n]{0,6}?(?:客户端|手机版|网页版)")
"""What stands before and after a brand that is only what an answer was written on: 来自 iPhone 客户端."""
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


NONE = "-"
"""Begins a line of words that hold a brand's name and name no brand: 联想到."""


def own_brands() -> Path:
    """Where a user keeps brands of their own, written as in `brands.txt`."""
    from platformdirs import user_config_path

    return user_config_path("mireader", appauthor=False) / "brands.txt"


class _Names(NamedTuple):
    """What finds the names of all brands."""

    automaton: AhoCorasick
    names: list[str]
    """By number of the automaton, folded."""
    owners: dict[str, str]
    """Folded name to the brand it stands for."""


@cache
def _names() -> _Names:
    """All names; a user's own go before ours."""
    owners = _read((Path(__file__).parent / "brands.txt").read_text(encoding="utf-8"))
    with suppress(OSError, UnicodeDecodeError):  # there is none, or it is no text
        owners |= _read(own_brands().read_text(encoding="utf-8"))
    names = list(owners)
    return _Names(AhoCorasick(names, matchkind=MatchKind.Standard), names, owners)


def _read(text: str) -> dict[str, str]:
    """Folded name to the brand it stands for: a line a brand, its names parted by blanks."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {
        fold(name): "" if names[0] == NONE else names[0] for names in lines for name in names if name != NONE
    }


def brand_names() -> Iterable[str]:
    """Every name of a brand that is known, folded."""
    found = _names()
    return [name for name in found.names if found.owners[name]]


class Brands:
    """The brands named in a text, by place; a part of it is looked at when something there is asked about."""

    def __init__(self, text: str, in_site_text: Callable[[int], bool] | None = None) -> None:
        """`in_site_text`: whether the site put there what stands at a position; it names no brand then."""
        self._text, self._in_site_text = text, in_site_text
        self._known: tuple[Span, _Named] | None = None
        """The part looked at last."""

    def about(self, position: int, question: Span | None = None) -> str | None:
        """Whom a mention at a position (same offsets as the text) is about, or None.

        The brand named last before it in its sentence; else the one that its question names most often, none
        if two are named as often. A platform (小红书) is one only where its question names it several times,
        or in its title. Outside of questions the one named last before it.
        """
        part = question or _part_around(position)
        known = self._known  # taken once: another thread may ask about another part
        if known is None or known[0] != part:
            known = self._known = (part, self._named_in(part))
        found = known[1]
        index = found.last_before(position - part[0])
        subjects = found.subjects if question is not None else {}
        if index >= 0 and position - part[0] <= found.stops[index]:
            name = found.actor(index, None if question is None else subjects)
            if name in subjects or name not in _PLATFORMS or question is None:
                return name
        if question is not None:
            return _foremost(subjects)
        if index < 0 or position - part[0] - found.starts[index] > _REACH:
            return None
        return found.names[index]

    def _named_in(self, part: Span) -> _Named:
        """The brands named in a part, but for what a site put there."""
        folded, hidden = fold(self._text[slice(*part)]), self._in_site_text
        found = (one for one in _found_in(folded) if hidden is None or not hidden(part[0] + one[0]))
        return _Named(folded, list(found))


def _part_around(position: int) -> Span:
    """Of a page without questions, the part that is looked at for a position."""
    block = position // _BLOCK * _BLOCK
    return max(0, block - _REACH), block + _BLOCK + _REACH


class _Named:
    """The brands named in a part of a text; offsets into the part."""

    def __init__(self, folded: str, found: Sequence[tuple[int, str]]) -> None:
        self.starts = array("I", [start for start, _ in found])
        self.names = [name for _, name in found]
        first = _ASKED.match(folded)
        asked = first.end() if first else 0
        self._asked = {
            name
            for start, name in found
            if start < asked and not _AT.search(folded, max(0, start - 1), start)
        }
        """Those that the first line names, and not as a place (在小红书)."""
        self._partners = bytearray(
            _PARTNERED.search(folded, max(0, start - 2), start) is not None for start, _ in found
        )
        """Of each: whether it is named as another's partner or model."""
        stops = (_STOP.search(folded, *reach) for reach in pairwise([*self.starts, len(folded)]))
        self.stops = array("I", [stop.start() if stop else len(folded) for stop in stops])
        """Where the sentence ends that names a brand, or the next one is named."""

    def last_before(self, position: int) -> int:
        """The number of the brand that is named last before a position; -1 if none is."""
        return bisect_right(self.starts, position) - 1

    @cached_property
    def subjects(self) -> dict[str, int]:
        """Of a question: whom it may be about, and how often it names them."""
        names = Counter(self.names)
        asked = self._asked
        return {
            name: n for name, n in names.items() if name not in _PLATFORMS or n >= _OFTEN or name in asked
        }

    def actor(self, index: int, subjects: Mapping[str, int] | None) -> str:
        """Who acts where a brand is named: it, or who does so with it, before it in its question."""
        for at in range(index, -1 if subjects is not None else index - 1, -1):
            if not self._partners[at] and (at == index or subjects is None or self.names[at] in subjects):
                return self.names[at]
        return self.names[index]


def _found_in(folded: str) -> Iterator[tuple[int, str]]:
    """Where brands are named, and which: the first of names that overlap, the longest that begin there."""
    automaton, names, owners = _names()
    hits = automaton.find_matches_as_indexes(folded, overlapping=True)
    last = 0
    for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if start >= last and not inside_a_word(folded, start, end):
            last = end
            owner = owners[names[index]]
            if owner and not _is_device(folded, start, end):
                yield start, owner


def _is_device(folded: str, start: int, end: int) -> bool:
    """Whether folded[start:end] says only what an answer was written on."""
    signed = _SIGNED.search(folded, max(0, start - 6), start)
    return signed is not None and (signed[0][0] == "发" or _DEVICE.match(folded, end) is not None)


def _foremost(subjects: Mapping[str, int]) -> str | None:
    """The brand named most often, a platform only where no other is; None if two are named as often."""
    brands = [name for name in subjects if name not in _PLATFORMS] or list(subjects)
    most = max((subjects[name] for name in brands), default=0)
    first = [name for name in brands if subjects[name] == most]
    return first[0] if len(first) == 1 else None
