"""Adverts, site buttons and footers: what a site puts around and between its answers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mireader.hanzi.fold import fold


class _Rules(NamedTuple):
    by_first: dict[str, str]
    """Rules for a line's beginning, by its first character; compiled when a line first needs them, since
    compiling all of them is felt at the start."""
    starts: re.Pattern[str]
    """The rules for a beginning whose first character may be any."""
    anywhere: re.Pattern[str]
    buttons: frozenset[str]
    fields: tuple[str, ...]
    triggers: re.Pattern[str]
    """Words one of which is in every line that `anywhere` or enough of the cues could find."""
    cues: tuple[str, ...]
    """Compiled when a line first needs them, like those of `sale`: compiling all costs a start 4 ms."""
    sale: tuple[str, ...]
    enough: int
    longest: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads((Path(__file__).parent / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    lines = [*data["furniture"]["lines"], *data["advert"]["lines"]]
    by_first, others = _indexed([part for rule in lines if rule[0] == "^" for part in _alternatives(rule)])
    return _Rules(
        by_first=by_first,
        starts=re.compile("|".join(others)),
        anywhere=re.compile("|".join(rule for rule in lines if not rule.startswith("^"))),
        buttons=frozenset(data["furniture"]["buttons"].split()),
        fields=tuple(data["furniture"]["fields"].split()),
        triggers=re.compile("|".join(map(re.escape, data["triggers"].split()))),
        cues=tuple(data["advert"]["cues"]),
        sale=tuple(data["advert"]["sale"]),
        enough=data["advert"]["enough"],
        longest=data["advert"]["longest"],
    )


_PLAIN = r"[^\\^$.|?*+()\[\]{}]"


def _alternatives(rule: str) -> list[str]:
    """A rule's parts at the top: `^(甲|乙)$` is ^甲$ and ^乙$ if they are plain words."""
    words = re.fullmatch(rf"\^\(((?:{_PLAIN}+\|)+{_PLAIN}+)\)(\$?)", rule)
    if words:
        return [f"^{word}{words.group(2)}" for word in words.group(1).split("|")]
    return rule.split("|^")[:1] + [f"^{part}" for part in rule.split("|^")[1:]]


def _indexed(rules: list[str]) -> tuple[dict[str, str], list[str]]:
    """The rules that begin with one plain character, by it; and the others."""
    by_first: dict[str, list[str]] = {}
    others = []
    for rule in rules:
        first = re.match(rf"\^(?:({_PLAIN})(?![?*{{])|\((?=((?:{_PLAIN}+\|)+{_PLAIN}+)\)(?![?*{{])))", rule)
        words = first.group(2).split("|") if first and first.group(2) else [first.group(1)] if first else []
        for char in {word[0] for word in words}:
            by_first.setdefault(char, []).append(rule)
        if not words:
            others.append(rule)
    return {char: "|".join(found) for char, found in by_first.items()}, others


def is_boilerplate(line: str) -> bool:
    """Whether a line of clean text is an advert or a site's furniture.

    A line that says so itself (【推广】, 我要回帖) is; one that does not must hold several cues of
    adverts, since answers about marketing quote their wording.
    """
    rules = _rules()
    folded = fold(line.strip())
    if not folded or len(folded) > rules.longest:
        return False
    begins = rules.by_first.get(folded[0])
    if (begins and re.match(begins, folded)) or rules.starts.match(folded):
        return True
    if len(folded) <= _LONGEST_ROW and (
        _is_buttons(folded, rules.buttons) or _is_fields(folded, rules.fields)
    ):
        return True
    if not rules.triggers.search(folded):
        return False
    if rules.anywhere.search(folded):
        return True
    if "。" not in folded and len(folded) <= _LONGEST_ROW:
        selling = sum(bool(re.search(cue, folded)) for cue in rules.sale)
        if selling >= _SELLS + (folded[-1] not in "!>▼人券惠个"):
            return True
    return sum(bool(re.search(cue, folded)) for cue in rules.cues) >= rules.enough


_COUNTS = re.compile(r"\d[\d,.]*\s?[kw万]?\+?\s?(条|个|人|次|则)?(?=\W|$)|[\s|/·•,.:?!()\[\]{}<>\-–—~#→«»+]+")
_LONGEST_ROW = 70
"""Code points of a row of buttons or fields."""
_SENTENCE = re.compile("[。!?;,]")
_GAPS = re.compile(r"[\s|·．/:]*[\s|·．/][\s|·．/:]*")
_FEWEST_FIELDS, _SELLS = 3, 2


def _is_buttons(folded: str, buttons: frozenset[str]) -> bool:
    """Whether a line is a row of a site's buttons, with or without counts: 赞 128 踩 3 评论(6)."""
    words = _COUNTS.sub(" ", folded).split()
    return len(words) > 1 and all(word in buttons for word in words)


def _is_fields(folded: str, fields: tuple[str, ...]) -> bool:
    """Whether a line is a row of fields: 楼主 修车匠老魏 吧龄8年 1楼 2021-10-06 19:25."""
    if _SENTENCE.search(re.sub(r"\d,\d", "", folded)):
        return False
    pieces = [piece for piece in _GAPS.split(folded) if piece]
    return len(pieces) >= _FEWEST_FIELDS and any(field in folded for field in fields)
