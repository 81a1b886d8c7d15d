"""Names found by what is typed into a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.pinyin import spellings
from mireader.hanzi.typed import Typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("饥饿", "饥饿营销"),
        ("飢餓營銷", "饥饿营销"),
        ("jieyingxiao", "饥饿营销"),
        ("jeyx", "饥饿营销"),
        ("jieyingx", "饥饿营销"),
        ("jieyi", "饥饿营销"),
        ("饥饿yx", "饥饿营销"),
        ("e营", "饥饿营销"),
        ("JiEYx", "饥饿营销"),
        ("ji e ying xiao", "饥饿营销"),
        ("yx jie", "饥饿营销"),
        ("vivoyx", "vivo营销"),
        ("ip xingxiang", "拟人化IP形象"),
        ("xi'an", "西安"),
        ("dc618", "大促618"),
        ("yinyue", "音乐营销"),
        ("yinle", "音乐"),
        ("changsha", "长沙"),
        ("hangzhang", "行长"),
        ("nvzhuang", "女装"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, name: str) -> None:
    assert Typed(typed).rank(name) is not None


@pytest.mark.parametrize(
    ("typed", "name"),
    [("xi'an", "先锋"), ("营销", "赢消"), ("jiex", "饥饿"), ("yxje", "饥饿营销"), ("饥饿yy", "饥饿营销")],
)
def test_what_is_not_meant_is_not_found(typed: str, name: str) -> None:
    assert Typed(typed).rank(name) is None


def test_letters_come_before_sounds_and_beginnings_before_the_rest() -> None:
    names = ["大促营销", "赢销", "营销", "小营销yx"]
    best = Typed("yx").best((name, [name]) for name in names)
    assert best == ["小营销yx", "赢销", "营销", "大促营销"]


def test_nothing_typed_finds_all_in_order() -> None:
    assert Typed(" ").best([(2, ["乙"]), (1, ["甲"])]) == [2, 1]


@given(st.text("饥饿营销口碑长行乐女重", min_size=1, max_size=8))
def test_every_name_is_found_by_its_own_pinyin(name: str) -> None:
    for spelling in spellings(name):
        assert Typed(spelling).rank(name) is not None


@given(st.text(), st.text())
def test_anything_can_be_typed(typed: str, name: str) -> None:
    Typed(typed).rank(name)
