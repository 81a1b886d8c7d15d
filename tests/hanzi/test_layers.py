"""The aligned layers: folded characters, syllables, initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.data import rows
from mireader.hanzi.fold import fold, fold_array, variants
from mireader.hanzi.pinyin import begun, readings_of, splits, strip_tones, syllables
from mireader.hanzi.repair.substitutes import ordinary_of
from mireader.search.grams import unit_layers
from mireader.search.segment import to_units


@given(st.text())
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_layer_is_as_long_as_the_text(text: str) -> None:
    units = to_units(text)
    assert len(units) == len(text)
    assert all(len(layer[units]) == len(text) for layer in unit_layers())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("飢餓營銷", "饥饿营销"),
        ("ＣＥＯ", "ceo"),
        ("鼡户", "用户"),
        ("，", ","),
        ("昰", "是"),
        ("①", "1"),
        ("周鴻禕", "周鸿祎"),
    ],
)
def test_forms_that_mean_the_same_fold_to_the_same(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_variants_come_before_script() -> None:
    assert fold("鈈") == "不"  # OpenCC alone makes it 钚


def test_the_array_and_the_table_agree() -> None:
    table = fold_array()
    for char in ["飢", "Ａ", "㈣", *variants()]:
        assert chr(table[ord(char)]) == fold(char)


@pytest.mark.parametrize(
    ("char", "reading"), [("饥", "ji"), ("饿", "e"), ("行", "hang"), ("行", "xing"), ("女", "nv")]
)
def test_readings(char: str, reading: str) -> None:
    assert reading in readings_of(char)


def test_tones_are_stripped() -> None:
    assert [strip_tones(s) for s in ("jī", "nǚ", "xiàn")] == ["ji", "nv", "xian"]


def as_text(letters: str) -> list[str]:
    return ["|".join(part.letters for part in parts) for parts in splits(letters)]


def test_pinyin_is_split_in_every_plausible_way() -> None:
    assert {"jie|y|x", "ji|e|y|x"} <= set(as_text("jieyx"))
    assert "ji|e|ying|xiao" in as_text("jieyingxiao")
    assert as_text("fensi")[0] == "fen|si"
    assert as_text("xi'an")[0] == "xi|an"
    assert splits("abc1") == ()


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("yingxi", ["ying|xi"]),
        ("laodongzh", ["lao|dong|zh"]),
        ("fensijin", ["fen|si|jin"]),
        ("gu", ["gu"]),
        ("shuang", []),
        ("kx", []),
        ("", []),
    ],
)
def test_the_last_syllable_may_be_half_typed(letters: str, ways: list[str]) -> None:
    found = ["|".join(part.letters for part in parts) for parts in begun(letters)]
    assert found[: len(ways) or 1] == ways


def test_there_are_as_many_syllables_as_bits_allow() -> None:
    assert 400 < len(syllables()) < 512


def test_every_listed_substitute_is_known_once_and_in_the_built_tables() -> None:
    listed = rows("variants.tsv")
    assert len({row[0] for row in listed}) == len(listed)
    for char, ordinary, kind, *_home in listed:
        assert kind in ("shape", "sound", "form", "stroke", "context"), char
        if kind != "context":
            assert fold(char) == fold(ordinary[0]), f"{char}: run build_tables"
        known = {other for other, _bits in ordinary_of(char)}
        assert known & {fold(one) for one in ordinary}, f"{char}: run build_likelihood"
