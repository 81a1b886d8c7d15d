"""The interface's languages: complete, compiled, and no label cut."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import mireader.cli.main
from mireader.cli.language import paragraphs
from mireader.cli.main import CommandLine
from mireader.documents.formats import EXTRACTIONS, TOO_LARGE
from mireader.export.tables import STRENGTH_NAMES
from mireader.hanzi.width import text_width
from mireader.i18n import LANGUAGES, LOCALES, choose_language, from_locale
from mireader.search.kinds import KIND_NAMES
from mireader.tui.commands import GROUPS, commands, footer_items
from mireader.tui.config import SETTINGS
from mireader.tui.repairs import REPAIR_NAMES
from mireader.tui.screens.concordance import ORDER_NAMES
from mireader.tui.screens.copy_as import FORM_NAMES
from mireader.tui.screens.evidence import FORMAT_NAMES
from mireader.tui.screens.help import MARKS
from mireader.tui.screens.marks import LEVEL_NAMES
from mireader.tui.screens.page_card import FIELD_NAMES
from mireader.tui.searching import EXAMPLES, SCOPE_NAMES
from mireader.tui.widgets.bars import SEARCH_KEYS, fitting
from mireader.tui.widgets.reading_pane import SCRIPT_NAMES
from mireader.usage import COMMANDS

ROOT = Path(mireader.__file__).parent


def messages() -> set[str | tuple[str, ...]]:
    """Every message id: in calls of `_`, in the commands, in the tables that are translated when shown.

    Those for one and for several are pairs.
    """
    tables = (
        GROUPS,
        SCRIPT_NAMES,
        LEVEL_NAMES,
        KIND_NAMES,
        SCOPE_NAMES,
        REPAIR_NAMES,
        FIELD_NAMES,
        EXTRACTIONS,
    )
    tables += ORDER_NAMES, FORMAT_NAMES, FORM_NAMES, STRENGTH_NAMES, SEARCH_KEYS
    found = {message for table in tables for message in table.values()}
    for command in commands():
        found |= {command.label, command.help, *(command.footer[1:] if command.footer else ())}
    for name, texts in calls(ROOT):
        if name == "_" and texts:
            found.add(texts[0])
        elif name == "counted":
            found.add(texts[:2])
    found |= {meaning for _example, meaning in (*EXAMPLES, *MARKS)} | {
        setting.must_be for setting in SETTINGS
    }
    return found | {TOO_LARGE} | set(help_of(mireader.cli.main.mireader))


def calls(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every call in the code of a package: what is called, and the texts that it is given."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                texts = tuple(arg.value for arg in node.args if isinstance(arg, ast.Constant))
                yield getattr(node.func, "id", ""), texts


def help_of(command: click.Command) -> Iterator[str]:
    """What the help of a command says, and of those under it."""
    yield from paragraphs(command.help or "")
    yield from (p.help for p in command.params if isinstance(p, click.Option) and p.help)
    if isinstance(command, CommandLine):
        for name in COMMANDS:
            yield from help_of(command.get_command(click.Context(command), name))
    elif isinstance(command, click.Group):
        for under in command.commands.values():
            yield from help_of(under)


def of_click() -> set[str | tuple[str, ...]]:
    """Every message of click, which translates its own by gettext."""
    found: set[str | tuple[str, ...]] = set()
    for name, texts in calls(Path(click.__file__).parent):
        found |= {texts[:2]} if name == "ngettext" else set(texts)
    return found


@pytest.mark.parametrize("language", [name for tag, name in LANGUAGES.items() if tag != "en"])
def test_catalogues_are_complete_and_compiled(language: str) -> None:
    folder = LOCALES / language / "LC_MESSAGES"
    with (folder / "mireader.po").open("rb") as file:
        catalogue = read_po(file, locale=language.partition("_")[0])
    translated = {message.id: message.string for message in catalogue if message.id}
    assert messages() - set(translated) == set()
    assert set(translated) - messages() - of_click() == set()
    assert all(translated.values())
    for source, target in translated.items():
        sources, targets = (source, target) if isinstance(source, tuple) else ((source,), (target,))
        assert all(text.count("{") == sources[-1].count("{") for text in targets)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    compiled = read_mo_messages((folder / "mireader.mo").read_bytes())
    assert compiled == read_mo_messages(buffer.getvalue())


def read_mo_messages(data: bytes) -> dict[str, str]:
    import gettext

    translations = gettext.GNUTranslations(BytesIO(data))
    return {key: value for key, value in translations._catalog.items() if key}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_footer_label_is_cut_at_80_columns(language: str) -> None:
    choose_language(language)
    try:
        shown = fitting(footer_items(), 80)
        assert sum(text_width(f" {key} {label} ") for key, label in shown) <= 80
        assert [key for key, _ in shown[-2:]] == ["?", "q"]
        assert len(shown) >= 6
    finally:
        choose_language("en")


@pytest.mark.parametrize(
    ("value", "language"),
    [("zh_CN.UTF-8", "zh-Hans"), ("zh_TW.UTF-8", "zh-Hant"), ("de_DE", "en"), ("", "en")],
)
def test_the_locale_chooses(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv("LANG", value)
    assert from_locale() == language


async def test_the_interface_speaks_chinese(open_reader) -> None:
    async with open_reader(lang="zh-Hans") as reader:
        assert "下一问" in str(reader.screen.query_one("#keys").content) or "问" in str(
            reader.screen.query_one("#keys").content
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_of_no_command_is_wider_than_80_columns(lang: str, tmp_path: Path) -> None:
    for name in ("", *COMMANDS):
        done = subprocess.run(
            [sys.executable, "-m", "mireader", *([name] if name else []), "--help"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "LANGUAGE": lang, "COLUMNS": "80"},
            check=True,
        )
        assert all(text_width(line) <= 80 for line in done.stdout.splitlines()), done.stdout
        if lang != "en" and name:
            assert "Options" not in done.stdout


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("zh_CN.UTF-8", "没有这个文件或文件夹"),
        ("zh_TW.UTF-8", "沒有這個檔案或資料夾"),
        ("C", "there is no such"),
    ],
)
def test_what_goes_wrong_is_said_in_the_language_of_the_locale(locale: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mireader", "outline", "not-there"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LANG": locale},
        check=False,
    )
    assert said in done.stderr
    assert done.returncode == 3
