"""Every action of the reader, read once from `commands.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mireader.i18n import _

GROUPS = {
    "search": "Searching",
    "move": "Going about",
    "scroll": "Scrolling",
    "view": "View",
    "tactics": "Tactics",
    "keep": "Keeping",
    "program": "Program",
}
_SHOWN = {
    "ctrl+": "Ctrl+", "shift+": "Shift+", "pagedown": "PageDown", "pageup": "PageUp",
    "escape": "Esc", "space": "Space", "backspace": "Backspace", "home": "Home", "end": "End",
    "down": "Down", "up": "Up", "left": "Left", "right": "Right", "tab": "Tab",
}  # fmt: skip


class Command(NamedTuple):
    """One action: what it is called and which keys do it."""

    id: str
    keys: tuple[str, ...]
    action: str
    """The screen's action, with its arguments."""
    group: str
    label: str
    """A message id: a word or two."""
    help: str
    """A message id: a sentence without a full stop."""
    ime: tuple[str, ...] = ()
    """Characters that a Chinese input method puts in place of the keys."""
    footer: tuple[str, str] | None = None
    """Keys and message id for the bottom line."""
    at_once: bool = False
    """Whether its keys are handled before the next key is read: what is typed after them may depend on it."""

    @property
    def shown_keys(self) -> str:
        """The keys as the help prints them."""
        return "  ".join(key_name(key) for key in self.keys)


def as_sent(key: str) -> tuple[str, ...]:
    """Textual's names for a key: most terminals send Shift and F1 to F12 as F13 to F24.

    (XTerm Control Sequences, "PC-Style Function Keys".) Shift and F3 is read as an answer to a question about
    the cursor, and Alt with a cursor key as Esc before it: neither can be used.
    """
    plain = key.strip().removeprefix("shift+f")
    return (key, f"f{int(plain) + 12}") if key.strip() != plain and plain.isdigit() else (key,)


_given: dict[str, tuple[str, ...]] = {}
"""By the id of a command: the keys that a user gave it."""


def give_keys(keys: Mapping[str, str]) -> None:
    """Gives commands other keys (with commas between them), wherever they are shown."""
    _given.clear()
    _given.update({id_: tuple(key.strip() for key in given.split(",")) for id_, given in keys.items()})


def commands() -> tuple[Command, ...]:
    """All commands in the order of the file, with the keys that do them."""
    if not _given:
        return _as_shipped()
    return tuple(
        command._replace(keys=_given[command.id], ime=(), footer=_own_footer(command, _given[command.id]))
        if command.id in _given
        else command
        for command in _as_shipped()
    )


def _own_footer(command: Command, keys: tuple[str, ...]) -> tuple[str, str] | None:
    return (key_name(keys[0]), command.footer[1]) if command.footer else None


@cache
def _as_shipped() -> tuple[Command, ...]:
    """The commands of the file."""
    data = tomllib.loads((Path(__file__).parent / "commands.toml").read_text(encoding="utf-8"))
    return tuple(
        Command(
            id=raw["id"],
            keys=tuple(raw["keys"]),
            action=raw["action"],
            group=raw["group"],
            label=raw["label"],
            help=raw["help"],
            ime=tuple(raw.get("ime", ())),
            at_once=raw.get("at_once", False),
            footer=(raw["footer"]["keys"], raw["footer"]["label"]) if "footer" in raw else None,
        )
        for raw in data["command"]
    )


def key_name(key: str) -> str:
    """A key as people write it: `ctrl+down` is Ctrl+Down, `f3` is F3."""
    name = key
    for plain, shown in _SHOWN.items():
        if plain.endswith("+"):
            name = name.replace(plain, shown)
        elif name.split("+")[-1] == plain:
            name = name[: len(name) - len(plain)] + shown
    if name[0] in "fF" and name[1:].isdigit():
        return name.upper()
    before, plus, last = name.rpartition("+")
    return f"{before}{plus}{last.upper()}" if plus and (len(last) == 1 or last[1:].isdigit()) else name


def key_table() -> str:
    """The table of keys for the README, in Markdown, in the language of the interface."""
    lines = [f"| | {_('keys')} | {_('with a Chinese input method')} |", "|---|---|---|"]
    for group, title in GROUPS.items():
        lines.append(f"| **{_(title)}** | | |")
        for command in commands():
            if command.group == group:
                keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
                lines.append(
                    f"| {_(command.help)} | {keys} | {' '.join(f'`{key}`' for key in command.ime)} |"
                )
    return "\n".join(lines) + "\n"


def footer_items() -> list[tuple[str, str]]:
    """Key and label of what the footer shows, translated."""
    return [(command.footer[0], _(command.footer[1])) for command in commands() if command.footer]
