"""How likely one character follows another, by the words of jieba's dictionary.

A word-unigram model read off as character bigrams: b follows a inside the words that hold both, or
where one word ends and the next begins. The table is built by `data/build_likelihood.py`; reading it
takes about a millisecond and needs neither jieba nor numpy. Traditional characters count as their
simplified forms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp, log

from mireader.hanzi.data import Columns

_UNSEEN = 30.0
"""Occurrences granted to a character that the dictionary hardly knows (in 60 million)."""
EDGE = ""
"""In the place of a character: what is no Han character, or the end of the text."""


class _Table:
    """The columns of `bigrams.bin`."""

    def __init__(self) -> None:
        columns = Columns("bigrams.bin")
        chars, pairs, forms, self.words = columns.take("I", 4)
        self.start, self.end, self.total = (columns.take("I", chars) for _ in range(3))
        self.keys = columns.take("I", pairs)
        self._forms, self._numbers = columns.take("I", forms), columns.take("H", forms)
        self.counts = columns.take("B", pairs)
        self._known: dict[str, int | None] = {EDGE: None}

    def number(self, char: str) -> int | None:
        """A character's place in the columns, None if the dictionary does not have it."""
        if char not in self._known:
            at = bisect_left(self._forms, ord(char))
            found = at < len(self._forms) and self._forms[at] == ord(char)
            self._known[char] = self._numbers[at] if found else None
        return self._known[char]


@cache
def _table() -> _Table:
    return _Table()


def _of(counts: Sequence[int], index: int | None) -> int:
    return 0 if index is None else counts[index]


def frequency(char: str) -> float:
    """A character's share of running text."""
    table = _table()
    return _of(table.total, table.number(char)) / table.words


def together(a: str, b: str) -> float:
    """How often words hold the pair ab, in times of how often it would come about by chance
    where one word ends and the next begins; 0 for a pair that no word holds.
    """
    table = _table()
    first, second = table.number(a), table.number(b)
    if first is None or second is None:
        return 0.0
    return _within(first, second) / ((table.end[first] + 1.0) * (table.start[second] + 1.0) / table.words)


def _within(first: int, second: int) -> float:
    table = _table()
    key = first << 16 | second
    at = bisect_left(table.keys, key)
    return exp(table.counts[at] / 8) if at < len(table.keys) and table.keys[at] == key else 0.0


@lru_cache(maxsize=1 << 17)
def follows(a: str, b: str) -> float:
    """Natural logarithm of the probability that b follows a (either may be EDGE)."""
    table = _table()
    first, second = table.number(a), table.number(b)
    begins = _of(table.start, second) + _UNSEEN / 2
    if a == EDGE:
        return log(begins / table.words)
    ends = _of(table.end, first) + _UNSEEN / 2
    total = _of(table.total, first) + _UNSEEN
    if b == EDGE:
        return log(ends / total)
    inside = 0.0 if first is None or second is None else _within(first, second)
    return log((inside + ends * begins / table.words) / total)
