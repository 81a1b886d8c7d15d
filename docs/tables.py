"""Rewrites what the documents take from the program: python docs/tables.py.

The tables of keys in README.md and README.zh.md, the list of commands in docs/configuration.md.
"""

from __future__ import annotations

from pathlib import Path

from mireader.i18n import choose_language
from mireader.tui.commands import commands, key_table

ROOT = Path(__file__).parent.parent


def command_list() -> str:
    """The ids of all commands with their help, in Markdown."""
    rows = [f"| `{command.id}` | {command.help} |" for command in commands()]
    return "\n".join(["| id | |", "|---|---|", *rows]) + "\n"


def rewrite(name: str, end: str, table: str) -> None:
    """Puts a table between the line that names `commands.toml` and the line `end`."""
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    start = text.index("\n", text.index("commands.toml -->")) + 1
    path.write_text(text[:start] + table + text[text.index(end, start) :], encoding="utf-8")


def main() -> None:
    """Rewrites all."""
    for name, language in (("README.md", "en"), ("README.zh.md", "zh-Hans")):
        choose_language(language)
        rewrite(name, "<!-- end of keys -->", key_table())
    rewrite("docs/configuration.md", "<!-- end of commands -->", command_list())


if __name__ == "__main__":
    main()
