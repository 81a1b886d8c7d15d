"""Adverts, site buttons and footers: what a site puts around and between its answers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mireader.hanzi.fold import fold


class _Rules(NamedTuple):
    starts: re.Pattern[str]
    """Rules for a line's beginning, tried there only: most lines are no furniture."""
    anywhere: re.Pattern[str]
    buttons: frozenset[str]
    triggers: re.Pattern[str]
    """Words one of which is in every line that `anywhere` or enough of the cues could find."""
    cues: tuple[re.Pattern[str], ...]
    enough: int
    longest: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads((Path(__file__).parent / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    lines = [*data["furniture"]["lines"], *data["advert"]["lines"]]
    return _Rules(
        starts=re.compile("|".join(rule for rule in lines if rule.startswith("^"))),
        anywhere=re.compile("|".join(rule for rule in lines if not rule.startswith("^"))),
        buttons=frozenset(data["furniture"]["buttons"].split()),
        triggers=re.compile("|".join(map(re.escape, data["triggers"].split()))),
        cues=tuple(re.compile(cue) for cue in data["advert"]["cues"]),
        enough=data["advert"]["enough"],
        longest=data["advert"]["longest"],
    )


def is_boilerplate(line: str) -> bool:
    """Whether a line of clean text is an advert or a site's furniture.

    A line that says so itself (【推广】, 我要回帖) is; one that does not must hold several cues of
    adverts, since answers about marketing quote their wording.
    """
    rules = _rules()
    folded = fold(line.strip())
    if not folded or len(folded) > rules.longest:
        return False
    if rules.starts.match(folded) or _is_buttons(folded, rules.buttons):
        return True
    if not rules.triggers.search(folded):
        return False
    if rules.anywhere.search(folded):
        return True
    return sum(bool(cue.search(folded)) for cue in rules.cues) >= rules.enough


_COUNTS = re.compile(r"\d[\d,.]*\s?[kw万]?\+?\s?(条|个|人|次|则)?(?=\W|$)|[\s|/·•,.:?!()\[\]{}<>\-–—~#→«»+]+")
_LONGEST_ROW = 60
"""Code points of a row of buttons."""


def _is_buttons(folded: str, buttons: frozenset[str]) -> bool:
    """Whether a line is a row of a site's buttons, with or without counts: 赞 128 踩 3 评论(6)."""
    if len(folded) > _LONGEST_ROW:
        return False
    words = _COUNTS.sub(" ", folded).split()
    return len(words) > 1 and all(word in buttons for word in words)
