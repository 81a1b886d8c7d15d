"""Every tactic that the two seed pages name or describe is found there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PLACES = json.loads((Path(__file__).parent / "seed_mentions.json").read_text(encoding="utf-8"))
"""By tactic: places in the seeds, annotated by hand: the page's number, start and end."""


@pytest.mark.parametrize("tactic", sorted(PLACES))
def test_a_tactic_of_the_seeds_is_found_where_it_stands(seeds, tactic: str) -> None:
    pages = {Path(page.path).name[:3]: page for page in seeds.documents}
    found = [
        mention
        for number, start, end in PLACES[tactic]
        for mention in pages[number].mentions
        if mention.tactic == tactic and mention.start < end and start < mention.end and not mention.negated
    ]
    assert found


def test_nearly_all_that_is_lit_was_annotated(seeds) -> None:
    places = [place for own in PLACES.values() for place in own]
    right = total = 0
    for page in seeds.documents:
        number = Path(page.path).name[:3]
        spans = [(start, end) for name, start, end in places if name == number]
        for mention in page.mentions:
            total += 1
            right += any(mention.start < end and start < mention.end for start, end in spans)
    assert right / total > 0.9


def test_a_mention_is_about_the_brand_of_its_sentence_else_of_its_question() -> None:
    from mireader.tactics.brands import Brands

    text = "小米怎么做？小米靠粉丝，小米靠口碑。阿里巴巴也说过。四、饥饿营销。华为的发布会。"
    brands = Brands(text)
    question = (0, len(text))
    assert brands.about(text.index("饥饿"), question) == "小米"
    assert brands.about(text.index("发布会"), question) == "华为"
    assert brands.about(text.index("饥饿")) == "阿里巴巴"
