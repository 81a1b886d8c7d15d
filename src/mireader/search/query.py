"""What is typed: terms, and the unit patterns that each may stand for.

A term is a phrase of characters, of pinyin, of initials or of any mixture; every reading of it is
a pattern, a sequence of conditions on consecutive units of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from mireader.hanzi.fold import fold
from mireader.hanzi.pinyin import (
    Part,
    as_letters,
    begun,
    splits,
    syllable_ids,
    syllables_from,
    with_umlaut,
)
from mireader.i18n import _

if TYPE_CHECKING:
    import regex

    Expression = regex.Pattern[str]

KINDS = ("exact", "script", "region", "variant", "pinyin", "mixed", "initials", "typo", "words", "regex")
"""How a hit matched, the best first (`regex` apart)."""
RANK = {kind: rank for rank, kind in enumerate(KINDS)}
TIER = RANK | {"region": RANK["script"], "variant": RANK["script"]}
"""What goes before what in an answer: the same characters, however a page writes them, are of one tier."""
READ = frozenset({"pinyin", "mixed", "initials"})
"""Kinds that match what characters are read as."""
_MOST_PATTERNS = 24
_REPEAT = re.compile(r"(\)?)\{(\d*),?(\d*)\}")
_MOST_UNROLLED = 50_000
"""Compiling takes time by this, and nested repetitions multiply: `((a{99}){99}){99}` takes a second."""
_LETTERS = re.compile(r"[a-z']+")
_SHORTEST_GLUED, _LONGEST_GLUED = 5, 24
"""Letters of a Latin word and pinyin without a blank that are looked for."""
_TOKEN = re.compile(  # 「…」 is exact only by itself: a question may begin with a quotation
    r'(?P<minus>-)?(?:"(?P<quoted>[^"]*)"?|[“「『](?P<bracketed>[^”」』]*)[”」』](?=\s|$))|(?P<plain>\S+)'
)
MOST_TYPED, _MOST_TERMS = 20_000, 400
"""Code points, and words, of a query that are read: a pasted page is no query."""
_FIELD = re.compile(r"(问|問|q|答|a|文|d|doc|战术|戰術|t|tactic)[:：](.*)", re.IGNORECASE)
_FIELD_NAMES = {"问": "question", "問": "question", "q": "question", "答": "answer", "a": "answer", "文": "document", "d": "document", "doc": "document", "战术": "facet", "戰術": "facet", "t": "facet", "tactic": "facet"}  # fmt: skip


class Condition(NamedTuple):
    """A condition on one unit: that it is a character, is read as a syllable, begins with a letter, or is
    read as one of the syllables from `value` to `last` (those that a half-typed one may become).
    """

    layer: Literal["unit", "syllable", "initial", "begun"]
    value: int
    last: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Conditions on consecutive units, how they were meant, and how far-fetched that is."""

    conditions: tuple[Condition, ...]
    kind: str
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Term:
    """A part between blanks: as typed, folded, and its patterns (the likeliest first)."""

    text: str
    folded: str
    patterns: tuple[Pattern, ...]

    @property
    def typed(self) -> str:
        """Its characters as typed."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    text: str
    terms: tuple[Term, ...]
    phrases: tuple[Pattern, ...]
    """Patterns of all terms run together."""
    exact: bool = False
    """Whether it is in quotation marks: nothing fuzzy then."""
    without: tuple[Term, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    regex: Expression | None = None

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for: an operator that is still being typed is not."""
        return bool(self.terms or self.fields or self.regex)

    def or_fields(self) -> Query:
        """The same; where nothing was typed beside 答: or 问:, its words are what is looked for."""
        words = self.fields.get("answer") or self.fields.get("question")
        if self.terms or not words:
            return self
        term = term_of(words)
        return replace(self, terms=(term,), phrases=term.patterns)

    @property
    def typed(self) -> str:
        """The characters of the terms run together, as typed."""
        return "".join("".join(term.text.split()) for term in self.terms)


