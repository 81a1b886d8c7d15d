"""Repairs: the silent tier on annotated pages, and what stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.clean import clean
from mireader.hanzi.fold import variants
from mireader.hanzi.repair import KINDS, Repair, find_silent, mending
from mireader.hanzi.repair.offers import find_offers
from mireader.hanzi.visible import visible, visible_lines
from tests.conftest import PAGES, SEED_000, SEED_003

DATA = Path(__file__).parent.parent / "data"
ANNOTATED = [
    (SEED_000, "000"),
    (SEED_003, "003"),
    *((page, page.stem) for page in sorted(PAGES.glob("*.txt"))),
]


def gold(key: str) -> dict:
    return json.loads(next(DATA.glob(f"{key}*.json")).read_text(encoding="utf-8"))


def mended_text(stored: str) -> str:
    cleaned = clean(stored)
    return mending(cleaned, find_silent(stored, cleaned)).apply(cleaned.text)


def silent(stored: str) -> list[Repair]:
    return find_silent(stored, clean(stored))


@pytest.mark.parametrize(("page", "key"), ANNOTATED, ids=[key for _, key in ANNOTATED])
def test_the_silent_tier_is_made_and_what_belongs_stays(page: Path, key: str) -> None:
    stored = page.read_bytes().decode()
    repairs = silent(stored)
    made = {(r.start, r.end, r.repaired) for r in repairs}
    for item in gold(key)["repairs"]:
        assert (item["start"], item["end"], item["repaired"]) in made
    for item in gold(key)["keep"]:
        broken = [r for r in repairs if r.found and r.start < item["end"] and item["start"] < r.end]
        assert not broken, item["text"]
    for repair in repairs:
        assert stored[repair.start : repair.end] == repair.found


@pytest.mark.parametrize(
    "stays", ["新加坡的叻沙", "氮化镓充电器", "别嘚瑟了", "囿于成见", "皇后和公里", "锇酸染色"]
)
def test_context_decides(stays: str) -> None:
    assert not silent(stays)


@pytest.mark.parametrize(
    "stays",
    [
        "南宋末年的皇帝赵昰在位两年",
        "山西省忻州市岢岚县",
        "他喝了一杯咖啡,又点了汾酒",
        "别总找茬,嘟囔什么",
        "前任总统他那叻的著作",
        "哲学家李悝变法图强",
        "陈喆与吴濬、张旻三人到场",
        "一、㈠总则和分则",
        "┅┅┅┅┅┅",
        "如果φ和ф的值越大",
        "你好叻,佢哋都话叻仔叻女,认咗叻",
        "钚是放射性元素,钚的同位素很多,镓是稀有金属",
        "毕昇发明了活字印刷",
        "那家店叫発売中のお店です,毎日の気持ち",
        "莪术又名蓬莪,莪味辛",
    ],
)
def test_rare_characters_of_a_clean_page_stay(stays: str) -> None:
    assert not silent(stays)


@pytest.mark.parametrize(
    ("mangled", "plain"),
    [
        ("大镓嘟知道,這個問題卟昰钱能解決嘚", "大家都知道,這個問題不是錢能解決的".replace("錢", "钱")),
        ("我国茬2008姩举办叻奥运哙,仴初就开始准备", "我国在2008年举办了奥运会,月初就开始准备"),
        ("岢姒说,這种情況褦否发泩还卟淸楚", None),
    ],
)
def test_a_page_full_of_substitutes_is_mended_all_through(mangled: str, plain: str | None) -> None:
    mended = mended_text(mangled)
    if plain is None:
        assert "可以说" in mended
        assert "能否" in mended
        return
    assert mended == plain


def test_what_nobody_listed_is_found_by_its_parts_and_the_context() -> None:
    text = "我们溡常説,榯间就是金钱,这项垳动由公哴组织,鋇经十分浌达" * 2
    listed = {char for char in text if char in variants()}
    assert "榯" not in listed
    assert "时间就是金钱" in mended_text(text)


def test_substitutes_in_a_traditional_page_become_traditional() -> None:
    mangled = "當溡嘚營銷方式昰這樣,僦昰讓用户嘟來參與,這種體驗鈈昰別人褦給嘚"
    assert mended_text(mangled).startswith("當時的營銷方式是這樣,就是讓")


@given(st.text(st.sampled_from("小米手机的营销昰鈈叻溡姩創體 ,。\n(jī)&nbsp;\u200b"), max_size=120))
def test_repairs_lie_in_the_page_and_overlap_nowhere(stored: str) -> None:
    cleaned = clean(stored)
    made = find_silent(stored, cleaned)
    offers = find_offers(stored, cleaned, made)
    end = 0
    for repair in sorted((*made, *offers)):
        assert stored[repair.start : repair.end] == repair.found
        assert repair.start >= end
        assert 0 <= repair.confidence <= 1
        assert repair.kind in KINDS
        end = repair.end
    for some in (made, sorted((*made, *offers))):
        alignment = mending(cleaned, some)
        assert alignment.target_length == len(alignment.apply(cleaned.text))


@pytest.mark.parametrize(
    ("mangled", "found", "repaired", "kind"),
    [
        ("小米為這次活動做足了准備,用戶可以放心", "准", "準", "conversion"),
        ("兩家公司在網上的口舌沖突不斷升級", "沖", "衝", "conversion"),
        ("用戶在論壇里反映自己遇到的問題", "里", "裡", "conversion"),
        ("许多小米手机用户3023033被称为发烧友", "3023033", "", "stuffing"),
        ("他認為可內以接受網購這種容新模式的人很多", "內", "", "watermark"),
        ("这里有许多用户的的评论", "的", "", "other"),
        ("l 为什么小米这么受欢迎", "l ", "", "other"),
        ("有问题请发信到info # example.com", " # ", "@", "other"),
        ("他说:”小米公司“将发布新手机", "”", "“", "quote"),
        ("主角在危急关头一股作气冲了出去", "股", "鼓", "sound"),
        ("这样的人很多、、、大家都知道吧,我也不想多说什么了,就这样", "、、、", "……", "punctuation"),
    ],
)
def test_what_is_offered(mangled: str, found: str, repaired: str, kind: str) -> None:
    cleaned = clean(mangled)
    offers = find_offers(mangled, cleaned, find_silent(mangled, cleaned))
    assert (found, repaired, kind) in {(offer.found, offer.repaired, offer.kind) for offer in offers}
    assert not any(offer.applied for offer in offers)


@pytest.mark.parametrize(
    "stays",
    [
        "余先生說他住在三公里外的鄉里",
        "經部長批准,皇后與太后都出席了典禮",
        "活动的目的的确达到了",
        "他们正在进行讨论",
        "這位作家的網路小說很受歡迎",
        "平台發布了新功能,用戶可以了解詳情",
        "“小米”和“华为”都是品牌",
    ],
)
def test_what_is_not_offered(stays: str) -> None:
    cleaned = clean(stays)
    assert not find_offers(stays, cleaned, find_silent(stays, cleaned))


def test_lost_full_stops_are_offered_where_a_page_loses_them() -> None:
    line = "小米手机的成功在于三个方面,创业团队、创新和粉丝经济,而粉丝经济是其中最重要的因素"
    page = "\n".join([line] * 4)
    cleaned = clean(page)
    offers = find_offers(page, cleaned, [])
    assert [(o.start, o.found, o.repaired) for o in offers if o.repaired == "。"] == [
        (at * (len(line) + 1) + len(line), "", "。") for at in range(4)
    ]
    one = "\n".join([line + "。"] * 9 + [line])
    assert not find_offers(one, clean(one), [])


def test_a_mended_text_reads_as_if_never_mangled() -> None:
    stored = "他昰仅用两年就修完全部课程,洏且鈈\u200b乏热情"
    cleaned = clean(stored)
    mended = mending(cleaned, find_silent(stored, cleaned)).apply(cleaned.text)
    assert mended == "他是仅用两年就修完全部课程,而且不乏热情"


def test_nothing_of_a_page_is_obeyed() -> None:
    hostile = "\x1b[31m红\x9b0m\u202e反\r\n\t尾\ud800"
    shown = visible(hostile)
    assert len(shown) == len(hostile)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char == "\u202e" for char in shown)
    assert "\n" in visible_lines("甲\r\n乙")
