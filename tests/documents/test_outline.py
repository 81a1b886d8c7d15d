"""The outline, on pages annotated by hand and on look-alikes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.documents.outline.markers import inline_markers, marker_at, ordinal_of
from mireader.documents.outline.titles import asks, title_of
from mireader.documents.reader import from_text, read_document
from tests.conftest import PAGES, SEED_000, SEED_003

DATA = Path(__file__).parent.parent / "data"
ANNOTATED = [
    (SEED_000, "000"),
    (SEED_003, "003"),
    *((page, page.stem) for page in sorted(PAGES.glob("*.txt"))),
]


@pytest.mark.parametrize(("page", "key"), ANNOTATED, ids=[key for _, key in ANNOTATED])
def test_annotated_pages(page: Path, key: str) -> None:
    gold = json.loads(next(DATA.glob(f"{key}*.json")).read_text(encoding="utf-8"))
    nodes = read_document(str(page)).outline

    def starts(kinds: set[str]) -> set[int]:
        return {node.start for node in nodes if node.kind in kinds}

    for wanted in gold["nodes"]:
        kinds = {"section", "item"} if wanted["kind"] in ("section", "item") else {wanted["kind"]}
        if wanted["required"] and wanted["kind"] != "answer":
            near = {at + d for at in wanted["starts"] for d in (-2, -1, 0, 1, 2)}
            assert near & starts(kinds), (wanted["kind"], wanted["title"])
    entries = [n for n in gold["nodes"] if n["kind"] == "entry"]
    assert len([n for n in nodes if n.kind == "entry"]) == len(entries)
    for trap in gold["not_headings"]:
        headings = starts({"entry", "section", "item"})
        assert not any(trap["start"] - 1 <= at < trap["end"] for at in headings), trap["text"]


def outline(text: str) -> list[tuple[str, str, str]]:
    return [(node.id, node.kind, node.title) for node in from_text(text, "page.txt").outline]


def test_nested_numbering_of_any_mixture() -> None:
    text = (
        "1. 怎么做品牌？\n一、定位\n定位是第一步,先想清楚卖给谁,再想卖什么,然后才是怎么卖的问题。\n(1)人群\n人群要窄,窄到能叫出名字,"
        "这样的定位才有用。\n(2)场景\n场景要具体。\n二、传播\n传播靠内容。\n2. 为什么要做品牌？\n因为要活下去。\n"
    )
    assert outline(text) == [
        ("1", "entry", "怎么做品牌？"),
        ("1.1", "section", "定位"),
        ("1.1.1", "section", "人群"),
        ("1.1.2", "section", "场景"),
        ("1.2", "section", "传播"),
        ("2", "entry", "为什么要做品牌？"),
    ]


@pytest.mark.parametrize(
    "line", ["1.5亿元的货", "3、4月份的新机", "2012年发布", "①号线转公交", "第一、二名", "9.9元", "400电话"]
)
def test_numbers_in_prose_are_no_markers(line: str) -> None:
    assert marker_at(line, 0, len(line)) is None


def test_inline_series_and_quoted_numbers() -> None:
    line = "主要做三件事:(1)、发布新品;(2)、通知活动;(3)、制造热点"
    assert [m.ordinal for m in inline_markers(line, 0, len(line))[0]] == [1, 2, 3]
    quoted = "他说「一、不骂人,二、不抄袭,三、不控制,」这样"
    assert inline_markers(quoted, 0, len(quoted)) == []


@pytest.mark.parametrize(
    ("numeral", "value"), [("12", 12), ("十二", 12), ("❿", 10), ("㉑", 21), ("⑴", 1), ("一百零二", 102)]
)
def test_numerals(numeral: str, value: int) -> None:
    assert ordinal_of(numeral) == value


def test_titles() -> None:
    assert title_of("線下活動:線上線下活動結合,多渠道營銷。") == "線下活動"
    assert title_of("飢餓營銷。") == "飢餓營銷"
    assert asks("小米公司運用了哪些網路推廣手段")
    assert not asks("小米公司的推广手段很多")


@given(st.text(st.sampled_from("❶❷一二、1.2(3)问答:？饿\n ，。#")))
def test_any_text_has_a_consistent_outline(text: str) -> None:
    document = from_text(text, "page.txt")
    ids = {node.id for node in document.outline}
    assert len(ids) == len(document.outline)
    by_id = document.node_by_id
    previous = 0
    for node in document.outline:
        assert 0 <= node.start <= node.body_start <= node.end <= len(text)
        assert node.start >= previous
        previous = node.start
        if node.parent is not None:
            parent = by_id[node.parent]
            assert parent.start <= node.start
            assert node.level == parent.level + 1


def test_a_question_with_a_best_answer_stands_beside_the_related_ones() -> None:
    text = (
        "茶小满是怎么火起来的？它的营销手段有哪些\n最佳答案\n\n先说结论，靠的是口碑和排队，门店开得并不多。\n\n相关问题\n"
        "1. 茶小满加盟费多少钱？\n答：官网写的是二十九万，含设备不含装修。\n2. 奶茶为什么越喝越饿？\n答：糖升得快掉得也快。\n"
    )
    entries = [title for _id, kind, title in outline(text) if kind == "entry"]
    assert entries == [
        "茶小满是怎么火起来的？它的营销手段有哪些",
        "茶小满加盟费多少钱？",
        "奶茶为什么越喝越饿？",
    ]


def test_tags_may_stand_before_the_question_of_a_page() -> None:
    text = "电动汽车 · 用户运营 · 品牌\n\n它的营销到底强在哪里?\n我见过把发布会开成演唱会的，也见过把店开成咖啡馆的，它两件都做了。\n"
    assert ("entry", "它的营销到底强在哪里?") in [row[1:] for row in outline(text)]


@pytest.mark.parametrize(("line", "ordinal"), [("第二层，下沉市场", 2), ("（乙）聯名", 2), ("丙、口碑", 3)])
def test_spelt_ordinals_and_stems_are_markers(line: str, ordinal: int) -> None:
    marker = marker_at(line, 0, len(line))
    assert marker is not None
    assert marker.ordinal == ordinal


def titles(text: str, kind: str = "entry") -> list[str]:
    return [node.title for node in from_text(text, "page.txt").outline if node.kind == kind]


def test_questions_after_one_bullet_are_questions() -> None:
    asked = ["为什么北京的秋天短？", "宜家为什么让人睡觉？", "论坛和座谈会有什么区别？"]
    answer = "因为冷空气来得早，\n还有别的原因，不到五十天就过去了。"
    assert titles("\n\n".join(f"◆ {title}\n{answer}" for title in asked)) == asked
    assert titles("\n".join(f"◆ {title}" for title in asked)) != asked  # a list of related questions


def test_a_numbering_that_changes_its_style_is_one() -> None:
    page = "一、为什么火了？\n主要靠定位。\n\n2、怎么做营销的？\n限量发售。\n\n问题三：请了谁？\n答：请了明星。\n\n(4) 渠道怎么运营\n答：靠社群。\n"
    assert titles(page) == ["为什么火了？", "怎么做营销的？", "请了谁？", "渠道怎么运营"]


def test_an_answer_is_labelled_in_a_book_of_exercises() -> None:
    page = "1．结合案例，分析会员体系。为什么？\n【参考答案】\n（１）分级：越高越好；\n（２）积分：能当钱花。\n\n2．什么是定价？\n【参考答案】\n按时间定。\n"
    assert titles(page, "answer") == ["", ""]
    assert [title[:2] for title in titles(page, "section") + titles(page, "item")] == ["分级", "积分"]


def test_questions_numbered_in_roman_figures() -> None:
    page = "Ⅰ 蜜雪冰城为什么这么便宜\n最佳答案：\n自己做糖浆。\n\nⅡ 联名算不算饥饿营销\n最佳答案：\n不算。\n\nⅢ 会员怎么办\n最佳答案：\n扫码。\n"
    assert [title[:2] for title in titles(page)] == ["蜜雪", "联名", "会员"]


def test_a_label_alone_names_no_question() -> None:
    page = (
        "问题：\n\n1．它是如何定位的？\n\n答题要点：\n① 人群\n② 场合\n\n2．什么是定价？\n\n答：按成本定。\n"
    )
    assert titles(page) == ["它是如何定位的？", "什么是定价？"]
    assert titles(page, "answer") == ["", ""]


def test_questions_that_a_reply_quotes_are_answered_one_by_one() -> None:
    page = "標題  Re: [問題] 怎麼寫\n\n: 1. 為什麼都賣住宿券?\n\n便宜是便宜。\n\n: 2. 網紅有效嗎\n\n分三種。\n\n: 3. 夏天怎麼賣\n\n送冰。\n"
    assert titles(page) == ["為什麼都賣住宿券?", "網紅有效嗎", "夏天怎麼賣"]


def test_the_name_after_a_numbered_label_is_who_answered() -> None:
    page = "【問】點樣翻到身？\n\n【答1】師奶\n\n平、多、快。疫情時口罩一開賣就排隊。\n\n【答2】阿明\n\n我唔用，貴。\n"
    assert titles(page, "answer") == ["師奶", "阿明"]
    assert titles(page, "section") == []


def test_comments_under_a_post_are_answers_and_a_note_is_text() -> None:
    page = (
        "Q 矯正一定要拔牙嗎？\n\n推 blueblue：\n不一定，看牙弓。\n※ 含氟牙膏兩歲就可以用。\n\n→ kiki：對。\n"
    )
    assert titles(page, "answer") == ["", ""]
    assert titles(page, "section") + titles(page, "boilerplate") == []


def test_numbered_exercises_are_questions_whether_they_ask_or_not() -> None:
    page = from_text(
        "第1题　简答\n\n答:甲乙丙丁。\n\n第2题　翻译\n\n1.好。Good.\n2.坏。Bad.\n\n第3题　材料\n问:为什么?\n答:因为。",
        "page.txt",
    )
    assert [node.marker for node in page.outline if node.kind == "entry"] == ["第1题", "第2题", "第3题"]


def test_an_exercise_says_its_kind_has_choices_and_parts_with_answers_of_their_own() -> None:
    text = (
        "第1题（单选）谁最先说的？\nA．甲　　B．乙　　C．丙\n答案：B\n解析：书上有。\n\n"
        "第2题【案例，20分】阅读材料并回答问题。\n材料：从前有一家店。\n"
        "1．它做了什么？（6分）\n答：开了门。\n2．后来怎样？（6分）\n答：关了门。\n"
    )
    found = [(node.kind, node.marker, node.title) for node in from_text(text, "page.txt").outline]
    assert [node for node in found if node[0] != "answer"] == [
        ("entry", "第1题（单选）", "谁最先说的？"),
        ("entry", "第2题【案例，20分】", "阅读材料并回答问题。"),
        ("section", "1．", "它做了什么？（6分）"),
        ("section", "2．", "后来怎样？（6分）"),
    ]


def test_a_number_of_two_figures_is_a_marker() -> None:
    text = "怎么做到的？\n答：三步。\n01 邀请\n先要有码。\n\n02｜代价\n后来取消了。\n\n03 口号\n不将就。\n"
    found = [
        (node.marker, node.title) for node in from_text(text, "page.txt").outline if node.kind == "section"
    ]
    assert [title for _, title in found] == ["邀请", "代价", "口号"]


def test_exercises_under_a_question_are_its_answer() -> None:
    page = from_text(
        "这张卷子怎么做？\n最佳答案：\n第1题　选甲，因为它对。\n第2题　选乙，因为它也对。\n", "page.txt"
    )
    assert [node.title for node in page.outline if node.kind == "entry"] == ["这张卷子怎么做？"]


def test_decimal_numbers_nest_in_what_they_count_on_from() -> None:
    page = from_text(
        "Q1:怎么写?\nA:这样写:\n1.背景;\n2.组合\n2.1　产品:皮实耐用;\n2.2　价格:比人低;\n3.评价\n", "page.txt"
    )
    assert [node.id for node in page.outline if node.marker.startswith("2.")] == [
        "1.1.2",
        "1.1.2.1",
        "1.1.2.2",
    ]


def test_who_answers_may_stand_in_brackets() -> None:
    page = from_text(
        "问:当年点解?\n\n答(網友 阿Joe):\n\n我1998年入行,做了很多年。\n\n问:后来呢?\n\n熱心網友:\n\n后来就好了,一句话。\n",
        "page.txt",
    )
    assert [node.kind for node in page.outline] == ["entry", "answer", "entry", "answer"]


def test_whoever_asks_for_nothing() -> None:
    assert not asks("跟谁都能合作")
    assert asks("跟谁都能合作吗")


def test_points_that_a_law_announces_are_no_questions() -> None:
    points = "\n\n".join(f"（{number}）是否在规定的期限内移送案件；" for number in "一二三四")
    assert titles(f"第九条 应当查明下列事项：\n\n{points}\n\n第十条 其他规定。\n") == []


def test_a_question_that_is_numbered_another_way_goes_on_counting() -> None:
    page = "1、为什么便宜？\n因为自己做。\n\n2、加盟贵吗？\n不贵。\n\n3、谁代言？\n没有人。\n\n4. 为什么也排队？\n因为好吃。\n"
    assert titles(page) == ["为什么便宜？", "加盟贵吗？", "谁代言？", "为什么也排队？"]


def test_a_label_may_lack_its_colon_but_a_quarter_is_none() -> None:
    page = "Q1：為什麼排隊？\nA：限量。\nQ2. 怎麼做的？\nA：口碑。\nQ3 蝦皮免運到底賺不賺錢阿\nA：補貼。\n"
    assert titles(page) == ["為什麼排隊？", "怎麼做的？", "蝦皮免運到底賺不賺錢阿"]
    assert titles("今年业绩\nQ4 营收增长\n增长很快，靠的是门店。\nQ3 利润下降\n成本上升。\n") == []


def test_questions_listed_under_a_text_are_left_to_the_reader() -> None:
    text = "一、先选人\n他们做了问卷，问了很多人。\n二、价格\n不涨价，七年都没有涨过。\n三、扩张\n开店。\n四、讨论\n"
    assert titles(f"{text}1.你会涨价吗？\n2.为什么要涨？\n3.谁来涨？\n") == []
