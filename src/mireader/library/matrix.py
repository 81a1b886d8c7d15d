"""The mentions of a collection as a matrix of tactics by questions, or by brands."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from mireader.library.concordance import Line, Lines, entry_of, is_repeated
from mireader.library.page import Page

Key = tuple[str, str | None]
"""A question (its page and its id, None outside of questions), or a brand and None."""


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


NOTHING = Matrix((), (), Counter())


def matrix_of(lines: Lines, by_brand: bool = False) -> Matrix:
    """Tactics by questions in reading order, or by brands, the most frequent first; repeats count once."""
    counts: Counter[tuple[str, Key]] = Counter()
    titles: dict[Key, str] = {}
    heads: dict[Key, str] = {}
    for page, kind, node, count in lines.counted():
        if (by_brand and kind.brand is None) or is_repeated(page, node):
            continue
        key = _key(page, kind.brand, node, by_brand)
        counts[kind.tactic, key] += count
        if key not in titles:
            titles[key] = key[0] if by_brand else _title(page, key[1])
            heads[key] = key[0] if by_brand else _numbering(page, key[1])
    tactics: Counter[str] = Counter()
    brands: Counter[Key] = Counter()
    for (tactic, key), count in counts.items():
        tactics[tactic] += count
        brands[key] += count
    alone = Counter(heads.values())  # what many questions begin with (Q:) tells none of them apart
    keys = [key for key, _ in brands.most_common()] if by_brand else list(titles)
    return Matrix(
        tuple(tactic for tactic, _ in tactics.most_common()),
        tuple(
            Column(key, titles[key], heads[key] if alone[heads[key]] == 1 and heads[key] else str(at))
            for at, key in enumerate(keys, 1)
        ),
        counts,
    )


def column_of(line: Line, by_brand: bool) -> Key:
    """The key of the column that a line is counted in."""
    return _key(line.page, line.mention.brand, line.mention.node, by_brand)


def _key(page: Page, brand: str | None, node: str | None, by_brand: bool) -> Key:
    return (brand or "", None) if by_brand else (page.path, entry_of(page, node))


def _numbering(page: Page, entry: str | None) -> str:
    """A question's numbering as printed, without its punctuation."""
    node = page.document.node_by_id.get(entry) if entry else None
    return node.marker.strip(" 、.．,，:：;；()（）#") if node else ""


def _title(page: Page, entry: str | None) -> str:
    node = page.document.node_by_id.get(entry) if entry else None
    return f"{node.marker}{node.title}" if node else page.title
