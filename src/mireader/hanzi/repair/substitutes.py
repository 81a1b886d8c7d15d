"""Substituted characters (火星文): 叻 for 了, 溡 for 时, and those that nobody listed.

A noisy channel. What was meant is read off the context (`likelihood`), what a character may stand for
off its parts, sound and forms (`data/substitutes.bin`); a page's share of substituted characters is
estimated from the page itself, so that a rare name in a clean page stays and a page full of
substitutes is mended all through. (Kernighan, Church and Gale 1990, A spelling correction program
based on a noisy channel model; expectation and maximisation for the share.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from mireader.hanzi.characters import is_han
from mireader.hanzi.data import Columns, rows
from mireader.hanzi.fold import variants
from mireader.hanzi.likelihood import EDGE, follows

_FIRST_SHARE = 0.05
_LEAST_SHARE = 1e-6
_LEAST_LISTED_SHARE = 3e-4
"""A listed substitute that has no other use speaks for itself, be it the only one of its page."""
_LISTED_BITS = 2
_ROUNDS = 5
_SURE = 0.92
"""Probability from which a substitute is mended without asking."""
_AWAY_FROM_HOME = -3.0
_NUMERAL = "三"
_KINDS = 3
"""From so many different substitutes, what stands in a page was substituted on purpose."""


class Substitute(NamedTuple):
    """A character that stands for another one; `at` in code points into the clean text."""

    at: int
    ordinary: str
    """What was meant, in simplified script."""
    probability: float


@cache
def _columns() -> tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]:
    columns = Columns("substitutes.bin")
    chars, pairs = columns.take("I", 2)
    return (
        columns.take("I", chars),
        columns.take("I", chars),
        columns.take("I", pairs),
        columns.take("B", pairs),
    )


@cache
def ordinary_of(char: str) -> tuple[tuple[str, int], ...]:
    """What a character may stand for, with the improbability in bits that it is written so."""
    chars, ends, others, bits = _columns()
    at = bisect_left(chars, ord(char))
    if at == len(chars) or chars[at] != ord(char):
        return ()
    return tuple((chr(others[i]), bits[i]) for i in range(ends[at - 1] if at else 0, ends[at]))


def find_substitutes(text: str) -> list[Substitute]:
    """The substituted characters of a clean text, in reading order."""
    present = "".join(char for char in set(text) if ordinary_of(char))
    if not present:
        return []
    present = _away(text, present)
    if not present:
        return []
    sites = [match.start() for match in re.finditer(f"[{re.escape(present)}]", text)]
    at_home = _at_home(text, present)
    runs = list(_runs(text, [at for at in sites if at not in at_home and _may_be(text, at)]))
    if not runs:
        return []
    length = len(text)
    share, found = _FIRST_SHARE, {}
    for _ in range(_ROUNDS):
        found = {at: meant for run in runs for at, meant in _meant(text, run, share)}
        now = _share(text, found, length)
        settled = abs(log(now / share)) < 0.3
        share = now
        if settled:
            break
    result = []
    for at, meant in sorted(found.items()):
        probability = _probability(text, at, meant, found, share)
        if probability >= _SURE:
            result.append(Substitute(at, meant, probability))
    return result


def _away(text: str, present: str) -> str:
    """Those characters that the page does not use as themselves (`data/homes.tsv`)."""
    for chars, page in rows("homes.tsv"):
        if (chars == "*" or not set(chars).isdisjoint(present)) and re.search(page, text, re.DOTALL):
            present = "" if chars == "*" else "".join(set(present) - set(chars))
    return present


def _at_home(text: str, present: str) -> set[int]:
    """Where substitutes stand in words in which they are at home."""
    table = variants()
    words = [word for char in present if char in table for word in table[char][2] if word in text]
    if not words:
        return set()
    return {at for match in re.finditer("|".join(words), text) for at in range(*match.span())}


def _may_be(text: str, at: int) -> bool:
    """A substitute stands beside other characters; an enclosed number after one, else it numbers a list."""
    before, after = _neighbour(text, at - 1), _neighbour(text, at + 1)
    if "\u3220" <= text[at] <= "\u32ff":
        return before != EDGE and text[at + 1 : at + 2] not in (" ", "\u3000")
    alone = is_han(text[at]) or text[at] not in (text[at - 1 : at], text[at + 1 : at + 2])
    return alone and (before != EDGE or after != EDGE)


def _runs(text: str, sites: list[int]) -> Iterator[range]:
    """Sites next to each other are judged together."""
    begin = previous = -2
    for at in sites:
        if at != previous + 1:
            if begin >= 0:
                yield range(begin, previous + 1)
            begin = at
        previous = at
    if begin >= 0:
        yield range(begin, previous + 1)


def _neighbour(text: str, at: int) -> str:
    """The Han character beside a run; a digit counts as a numeral."""
    char = text[at] if 0 <= at < len(text) else ""
    if not char:
        return EDGE
    return char if is_han(char) else _NUMERAL if char.isdecimal() else EDGE


def _cost(bits: int, share: float) -> float:
    """Logarithm of the probability that an ordinary character was written as this substitute."""
    least = _LEAST_LISTED_SHARE if bits == _LISTED_BITS else _LEAST_SHARE
    return log(max(share, least)) - bits * log(2)


def _stays(char: str) -> float:
    """Logarithm of the share of its uses in which a character stands outside of its home words."""
    return _AWAY_FROM_HOME if ordinary_of(char)[0][1] == _LISTED_BITS else 0.0


def _meant(text: str, run: range, share: float) -> list[tuple[int, str]]:
    """The likeliest reading of a run (Viterbi): those places where another character was meant."""
    ways: dict[str, tuple[float, tuple[str, ...]]] = {_neighbour(text, run[0] - 1): (0.0, ())}
    for at in run:
        options = {text[at]: _stays(text[at])}
        options.update((other, _cost(bits, share)) for other, bits in ordinary_of(text[at]))
        ways = {
            option: max(
                (score + follows(last, option) + cost, (*path, option))
                for last, (score, path) in ways.items()
            )
            for option, cost in options.items()
        }
    after = _neighbour(text, run[-1] + 1)
    _, path = max((score + follows(last, after), path) for last, (score, path) in ways.items())
    return [(at, meant) for at, meant in zip(run, path, strict=True) if meant != text[at]]


def _share(text: str, found: dict[int, str], length: int) -> float:
    """The share of substituted characters; the most frequent is left out, since it may be a name."""
    kinds = Counter(text[at] for at in found)
    others = len(found) - max(kinds.values(), default=0)
    share = others / length if len(kinds) >= _KINDS else 0.1 * others / length
    return min(0.1, max(_LEAST_SHARE, share))


def _probability(text: str, at: int, meant: str, found: dict[int, str], share: float) -> float:
    before = found.get(at - 1) or _neighbour(text, at - 1)
    after = found.get(at + 1) or _neighbour(text, at + 1)
    cost = _cost(dict(ordinary_of(text[at]))[meant], share)
    gain = cost + follows(before, meant) + follows(meant, after)
    gain -= _stays(text[at]) + follows(before, text[at]) + follows(text[at], after)
    return 1 / (1 + exp(-min(gain, 50.0)))
