"""The same answer again, under another title, in another script, mangled."""

from __future__ import annotations

import mireader
from mireader.documents.reader import from_text
from mireader.hanzi.script import convert
from mireader.library.duplicates import near_duplicates

ANSWER = (
    "海底捞靠的是服务，等位时有零食和游戏，顾客愿意等，也愿意再来。员工可以免单，权力给到一线，"
    "会员积分换礼品，生日有长寿面，这些都成了网友愿意分享的故事，口碑就这样传开了。"
)
OTHER = (
    "小米的粉丝经济先从论坛做起，用户提意见，每周更新系统，再用微博放大声量，线下同城会让米粉见面，"
    "发布会成了节日，期货式的抢购又让话题不断，渠道成本因此降了下来。"
)


def page(*pairs: tuple[str, str]) -> str:
    return "\n".join(f"{number}、{title}\n{body}" for number, (title, body) in enumerate(pairs, 1))


def same(*texts: str) -> list[dict[str, str]]:
    return near_duplicates([from_text(text, f"{number}.txt") for number, text in enumerate(texts)])


def test_an_answer_under_another_title_is_the_same_again() -> None:
    first = page(("海底捞的服务怎么样？", ANSWER), ("小米怎么营销？", OTHER))
    second = page(("小米是怎么做的？", OTHER), ("海底捞为什么这么火？", ANSWER))
    assert same(first, second) == [{}, {"1": "0.txt#2", "2": "0.txt#1"}]


def test_a_converted_and_mangled_copy_is_recognised() -> None:
    copy = convert(ANSWER, "hant")[0].replace("的", "嘚").replace("，", ",").replace("就這樣", "就\u200b這樣")
    texts = (
        page(("海底捞怎么样？", ANSWER), ("小米呢？", OTHER)),
        page(("海底撈如何？", copy), ("為什麼？", "因為好吃。")),
    )
    assert same(*texts) == [{}, {"1": "0.txt#1"}]


def test_what_only_shares_phrases_or_is_short_is_not_the_same() -> None:
    half = ANSWER[:40] + OTHER
    short = "好的，谢谢！"
    assert same(
        page(("海底捞怎么样？", ANSWER), ("好不好？", short)), page(("小米呢？", half), ("行不行？", short))
    ) == [{}, {}]


def test_the_outline_says_where_it_stood_first() -> None:
    rows = [
        {"id": str(n), "title": f"问题{n}？", "body": body} for n, body in enumerate((ANSWER, OTHER, ANSWER))
    ]
    library = mireader.from_rows(rows)
    assert [node.same_as for node in library.documents[0].outline] == [None, None, "#1"]


def test_questions_too_short_to_compare_are_no_copies() -> None:
    assert same(page(("阴险？", "")), page(("印象？", ""))) == [{}, {}]
