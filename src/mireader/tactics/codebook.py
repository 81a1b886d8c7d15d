"""Codebooks: what is looked for, in TOML files that users can write themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mireader.hanzi.fold import fold
from mireader.i18n import LANGUAGES, _, nearest_language
from mireader.tactics.expressions import Expression, parse_expression
from mireader.tactics.facts import KINDS
from mireader.tactics.patterns import Pattern, PatternError, parse_pattern

LONGEST_CUE = 10
"""Characters; a longer cue would match one place, not a practice."""
_SHIPPED = Path(__file__).parent / "codebooks"
_TABLES = {"codebook": {"id", "name", "context"}, "group": {"id", "name", "mark"}}
"""The tables with keys that are always the same, beside [[tactic]], and their keys."""
_WORD_TABLES = {"classes", "wording"}
_NOTATION = re.compile(r"[…#()\[\]{}|]|\.\.\.")
"""What has a meaning in a pattern, and none in a cue."""


class _Where(NamedTuple):
    """A table of a codebook: its id, and how errors call it."""

    id: str
    words: str


class CodebookError(ValueError):
    """A codebook cannot be used; the message names file, place and what is wrong."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tactics of one kind, with the character that marks them in the margin."""

    id: str
    name: Mapping[str, str]
    mark: str


@dataclass(frozen=True, slots=True)
class Tactic:
    """One thing that is looked for."""

    id: str
    name: Mapping[str, str]
    """By language: `zh-Hans`, `zh-Hant`, `en`."""
    group: str
    definition: Mapping[str, str]
    cues: tuple[str, ...]
    """Folded words that name it."""
    patterns: tuple[Pattern, ...] = ()
    """Words with gaps, over folded text, that name it."""
    described: tuple[Pattern, ...] = ()
    """The same, that say what was done without naming it."""
    regexes: tuple[Expression, ...] = ()
    """Regular expressions over folded text that name it."""
    lead: tuple[str, ...] = ()
    """Folded words that belong to the match of a regular expression before which they stand (大约, 超过)."""
    exclude: re.Pattern[str] | None = None
    """Contexts in which a match is no mention; tried on the clause that holds it."""
    value: str | None = None
    """How a match is normalised (`facts`): date, price, quantity, share, duration."""
    related: tuple[str, ...] = ()
    specialises: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is found by: its names and its id."""
        return *self.name.values(), self.id


@dataclass(frozen=True)
class Codebook:
    """A set of tactics."""

    id: str
    name: Mapping[str, str]
    groups: tuple[Group, ...]
    tactics: tuple[Tactic, ...]
    context: tuple[str, ...] = ()
    """Folded words of its subject: a question that is about something else holds no mention."""

    @cached_property
    def by_id(self) -> dict[str, Tactic]:
        """The tactics by id."""
        return {tactic.id: tactic for tactic in self.tactics}

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by id."""
        return {group.id: group for group in self.groups}


_KEYS = frozenset(Tactic.__annotations__) - {"regexes"}
"""Keys of a [[tactic]]."""


def shipped() -> list[str]:
    """Names of the codebooks that come with the program."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def own_folder() -> Path:
    """Where a user keeps codebooks."""
    from platformdirs import user_config_path

    return user_config_path("mireader", appauthor=False) / "codebooks"


def own() -> list[str]:
    """Paths of the user's own codebooks."""
    try:
        return sorted(str(path) for path in own_folder().glob("*.toml"))
    except OSError:
        return []


def load_codebook(name_or_path: str) -> Codebook:
    """A codebook by its name (shipped, or in the user's folder) or by the path of its file.

    Read again when the file was saved. Raises CodebookError.
    """
    if name_or_path in shipped():
        path = _SHIPPED / f"{name_or_path}.toml"
    else:
        path = Path(name_or_path)
        if not path.exists() and (own_folder() / f"{name_or_path}.toml").exists():
            path = own_folder() / f"{name_or_path}.toml"
    try:
        saved = path.stat().st_mtime_ns
    except OSError as error:
        names = ", ".join([*shipped(), *(Path(item).stem for item in own())])
        raise CodebookError(
            _("there is no codebook {name}; there are: {names}; or name a TOML file").format(
                name=repr(name_or_path), names=names
            )
        ) from error
    return _read(path, name_or_path, saved)


