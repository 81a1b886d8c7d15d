"""Scripts: detection, views and their alignment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.script import align, convert, region_forms, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("饥饿营销这样说", "hans"),
        ("飢餓營銷這樣說", "hant"),
        ("饥饿营销,飢餓營銷", "mixed"),
        ("CEO 2011", "none"),
        ("你好", "hans"),
    ],
)
def test_scripts_are_told_apart(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "target", "converted"),
    [
        ("头发和发展", "hant", "頭髮和發展"),
        ("軟體與網路", "hans", "软体与网路"),
        ("接著看著原著，著名的著作寫著18+，著急", "hans", "接着看着原著，著名的著作写着18+，着急"),
        ("喺舖頭", "hans", "喺铺头"),
        ("魯迅著", "hans", "鲁迅著"),
        ("打印机和软件", "tw", "印表機和軟體"),
        ("互聯網上的信息和操作系統", "tw", "網際網路上的資訊和作業系統"),
    ],
)
def test_conversion_goes_by_words(text: str, target: str, converted: str) -> None:
    assert convert(text, target)[0] == converted


@given(
    st.text(st.sampled_from("飢餓營銷的网络打印机信息，。a1 \n")),
    st.sampled_from(["hans", "hant", "tw", "hk"]),
)
def test_every_character_of_a_view_maps_back(text: str, target: str) -> None:
    converted, alignment = convert(text, target)
    assert alignment.apply(text) == converted
    for at in range(len(converted)):
        low, high = alignment.source_of(at)
        assert 0 <= low < high <= len(text)


def test_a_changed_length_moves_only_its_phrase() -> None:
    source, target = "买个U盘吧", "買個隨身碟吧"
    alignment = align(source, target)
    assert alignment.apply(source) == target
    assert alignment.target_of(4) == 5  # 吧


def test_regional_words() -> None:
    assert "網路" in region_forms("网络")
    assert "营销" in region_forms("行销")
