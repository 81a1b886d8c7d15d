"""All mentions of a collection as keyword-in-context lines, and as a matrix by questions or brands.

Luhn 1960, Keyword-in-context index for technical literature.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from mireader.hanzi.alignment import Span
from mireader.library.mentions import Mention
from mireader.library.page import Page

CONTEXT = 40
"""Code points of clean text on either side of a mention."""
Order = Literal["place", "tactic", "before", "after", "brand"]
ORDERS: tuple[Order, ...] = ("place", "tactic", "before", "after", "brand")


class Line(NamedTuple):
    """One mention with what stands around it, on one line.

    Its words are cut out when they are asked for: a large collection has a million lines.
    """

    page: Page
    mention: Mention
    entry: str | None
    """Id of its question."""
    repeats: bool
    """Whether it is said again here, and counted where it stood first."""

    @property
    def before(self) -> str:
        """What stands before it."""
        start = self._span()[0]
        before = self.page.document.clean.text[max(0, start - CONTEXT) : start]
        return " ".join(before.rpartition("\n")[2].split())

    @property
    def words(self) -> str:
        """The mention's own words."""
        start, end = self._span()
        return " ".join(self.page.document.clean.text[start:end].split())

    @property
    def after(self) -> str:
        """What stands after it."""
        end = self._span()[1]
        after = self.page.document.clean.text[end : end + CONTEXT]
        return " ".join(after.partition("\n")[0].split())

    def _span(self) -> Span:
        """Where it is in the page's clean text."""
        to_clean = self.page.document.clean.alignment.target_of
        return to_clean(self.mention.start), to_clean(self.mention.end)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, in reading order."""
    found = []
    for mention in page.mentions:
        node = page.document.node_by_id.get(mention.node) if mention.node else None
        entry = page.document.entry_of(node)
        found.append(Line(page, mention, entry.id if entry else None, page.repeated(node) is not None))
    return found


def ordered(lines: Iterable[Line], order: Order) -> list[Line]:
    """Lines by place, by tactic, by the words before (from the right) or after, or by brand."""
    if order == "tactic":
        return sorted(lines, key=lambda line: line.mention.tactic)
    if order == "before":
        return sorted(lines, key=lambda line: line.before[::-1])
    if order == "after":
        return sorted(lines, key=lambda line: line.after)
    if order == "brand":
        return sorted(lines, key=lambda line: (line.mention.brand is None, line.mention.brand or ""))
    return list(lines)


class Column(NamedTuple):
    """A column of a matrix: a question of a page (its id, None outside of questions), or a brand."""

    key: tuple[str, str | None]
    title: str
    head: str
    """The same in a few cells: a brand's name, a question's numbering or its place in the row."""


class Matrix(NamedTuple):
    """How often each tactic is mentioned in each column."""

    tactics: tuple[str, ...]
    """The most frequent first."""
    columns: tuple[Column, ...]
    counts: Counter[tuple[str, tuple[str, str | None]]]

    def most(self) -> int:
        """The largest count."""
        return max(self.counts.values(), default=0)


def matrix_of(lines: Sequence[Line], by_brand: bool = False) -> Matrix:
    """Tactics by questions in reading order, or by brands, the most frequent first; repeats count once."""
    counts: Counter[tuple[str, tuple[str, str | None]]] = Counter()
    titles: dict[tuple[str, str | None], str] = {}
    heads: dict[tuple[str, str | None], str] = {}
    for line in lines:
        if line.repeats or (by_brand and line.mention.brand is None):
            continue
        key = column_of(line, by_brand)
        counts[line.mention.tactic, key] += 1
        titles.setdefault(key, _title(line, by_brand))
        heads.setdefault(key, key[0] if by_brand else _numbering(line))
    tactics: Counter[str] = Counter()
    brands: Counter[tuple[str, str | None]] = Counter()
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


def column_of(line: Line, by_brand: bool) -> tuple[str, str | None]:
    """The key of the column that a line is counted in."""
    return (line.mention.brand or "", None) if by_brand else (line.page.path, line.entry)


def _numbering(line: Line) -> str:
    """The numbering of a line's question as printed, without its punctuation."""
    node = line.page.document.node_by_id.get(line.entry) if line.entry else None
    return node.marker.strip(" 、.．,，:：;；()（）#") if node else ""


def _title(line: Line, by_brand: bool) -> str:
    if by_brand:
        return line.mention.brand or ""
    node = line.page.document.node_by_id.get(line.entry) if line.entry else None
    return f"{node.marker}{node.title}" if node else line.page.title
