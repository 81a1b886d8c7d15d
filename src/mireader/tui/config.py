"""The configuration: one TOML file, one dataclass, read once; what is set from within keeps its comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_config_path

from mireader.files import reason, write_whole
from mireader.i18n import LANGUAGES, _

SMALLEST_MEASURE, WIDEST_MEASURE = 16, 200


@dataclass(frozen=True)
class Config:
    """What a user can set; `warnings` are sentences about values that were not taken."""

    measure: int = 66
    """Widest line of the reading pane, in cells (two for a Chinese character)."""
    theme: str = "textual-dark"
    ambiguous_width: int = 1
    """Cells of a character of ambiguous width (“ ” … ①) in this terminal: 1 or 2."""
    language: str = ""
    """Of the interface: `zh-Hans`, `zh-Hant` or `en`; empty: by the locale."""
    codebooks: tuple[str, ...] = ()
    """Names or paths; empty: `marketing` and those in the user's folder."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """By the id of a command: the keys that do it instead, with commas between them."""
    path: Path | None = field(default=None, compare=False)
    """The file it was read from, or would be kept in."""
    warnings: tuple[str, ...] = field(default=(), compare=False)


class Setting(NamedTuple):
    """A key of the file: its table (empty: none), what it may be, and a sentence that says so."""

    table: str
    key: str
    fits: Callable[[Any], bool]
    must_be: str


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


SETTINGS = (
    Setting(
        "reading",
        "measure",
        lambda value: type(value) is int and SMALLEST_MEASURE <= value <= WIDEST_MEASURE,
        "{name} is a number from {least} to {most}",
    ),
    Setting("reading", "ambiguous_width", lambda value: value in (1, 2), "{name} is 1 or 2"),
    Setting("", "theme", lambda value: isinstance(value, str), "{name} is the name of a theme"),
    Setting(
        "",
        "language",
        lambda value: value in LANGUAGES,
        "{name} is one of {languages}",
    ),
    Setting("", "codebooks", _is_texts, "{name} is a list of names or paths"),
)


def config_path() -> Path:
    """Where the configuration lies."""
    return user_config_path("mireader", appauthor=False) / "config.toml"


def load_config(path: Path | None = None) -> Config:
    """The configuration in a file, defaults for what is missing or wrong."""
    target = path or config_path()
    try:
        text = target.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        missing = (f"{target}: {reason(error)}",) if path is not None else ()
        return Config(path=target, warnings=missing)
    except OSError as error:
        return Config(path=target, warnings=(f"{target}: {reason(error)}",))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config(path=target, warnings=(f"{target}: {error}",))
    return _Reader(target, text).config(data)


class _Reader:
    """Takes what fits from a file's tables, and names the line of what does not."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._warnings: list[str] = []

    def config(self, data: Mapping[str, Any]) -> Config:
        """The configuration, with a warning for each value or key that is not taken."""
        taken: dict[str, Any] = {}
        for setting in SETTINGS:
            table = data.get(setting.table, {}) if setting.table else data
            if not isinstance(table, dict) or setting.key not in table:
                continue
            value = table[setting.key]
            if setting.fits(value):
                taken[setting.key] = tuple(value) if isinstance(value, list) else value
            else:
                name = f"{setting.table}.{setting.key}" if setting.table else setting.key
                sentence = _(setting.must_be).format(
                    name=name,
                    least=SMALLEST_MEASURE,
                    most=WIDEST_MEASURE,
                    languages=", ".join(LANGUAGES),
                )
                self._warn(setting.key, sentence)
        taken["keys"] = self._keys(data.get("keys", {}))
        known = {setting.table or setting.key for setting in SETTINGS} | {"keys"}
        for key in data.keys() - known:
            sentence = _("{key} is no setting; there are: {names}")
            self._warn(key, sentence.format(key=key, names=", ".join(sorted(known))))
        return Config(**taken, path=self._path, warnings=tuple(self._warnings))

    def _keys(self, table: object) -> dict[str, str]:
        """The keys of commands: a text or a list of texts for each."""
        from mireader.tui.commands import commands

        if not isinstance(table, dict):
            self._warn("keys", _("keys is a table: [keys]"))
            return {}
        ids = {command.id for command in commands()}
        found: dict[str, str] = {}
        for id_, keys in table.items():
            if id_ not in ids:
                sentence = _("{key}: there is no such command; docs/configuration.md lists them")
                self._warn(id_, sentence.format(key=f"keys.{id_}"))
            elif isinstance(keys, str) or _is_texts(keys):
                found[id_] = keys if isinstance(keys, str) else ",".join(keys)
            else:
                self._warn(id_, _("{key} is a key or a list of keys").format(key=f"keys.{id_}"))
        for command in commands():
            taken = set(",".join(found.values()).split(",")) & set(command.keys)
            if command.id not in found and taken:
                sentence = _("keys: {keys} does {command} too")
                self._warn("keys", sentence.format(keys=", ".join(sorted(taken)), command=command.id))
        return found

    def _warn(self, key: str, sentence: str) -> None:
        line = next(
            (at for at, text in enumerate(self._lines, 1) if re.match(rf"\s*\[?{re.escape(key)}\b", text)), 1
        )
        self._warnings.append(f"{self._path}:{line}: {sentence}")


def keep_setting(path: Path, table: str, key: str, value: str | int) -> None:
    """Writes one setting into the file, which keeps its comments and its order.

    Raises OSError, and ValueError for a file that is no TOML: it is left as it is.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ValueError(f"{path}: {error}") from error
    if table:
        if not isinstance(document.get(table), dict):
            document[table] = tomlkit.table()
        document[table][key] = value
    else:
        document[key] = value
    write_whole(path, tomlkit.dumps(document).encode())