@lru_cache(maxsize=32)
def _read(path: Path, name: str, saved: int) -> Codebook:
    try:
        return parse_codebook(path.read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(_("{name}: cannot be read: {why}").format(name=name, why=error)) from error


def load_codebooks(names: Iterable[str]) -> tuple[Codebook, ...]:
    """Several codebooks, each once. Raises CodebookError, also for two with one id."""
    books: dict[str, tuple[str, Codebook]] = {}
    for name in dict.fromkeys(names):
        book = load_codebook(name)
        if book.id in books:
            sentence = _("{name}: the id {id} is that of {other}; it needs one of its own")
            raise CodebookError(sentence.format(name=name, id=repr(book.id), other=books[book.id][0]))
        books[book.id] = name, book
    return tuple(book for _name, book in books.values())


def parse_codebook(text: str, name: str) -> Codebook:
    """The codebook in a TOML text; `name` is what errors call it. Raises CodebookError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{name}: {error}") from error
    return _Reader(text, name).codebook(data)


def _twice(marked: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """What stands for two things, and both of them; `marked`: what stands for something, and for what."""
    first: dict[str, str] = {}
    for sign, meant in marked:
        if sign in first:
            yield sign, first[sign], meant
        first.setdefault(sign, meant)


class _Reader:
    """Reads what a TOML text holds, and names the line and key of what is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.splitlines()
        self._name = name
        self._classes: dict[str, tuple[str, ...]] = {}
        self._wording: dict[str, tuple[str, ...]] = {}

    def codebook(self, data: Mapping[str, Any]) -> Codebook:
        """The whole codebook. Raises CodebookError."""
        self._only(data, {*_TABLES, *_WORD_TABLES, "tactic"}, _Where("", _("the file")))
        head = self._table(data, "codebook")
        self._only(head, _TABLES["codebook"], _Where("", "codebook"))
        self._classes = self._words(data, "classes")
        self._wording = self._words(data, "wording")
        groups = tuple(self._group(raw) for raw in self._tables(data, "group"))
        known = {group.id for group in groups}
        for mark, first, second in _twice((group.mark, group.id) for group in groups):
            sentence = _("{name} is the mark of {other}, too").format(name=repr(mark), other=repr(first))
            raise self._error(_Where(second, f"group {second!r}"), "mark", sentence)
        tactics: dict[str, Tactic] = {}
        for raw in self._tables(data, "tactic"):
            tactic = self._tactic(raw)
            where = _Where(tactic.id, f"tactic {tactic.id!r}")
            if tactic.group not in known:
                raise self._error(where, "group", _("no group {name}").format(name=repr(tactic.group)))
            if tactic.id in tactics:
                raise self._error(where, "id", _("the id is used twice"))
            tactics[tactic.id] = tactic
        for tactic in tactics.values():
            for key, others in (("specialises", (tactic.specialises,)), ("related", tactic.related)):
                for other in others:
                    if other is not None and other not in tactics:
                        where = _Where(tactic.id, f"tactic {tactic.id!r}")
                        raise self._error(where, key, _("no tactic {name}").format(name=repr(other)))
        if not tactics:
            raise CodebookError(_("{name}: no [[tactic]] in it").format(name=self._name))
        id_ = str(head.get("id", Path(self._name).stem))
        where = _Where("", "codebook")
        context = tuple(fold(word) for word in self._strings(head, "context", where))
        return Codebook(id_, self._names(head, where), groups, tuple(tactics.values()), context)

    def _words(self, data: Mapping[str, Any], table: str) -> dict[str, tuple[str, ...]]:
        """A table of words, each with a list of words, folded."""
        where = _Where("", table)
        return {
            fold(key): tuple(fold(word) for word in self._strings({key: words}, key, where))
            for key, words in self._table(data, table).items()
        }

    def _forms(self, source: str) -> list[str]:
        """A cue or pattern, and what it is in other wordings."""
        forms = [source]
        for word, others in self._wording.items():
            outside = re.compile(re.escape(word) + r"(?![^{}]*\})")  # {…} is the name of a class
            forms += [outside.sub(other, form) for form in forms if outside.search(form) for other in others]
        return forms

    def _group(self, raw: Mapping[str, Any]) -> Group:
        id_ = self._text(raw, "id", _Where("", "group"))
        where = _Where(id_, f"group {id_!r}")
        mark = self._text(raw, "mark", where)
        self._only(raw, _TABLES["group"], where)
        if len(mark) != 1:
            raise self._error(where, "mark", _("{name} is not one character").format(name=repr(mark)))
        return Group(id_, self._names(raw, where), mark)

    def _tactic(self, raw: Mapping[str, Any]) -> Tactic:
        id_ = self._text(raw, "id", _Where("", "tactic"))
        where = _Where(id_, f"tactic {id_!r}")
        self._only(raw, _KEYS, where)
        cues = [fold(cue) for cue in self._strings(raw, "cues", where)]
        for cue in cues:
            if not 0 < len(cue) <= LONGEST_CUE:
                raise self._error(where, "cues", _too_long(cue))
            if _NOTATION.search(cue):
                sentence = _("{name} is written as a pattern: it belongs under `patterns`")
                raise self._error(where, "cues", sentence.format(name=repr(cue)))
        named, regexes = self._patterns(raw, "patterns", where)
        described, others = self._patterns(raw, "described", where)
        excluded, further = self._patterns(raw, "exclude", where)
        if others:
            raise self._error(where, "described", _("regular expressions are for `patterns` and `exclude`"))
        exclude = [pattern.regex for pattern in excluded] + [one.regex.pattern for one in further]
        value = raw.get("value")
        if value is not None and value not in KINDS:
            raise self._error(
                where,
                "value",
                _("no such kind of value; there are: {names}").format(names=", ".join(sorted(KINDS))),
            )
        return Tactic(
            id=id_,
            name=self._names(raw, where),
            group=self._text(raw, "group", where),
            definition=self._names(raw, where, "definition") if raw.get("definition", {}) != {} else {},
            cues=tuple(dict.fromkeys(form for cue in cues for form in self._forms(cue))),
            patterns=named,
            described=described,
            regexes=regexes,
            lead=tuple(fold(word) for word in self._strings(raw, "lead", where) if word),
            exclude=re.compile("|".join(exclude)) if exclude else None,
            value=value,
            related=tuple(self._strings(raw, "related", where)),
            specialises=raw.get("specialises"),
        )

    def _patterns(
        self, raw: Mapping[str, Any], key: str, where: _Where
    ) -> tuple[tuple[Pattern, ...], tuple[Expression, ...]]:
        """The patterns under a key, and its regular expressions: what stands between slashes."""
        patterns: list[Pattern] = []
        regexes: list[Expression] = []
        for source in self._strings(raw, key, where):
            try:
                expression = parse_expression(source)
                if expression is not None:
                    regexes.append(expression)
                    continue
                if "..." in source:
                    raise PatternError(_("a gap is written as …, one character"))
                if not 0 < len(source) <= LONGEST_CUE:
                    raise self._error(where, key, _too_long(source))
                patterns += [parse_pattern(form, self._classes) for form in self._forms(source)]
            except PatternError as error:
                sentence = _("{name} is no pattern: {why}").format(name=repr(source), why=error)
                raise self._error(where, key, sentence) from error
            except re.error as error:
                sentence = _("{name} is no regular expression: {why}").format(name=repr(source), why=error)
                raise self._error(where, key, sentence) from error
        return tuple(patterns), tuple(regexes)

    def _only(self, raw: Mapping[str, Any], known: Set[str], where: _Where) -> None:
        """Raises CodebookError for a key that has no meaning: it may be one that is misspelt."""
        for key in raw:
            if key not in known:
                names = ", ".join(sorted(known))
                raise self._error(where, key, _("no such key; there are: {names}").format(names=names))

    def _table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise CodebookError(_("{name}: {key} must be a table").format(name=self._name, key=repr(key)))
        return value

    def _tables(self, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise CodebookError(
                _("{name}: {key} must be written as [[{key}]]").format(name=self._name, key=key)
            )
        return value

    def _text(self, raw: Mapping[str, Any], key: str, where: _Where) -> str:
        value = raw.get(key)
        if not isinstance(value, str) or not value:
            raise self._error(where, key, _("a text is needed"))
        return value

    def _names(self, raw: Mapping[str, Any], where: _Where, key: str = "name") -> dict[str, str]:
        """A text in every language; one that is missing is taken from the nearest language."""
        value = raw.get(key)
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value)
        if (
            not isinstance(value, dict)
            or not value
            or not set(value) <= set(LANGUAGES)
            or not all(isinstance(one, str) for one in value.values())
        ):
            raise self._error(
                where, key, _("a text, or one for each of {names}").format(names=", ".join(LANGUAGES))
            )
        return {language: value[nearest_language(language, value)] for language in LANGUAGES}

    def _strings(self, raw: Mapping[str, Any], key: str, where: _Where) -> list[str]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error(where, key, _("a list of texts is needed"))
        return value

    def _error(self, where: _Where, key: str, why: str) -> CodebookError:
        """The mistake with its place: file, line, key."""
        line = self._line_of(where.id, key)
        return CodebookError(
            f"{self._name}:{line}: {where.words}, {_('key {key}').format(key=repr(key))}: {why}"
        )

    def _line_of(self, id_: str, key: str) -> int:
        """The line of a key in the table with an id, or of that table (from 1)."""
        at = 0
        if id_:
            named = re.compile(rf"\s*id\s*=\s*[\"']{re.escape(id_)}[\"']")
            found = [number for number, line in enumerate(self._lines) if named.match(line)]
            at = found[-1] if found and key == "id" else found[0] if found else 0
        for number in range(at, len(self._lines)):
            if re.match(rf"\s*(?:{re.escape(key)}\s*=|\[+{re.escape(key)}\])", self._lines[number]):
                return number + 1
            if number > at and self._lines[number].startswith("["):
                break
        return at + 1


def _too_long(word: str) -> str:
    return _("{name} has not 1 to {most} characters").format(name=repr(word), most=LONGEST_CUE)
