"""Readings with tones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.reading import explained, toned
from mireader.hanzi.script import convert


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("长大", "zhǎng dà"),
        ("长短", "cháng duǎn"),
        ("銀行行長", "yín háng háng zhǎng"),
        ("通过分享", "tōng guò fēn xiǎng"),
        ("認為類似", "rèn wéi lèi sì"),
        ("女人", "nǚ rén"),
        ("A级，好", " jí  hǎo"),
    ],
)
def test_a_character_is_read_as_its_word_wants_it(text: str, readings: str) -> None:
    assert " ".join(toned(text)) == readings


def test_most_readings_are_those_of_pypinyin() -> None:
    from pypinyin import Style, lazy_pinyin

    text = "海底捞的服务员会在你排队等位的时候主动送上水果，还会说一些行业里的事情，所以口碑越来越好。"
    ours = list(filter(None, toned(text)))
    theirs = [one for one in lazy_pinyin(text, style=Style.TONE) if one not in "，。"]
    assert sum(a == b for a, b in zip(ours, theirs, strict=True)) >= len(ours) - 1


@given(st.text(st.sampled_from("长大行过分享为了得都會 a，\n\u200b𠀀仴"), max_size=30))
def test_every_character_has_one_place(text: str) -> None:
    assert len(toned(text)) == len(text)


def test_what_is_explained_is_in_both_scripts() -> None:
    assert explained("頭髮") == f"頭髮  tóu fà  {convert('頭髮', 'hans')[0]}"
    assert explained("囍").endswith("U+56CD")
