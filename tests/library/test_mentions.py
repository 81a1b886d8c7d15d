"""Mentions kept as columns say the same as mentions kept one by one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

import mireader
from mireader.library.concordance import Lines
from mireader.library.matrix import matrix_of
from mireader.library.mentions import Mention, Mentions

TEXT = "小米的饥饿营销靠的是限量发售，口碑是做出来的" * 3

places = st.tuples(st.integers(0, len(TEXT) - 9), st.integers(1, 8)).map(lambda at: (at[0], at[0] + at[1]))


@st.composite
def mentions(draw) -> list[Mention]:
    spans = sorted(draw(st.lists(places, max_size=30)))
    kinds = st.sampled_from(["hunger", "limited", "word-of-mouth"])
    strengths = st.sampled_from(["explicit", "described"])
    nodes = st.sampled_from([None, "1", "1.2", "2"])
    return [
        Mention(
            start,
            end,
            TEXT[start:end],
            draw(kinds),
            "名",
            "群",
            draw(strengths),
            draw(st.booleans()),
            draw(st.sampled_from([None, "小米"])),
            draw(nodes),
            draw(st.sampled_from([None, "3"])),
        )
        for start, end in spans
    ]


@given(mentions(), st.integers(-2, len(TEXT) + 2), st.integers(-2, len(TEXT) + 2))
def test_columns_say_what_the_mentions_say(listed: list[Mention], low: int, high: int) -> None:
    kept = Mentions(TEXT, iter(listed))
    assert list(kept) == listed
    assert [kept[at] for at in range(-len(listed), len(listed))] == listed * 2
    assert kept[1:3] == listed[1:3]
    assert kept.between(low, high) == [one for one in listed if low <= one.start < high]
    assert kept.by_tactic() == Counter(one.tactic for one in listed if not one.negated)
    assert kept.by_node() == Counter(one.node for one in listed if not one.negated)
    assert [kept.placed(at) for at in range(len(listed))] == [
        (kept.kind(at), one.node) for at, one in enumerate(listed)
    ]
    named = [one for one in listed if one.strength == "explicit"]
    after = kept.beyond(low, 1, lambda kind: kind.strength == "explicit")
    assert after == next((one for one in named if one.start > low), None)
    before = kept.beyond(low, -1, lambda kind: kind.strength == "explicit")
    assert before == next((one for one in reversed(named) if one.start < low), None)


def test_what_is_denied_is_not_counted() -> None:
    rows = [{"id": "1", "title": "海底捞做广告吗？", "body": "海底捞没有做电视广告，靠口碑。"}]
    page = mireader.from_rows(rows).documents[0]
    assert {mention.tactic for mention in page.mentions if mention.negated} == {"mass-advertising"}
    assert matrix_of(Lines([page])).tactics == ("word-of-mouth",)
    assert set(page.mentions.by_tactic()) == {"word-of-mouth"}


def test_a_question_about_two_brands_alike_names_none() -> None:
    body = "两家公司都重视口碑。"
    rows = [
        {"id": "1", "title": "海底捞和小米有什么共同点？", "body": body},
        {"id": "2", "title": "海底捞好在哪里？", "body": body},
    ]
    page = mireader.from_rows(rows).documents[0]
    assert [(mention.text, mention.brand) for mention in page.mentions] == [
        ("口碑", None),
        ("口碑", "海底捞"),
    ]


def test_what_is_said_again_is_not_counted_in_the_matrix() -> None:
    page = mireader.from_rows([{"id": "1", "title": "小米的饥饿营销", "body": "靠口碑"}]).documents[0]
    assert matrix_of(Lines([page])).total() == 2
    page.repeats({"1": "elsewhere.txt#1"})
    assert matrix_of(Lines([page])).tactics == ()
