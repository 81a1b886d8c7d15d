"""The README tells the truth: its commands run, its table of keys is the program's."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mireader.documents.formats import FORMATS
from mireader.i18n import choose_language
from mireader.tactics.codebook import load_codebook
from mireader.tui.commands import key_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
COMMAND = re.compile(
    r"(?:^|`)(mireader (?:search|outline|tactics|repair|text|export|codebook|doctor|completion|desk)[^`\n]*)",
    re.MULTILINE,
)
"""Lines of examples and what stands between backticks."""
COMMANDS = sorted({*COMMAND.findall(README), *COMMAND.findall(CHINESE)})


@pytest.mark.parametrize(("text", "language"), [(README, "en"), (CHINESE, "zh-Hans")], ids=["en", "zh"])
def test_the_table_of_keys_is_generated(text: str, language: str) -> None:
    choose_language(language)
    table = text.split("commands.toml -->\n")[1].split("<!-- end of keys -->")[0]
    assert table == key_table()


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_line_runs(line: str) -> None:
    done = subprocess.run([sys.executable, "-m", *line.split()], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_the_python_example_runs() -> None:
    code = README.split("```python\n")[1].split("```")[0]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert "飢餓營銷" in done.stdout.decode()


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 8


def test_the_pins_name_no_address() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert all(
        re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9.+]+", line)
        for line in pins.splitlines()
        if not line.startswith("#")
    )


def test_every_dependency_has_its_reason_and_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["formats"]]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = {cells[1].strip(): cells[2:4] for line in told.splitlines() if (cells := line.split("|"))[1:]}
    for name in (re.split(r"[<>=; ]", one)[0] for one in needed):
        assert all(cell.strip() for cell in rows[name]), name


@pytest.mark.parametrize("text", [README, CHINESE], ids=["en", "zh"])
def test_every_link_leads_to_a_file_and_every_picture_is_made_by_the_command(text: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
    made = runpy.run_path(str(ROOT / "docs" / "picture.py"))["PICTURES"]
    assert {f"docs/{name}.svg" for name in made} == {link for link in links if link.endswith(".svg")}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "docs/codebooks.md"])
def test_the_number_of_tactics_is_right(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    counted = re.findall(r"(\d{3,}) (?:tactics|种战术)", text)  # smaller numbers are other codebooks'
    assert set(counted) == {str(len(load_codebook("marketing").tactics))}


def test_every_format_is_documented() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [ending for ending in FORMATS if ending not in text] == []