def parse(text: str) -> Query:
    """Parses what was typed; whatever is half typed is read as far as it goes. Never raises."""
    stripped = text.strip()[:MOST_TYPED]
    regex = _regex(stripped)
    if regex:
        return Query(text, (), (), regex=regex)
    terms: list[Term] = []
    without: list[Term] = []
    fields: dict[str, str] = {}
    exact, awaited = False, ""
    for match in islice(_TOKEN.finditer(stripped), _MOST_TERMS):
        quoted, plain = match["quoted"] or match["bracketed"], match["plain"]
        if quoted is not None:
            if quoted.strip() and term_of(quoted, literal=True) not in terms:
                (without if match["minus"] else terms).append(term_of(quoted, literal=True))
                exact = exact or not match["minus"]
        elif plain is not None and plain.startswith("-") and len(plain) > 1:
            without.append(term_of(plain[1:]))
        elif plain is not None and (operator := _FIELD.fullmatch(plain)):
            awaited = _FIELD_NAMES[operator[1].lower()]
            if operator[2]:
                fields[awaited], awaited = operator[2], ""
        elif plain is not None and awaited:  # q: lvcha, with a blank
            fields[awaited], awaited = plain, ""
        elif plain is not None and plain != "-" and term_of(plain) not in terms:
            terms.append(term_of(plain))
    return Query(text, tuple(terms), tuple(_phrases(terms)), exact, tuple(without), fields)


def _regex(text: str) -> Expression | None:
    """The expression between slashes; None for other queries, and where it is none or too large."""
    if not _between_slashes(text) or _unrolled(text) > _MOST_UNROLLED:
        return None
    import regex  # other queries need none; unlike `re` it can be stopped, and lets other threads run

    try:
        return regex.compile(text[1:-1], regex.IGNORECASE)
    except (regex.error, RecursionError):
        return None


def _unrolled(expression: str) -> int:
    """How many times the most repeated part of an expression may stand in its compiled form, at most."""
    groups = single = 1
    for after_group, low, high in _REPEAT.findall(expression):
        count = max(int(low[:9] or 1), int(high[:9] or 1))
        groups, single = (groups * count, single) if after_group else (groups, max(single, count))
    return groups * single


def _between_slashes(text: str) -> bool:
    return len(text) > 2 and text.startswith("/") and text.endswith("/")


def is_broken_expression(text: str) -> bool:
    """Whether what was typed stands between slashes, and is no regular expression."""
    stripped = text.strip()[:MOST_TYPED]
    return _between_slashes(stripped) and _regex(stripped) is None


def broken_expression(text: str) -> str:
    """A sentence on an expression that is none, with the library's reason where it has one."""
    import regex

    reason = ""
    try:
        regex.compile(text.strip()[1:-1], regex.IGNORECASE) if _unrolled(text) <= _MOST_UNROLLED else None
    except regex.error as error:
        reason = f": {error}"
    except RecursionError:
        pass
    return _("this is no regular expression") + reason


@lru_cache(maxsize=512)
def term_of(text: str, literal: bool = False) -> Term:
    """A part of a query with its patterns; `literal`: only as it was typed."""
    folded = fold(text)
    patterns = [Pattern(_literal(folded), "exact")]
    if not literal:
        for other in _regional(folded):
            patterns.append(Pattern(_literal(other), "region", 0.1))
        patterns += _spoken(folded)
    return Term(text, folded, tuple(patterns))


def _literal(folded: str) -> tuple[Condition, ...]:
    from mireader.search.segment import to_units

    return tuple(Condition("unit", int(unit)) for unit in to_units(folded) if unit > 32)


def _regional(folded: str) -> Iterable[str]:
    """The term in the other regions' words: 网络 and 網路, 软件 and 軟體, folded."""
    if len(folded) < 2 or folded.isascii():
        return
    from mireader.hanzi.script import region_forms

    seen = {folded}
    for other in region_forms(folded):
        plain = fold(other)
        if plain not in seen:
            seen.add(plain)
            yield plain


