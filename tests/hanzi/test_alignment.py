"""Maps between a text and what was made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.hanzi.alignment import Alignment, Chain, Edit


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    source = draw(st.text("甲乙丙丁ab", max_size=24))
    edits, at = [], 0
    while at < len(source) and draw(st.booleans()):
        start = draw(st.integers(at, len(source)))
        end = draw(st.integers(start, min(len(source), start + 4)))
        edits.append(Edit(start, end, draw(st.text("戊己cd", max_size=4))))
        at = end + 1
    return source, edits


@given(edited())
def test_kept_characters_map_to_themselves_and_back(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    alignment = Alignment(edits, len(source))
    target = alignment.apply(source)
    assert len(target) == alignment.target_length
    touched = {i for edit in edits for i in range(edit.start, edit.end)}
    for at, char in enumerate(source):
        if at not in touched:
            assert target[alignment.target_of(at)] == char
            assert alignment.source_of(alignment.target_of(at)) == (at, at + 1)


@given(edited())
def test_the_map_is_monotone(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    alignment = Alignment(edits, len(source))
    there = [alignment.target_of(at) for at in range(len(source) + 1)]
    back = [alignment.source_of(at)[0] for at in range(alignment.target_length)]
    assert there == sorted(there)
    assert back == sorted(back)


@given(edited(), st.data())
def test_source_pieces_are_inside_the_span_and_hold_no_deleted_character(case, data) -> None:
    source, edits = case
    alignment = Alignment(edits, len(source))
    if not alignment.target_length:
        return
    start = data.draw(st.integers(0, alignment.target_length - 1))
    end = data.draw(st.integers(start + 1, alignment.target_length))
    low, high = alignment.source_span(start, end)
    deleted = {i for edit in edits if not edit.text for i in range(edit.start, edit.end)}
    for a, b in alignment.source_pieces(start, end):
        assert low <= a < b <= high
        assert deleted.isdisjoint(range(a, b))


@given(edited(), st.data())
def test_a_part_is_mapped_like_the_whole(case, data) -> None:
    source, edits = case
    edges = [0, len(source), *(e for edit in edits for e in (edit.start, edit.end))]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    whole = Alignment(edits, len(source))
    part = whole.within(start, end).apply(source[start:end])
    assert part in whole.apply(source) or any(e.start in (start, end) for e in edits)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Alignment([Edit(0, 2, ""), Edit(1, 3, "")], 4)


def test_a_chain_goes_through_all_links() -> None:
    first = Alignment([Edit(1, 2, "")], 4)  # 甲x乙丙 -> 甲乙丙
    second = Alignment([Edit(1, 2, "一二")], 3)  # 甲乙丙 -> 甲一二丙
    chain = Chain([first, second])
    assert second.apply(first.apply("甲x乙丙")) == "甲一二丙"
    assert chain.source_span(1, 3) == (2, 3)
    assert chain.target_span(2, 3) == (1, 3)
    assert chain.target_of(3) == 3
