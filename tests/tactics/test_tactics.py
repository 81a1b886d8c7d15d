"""What single tactics of `marketing` find, and what they must not find; the seeds have a test of their own."""

from __future__ import annotations

import pytest

from mireader.hanzi.clean import clean
from mireader.tactics.codebook import load_codebook
from mireader.tactics.matcher import Matcher

MARKETING = Matcher([load_codebook("marketing")])


@pytest.mark.parametrize(
    ("text", "tactic"),
    [
        ("真的有人半夜去排", "hunger-marketing"),
        ("早上十點開賣，五分鐘就沒了，每款只做五百台", "limited-release"),
        ("老客户推荐有礼，介绍人拿三百块", "referral"),
        ("公司先道歉，再公布检测报告", "crisis-response"),
        ("让粉丝投票选出新口味", "user-participation"),
        ("全聯小編天天回留言", "user-interaction"),
        ("剧里到处是它的植入", "movie-tie-in"),
    ],
)
def test_what_was_done_is_found(text: str, tactic: str) -> None:
    assert tactic in {mention.tactic for mention in MARKETING.mentions(clean(text))}


@pytest.mark.parametrize(
    "text",
    [
        "导航的定位常常偏",
        "我很饥饿",
        "被曝光了",
        "请勿转发本页",
        "先读《定位》，再读《参与感》",
        "印花税又涨",
        "早一点换就好",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert [mention.cue for mention in MARKETING.mentions(clean(text))] == []
