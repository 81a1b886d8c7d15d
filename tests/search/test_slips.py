"""Pinyin with a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mireader
from mireader.search.query import parse
from mireader.search.slips import slipped

LIBRARY = mireader.from_rows(
    [
        {"id": "1", "title": "什么是饥饿营销？", "body": "限量发售，先到先得。"},
        {"id": "2", "title": "粉丝经济是什么？", "body": "粉丝愿意为喜欢的人花钱。"},
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jieyinxiao", "饥饿营销"),
        ("jieyingxiap", "饥饿营销"),
        ("jiyeyingxiao", "饥饿营销"),
        ("jieyigxiao", "饥饿营销"),
        ("fenshijinji", ""),
        ("fensijinji", "粉丝经济"),
        ("fengsijingji", "粉丝经济"),
        ("fensijinggji", "粉丝经济"),
        ("fnesijingji", "粉丝经济"),
        ("marketing", ""),
        ("qwrtpsdfg", ""),
    ],
)
def test_what_is_meant_by_pinyin_with_a_slip(typed: str, meant: str) -> None:
    answer = LIBRARY.answer(typed)
    assert (answer.suggestion or "") == meant
    assert [hit.match for hit in answer.hits[:1]] == (["typo"] if meant else [])


def test_every_beginning_of_what_is_typed_finds_it() -> None:
    """Else hits go and come again while one types."""
    for typed, meant in (
        ("jieyingxiao", "1"),
        ("jeyingxiao", "1"),
        ("jieyinxiao", "1"),
        ("fensijingji", "2"),
        ("xianliangfashou", "1"),
        ("饥饿yingxiao", "1"),
    ):
        lost = [typed[:size] for size in range(4, len(typed) + 1) if meant not in ids(typed[:size])]
        assert not lost


def ids(typed: str) -> list[str]:
    return [hit.id for hit in LIBRARY.search(typed)]


def test_a_half_typed_syllable_goes_behind_a_whole_one() -> None:
    library = mireader.from_rows(
        [{"id": "whole", "title": "阴险", "body": ""}, {"id": "half", "title": "印象", "body": ""}]
    )
    assert [(hit.id, hit.match) for hit in library.search("yinxian")] == [
        ("whole", "pinyin"),
        ("half", "mixed"),
    ]


def test_what_is_read_without_a_slip_is_not_corrected() -> None:
    assert {hit.match for hit in LIBRARY.search("fensi")} == {"pinyin"}


@given(st.text("abcdefghijklmnopqrstuvwxyz' ", max_size=60))
def test_only_whole_syllables_are_tried(letters: str) -> None:
    for patterns in slipped(parse(letters)):
        assert all(len(pattern.conditions) > 1 for pattern in patterns)
        for pattern in patterns:
            *first, last = [condition.layer for condition in pattern.conditions]
            assert set(first) == {"syllable"}
            assert last in ("syllable", "begun")
