"""The notation of patterns, denials and facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.clean import clean
from mireader.tactics.codebook import load_codebook, parse_codebook
from mireader.tactics.facts import normalise, number_of, with_years
from mireader.tactics.matcher import Matcher
from mireader.tactics.negation import is_denied
from mireader.tactics.patterns import PatternError, parse_pattern

SHIPPED = Matcher([load_codebook("marketing"), load_codebook("facts")])
BOOK = """
[codebook]
id = "b"
name = "b"
[classes]
"用户" = ["用户", "粉丝"]
[[group]]
id = "g"
name = "组"
mark = "组"
[[tactic]]
id = "t"
name = "甲"
group = "g"
patterns = ['PATTERN']
"""


def found(pattern: str, text: str) -> list[str]:
    matcher = Matcher([parse_codebook(BOOK.replace("PATTERN", pattern), "b")])
    return [text[m.start : m.end] for m in matcher.mentions(clean(text)) if not m.negated]


@pytest.mark.parametrize(
    ("pattern", "text", "wanted"),
    [
        ("控…放货", "他们控制节奏放货。", ["控制节奏放货"]),
        ("控…放货", "控制节奏,然后放货", []),
        ("控…放货", "控制得一年比一年更紧才肯放货", []),
        ("满#减#", "全场满300减50,", ["满300减50"]),
        ("#天包退", "七天包退", ["七天包退"]),
        ("#天包退", "天包退", []),
        ("和{用户}互动", "和粉絲互動很多", ["和粉絲互動"]),
        ("饥[饿渴]营销", "饥渴营销与饥饿营销", ["饥渴营销", "饥饿营销"]),
        ("(开|推)新店", "推新店,开新店,关新店", ["推新店", "开新店"]),
        ("kol", "找KOL,不是kolkata", ["KOL"]),
        ("请…明星", "请的不是明星", []),
        ("/甲+/", "甲甲甲", ["甲甲甲"]),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, wanted: list[str]) -> None:
    assert found(pattern, text) == wanted


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{没有}", "no class"),
        ("(开|推新店", "no partner"),
        ("[饿渴", "no partner"),
        ("…", "empty"),
        ("甲(|乙)…丙", None),
        ("(|乙)", "empty"),
    ],
)
def test_mistakes_in_a_pattern(source: str, why: str | None) -> None:
    if why is None:
        assert parse_pattern(source, {}).parts == (("甲", "甲乙"), ("丙",))
        return
    with pytest.raises(PatternError, match=why):
        parse_pattern(source, {})


@given(
    st.text(alphabet="控放货制减满3,。饥饿营销的", max_size=30),
    st.sampled_from(["控…放货", "满#减", "饥[饿的]营销"]),
)
def test_the_automaton_finds_what_the_regular_expression_finds(text: str, source: str) -> None:
    pattern = parse_pattern(source, {})
    found_ = Matcher([parse_codebook(BOOK.replace("PATTERN", source), "b")])._candidates(text, 0, len(text))
    ends = {(item.start, item.end) for item in found_}
    for match in re.finditer(pattern.regex, text):
        assert any(start <= match.start() and match.start() < end for start, end in ends)
    for start, end in ends:
        assert re.fullmatch(pattern.regex, text[start:end])


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("它从来不搞饥饿营销", True), ("没找过饥饿营销", True), ("千万别学饥饿营销", False), ("别迷信饥饿营销", True), ("没有饥饿营销,它也卖不动", False), ("不是没有饥饿营销", False),
        ("网上都说它饥饿营销,我不信", True), ("比饥饿营销管用", False), ("再好的饥饿营销也没用", False), ("饥饿营销从没搞过", True),
        ("靠的就是饥饿营销", False), ("不仅饥饿营销", False), ("能不能搞饥饿营销", False),
        ("没想到饥饿营销", False), ("离不开饥饿营销", False), ("他们不差钱,搞饥饿营销", False),
        ("是当仁不让的饥饿营销", False), ("造成供不应求的饥饿营销", False), ("饥饿营销也没闲着", False),
        ("它不愿意打饥饿营销", True), ("不屑于搞饥饿营销", True),
        ("没有饥饿营销,也不做广告", True),
        ("没有饥饿营销,就没有今天的小米", False),
        ("有人说这是饥饿营销,也有人说没有", False),
        ("有人说这是饥饿营销,其实没有", True),
        ("不搞限时抢购、饥饿营销", True), ("这不叫饥饿营销叫什么?", False), ("这难道不是饥饿营销吗?", False), ("网上说它饥饿营销是错的", True), ("饥饿营销?不存在的", True),
        ("没看过他们搞饥饿营销", True), ("不能说没有饥饿营销", False), ("不仅做广告和饥饿营销", False),
        ("没花半毛饥饿营销费", True), ("花钱搞饥饿营销也没盖住", False), ("饥饿营销也没做", True),
    ],
)  # fmt: skip
def test_denials(text: str, denied: bool) -> None:
    at = text.index("饥饿营销")
    assert is_denied(text, at, at + 4) is denied


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "2011年8月16日", "2011-08-16"), ("date", "4月18号", "--04-18"), ("date", "2010年", "2010"),
        ("date", "2012年5月份", "2012-05"), ("date", "2015年上半年", "2015-H1"), ("date", "2020/05/04", "2020-05-04"),
        ("date", "情人节", "--02-14"), ("time", "晚上10点", "T22:00"), ("time", "周二到周四", "Tue/Thu"),
        ("duration", "两年", "P2Y"), ("duration", "约为3小时", "~PT3H"), ("duration", "半年", "P6M"),
        ("frequency", "一个季度发布一个版本", "1/P3M"), ("price", "10万元", "100000 CNY"),
        ("price", "2000元以内", "<2000 CNY"), ("price", "3.5亿美元", "350000000 USD"),
        ("price", "2000-6000元", "2000-6000 CNY"), ("share", "2.5%", "0.025"), ("share", "60%以上", ">0.60"),
        ("share", "三分之一", "1/3"), ("share", "三倍", "3x"), ("quantity", "200多万次", ">2000000"),
        ("quantity", "二十五个", "25"), ("quantity", "5,000家", "5000"), ("quantity", "逾180万部", ">1800000"),
    ],
)  # fmt: skip
def test_values_of_facts(kind: str, text: str, value: str) -> None:
    fact = normalise(kind, text)
    assert fact is not None
    assert fact.value == value


def test_dates_take_the_year_of_their_story() -> None:
    assert with_years(["--01-02", "2011-08-16", "--10-01", "--05-19", "--05-18"]) == [
        "--01-02", "2011-08-16", "2011-10-01", "2012-05-19", "2012-05-18",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"), [("3.4亿", 340_000_000), ("两千", 2000), ("十", 10), ("一百二十", 120)]
)
def test_numerals(text: str, value: float) -> None:
    assert number_of(text) == value


@given(st.text(max_size=40))
def test_no_text_breaks_the_shipped_codebooks(text: str) -> None:
    for mention in SHIPPED.mentions(clean(text)):
        assert 0 <= mention.start < mention.end <= len(text)


@given(
    st.sampled_from(["date", "time", "frequency", "duration", "price", "share", "quantity"]),
    st.text(max_size=20),
)
def test_no_text_breaks_the_values(kind: str, text: str) -> None:
    normalise(kind, text)


FACTS = Matcher([load_codebook("facts")])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每天晚上8点开抢", "每天晚上8点"),
        ("群里十点发券", ""),
        ("每晚九点抽奖", "每晚九点"),
        ("不得超过两次,", "超过两次"),
        ("辦卡數超過一千萬張", "超過一千萬張"),
        ("成千上万个", "上万个"),
        ("一千平方米以上一万平方米以下", "一千平方米以上 一万平方米以下"),
        ("12012年", ""),
        ("2012年7月", "2012年7月"),
        ("不到六成。", "不到六成"),
        ("一百四十四分之一", "一百四十四分之一"),
    ],
)
def test_a_fact_begins_with_the_words_that_lead_to_it(text: str, wanted: str) -> None:
    assert " ".join(text[m.start : m.end] for m in FACTS.mentions(clean(text))) == wanted
