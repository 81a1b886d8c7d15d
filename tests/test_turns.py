"""Threads that work let the screen go first, and get on all the same."""

from __future__ import annotations

import pytest

from mireader import turns


@pytest.fixture
def slept(monkeypatch) -> list[float]:
    """How long was waited, without waiting; the clock stands at 100 s."""
    found: list[float] = []
    monkeypatch.setattr(turns, "sleep", found.append)
    monkeypatch.setattr(turns, "monotonic", lambda: 100.0)
    monkeypatch.setattr(turns._Used, "at", float("-inf"))
    return found


def test_nothing_waits_while_nobody_types(slept) -> None:
    turns._worked.since = 0.0
    turns.give_way()
    assert slept == []


def test_what_works_waits_for_what_was_typed(slept, monkeypatch) -> None:
    turns._worked.since = 99.0
    turns.used()
    turns.give_way()
    assert slept == [pytest.approx(turns._FRAME)]
    monkeypatch.setattr(turns._Used, "at", 90.0)  # what was typed is drawn by now
    turns._worked.since = 99.0
    turns.give_way()
    assert len(slept) == 1


def test_it_gets_on_while_a_key_is_held_down(slept) -> None:
    turns.used()
    turns._worked.since = 100.0 - 0.002
    turns.give_way()
    assert slept == [pytest.approx(turns._SHARE * 0.002)]


def test_it_does_not_look_at_each_step(slept) -> None:
    turns.used()
    turns._worked.since = 100.0 - turns._SLICE / 2
    turns.give_way()
    assert slept == []
