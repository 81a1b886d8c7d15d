"""Adverts, site buttons and footers: what a site puts around and between its answers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mireader.hanzi.fold import fold


class _Rules(NamedTuple):
    furniture: re.Pattern[str]
    buttons: frozenset[str]
    advert: re.Pattern[str]
    cues: tuple[re.Pattern[str], ...]
    enough: int
    longest: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads((Path(__file__).parent / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    join = "|".join
    return _Rules(
        furniture=re.compile(join(data["furniture"]["lines"])),
        buttons=frozenset(data["furniture"]["buttons"].split()),
        advert=re.compile(join(data["advert"]["lines"])),
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
    if rules.furniture.search(folded) or rules.advert.search(folded) or _is_buttons(folded, rules.buttons):
        return True
    return sum(bool(cue.search(folded)) for cue in rules.cues) >= rules.enough


_COUNTS = re.compile(r"\d[\d,.]*\s?[kw万]?\+?\s?(条|个|人|次|则)?(?=\W|$)|[\s|/·•,.:?!()\[\]{}<>\-–—~#→«»+]+")
_LONGEST_ROW = 60
"""Code points of a row of buttons."""


def _is_buttons(folded: str, buttons: frozenset[str]) -> bool:
    """Whether a line is a row of a site's buttons, with or without counts: 赞 128 踩 3 评论(6)."""
    words = _COUNTS.sub(" ", folded).split()
    return len(words) > 1 and len(folded) <= _LONGEST_ROW and all(word in buttons for word in words)
