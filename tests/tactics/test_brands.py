"""Whom a mention is about."""

from __future__ import annotations

import pytest

import mireader
from mireader.tactics.brands import Brands


def test_a_device_or_a_line_of_the_site_is_no_brand() -> None:
    text = "来自 iPhone 客户端\n靠口碑。发自我的iPhone 靠口碑。这家来自小米的公司靠口碑。"
    brands = Brands(text)
    assert [brands.about(text.index("口碑"), (0, 16)), brands.about(30, (16, 32))] == [None, None]
    assert brands.about(text.rindex("口碑"), (32, len(text))) == "小米"
    assert Brands("苹果靠口碑", in_site_text=lambda at: at < 2).about(4, (0, 5)) is None


@pytest.mark.parametrize("text", ["采取统一征集的办法", "让人联想到口碑", "第一批只卖3600件", "住三星级酒店"])
def test_a_name_within_another_word_is_no_brand(text: str) -> None:
    assert Brands(text).about(len(text) - 1, (0, len(text))) is None


def test_the_longest_name_is_meant() -> None:
    text = "送荣耀水晶的抽奖"
    assert Brands(text).about(6, (0, len(text))) == "王者荣耀"


def test_brands_in_what_the_site_put_there_do_nothing(tmp_path) -> None:
    body = "❶小店为什么排队？\n靠口碑，老顾客会带新顾客来。\n©2020 华为 版权所有\n❷还有呢？\n没有。\n"
    (tmp_path / "page.txt").write_text(body, "utf-8")
    page = mireader.open(tmp_path).documents[0]
    assert [mention.brand for mention in page.mentions if "口碑" in mention.text] == [None]


def test_a_partner_is_not_who_acts() -> None:
    text = "瑞幸靠补贴起家，后来和茅台联名。茅台也和别人联名。"
    brands = Brands(text)
    question = (0, len(text))
    assert brands.about(text.index("联名"), question) == "瑞幸"
    assert brands.about(len(text) - 2, question) == "茅台"


def test_the_brand_named_last_is_meant() -> None:
    text = "先說,華為很好。雷軍說小米的做法不同,魅族則"
    brands = Brands(text)
    assert brands.about(text.index("做法")) == "小米"
    assert brands.about(0) is None


def test_a_platform_is_no_brand_because_it_is_named() -> None:
    text = "某某汽水怎么卖？\n它在小红书种草。"
    assert Brands(text).about(len(text) - 2, (0, len(text))) is None
    text = "在小红书种草有用吗？\n靠口碑。"
    assert Brands(text).about(len(text) - 2, (0, len(text))) is None
    text = "拼多多为什么做饥饿营销？\n靠限量。"
    assert Brands(text).about(len(text) - 2, (0, len(text))) == "拼多多"
    text = "小红书怎么赚钱？小红书靠广告，小红书也卖货，种草。"
    assert Brands(text).about(len(text) - 2, (0, len(text))) == "小红书"
    text = "海底捞的新店在小红书种草。"
    assert Brands(text).about(len(text) - 2, (0, len(text))) == "海底捞"


def test_brands_of_ones_own_are_known(monkeypatch, tmp_path) -> None:
    from mireader.tactics import brands

    own = tmp_path / "brands.txt"
    own.write_text("# 自己的\n蜂花 蜂花护发素\n某牌 Mou\n", encoding="utf-8")
    monkeypatch.setattr(brands, "own_brands", lambda: own)
    brands._names.cache_clear()
    try:
        text = "蜂花护发素搞抢购。后来mou也搞抢购。"
        found = Brands(text)
        assert found.about(text.index("抢购")) == "蜂花"
        assert found.about(text.rindex("抢购")) == "某牌"
        assert Brands("蜂花护发素和mousse都搞抢购").about(15) == "蜂花"
    finally:
        brands._names.cache_clear()
