"""All mentions of a collection as keyword-in-context lines.

Luhn 1960, Keyword-in-context index for technical literature.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple, overload

from mireader.hanzi.alignment import Span
from mireader.library.mentions import Kind, Mention
from mireader.library.page import Page

CONTEXT = 40
"""Code points of clean text on either side of a mention."""
Order = Literal["place", "tactic", "before", "after", "brand"]
ORDERS: tuple[Order, ...] = ("place", "tactic", "before", "after", "brand")


class Line(NamedTuple):
    """One mention with what stands around it, on one line."""

    page: Page
    mention: Mention

    @property
    def entry(self) -> str | None:
        """Id of its question."""
        return entry_of(self.page, self.mention.node)

    @property
    def repeats(self) -> bool:
        """Whether it is said again here, and counted where it stood first."""
        return is_repeated(self.page, self.mention.node)

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


def entry_of(page: Page, node: str | None) -> str | None:
    """Id of the question that a node belongs to."""
    entry = page.document.entry_of(page.document.node_by_id.get(node)) if node else None
    return entry.id if entry else None


def is_repeated(page: Page, node: str | None) -> bool:
    """Whether a node says again what stood elsewhere first."""
    return page.repeated(page.document.node_by_id.get(node) if node else None) is not None


class Lines(Sequence[Line]):
    """The lines of some pages, each made when it is asked for: a large collection has a million."""

    def __init__(self, pages: Sequence[Page], numbers: Sequence[int] | None = None) -> None:
        """All mentions of the pages in reading order, or those with these numbers, counted through."""
        self.pages = pages
        self._mentions = [page.mentions for page in pages]
        self._begins = list(accumulate(map(len, self._mentions), initial=0))
        self.numbers = range(self._begins[-1]) if numbers is None else numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Lines: ...
    def __getitem__(self, index: int | slice) -> Line | Lines:
        if isinstance(index, slice):
            return Lines(self.pages, self.numbers[index])
        return self._line(self.numbers[index])

    def __iter__(self) -> Iterator[Line]:
        return map(self._line, self.numbers)

    def _where(self, number: int) -> tuple[int, int]:
        """The page of a mention, and the mention's number in it."""
        at = bisect_right(self._begins, number) - 1
        return at, number - self._begins[at]

    def _line(self, number: int) -> Line:
        at, index = self._where(number)
        return Line(self.pages[at], self._mentions[at][index])

    def _kind(self, number: int) -> Kind:
        at, index = self._where(number)
        return self._mentions[at].kind(index)

    def where(self, wanted: Callable[[Line], bool]) -> Lines:
        """Those that are wanted."""
        return Lines(self.pages, [number for number in self.numbers if wanted(self._line(number))])

    def first(self, wanted: Callable[[Line], bool]) -> Lines:
        """The same, those that are wanted before the others."""
        return Lines(self.pages, sorted(self.numbers, key=lambda number: not wanted(self._line(number))))

    def about(self, tactics: frozenset[str]) -> Lines:
        """Those that are about some tactics."""
        return Lines(self.pages, [number for number in self.numbers if self._kind(number).tactic in tactics])

    def ordered(self, order: Order) -> Lines:
        """By place, by tactic, by the words before (from the right) or after, or by brand."""
        keys: dict[Order, Callable[[int], Any]] = {
            "tactic": lambda number: self._kind(number).tactic,
            "before": lambda number: self._line(number).before[::-1],
            "after": lambda number: self._line(number).after,
            "brand": lambda number: (self._kind(number).brand is None, self._kind(number).brand or ""),
        }
        if order == "place":
            return self
        return Lines(self.pages, sorted(self.numbers, key=keys[order]))

    def placed(self) -> Iterator[tuple[Page, Kind, str | None]]:
        """The page, the kind and the node of each."""
        for number in self.numbers:
            at, index = self._where(number)
            yield self.pages[at], *self._mentions[at].placed(index)