def _spoken(folded: str) -> list[Pattern]:
    """Readings of the Latin runs in a term as pinyin and initials, the rest as it stands."""
    folded = as_letters(folded)
    runs = [(match.start(), match.end()) for match in _LETTERS.finditer(folded)]
    if not runs:
        return []
    pieces: list[list[tuple[tuple[Condition, ...], int, int, float]]] = []
    at = 0
    for start, end in runs:
        if start > at:
            pieces.append([(_literal(folded[at:start]), 0, 0, 0.0)])
        ways = _ways(folded[start:end], end == len(folded))
        choices = [_of_split(parts, rank) for rank, parts in enumerate(ways)]
        if not choices:
            return []
        pieces.append(choices)
        at = end
    if at < len(folded):
        pieces.append([(_literal(folded[at:]), 0, 0, 0.0)])
    patterns: list[Pattern] = []
    for way in islice(product(*pieces), _MOST_PATTERNS):
        conditions = tuple(condition for part in way for condition in part[0])
        whole, lone = sum(part[1] for part in way), sum(part[2] for part in way)
        literal = len(conditions) - whole - lone
        if len(conditions) < 2 and lone:
            continue
        kind = "mixed" if (literal and whole + lone) or (whole and lone) else "initials" if lone else "pinyin"
        patterns.append(Pattern(conditions, kind, sum(part[3] for part in way)))
    return patterns


def _ways(letters: str, last: bool) -> tuple[tuple[Part, ...], ...]:
    """How letters divide into syllables and initials; the last syllable of all may still be being typed."""
    ways = splits(letters) + (begun(letters) if last else ())
    for other in with_umlaut(letters):
        ways += tuple(way for way in splits(other) if all(part.whole for part in way))
    return ways


def glued(query: Query) -> Iterator[Pattern]:
    """Readings of letters that are a Latin word and pinyin without a blank: zaranvzhuang, mingxingceo."""
    letters = query.terms[0].folded if len(query.terms) == 1 else ""
    if not (_SHORTEST_GLUED <= len(letters) <= _LONGEST_GLUED and letters.isascii() and letters.isalpha()):
        return
    for at in range(2, len(letters) - 1):
        for latin, spoken, first in ((letters[:at], letters[at:], True), (letters[at:], letters[:at], False)):
            for parts in _ways(spoken, last=first)[:2]:
                read = _of_split(parts, 0)[0]
                both = (_literal(latin), read) if first else (read, _literal(latin))
                yield Pattern((*both[0], *both[1]), "mixed")


def _of_split(parts: tuple[Part, ...], rank: int) -> tuple[tuple[Condition, ...], int, int, float]:
    ids = syllable_ids()
    conditions = tuple(
        Condition("syllable", ids[part.letters])
        if part.whole and part.letters in ids
        else Condition("begun", *syllables_from(part.letters))
        if len(part.letters) > 1
        else Condition("initial", ord(part.letters) - 96)
        for part in parts
    )
    if all(len(part.letters) == 1 for part in parts):  # jeyx: e may be a syllable, but these are initials
        return (
            tuple(Condition("initial", ord(part.letters) - 96) for part in parts),
            0,
            len(parts),
            0.15 * rank,
        )
    whole = sum(condition.layer == "syllable" for condition in conditions)
    return conditions, whole, len(parts) - whole, 0.15 * rank


def _phrases(terms: list[Term]) -> Iterable[Pattern]:
    """All terms run together; the kind is the weakest of its parts."""
    if len(terms) == 1:
        yield from terms[0].patterns
        return
    if not terms:
        return
    spoken = "'".join(term.folded for term in terms)
    if _LETTERS.fullmatch(spoken):  # pinyin typed with blanks: each ends a syllable
        yield Pattern(tuple(c for term in terms for c in term.patterns[0].conditions), "exact")
        yield from _spoken(spoken)
        return
    few = [_likeliest(term)[: max(2, 5 - len(terms))] for term in terms]
    for way in islice(product(*few), _MOST_PATTERNS):  # all of them would be 2 to the number of words
        kinds = {pattern.kind for pattern in way}
        read = kinds & {"pinyin", "initials", "mixed"}
        kind = "mixed" if read and len(kinds) > 1 else max(kinds, key=RANK.__getitem__)
        yield Pattern(
            tuple(condition for pattern in way for condition in pattern.conditions),
            kind,
            sum(pattern.cost for pattern in way),
        )


def _likeliest(term: Term) -> tuple[Pattern, ...]:
    """A term's patterns; those of letters that may be pinyin before the letters themselves."""
    literal, *others = term.patterns
    return (*others, literal) if others and _LETTERS.fullmatch(term.folded) else term.patterns
