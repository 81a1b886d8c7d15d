"""The mentions of a collection as a matrix of tactics by questions, or by brands."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from mireader.library.concordance import Line, Lines, entry_of, is_repeated
from mireader.library.page import Page

Key = tuple[str, str | None]
"""A question (its page and its id, None outside of questions), or a brand (empty if not known) and None."""


class Column(NamedTuple):
    """A column of a matrix."""

    key: Key
    title: str
    head: str
    """The same in a few cells: a brand's name, a question's numbering or its place in the row."""


class Matrix(NamedTuple):
    """How often each tactic is mentioned in each column."""

    tactics: tuple[str, ...]
    """The most frequent first."""
    columns: tuple[Column, ...]
    counts: Counter[tuple[str, Key]]

    def most(self) -> int:
        """The largest count."""
        return max(self.counts.values(), default=0)


NO_BRAND = "–"
"""The last column by brand: mentions of which it is not known whom they are about."""
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十百]+|[^\w\s]")
NOTHING = Matrix((), (), Counter())


def matrix_of(lines: Lines, by_brand: bool = False) -> Matrix:
    """Tactics by questions in reading order, or by brands, the most frequent first; repeats count once."""
    counts: Counter[tuple[str, Key]] = Counter()
    titles: dict[Key, str] = {}
    heads: dict[Key, str] = {}
    for page, kind, node, count in lines.counted():
        if is_repeated(page, node):
            continue
        key = _key(page, kind.brand, node, by_brand)
        counts[kind.tactic, key] += count
        if key not in titles:
            titles[key] = (key[0] or NO_BRAND) if by_brand else _title(page, key[1])
            heads[key] = (key[0] or NO_BRAND) if by_brand else _numbering(page, key[1])
    tactics: Counter[str] = Counter()
    brands: Counter[Key] = Counter()
    for (tactic, key), count in counts.items():
        tactics[tactic] += count
        brands[key] += count
    keys = sorted(titles, key=lambda key: (not key[0], -brands[key])) if by_brand else list(titles)
    printed = [head for head in heads.values() if head]
    counted = len(printed) < len(heads) and any(head.isdecimal() for head in printed)
    if not by_brand and (counted or len(set(printed)) < len(printed)):
        heads = {}  # numberings of several pages tell none of them apart
    return Matrix(
        tuple(tactic for tactic, _ in tactics.most_common()),
        tuple(Column(key, titles[key], heads.get(key) or str(at)) for at, key in enumerate(keys, 1)),
        counts,
    )


def column_of(line: Line, by_brand: bool) -> Key:
    """The key of the column that a line is counted in."""
    return _key(line.page, line.mention.brand, line.mention.node, by_brand)


def _key(page: Page, brand: str | None, node: str | None, by_brand: bool) -> Key:
    return (brand or "", None) if by_brand else (page.path, entry_of(page, node))


def _numbering(page: Page, entry: str | None) -> str:
    """A question's number as printed (❶, 一, 12), without what stands around it."""
    node = page.document.node_by_id.get(entry) if entry else None
    marker = node.marker.strip(" 、.．,，:：;；()（）#【】[]") if node else ""
    number = _NUMERAL.search(marker)
    return number.group() if number else marker


def _title(page: Page, entry: str | None) -> str:
    node = page.document.node_by_id.get(entry) if entry else None
    return f"{node.marker}{node.title}" if node else page.title
