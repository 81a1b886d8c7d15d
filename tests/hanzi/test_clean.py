"""Clean text: what is taken out, what stays, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.characters import is_han
from mireader.hanzi.clean import clean

LONG = "小米手机的营销模式包括互联网营销和线下活动以及各种各样的促销手段还有许多别的办法可以用来吸引用户购买它的各种产品和服务"


@pytest.mark.parametrize(
    ("stored", "cleaned"),
    [
        ("饥饿\u200b营销", "饥饿营销"),
        ("a\x00b\x1bc", "abc"),
        ("A&nbsp;B &amp; C", "A B & C"),
        ("用户&amp;nbsp;体验", "用户 体验"),
        ("用户&#8203;体验", "用户体验"),
        ("手機(jī)很好,現(xiàn)在買", "手機很好,現在買"),
        ("手机(ji)和电(dian)脑(nao)", "手机和电脑"),
        (LONG + "一 定的", LONG + "一定的"),
        ("小米手機（jī）很好", "小米手機很好"),
        ("小米公(gong)司的产品", "小米公司的产品"),
        ("这茬(zài)当时很普遍", "这茬当时很普遍"),
        ("经*济发展与社*会进步", "经济发展与社会进步"),
        ("互゛联网", "互联网"),
        (LONG + "一 定在市 场上,做 些推广", LONG + "一定在市场上,做些推广"),
    ],
)
def test_junk_is_taken_out(stored: str, cleaned: str) -> None:
    assert clean(stored).text == cleaned


@pytest.mark.parametrize(
    "stored",
    [
        "👨\u200d👩\u200d👧 一家人",
        "给(jǐ)予帮助",
        "使用 iPhone 的人",
        "第一章 总则",
        "调用 f(x) 和 g(ab)",
        "&notanentity; 和 &",
        "见文(abc)后",
        "饕(tāo)餮的故事",
        "“重(zhòng)”和“重(chóng)”是多音字",
        "这是*重点*内容",
        LONG + ",演员有赵刚 蒋华良 朱敏三人",
        "阿梅代奧·迪卡斯特",
    ],
)
def test_what_belongs_stays(stored: str) -> None:
    assert clean(stored).text == stored


@given(st.text(st.sampled_from("饥饿营销手機(jī) \u200b&amp;#12;ab\n。,")))
def test_no_han_character_is_dropped_and_the_map_is_the_identity_on_what_is_kept(stored: str) -> None:
    cleaned = clean(stored)
    assert [c for c in stored if is_han(c)] == [c for c in cleaned.text if is_han(c)]
    for at, char in enumerate(cleaned.text):
        low, high = cleaned.alignment.source_of(at)
        if high - low == 1:
            assert stored[low] == char
    assert cleaned.alignment.target_length == len(cleaned.text)


def test_gaps_say_where_a_blank_was() -> None:
    cleaned = clean(LONG + "。 从关注到变现 作为一部大片" + LONG)
    assert [cleaned.text[gap : gap + 2] for gap in cleaned.gaps] == ["作为"]


@pytest.mark.parametrize(
    ("stored", "cleaned"),
    [
        ("饥饿<b>营销</b>，<br/>口碑<br>\n好", "饥饿营销，\n口碑\n好"),
        ("第一&lt;br /&gt;第二", "第一\n第二"),
        ('看<a href="http://a.b/c">这里</a>', "看这里"),
        ("如果 a<b and c>d，3<5", "如果 a<b and c>d，3<5"),
        ("原文 http://a.b/1.html <br>好", "原文 http://a.b/1.html \n好"),
        ("HTML 里 <br> 是换行", "HTML 里 <br> 是换行"),
    ],
)
def test_tags_left_in_text_are_taken_out_but_not_spoken_of(stored: str, cleaned: str) -> None:
    assert clean(stored).text == cleaned
