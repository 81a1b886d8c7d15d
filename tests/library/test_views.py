"""Views: every shown form maps back to the stored characters, and never moves a highlight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.documents.reader import from_text
from mireader.library.page import VIEWS, Page

MANGLED = st.text(
    st.sampled_from("小米手机营销软件網路飢餓營銷昰鈈叻溡创創里裏U盘信息 ,。\n(jī)&nbsp;\u200b\u3000ab"),
    max_size=80,
)


def page_of(stored: str) -> Page:
    return Page(from_text(stored, "page.txt"), lambda: None)


@given(MANGLED, st.sampled_from(VIEWS), st.data())
def test_there_and_back_never_moves_a_highlight(stored: str, name: str, data: st.DataObject) -> None:
    page = page_of(stored)
    view = page.view(name)
    start = data.draw(st.integers(0, len(stored)))
    end = data.draw(st.integers(start, len(stored)))
    a, b = view.shown_span(start, end)
    assert 0 <= a <= b <= len(view.text)
    if a < b:
        low, high = view.stored_span(a, b)
        kept = [
            at for at in range(start, end) if view.shown_span(at, at + 1)[0] < view.shown_span(at, at + 1)[1]
        ]
        assert low <= kept[0]
        assert kept[-1] < high


@given(MANGLED, st.sampled_from(VIEWS))
def test_the_map_is_monotone_and_the_identity_on_kept_characters(stored: str, name: str) -> None:
    view = page_of(stored).view(name)
    back = [view.stored_span(at, at + 1) for at in range(len(view.text))]
    assert back == sorted(back)
    for at, (low, high) in enumerate(back):
        assert 0 <= low < high <= len(stored)
        if high - low == 1 and stored[low] == view.text[at]:
            assert view.shown_span(low, high) == (at, at + 1)


@pytest.mark.parametrize("name", VIEWS)
def test_every_mention_of_the_seeds_is_shown_and_found_again(seeds, name: str) -> None:
    for page in seeds.documents:
        view = page.view(name)
        for mention in page.mentions:
            a, b = view.shown_span(mention.start, mention.end)
            low, high = view.stored_span(a, b)
            assert low <= mention.start
            assert mention.end <= high


def test_a_choice_changes_the_mended_views_and_nothing_else() -> None:
    page = page_of("小米為這次活動做足了准備,用戶可以放心。")
    offer = next(repair for repair in page.repairs if repair.kind == "conversion")
    assert "准備" in page.view("mended").text
    page.choose(offer, True)
    assert "準備" in page.view("mended").text
    assert "准備" in page.view("stored").text
    assert "准備" in page.view("clean").text
    page.choose(offer, False)
    assert "准備" in page.view("mended").text


def test_mending_can_wait_for_the_first_frame() -> None:
    page = page_of("他昰仅用两年就修完全部课程,洏且鈈乏热情")
    page.mend_later()
    assert "昰" in page.view("mended").text
    page.mend()
    assert page.view("mended").text == "他是仅用两年就修完全部课程,而且不乏热情"
