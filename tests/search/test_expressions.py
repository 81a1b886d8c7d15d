"""Regular expressions that are typed: a wrong one is told, one that runs away is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

import mireader
from mireader.search.query import is_broken_expression


def test_an_expression_that_is_none_is_told_apart() -> None:
    assert is_broken_expression("/[/")
    assert not is_broken_expression("/[限]/")
    assert not is_broken_expression("[/")
    assert not is_broken_expression("/[0-9]{4}年[0-9]{1,2}月/")


@pytest.mark.parametrize(
    "repeated", ["(((a{99}){99}){99}){99}", "a{999999999999}", "(?:" * 900 + "a" + ")*" * 900]
)
def test_an_expression_that_would_be_too_large_is_none(repeated: str) -> None:
    assert is_broken_expression(f"/{repeated}/")


def test_an_expression_that_runs_away_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("1、问题？\n" + "a" * 5000 + "b\n2、限量？\n限量发售。\n", "utf-8")
    library = mireader.open(tmp_path)
    assert not library.search("/(a+)+$/")
    assert [hit.match for hit in library.search("/限.发/")] == ["regex"]
