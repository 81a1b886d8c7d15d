"""Pinyin as people type it: tones, ü, Latin names, rare readings, operators."""

from __future__ import annotations

import pytest

import mireader

ROWS = [
    {"id": "1", "title": "绿茶和旅行", "body": "策略很清楚，战略也有。"},
    {"id": "2", "title": "招商银行的行长", "body": "明星CEO推广，ZARA女装也卖。"},
    {"id": "3", "title": "快乐的理由", "body": "我们都很快乐。"},
    {"id": "4", "title": "学会了", "body": "学会了微博营销。"},
    {"id": "5", "title": "營銷是什麼", "body": "賬號為什麼提升。"},
    {"id": "6", "title": "手机", "body": "华为手机卖得好。"},
]


@pytest.fixture(scope="module")
def library() -> mireader.Library:
    return mireader.from_rows(ROWS)


def lit(library: mireader.Library, query: str) -> list[str]:
    """What the best hit lights."""
    (hit, *_others) = library.search(query, limit=5)
    page = next(page for page in library.documents if page.path == hit.path)
    return [page.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("lücha", "绿茶"),
        ("lvcha", "绿茶"),
        ("lǜchá", "绿茶"),
        ("lv4cha2", "绿茶"),
        ("lǚxíng", "旅行"),
        ("luxing", "旅行"),
        ("celue", "策略"),
        ("zhanlue", "战略"),
        ("mingxingceo", "明星CEO"),
        ("mxceo", "明星CEO"),
        ("zaranvzhuang", "ZARA女装"),
        ("zsyhdhz", "招商银行的行长"),
        ("yhdhz", "银行的行长"),
        ("hw", "华为"),
    ],
)
def test_what_is_typed_is_found_and_lit(library: mireader.Library, query: str, words: str) -> None:
    assert lit(library, query)[0] == words


def test_the_usual_reading_goes_before_a_rare_one(library: mireader.Library) -> None:
    assert set(lit(library, "kuai")) == {"快"}
    assert set(lit(library, "kuaile")) == {"快乐"}


@pytest.mark.parametrize("word", ["微博", "weibo", "wb"])
def test_a_word_that_must_not_be_there_may_be_pinyin(library: mireader.Library, word: str) -> None:
    assert [hit.title for hit in library.search("yingxiao")] == ["營銷是什麼", "学会了"]
    assert [hit.title for hit in library.search(f"yingxiao -{word}")] == ["營銷是什麼"]


def test_letters_that_stand_as_they_are_exclude_nothing_else(library: mireader.Library) -> None:
    """-ceo is the word; that it is also the beginning of three syllables leaves nothing out."""
    rows = [{"id": "a", "title": "从恶哦", "body": "营销"}, {"id": "b", "title": "CEO", "body": "营销"}]
    hits = mireader.from_rows(rows).search("营销 -ceo")
    assert [hit.title for hit in hits] == ["从恶哦"]


@pytest.mark.parametrize("query", ["q:lvcha", "q: lvcha", "问: 绿茶", "问:绿茶"])
def test_an_operator_may_stand_apart_and_lights_its_words(library: mireader.Library, query: str) -> None:
    assert lit(library, query) == ["绿茶"]


def test_the_tactic_that_is_asked_for_is_lit(seeds: mireader.Library) -> None:
    assert set(lit(seeds, "t:jeyx")) == {"飢餓營銷"}
