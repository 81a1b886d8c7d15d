"""Chinese input methods: the guard against the Kitty key protocol, and the aliases of the keys."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Key

from mireader.tui.commands import commands

COMMIT = "饥饿营销是什么意思"


def typed(data: str) -> str:
    return "".join(event.character or "?" for event in XTermParser().feed(data) if isinstance(event, Key))


def test_a_commit_of_nine_characters_arrives_whole() -> None:
    assert len(COMMIT) == 9
    assert typed(COMMIT) == COMMIT


def test_under_the_kitty_protocol_such_a_commit_breaks() -> None:
    """Why the guard is there: when Textual mends this, the guard can go."""
    codes = ":".join(str(ord(char)) for char in COMMIT)
    assert typed(f"\x1b[32;;{codes}u") != COMMIT


@pytest.mark.parametrize(("set_by_user", "disabled"), [(None, True), ("0", False)])
def test_the_guard_is_set_before_textual_unless_the_user_did(set_by_user: str | None, disabled: bool) -> None:
    code = (
        "import os, sys; sys.argv = ['mireader', '--version']\n"
        "from mireader.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    )
    env = {key: value for key, value in os.environ.items() if key != "TEXTUAL_DISABLE_KITTY_KEY"}
    if set_by_user is not None:
        env["TEXTUAL_DISABLE_KITTY_KEY"] = set_by_user
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.splitlines()[-1] == str(disabled)
    assert hasattr(constants, "DISABLE_KITTY_KEY")


async def test_a_commit_lands_in_the_search_bar(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("slash")
        for char in COMMIT:
            reader.app.post_message(Key(char, char))
        await reader.settle()
        assert reader.screen.bar.query_.value == COMMIT


def test_letter_commands_have_another_key() -> None:
    """Letters go to the input method; what matters has an arrow, function or control key too."""
    alone = {"tactics", "copy"}
    for command in commands():
        letters = [key for key in command.keys if len(key) == 1 and key.isalpha()]
        others = [key for key in command.keys if len(key) > 1] + list(command.ime)
        assert not letters or others or command.id in alone, command.id
