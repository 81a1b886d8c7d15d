"""Regular expressions that are tried only near what every match holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.fold import fold
from mireader.tactics.codebook import load_codebook
from mireader.tactics.expressions import Expression, parse_expression
from tests.conftest import PAGES

EXPRESSIONS = [one for tactic in load_codebook("facts").tactics for one in tactic.regexes]
QUICK = [one for one in EXPRESSIONS if one.near is not None]


def found(expression: Expression, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in expression.finditer(text, 0, len(text))]


def test_half_of_the_shipped_ones_say_what_they_hold() -> None:
    assert len(QUICK) * 2 >= len(EXPRESSIONS)


@pytest.mark.parametrize("expression", QUICK, ids=lambda one: one.near.pattern)
def test_nothing_is_missed_on_real_pages(expression: Expression) -> None:
    for page in sorted(PAGES.glob("*.txt")):
        text = fold(page.read_text("utf-8"))
        assert found(expression, text) == found(Expression(expression.regex), text)


@given(
    st.lists(
        st.sampled_from([*"0123456789一二两十百千万亿.,%折倍元块年月天点次-~第个之半多近约", "字" * 70]),
        max_size=60,
    )
)
def test_nothing_is_missed_anywhere(pieces: list[str]) -> None:
    text = "".join(pieces)
    for expression in QUICK:
        assert found(expression, text) == found(Expression(expression.regex), text)


def test_how_one_is_written() -> None:
    assert parse_expression("饥饿") is None
    plain = parse_expression("/a/")
    assert plain == Expression(re.compile("a"))
    near = parse_expression("/[/]5[元^-]/元^-]")
    assert near is not None
    assert found(near, "/5^ 字字 /5元 /5-") == [(0, 3), (7, 10), (11, 14)]
