"""Codebooks and the matcher."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import mireader.tactics
from mireader.hanzi.clean import clean
from mireader.i18n import LANGUAGES
from mireader.tactics.codebook import (
    LONGEST_CUE,
    CodebookError,
    load_codebook,
    load_codebooks,
    own_folder,
    parse_codebook,
    shipped,
)
from mireader.tactics.matcher import Matcher

CODEBOOKS = Path(mireader.tactics.__file__).parent / "codebooks"

BOOK = """
[codebook]
id = "small"
name = "小"
[[group]]
id = "g"
name = "组"
mark = "组"
[[tactic]]
id = "hunger"
name = "饥饿营销"
group = "g"
cues = ["饥饿营销", "饥饿"]
exclude = ["我很饥饿"]
[[tactic]]
id = "flash"
name = "限时抢购"
group = "g"
cues = ["抢购"]
described = ["送鞋换…报告"]
"""


def found(text: str, book: str = BOOK) -> list[tuple[str, str, str, bool]]:
    mentions = list(Matcher([parse_codebook(book, "small")]).mentions(clean(text)))
    return [(text[m.start : m.end], m.tactic, m.strength, m.negated) for m in mentions]


@pytest.mark.parametrize("written", ["飢餓營銷", "饥锇营销", "饥饿营销", "饥饿\u200b营销", "ｍ饥饿营销"])
def test_every_way_of_writing_counts(written: str) -> None:
    assert [m[1] for m in found(f"这是{written}。")] == ["hunger"]


def test_pinyin_pushed_in_does_not_hide_a_mention() -> None:
    text = "這是飢(jī)餓營(yíng)銷(xiāo)的手(shǒu)法"
    assert [m[0] for m in found(text)] == ["飢(jī)餓營(yíng)銷"]


def test_the_longest_wins_and_exclusions_hold() -> None:
    assert found("饥饿营销") == [("饥饿营销", "hunger", "explicit", False)]
    assert found("今天我很饥饿,先吃饭") == []


def test_described_and_negated() -> None:
    assert found("他们送鞋换长测报告") == [("送鞋换长测报告", "flash", "described", False)]
    assert found("小米没有搞抢购")[0][3] is True


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_codebook_is_whole(name: str) -> None:
    book = load_codebook(name)
    assert len(book.tactics) >= (103 if name == "marketing" else 1)
    for tactic in book.tactics:
        assert tactic.group in book.group_by_id
        assert tactic.cues or tactic.patterns or tactic.regexes
        assert all(len(cue) <= LONGEST_CUE for cue in tactic.cues)
    raw = tomllib.loads((CODEBOOKS / f"{name}.toml").read_text(encoding="utf-8"))
    for table in (*raw["tactic"], *raw["group"]):
        assert set(table["name"]) == set(LANGUAGES), table["id"]
    marks = [group.mark for group in book.groups]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('id = "flash"', 'id = "hunger"'), "twice"),
        (('group = "g"\ncues = ["抢购"]', 'group = "x"\ncues = ["抢购"]'), "no group"),
        (('cues = ["抢购"]', 'definition = 3\ncues = ["抢购"]'), "one for each of"),
        (('cues = ["抢购"]', 'definition = { zh = "抢" }\ncues = ["抢购"]'), "one for each of"),
        (('cues = ["抢购"]', 'cues = ["一二三四五六七八九十一"]'), "1 to 10"),
        (('cues = ["抢购"]', 'cues = "抢购"'), "list of texts"),
        (("送鞋换…报告", "送鞋{换}报告"), "no class"),
        (("[codebook]", "[codebook"), "small"),
        (("[[tactic]]", "[[tactics]]"), "no such key"),
        (("[codebook]", '[codebook]\ncontxt = ["营销"]'), "no such key"),
        (('cues = ["抢购"]', 'cues = ["抢…购"]'), "belongs under `patterns`"),
        (('cues = ["抢购"]', 'cues = ["抢...购"]'), "belongs under `patterns`"),
        (("送鞋换…报告", "送鞋换...报告"), "a gap is written as …"),
    ],
)
def test_mistakes_are_named(change: tuple[str, str], complaint: str) -> None:
    assert change[0] in BOOK
    with pytest.raises(CodebookError, match=complaint):
        parse_codebook(BOOK.replace(*change), "small")


def test_two_codebooks_with_one_id_are_not_used_together(tmp_path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(BOOK.replace('id = "small"', 'id = "marketing"'), "utf-8")
    with pytest.raises(CodebookError, match="is that of marketing"):
        load_codebooks(["marketing", str(own)])
    assert [book.id for book in load_codebooks(["marketing", "marketing"])] == ["marketing"]


def test_a_codebook_that_is_not_there() -> None:
    with pytest.raises(CodebookError, match="there are: " + ", ".join(shipped())):
        load_codebook("nonsense")


def test_a_mistake_is_named_with_file_line_and_key() -> None:
    wrong = BOOK.replace('cues = ["抢购"]', 'cues = ["抢购", 3]')
    line = wrong[: wrong.index('"抢购", 3')].count("\n") + 1
    with pytest.raises(CodebookError, match=rf"small:{line}: tactic 'flash', key 'cues': a list of texts"):
        parse_codebook(wrong, "small")


def test_a_users_codebook_is_found_by_its_name_and_read_again_when_saved() -> None:
    folder = own_folder()
    folder.mkdir(parents=True)
    path = folder / "mine.toml"
    path.write_text(BOOK, encoding="utf-8")
    assert [tactic.id for tactic in load_codebook("mine").tactics] == ["hunger", "flash"]
    path.write_text(BOOK.replace('"flash"', '"rush"'), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert [tactic.id for tactic in load_codebook("mine").tactics] == ["hunger", "rush"]


def test_the_tactics_of_the_seeds_are_all_there_and_none_is_written_for_one_place() -> None:
    book = load_codebook("marketing")
    assert len(book.tactics) >= 103 + 80
    for tactic in book.tactics:
        for pattern in (*tactic.patterns, *tactic.described):
            assert len(pattern.source) <= LONGEST_CUE


@pytest.mark.parametrize("name", shipped())
def test_no_cue_names_two_tactics(name: str) -> None:
    places = Counter(cue for tactic in load_codebook(name).tactics for cue in set(tactic.cues))
    assert [cue for cue, count in places.items() if count > 1] == []


def test_a_cue_is_found_in_other_regions_wording() -> None:
    book = parse_codebook(
        BOOK.replace("[[group]]", '[wording]\n"营销" = ["行销"]\n[[group]]').replace(
            'described = ["送鞋换…报告"]', 'patterns = ["抢购…营销"]'
        ),
        "small",
    )
    found = list(Matcher([book]).mentions(clean("他們做飢餓行銷，抢购的行销也有")))
    assert [(one.tactic, one.cue) for one in found] == [("hunger", "饥饿行销"), ("flash", "抢购")]
    assert "抢购…行销" in [pattern.source for pattern in book.by_id["flash"].patterns]


def test_the_name_of_a_class_is_no_wording() -> None:
    text = BOOK.replace(
        "[[group]]", '[wording]\n"用户" = ["使用者"]\n[classes]\n"用户" = ["米粉"]\n[[group]]'
    )
    book = parse_codebook(text.replace("送鞋换…报告", "和{用户}互动"), "small")
    assert [one.tactic for one in Matcher([book]).mentions(clean("品牌和米粉互动"))] == ["flash"]


def test_a_plain_name_goes_before_a_match_with_gaps() -> None:
    book = parse_codebook(BOOK.replace('described = ["送鞋换…报告"]', 'patterns = ["跟…搞抢购"]'), "small")
    found = list(Matcher([book]).mentions(clean("它跟别人一起搞抢购活动")))
    assert [(one.start, one.end) for one in found] == [(7, 9)]
