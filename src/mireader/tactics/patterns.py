"""The patterns of a codebook: words with gaps between them, in a notation that needs no manual.

    控…放货      the two words, with up to eight characters between them that end no clause
    满#减#       a number where a # stands
    {用户}互动   a word of the class 用户 before 互动
    饥[饿渴]营销 one of the characters in brackets
    (开|推)新店  one of the words in parentheses
    /…/          a regular expression, for what words cannot say; each costs a pass over the text

Words are found by one automaton for all codebooks, so the cost of a pattern is that of its hits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from mireader.hanzi.fold import fold
from mireader.i18n import _

GAP = 8
"""Characters that … may stand for, at most; twice as many for ……, and so on."""
MOST_WORDS = 2000
"""Words that one part of a pattern may stand for."""
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,16})(?:\.\d{1,16})?[多几百千万亿]{0,3}"
_NUMBER = f"(?:{_DIGITS}|[零一二三四五六七八九十百千万亿两半几多]{{1,8}})"
_TEXT = r"[^。!?;,\n]{{0,{}}}"
_ELEMENT = re.compile(
    r"\{(?P<name>[^{}]+)\}|\[(?P<chars>[^\[\]]+)\]|\((?P<words>[^()]*)\)|(?P<gap>[…#]+)|(?P<char>.)"
)


class PatternError(ValueError):
    """A pattern cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in their order, and what may stand between, before and after them."""

    source: str
    parts: tuple[tuple[str, ...], ...]
    """The words of each part, folded."""
    gaps: tuple[str, ...]
    """Before the first part, between two parts, after the last one: … and # as written, or nothing."""

    @property
    def regex(self) -> str:
        """A regular expression that finds the same."""
        before, after = self.around(0)
        return f"{before}{_any_of(self.parts[0])}{after}"

    def around(self, part: int) -> tuple[str, str]:
        """Regular expressions for what stands before and after one of its parts; empty for nothing."""
        before, after = "", gap_regex(self.gaps[part + 1])
        for words, gap in zip(self.parts[:part], self.gaps, strict=False):
            before += gap_regex(gap) + _any_of(words)
        before += gap_regex(self.gaps[part])
        for words, gap in zip(self.parts[part + 1 :], self.gaps[part + 2 :], strict=True):
            after += _any_of(words) + gap_regex(gap)
        return before, after


def _any_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


@cache
def gap_regex(gap: str) -> str:
    """The regular expression of a gap as written."""
    return "".join(
        _NUMBER if run[0] == "#" else _TEXT.format(GAP * len(run)) for run in re.findall("…+|#", gap)
    )


def parse_pattern(source: str, classes: Mapping[str, Sequence[str]]) -> Pattern:
    """A pattern by its notation, with the word classes of its codebook. Raises PatternError."""
    parts: list[list[str]] = []
    gaps = [""]
    new = True
    for match in _ELEMENT.finditer(fold(source)):
        if match["gap"]:
            gaps[-1] += match["gap"]
            new = True
            continue
        options = _options(match, classes)
        if new:
            parts.append(options)
            gaps.append("")
            new = False
        else:
            parts[-1] = ["".join(pair) for pair in product(parts[-1], options)]
        if len(parts[-1]) > MOST_WORDS:
            raise PatternError(_("a part of it stands for more than {most} words").format(most=MOST_WORDS))
    if not parts or any(not word for words in parts for word in words):
        raise PatternError(_("a part of it may be empty"))
    gaps[0], gaps[-1] = gaps[0].strip("…"), gaps[-1].strip("…")
    return Pattern(source, tuple(tuple(words) for words in parts), tuple(gaps))


def _options(match: re.Match[str], classes: Mapping[str, Sequence[str]]) -> list[str]:
    if match["name"] is not None:
        if match["name"] not in classes:
            raise PatternError(_("there is no class {name}").format(name=repr(match["name"])))
        return list(classes[match["name"]])
    if match["chars"] is not None:
        return list(match["chars"])
    if match["words"] is not None:
        return match["words"].split("|")
    if match["char"] in "[](){}":
        raise PatternError(_("{char} has no partner").format(char=match["char"]))
    return [match["char"]]
