"""The configuration: what it takes, what it says about the rest, and what is written into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mireader.tui.commands import commands
from mireader.tui.config import Config, keep_setting, load_config
from mireader.tui.themes import full_name

DOCS = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("theme = 'dark'\n[reading]\nmeasure = 4\n", 3, "reading.measure is a number from 16 to 200"),
        ("[reading]\nmeasure = true\n", 2, "reading.measure"),
        ("\nlanguage = 'fr'\n", 2, "language is one of zh-Hans"),
        ("codebooks = 'marketing'\n", 1, "codebooks is a list"),
        ("[keys]\nfly = 'f'\n", 2, "there is no such command"),
        ("[keys]\nquit = 3\n", 2, "keys.quit"),
        ("colour = 'red'\n", 1, "colour is no setting"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    assert [one for one in config.warnings if one.startswith(f"{path}:{line}: ") and words in one]
    assert config.measure == Config().measure
    assert config.keys == {}


def test_the_documented_sample_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(DOCS.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    config = load_config(path)
    assert config.warnings == ()
    assert config == Config(
        66,
        "dark",
        1,
        "zh-Hans",
        ("marketing", "facts"),
        {"next_question": "ctrl+n", "previous_question": "ctrl+b,K"},
    )


def test_the_documentation_lists_every_command() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE) == [command.id for command in commands()]


def test_a_setting_that_is_kept_leaves_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "config.toml"
    keep_setting(path, "reading", "measure", 50)
    assert load_config(path).measure == 50
    path.write_text("# mine\n[reading]\nmeasure = 50  # narrow\n# end\n", encoding="utf-8")
    keep_setting(path, "reading", "measure", 60)
    keep_setting(path, "", "theme", "nord")
    text = path.read_text(encoding="utf-8")
    assert {"# mine", "# narrow", "# end"} <= set(re.findall(r"# \w+", text))
    assert (load_config(path).measure, load_config(path).theme) == (60, "nord")
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_a_file_that_is_no_toml_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[reading\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"config\.toml"):
        keep_setting(path, "reading", "measure", 60)
    assert path.read_text(encoding="utf-8") == "[reading\n"


async def test_a_command_can_be_given_other_keys(open_reader) -> None:
    async with open_reader(index=False, config=Config(keys={"next_question": "f"})) as reader:
        page = reader.pane.page.path
        await reader.press("]", "]")
        assert reader.pane.page.path == page
        await reader.press("f", "f")
        assert reader.pane.page.path != page


async def test_a_theme_that_is_chosen_is_kept(open_reader, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with open_reader(index=False, config=Config(theme="high-contrast", path=path)) as reader:
        assert reader.app.theme == "high-contrast"
        reader.app.theme = full_name("light")
        await reader.settle()
    assert load_config(path).theme == "textual-light"


async def test_the_measure_is_set_and_kept(open_reader, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with open_reader(size=(200, 30), index=False, config=Config(path=path)) as reader:
        await reader.press("]", "]")
        here = reader.pane.position
        await reader.press("<", "<")
        assert reader.pane.layout_.width == 58
        assert reader.pane.position == here
    assert load_config(path).measure == 58


async def test_a_setting_that_cannot_be_kept_says_why(open_reader, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[", encoding="utf-8")
    async with open_reader(index=False, config=Config(path=path)) as reader:
        await reader.press(">")
        assert [note for note in reader.app._notifications if "not kept" in note.message]
    assert path.read_text(encoding="utf-8") == "["


async def test_commands_are_found_by_pinyin(open_reader) -> None:
    async with open_reader(index=False, lang="zh-Hans") as reader:
        await reader.press("ctrl+p", *"duizhao")
        await reader.pilot.pause(0.4)
        await reader.press("down", "enter")
        await reader.pilot.pause(0.2)
        assert type(reader.app.screen).__name__ == "CompareScreen"
