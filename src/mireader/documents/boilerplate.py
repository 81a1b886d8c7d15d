"""Adverts, site buttons and footers: what a site puts around and between its answers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple


class _Rules(NamedTuple):
    by_first: dict[str, str]
    """Rules for a line's beginning, by its first character; compiled when a line first needs them, since
    compiling all of them is felt at the start."""
    crumbs: str
    """Rules for a beginning of any character, in lines with a > (a breadcrumb)."""
    dated: str
    """The same, in lines with a digit."""
    starts: str
    """The other rules for a beginning of any character, in lines with one of `gates`."""
    gates: re.Pattern[str]
    anywhere: re.Pattern[str]
    buttons: frozenset[str]
    button_starts: frozenset[str]
    """First characters of the buttons."""
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
        crumbs="|".join(rule for rule in others if ">" in rule),
        dated="|".join(rule for rule in others if ">" not in rule and _needs_digit(rule)),
        starts="|".join(rule for rule in others if ">" not in rule and not _needs_digit(rule)),
        gates=re.compile(f"[{re.escape(data['gates'])}]"),
        anywhere=re.compile("|".join(rule for rule in lines if not rule.startswith("^"))),
        buttons=frozenset(data["furniture"]["buttons"].split()),
        button_starts=frozenset(button[0] for button in data["furniture"]["buttons"].split()),
        fields=tuple(data["furniture"]["fields"].split()),
        triggers=re.compile("|".join(map(re.escape, data["triggers"].split()))),
        cues=tuple(data["advert"]["cues"]),
        sale=tuple(data["advert"]["sale"]),
        enough=data["advert"]["enough"],
        longest=data["advert"]["longest"],
    )


_compiled = cache(re.compile)
_CRUMB, _DIGIT = re.compile("[>›»]"), re.compile(r"\d")


def _needs_digit(rule: str) -> bool:
    return r"\d" in rule and r"|\d" not in rule


def _begins(folded: str, rules: _Rules) -> bool:
    own = rules.by_first.get(folded[0])
    if own and _compiled(own).match(folded):
        return True
    if _CRUMB.search(folded) and _compiled(rules.crumbs).match(folded):
        return True
    if _DIGIT.search(folded) and _compiled(rules.dated).match(folded):
        return True
    return bool(rules.gates.search(folded) and _compiled(rules.starts).match(folded))


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
        first = re.match(rf"\^(?:({_PLAIN})|\[([^\^\\][^\]]*)\]|\((?=((?:{_PLAIN}+\|)+{_PLAIN}+)\)))", rule)
        end = (first.end(3) + 1 if first[3] else first.end()) if first else 0
        words = list(first[2] or "") or (first[3] or first[1]).split("|") if first else []
        if rule[end : end + 1] in ("?", "*") or rule[end : end + 2] == "{0":
            words = []
        for char in {word[0] for word in words}:
            by_first.setdefault(char, []).append(rule)
        if not words:
            others.append(rule)
    return {char: "|".join(found) for char, found in by_first.items()}, others


def is_boilerplate(folded: str) -> bool:
    """Whether a line of clean text, folded, is an advert or a site's furniture.

    A line that says so itself (【推广】, 我要回帖) is; one that does not must hold several cues of
    adverts, since answers about marketing quote their wording.
    """
    rules = _rules()
    folded = folded.strip()
    if not folded or len(folded) > rules.longest:
        return False
    if _begins(folded, rules):
        return True
    if len(folded) <= _LONGEST_ROW and (_is_buttons(folded, rules) or _is_fields(folded, rules.fields)):
        return True
    if not rules.triggers.search(folded):
        return False
    found = rules.anywhere.search(folded)
    if found and not _is_quoted(folded, found.start()):
        return True
    if "。" not in folded and len(folded) <= _LONGEST_ROW:
        selling = sum(bool(_compiled(cue).search(folded)) for cue in rules.sale)
        if selling >= _SELLS + (folded[-1] not in "!>▼人券惠个取询"):
            return True
    if len(rules.triggers.findall(folded)) < _SELLS:  # most lines with one such word are prose
        return False
    return sum(bool(_compiled(cue).search(folded)) for cue in rules.cues) >= rules.enough


def _is_quoted(folded: str, at: int) -> bool:
    """Whether a place is inside quotation marks: what is quoted is content."""
    before = folded[:at]
    return before.count("“") > before.count("”") or before.count("「") > before.count("」")


_COUNTS = re.compile(
    r"\d[\d,.]*\s?[kw万]?\+?\s?(条|个|人|次|则)?(?=\W|$)|[\s|/·•,.:?!()\[\]{}<>\-–—~#→«»+∨∧▾⌄]+"
)
_LONGEST_ROW = 70
"""Code points of a row of buttons or fields."""
_SENTENCE = re.compile("[。!?;,]")
_THOUSANDS = re.compile(r"\d,\d")
_GAPS = re.compile(r"[\s|·‧．/:]*[\s|·‧．/][\s|·‧．/:]*")
_FEWEST_FIELDS, _SELLS = 3, 2


def _is_buttons(folded: str, rules: _Rules) -> bool:
    """Whether a line is a row of a site's buttons, with or without counts: 赞 128 踩 3 评论(6)."""
    if folded[0].isalpha() and folded[0] not in rules.button_starts:
        return False
    words = _COUNTS.sub(" ", folded).split()
    return len(words) > 1 and all(word in rules.buttons for word in words)


def _is_fields(folded: str, fields: tuple[str, ...]) -> bool:
    """Whether a line is a row of fields: 楼主 修车匠老魏 吧龄8年 1楼 2021-10-06 19:25."""
    if _SENTENCE.search(_THOUSANDS.sub("", folded)):
        return False
    pieces = [piece for piece in _GAPS.split(folded) if piece]
    return len(pieces) >= _FEWEST_FIELDS and any(field in folded for field in fields)
