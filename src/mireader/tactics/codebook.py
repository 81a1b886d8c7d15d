"""Codebooks: what is looked for, in TOML files that users can write themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from mireader.hanzi.fold import fold

LONGEST_CUE = 10
"""Characters; a longer cue would match one place, not a practice."""
_SHIPPED = Path(__file__).parent / "codebooks"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


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
    patterns: tuple[re.Pattern[str], ...] = ()
    """Regular expressions over folded text that name it."""
    described: tuple[re.Pattern[str], ...] = ()
    """Regular expressions over folded text that say what was done without naming it."""
    exclude: tuple[re.Pattern[str], ...] = ()
    """Contexts in which a match is no mention; tried on the clause that holds it."""
    related: tuple[str, ...] = ()
    specialises: str | None = None


@dataclass(frozen=True)
class Codebook:
    """A set of tactics."""

    id: str
    name: Mapping[str, str]
    groups: tuple[Group, ...]
    tactics: tuple[Tactic, ...]

    @cached_property
    def by_id(self) -> dict[str, Tactic]:
        """The tactics by id."""
        return {tactic.id: tactic for tactic in self.tactics}

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by id."""
        return {group.id: group for group in self.groups}


def shipped() -> list[str]:
    """Names of the codebooks that come with the program."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


@cache
def load_codebook(name_or_path: str) -> Codebook:
    """A shipped codebook by its name, or a user's by the path of its file. Raises CodebookError."""
    if name_or_path in shipped():
        return parse_codebook((_SHIPPED / f"{name_or_path}.toml").read_text(encoding="utf-8"), name_or_path)
    path = Path(name_or_path)
    if not path.exists():
        raise CodebookError(
            f"there is no codebook {name_or_path!r}; shipped: {', '.join(shipped())}; or name a TOML file"
        )
    try:
        return parse_codebook(path.read_text(encoding="utf-8"), name_or_path)
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{name_or_path}: cannot be read: {error}") from error


def parse_codebook(text: str, name: str) -> Codebook:
    """The codebook in a TOML text; `name` is what errors call it. Raises CodebookError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{name}: {error}") from error
    head = data.get("codebook", {})
    groups = tuple(
        Group(
            _text(raw, "id", name, "group"), _names(raw, name, "group"), _text(raw, "mark", name, "group")[:1]
        )
        for raw in data.get("group", [])
    )
    known = {group.id for group in groups}
    tactics: list[Tactic] = []
    for raw in data.get("tactic", []):
        tactic = _tactic(raw, name)
        if tactic.group not in known:
            raise CodebookError(f"{name}: tactic {tactic.id!r}, key 'group': no group {tactic.group!r}")
        if any(other.id == tactic.id for other in tactics):
            raise CodebookError(f"{name}: tactic {tactic.id!r}: the id is used twice")
        tactics.append(tactic)
    if not tactics:
        raise CodebookError(f"{name}: no [[tactic]] in it")
    return Codebook(
        str(head.get("id", Path(name).stem)), _names(head, name, "codebook"), groups, tuple(tactics)
    )


def _tactic(raw: dict[str, Any], name: str) -> Tactic:
    id_ = _text(raw, "id", name, "tactic")
    where = f"tactic {id_!r}"
    cues = tuple(dict.fromkeys(fold(cue) for cue in _strings(raw, "cues", name, where)))
    for cue in cues:
        if not 0 < len(cue) <= LONGEST_CUE:
            raise CodebookError(f"{name}: {where}, key 'cues': {cue!r} has not 1 to {LONGEST_CUE} characters")
    return Tactic(
        id=id_,
        name=_names(raw, name, where),
        group=_text(raw, "group", name, where),
        definition=raw.get("definition", {}) if isinstance(raw.get("definition", {}), dict) else {},
        cues=cues,
        patterns=_patterns(raw, "patterns", name, where),
        described=_patterns(raw, "described", name, where),
        exclude=_patterns(raw, "exclude", name, where),
        related=tuple(_strings(raw, "related", name, where)),
        specialises=raw.get("specialises"),
    )


def _text(raw: Mapping[str, Any], key: str, name: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value:
        raise CodebookError(f"{name}: {where}, key {key!r}: a text is needed")
    return value


def _names(raw: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    value = raw.get("name")
    if isinstance(value, str):
        return dict.fromkeys(LANGUAGES, value)
    if not isinstance(value, dict) or not value or not all(isinstance(item, str) for item in value.values()):
        raise CodebookError(f"{name}: {where}, key 'name': a text, or one for each of {', '.join(LANGUAGES)}")
    first = next(iter(value.values()))
    return {language: value.get(language, first) for language in LANGUAGES}


def _strings(raw: Mapping[str, Any], key: str, name: str, where: str) -> list[str]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CodebookError(f"{name}: {where}, key {key!r}: a list of texts is needed")
    return value


def _patterns(raw: Mapping[str, Any], key: str, name: str, where: str) -> tuple[re.Pattern[str], ...]:
    found = []
    for source in _strings(raw, key, name, where):
        try:
            found.append(re.compile(source))
        except re.error as error:
            raise CodebookError(
                f"{name}: {where}, key {key!r}: {source!r} is no regular expression: {error}"
            ) from error
    return tuple(found)
