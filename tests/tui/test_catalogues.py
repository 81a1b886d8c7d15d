"""The interface's languages: complete, compiled, and no label cut."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import mireader.tui
from mireader.documents.formats import EXTRACTIONS
from mireader.hanzi.width import text_width
from mireader.tui.commands import GROUPS, commands, footer_items
from mireader.tui.i18n import LANGUAGES, LOCALES, choose_language, from_locale
from mireader.tui.repairs import REPAIR_NAMES
from mireader.tui.screens.concordance import ORDER_NAMES
from mireader.tui.screens.copy_as import FORM_NAMES
from mireader.tui.screens.evidence import FORMAT_NAMES
from mireader.tui.screens.marks import LEVEL_NAMES
from mireader.tui.screens.page_card import FIELD_NAMES
from mireader.tui.screens.pages import SCRIPT_NAMES
from mireader.tui.searching import EXAMPLES, KIND_NAMES, SCOPE_NAMES
from mireader.tui.widgets.bars import fitting

ROOT = Path(mireader.tui.__file__).parent


def messages() -> set[str]:
    """Every message id: in calls of `_`, in the commands, in the tables that are translated when shown."""
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
    tables += ORDER_NAMES, FORMAT_NAMES, FORM_NAMES
    found = {message for table in tables for message in table.values()}
    for command in commands():
        found |= {command.label, command.help, *(command.footer[1:] if command.footer else ())}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
            if called and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    found |= {meaning for _example, meaning in EXAMPLES}
    return found


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_catalogues_are_complete_and_compiled(language: str) -> None:
    folder = LOCALES / language / "LC_MESSAGES"
    with (folder / "mireader.po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    translated = {message.id: message.string for message in catalogue if message.id}
    assert messages() - set(translated) == set()
    assert set(translated) - messages() == set()
    assert all(translated.values())
    for source, target in translated.items():
        assert source.count("{") == target.count("{")
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
