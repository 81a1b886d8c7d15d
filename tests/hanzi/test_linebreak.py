"""Line breaking, with uniseg (UAX #14) as the oracle."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries, line_break_units

from mireader.hanzi.linebreak import UNIT, wrap
from mireader.hanzi.width import count_ambiguous_as, crop, text_width

CHINESE = "饥饿营销，。、；：！？（）「」《》“”…—"
MIXED = st.text(st.sampled_from(CHINESE + "aB1 9.-%元年CEO"), max_size=120)
NEVER_FIRST = "。，、；：！？）」》”…%"
NEVER_LAST = "（「《“"
FREE_AFTER_BLANKS = "”…%"
"""What may be first after blanks: LB18 goes before LB19, LB22 and LB25."""


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@given(MIXED, st.integers(4, 60))
def test_no_character_is_lost_and_nothing_overflows(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert "".join(lines) == text
    assert all(text_width(line.rstrip()) <= width for line in lines)


@given(MIXED, st.integers(12, 60))
@example("111111111111 ”", 13)
def test_no_line_starts_or_ends_where_it_must_not(text: str, width: int) -> None:
    lines = lines_of(text, width)
    if unbreakable(text, width):
        return
    for before, after in pairwise(lines):
        if not before.strip():  # blanks before what fills a line by itself
            continue
        free = FREE_AFTER_BLANKS if before[-1].isspace() else ""
        assert after[:1] not in NEVER_FIRST or after[:1] in free
        assert before.rstrip()[-1:] not in NEVER_LAST


def unbreakable(text: str, width: int) -> bool:
    """Whether some unit is wider than the line, so that it has to be cut."""
    return any(text_width(match.group()) > width for match in UNIT.finditer(text))


PROSE = (
    "小米的成功开创了后手机时代手机营销的「小米模式」，即以互联网营销为主的营销模式（Social CRM）。"
    "2011年11月17日，上海市发布《条例》；Everett M. Rogers 在 www.example.com 上写道：“创新的扩散”……售价1,999元，占68%。"
)


@pytest.mark.parametrize("width", range(8, 80, 3))
def test_breaks_are_breaks_of_uax_14(width: int) -> None:
    allowed, at = {0}, 0
    for unit in line_break_units(PROSE):
        at += len(unit)
        allowed.add(at)
    for start, end in wrap(PROSE, width)[:-1]:
        if text_width(PROSE[start:end].rstrip()) > width - 20:  # a unit wider than the line may be cut
            assert end in allowed or PROSE[end - 1].isascii(), PROSE[end - 3 : end + 3]


@pytest.mark.parametrize("width", [20, 33, 54])
def test_latin_words_and_numbers_stay_whole(width: int) -> None:
    joined = "\n".join(lines_of(PROSE, width))
    for word in ("Everett", "www.example.com", "1,999", "68%"):
        assert word in joined


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert lines_of("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_the_first_line_may_be_indented() -> None:
    assert lines_of("甲乙丙丁", 6)[0] == "甲乙丙"
    assert next(("甲乙丙丁")[s:e] for s, e in wrap("甲乙丙丁", 6, first_indent=2)) == "甲乙"


def test_a_line_needs_two_cells() -> None:
    with pytest.raises(ValueError, match="two cells"):
        wrap("甲", 1)


def breaks_of(text: str) -> set[int]:
    """Where UAX #14 lets a line end."""
    return {0, len(text), *line_break_boundaries(text)}


def broken_rules(text: str, width: int) -> list[str]:
    """Line ends that UAX #14 forbids, but for those inside a piece wider than the line."""
    allowed = breaks_of(text)
    found = []
    for _, end in wrap(text, width)[:-1]:
        if end in allowed:
            continue
        low, high = max(at for at in allowed if at < end), min(at for at in allowed if at > end)
        if text_width(text[low:high].rstrip()) <= width:
            found.append(text[max(0, end - 8) : end] + "|" + text[end : end + 8])
    return found


TRICKY = (
    "路易-拿破仑说:“好”,1998年出任VCD/DVD公司的CEO;f(x)和C#都好,加热到150°C(见 http://example.com/a-b )。"
    "她出演《爱》 ,售价￥1,999~2,999元（约 68%）、1.5亿+硬件,info#wm23.com"
)


@pytest.mark.parametrize("text", [PROSE, TRICKY], ids=["prose", "tricky"])
@pytest.mark.parametrize("width", range(4, 81))
def test_no_rule_of_uax_14_is_broken(text: str, width: int) -> None:
    assert broken_rules(text, width) == []


@example("1「 （", 5)
@given(st.text(st.sampled_from("饥饿营销，。、（）「」aB1 9.,元年"), max_size=80), st.integers(4, 40))
def test_no_rule_is_broken_in_any_text(text: str, width: int) -> None:
    assert broken_rules(text, width) == []


def test_ambiguous_characters_take_what_the_terminal_gives_them() -> None:
    assert text_width("“好”…") == 5
    count_ambiguous_as(2)
    try:
        assert text_width("“好”…") == 8
        assert max(text_width(line) for line in lines_of("“好”" * 9, 12)) <= 12
    finally:
        count_ambiguous_as(1)
    with pytest.raises(ValueError, match="one cell or two"):
        count_ambiguous_as(3)


def test_cropping_counts_cells() -> None:
    assert crop("饥饿营销", 8) == "饥饿营销"
    assert text_width(crop("饥饿营销策略", 8)) <= 8
