"""No pattern of the program takes more than linear time, near enough: each is tried on what it likes least.

From each pattern's own characters strings are made that it nearly matches, in repetition. A pattern that needs
time by the square or worse runs into a limit of its processor time that is hundreds of times what a linear one
needs: only then the test fails.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import permutations
from re import _constants, _parser  # the only parser of patterns there is
from typing import Any

import pytest

LENGTH = 3000
"""Code points of a string."""
LIMIT = 3.0
"""Seconds of processor time for one string; linear patterns need a few milliseconds."""
CATEGORY = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": "!"}
OTHER = "字x7 "

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no processor timer here")


def _inside(operation: str, value: Any) -> Iterator[Any]:
    """The patterns that a part of a pattern is made of."""
    match operation:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield value[2]
        case "SUBPATTERN":
            yield value[3]
        case "BRANCH":
            yield from value[1]
        case "ASSERT" | "ASSERT_NOT":
            yield value[1]


def _characters(tree: Any) -> Iterator[str]:
    """Characters that a pattern looks for."""
    for operation, value in tree:
        match str(operation):
            case "LITERAL":
                yield chr(value)
            case "NOT_LITERAL" | "ANY":
                yield "字"
            case "IN":
                yield from _members(value)
        for part in _inside(str(operation), value):
            yield from _characters(part)


def _members(members: Any) -> Iterator[str]:
    named = []
    for operation, value in members:
        match str(operation):
            case "LITERAL":
                named.append(chr(value))
            case "RANGE":
                named.append(chr(value[0]))
            case "CATEGORY":
                named.append(CATEGORY.get(str(value), "字"))
    if str(members[0][0]) == "NEGATE":
        yield next(char for char in OTHER + "中" if char not in named)
    else:
        yield from named[:3]


def _repeated(tree: Any) -> Iterator[str]:
    """Characters that it takes any number of."""
    for operation, value in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT") and (value[1] is _constants.MAXREPEAT or value[1] > 20):
            yield from _characters(value[2])
        for part in _inside(name, value):
            yield from _repeated(part)


def strings_for(pattern: str, flags: int) -> Iterator[str]:
    """What a pattern nearly matches, in repetition, with an end that it does not."""
    tree = _parser.parse(pattern, flags)
    repeated = sorted(set(_repeated(tree)))
    heads = sorted(set(_characters(tree)) - set(repeated))[:8]
    for char in repeated[:20]:
        yield char * LENGTH + "\x00"
    for one, other in permutations(repeated[:5], 2):
        yield (one + other) * (LENGTH // 2) + "\x00"
    for head in heads:
        for char in repeated[:3]:
            yield head + char * LENGTH + "\x00"
            yield (head + char * 3) * (LENGTH // 4) + "\x00"


class TooSlowError(Exception):
    """A search took longer than any linear one."""


def _stop(*_: object) -> None:
    raise TooSlowError


def slow_string(pattern: str, flags: int) -> str | None:
    """A string on which a pattern takes too long."""
    rule = re.compile(pattern, flags)
    for text in strings_for(pattern, flags):
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        try:
            for _ in rule.finditer(text):
                pass
        except TooSlowError:
            return text[:12]
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


@pytest.fixture
def limited() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def test_a_bad_pattern_is_noticed(limited: None) -> None:
    assert slow_string(r"(?:\s*[a-z]{1,14}){2,}!", 0) is not None


def test_every_pattern_is_linear(limited: None) -> None:
    told = subprocess.run([sys.executable, "-m", "tests.safety.patterns"], capture_output=True, check=True)
    found = json.loads(told.stdout)
    assert len(found) > 1000
    slow = {pattern: text for pattern, flags in found if (text := slow_string(pattern, flags)) is not None}
    assert slow == {}
