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
