"""How many rows each paragraph of a page takes, and which paragraph stands on a row.

Paragraphs are kept in blocks; a block that was never looked at is one guess, so that a page of
half a million paragraphs costs as much as the window that shows it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

BLOCK = 512
"""Paragraphs of a block."""


class Heights:
    """Rows by paragraph. `guess(first, last)` is for a block, `estimate(index)` for one paragraph in it."""

    def __init__(self, count: int, guess: Callable[[int, int], int], estimate: Callable[[int], int]) -> None:
        self._count = count
        self._estimate = estimate
        bounds = range(0, count, BLOCK)
        self._blocks: list[list[int] | None] = [None] * len(bounds)
        self._sums = [guess(first, min(first + BLOCK, count)) for first in bounds]
        self._starts: list[int] | None = None

    @property
    def _tops(self) -> list[int]:
        """The first row of each block, and the number of all rows at the end."""
        if self._starts is None:
            self._starts = [0, *accumulate(self._sums)]
        return self._starts

    @property
    def total(self) -> int:
        """Rows of the whole page."""
        return self._tops[-1]

    def _open(self, block: int) -> list[int]:
        heights = self._blocks[block]
        if heights is None:
            first = block * BLOCK
            heights = [self._estimate(index) for index in range(first, min(first + BLOCK, self._count))]
            self._blocks[block] = heights
            self._resum(block, sum(heights))
        return heights

    def _resum(self, block: int, rows: int) -> None:
        if rows != self._sums[block]:
            self._sums[block] = rows
            self._starts = None

    def of(self, index: int) -> int:
        """The rows of a paragraph."""
        return self._open(index // BLOCK)[index % BLOCK]

    def put(self, index: int, rows: int) -> None:
        """Notes how many rows a paragraph has taken."""
        block = index // BLOCK
        heights = self._open(block)
        self._resum(block, self._sums[block] + rows - heights[index % BLOCK])
        heights[index % BLOCK] = rows

    def top(self, index: int) -> int:
        """The first row of a paragraph; past the last one, the number of all rows."""
        if index >= self._count:
            return self.total
        heights = self._open(index // BLOCK)
        return self._tops[index // BLOCK] + sum(heights[: index % BLOCK])

    def find(self, row: int) -> tuple[int, int]:
        """The paragraph that a row belongs to, and the row's number now.

        That changes where a block is looked at for the first time: its guess becomes a count, and rows
        are counted from its end, since that is where one scrolls up from. Of paragraphs without rows,
        the last before the one after them.
        """
        if not self._count:
            return 0, 0
        block = max(0, min(bisect_right(self._tops, row) - 1, len(self._blocks) - 1))
        if self._blocks[block] is None:
            from_end = self._tops[block + 1] - row
            self._open(block)
            row = max(self._tops[block], self._tops[block + 1] - from_end)
        tops = list(accumulate(self._open(block), initial=self._tops[block]))
        within = min(bisect_right(tops, row) - 1, len(tops) - 2)
        return block * BLOCK + max(0, within), row
