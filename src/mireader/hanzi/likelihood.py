"""How likely one character follows another, by the words of jieba's dictionary.

A word-unigram model read off as character bigrams: b follows a inside the words that hold both, or
where one word ends and the next begins. The table is built by `data/build_likelihood.py`; reading it
takes about a millisecond and needs neither jieba nor numpy. Traditional characters count as their
simplified forms.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from functools import cache
from math import exp, log
from pathlib import Path

_UNSEEN = 30.0
"""Occurrences granted to a character that the dictionary hardly knows (in 60 million)."""
EDGE = ""
"""In the place of a character: what is no Han character, or the end of the text."""


class _Table:
    """The columns of `bigrams.bin`."""

    def __init__(self) -> None:
        data = (Path(__file__).parent / "data" / "bigrams.bin").read_bytes()
        at = 0

        def column(kind: str, size: int) -> array[int]:
            nonlocal at
            values = array(kind)
            values.frombytes(data[at : at + size * values.itemsize])
            at += size * values.itemsize
            if sys.byteorder == "big":
                values.byteswap()
            return values

        chars, pairs, forms, self.words = column("I", 4)
        self.start, self.end, self.total = (column("I", chars) for _ in range(3))
        self.keys = column("I", pairs)
        written = column("I", forms)
        self.index = dict(zip(map(chr, written), column("H", forms), strict=True))
        self.counts = column("B", pairs)


@cache
def _table() -> _Table:
    return _Table()


def _of(counts: array[int], index: int | None) -> int:
    return 0 if index is None else counts[index]


def frequency(char: str) -> float:
    """A character's share of running text."""
    table = _table()
    return _of(table.total, table.index.get(char)) / table.words


def together(a: str, b: str) -> float:
    """How often words hold the pair ab, in times of how often it would come about by chance
    where one word ends and the next begins; 0 for a pair that no word holds.
    """
    table = _table()
    first, second = table.index.get(a), table.index.get(b)
    if first is None or second is None:
        return 0.0
    return _within(first, second) / ((table.end[first] + 1.0) * (table.start[second] + 1.0) / table.words)


def _within(first: int, second: int) -> float:
    table = _table()
    key = first << 16 | second
    at = bisect_left(table.keys, key)
    return exp(table.counts[at] / 8) if at < len(table.keys) and table.keys[at] == key else 0.0


@cache
def follows(a: str, b: str) -> float:
    """Natural logarithm of the probability that b follows a (either may be EDGE)."""
    table = _table()
    first, second = table.index.get(a), table.index.get(b)
    begins = _of(table.start, second) + _UNSEEN / 2
    if a == EDGE:
        return log(begins / table.words)
    ends = _of(table.end, first) + _UNSEEN / 2
    total = _of(table.total, first) + _UNSEEN
    if b == EDGE:
        return log(ends / total)
    inside = 0.0 if first is None or second is None else _within(first, second)
    return log((inside + ends * begins / table.words) / total)
