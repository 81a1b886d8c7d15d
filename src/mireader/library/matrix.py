"""The mentions of a collection as a matrix of tactics by questions, or by brands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mireader.columns import MadeWhenAsked
from mireader.library.concordance import Line, Lines, entry_of, is_repeated
from mireader.library.page import Page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]
    """Row and column in one number, the row in the upper half."""

Key = tuple[str, str | None]
"""A question (its page and its id, None outside of questions), or a brand (empty if not known) and None."""
NO_BRAND = "–"
"""The last column by brand: mentions of which it is not known whom they are about."""
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十百]+|[^\w\s]")
_ROW = 32
"""Bits of a code for the column."""


class Column(NamedTuple):
    """A column of a matrix."""

    key: Key
    title: str
    head: str
    """The same in a few cells: a brand's name, a question's numbering or its place in the row."""


class Matrix:
    """How often each tactic is mentioned in each column; of 200,000 questions few cells are not empty."""

    def __init__(self, tactics: Sequence[str], columns: Sequence[Column], codes: Codes) -> None:
        """`codes`: of every mention."""
        self.tactics = tactics
        """The most frequent first."""
        self.columns = columns
        self._codes, self._counts = np.unique(codes, return_counts=True)

    def count(self, row: int, column: int) -> int:
        """How often the tactic of a row is mentioned in a column."""
        code = np.uint64(row << _ROW | column)
        at = int(self._codes.searchsorted(code))
        return int(self._counts[at]) if at < len(self._codes) and self._codes[at] == code else 0

    def total(self) -> int:
        """How many mentions are counted."""
        return int(self._counts.sum())

    def most(self) -> int:
        """The largest count."""
        return int(self._counts.max()) if len(self._counts) else 0


NOTHING = Matrix((), (), np.zeros(0, np.uint64))


def matrix_of(lines: Lines, by_brand: bool = False) -> Matrix:
    """Tactics by questions in reading order, or by brands, the most frequent first.

    Repeats count once, and what is denied (没有做电视广告) not at all.
    """
    tactics: dict[str, int] = {}
    columns = _Columns(by_brand)
    codes = array("Q")
    for page, kind, node in lines.placed():
        column = None if kind.negated else columns.of(page, kind.brand, node)
        if column is not None:
            codes.append(tactics.setdefault(kind.tactic, len(tactics)) << _ROW | column)
    found = np.frombuffer(codes, np.uint64) if codes else np.zeros(0, np.uint64)
    rows, at = found >> np.uint64(_ROW), found & np.uint64((1 << _ROW) - 1)
    by_rows = np.argsort(-np.bincount(rows.astype(np.int64), minlength=len(tactics)), kind="stable")
    names = list(tactics)
    rows = np.argsort(by_rows).astype(np.uint64)[rows.astype(np.int64)]
    if by_brand:
        often = np.bincount(at.astype(np.int64), minlength=len(columns.keys))
        order = sorted(range(len(often)), key=lambda one: (not columns.keys[one][0], -often[one]))
        columns.keys = [columns.keys[one] for one in order]
        at = np.argsort(np.array(order, np.int64)).astype(np.uint64)[at.astype(np.int64)]
    return Matrix(
        tuple(names[row] for row in by_rows.tolist()), columns.named(), rows << np.uint64(_ROW) | at
    )


def column_of(line: Line, by_brand: bool) -> Key:
    """The key of the column that a line is counted in."""
    return _key(line.page, line.mention.brand, line.mention.node, by_brand)


def _key(page: Page, brand: str | None, node: str | None, by_brand: bool) -> Key:
    return (brand or "", None) if by_brand else (page.path, entry_of(page, node))


class _Columns:
    """The columns met so far."""

    def __init__(self, by_brand: bool) -> None:
        self._by_brand = by_brand
        self.keys: list[Key] = []
        self._at: dict[Key, int] = {}
        self._pages: dict[str, Page] = {}
        self._last: tuple[Page, str | None] | None = None
        self._repeated = False
        self._column = 0

    def of(self, page: Page, brand: str | None, node: str | None) -> int | None:
        """The column of a mention; None for one that is counted where it stood first."""
        if self._last is None or self._last[0] is not page or self._last[1] != node:
            self._last = page, node
            self._repeated = is_repeated(page, node)
            if not self._by_brand and not self._repeated:
                self._pages[page.path] = page
                self._column = self._number(_key(page, None, node, by_brand=False))
        if self._repeated:
            return None
        return self._number(_key(page, brand, node, by_brand=True)) if self._by_brand else self._column

    def _number(self, key: Key) -> int:
        found = self._at.get(key)
        if found is None:
            found = self._at[key] = len(self.keys)
            self.keys.append(key)
        return found

    def named(self) -> Sequence[Column]:
        """The columns with their titles and heads."""
        if self._by_brand:
            return [Column(key, key[0] or NO_BRAND, key[0] or NO_BRAND) for key in self.keys]
        pages = self._pages
        printed = _tell_apart(_numbering(pages[path], entry) for path, entry in self.keys)

        def made(number: int) -> Column:
            path, entry = self.keys[number]
            head = _numbering(pages[path], entry) if printed else ""
            return Column((path, entry), _title(pages[path], entry), head or str(number + 1))

        return _Made(len(self.keys), made)


class _Made(MadeWhenAsked[Column]):
    """Columns that are made when they are asked for."""

    def __init__(self, size: int, made: Callable[[int], Column]) -> None:
        self._size, self._make = size, made

    def __len__(self) -> int:
        return self._size

    def _made(self, at: int) -> Column:
        return self._make(at)


def _tell_apart(heads: Iterable[str]) -> bool:
    """Whether printed numberings tell questions apart: those of several pages, or of some only, do not."""
    seen: set[str] = set()
    some_without = some_decimal = False
    for head in heads:
        if head in seen:
            return False
        if head:
            seen.add(head)
        some_without = some_without or not head
        some_decimal = some_decimal or head.isdecimal()
        if some_without and some_decimal:
            return False
    return True


def _numbering(page: Page, entry: str | None) -> str:
    """A question's number as printed (❶, 一, 12), without what stands around it."""
    node = page.document.node_by_id.get(entry) if entry else None
    marker = node.marker.strip(" 、.．,，:：;；()（）#【】[]") if node else ""
    number = _NUMERAL.search(marker)
    return number.group() if number else marker


def _title(page: Page, entry: str | None) -> str:
    node = page.document.node_by_id.get(entry) if entry else None
    return f"{node.marker}{node.title}" if node else page.title
