"""A page is looked at in stretches; what is found does not depend on where they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.clean import clean
from mireader.hanzi.fold import fold
from mireader.tactics import stretches as module
from mireader.tactics.codebook import load_codebook
from mireader.tactics.context import words_in
from mireader.tactics.matcher import Matcher
from mireader.tactics.stretches import stretches

SEEDS = Path(__file__).parents[2] / "seeds"


@given(st.text(st.sampled_from("好。\n a！"), max_size=200), st.integers(1, 30), st.integers(1, 60))
def test_stretches_cover_the_text(text: str, least: int, line: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STRETCH", least)
        patch.setattr(module, "_LONG_LINE", least + line)
        found = list(stretches(text))
    assert "".join(text[low:high] for low, high in found) == text
    for _low, high in found[:-1]:
        assert text[high - 1] in "\n。！"


@pytest.mark.parametrize("page", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_same_is_found_in_short_stretches(monkeypatch, page) -> None:
    matcher = Matcher([load_codebook("marketing"), load_codebook("facts")])
    cleaned = clean(page.read_text("utf-8"))
    monkeypatch.setattr(module, "_STRETCH", len(cleaned.text))
    whole = list(matcher.mentions(cleaned))
    monkeypatch.setattr(module, "_STRETCH", 100)
    assert list(matcher.mentions(cleaned)) == whole
    assert len(whole) > 100
    context = load_codebook("marketing").context
    assert words_in(context, cleaned.text) == sum(word in fold(cleaned.text) for word in context)
