"""Every key of the help screen, pressed; what each does, seen on the screen."""

from __future__ import annotations

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from mireader.tui.commands import as_sent, commands
from mireader.tui.messages import GoTo
from mireader.tui.screens.help import HelpScreen, help_rows

ALL_KEYS = [(command.id, key) for command in commands() for key in (*command.keys, *command.ime)]


def state(reader) -> dict[str, object]:
    """What a reader can see."""
    screen, pane = reader.screen, reader.pane
    return {
        "page": pane.page.path,
        "position": pane.position,
        "scroll": int(pane.scroll_offset.y),
        "form": pane.form,
        "script": pane.script_,
        "folded": pane.folded,
        "ruby": pane.ruby,
        "level": pane.highlights.level,
        "current": pane.highlights.current,
        "classes": frozenset(screen.classes),
        "focus": screen.focused.id if screen.focused else None,
        "status": str(screen.bar.query_one("#search-status").content),
    }


@pytest.mark.parametrize(("command", "key"), ALL_KEYS, ids=[f"{c}-{k}" for c, k in ALL_KEYS])
async def test_every_key_does_something(open_reader, monkeypatch, command, key) -> None:
    async with open_reader(size=(110, 30), index=False) as reader:
        # a place from which every direction is open: question 5 of the second page, come to from elsewhere
        for ordinal in (0, 4):
            other = reader.collection.page(reader.collection.paths[1])
            offset = other.document.entries[ordinal].start
            reader.screen.post_message(GoTo(other.path, offset, focus=True))
            await reader.settle()
        await reader.press("}")
        copied: list[str] = []
        stopped: list[bool] = []
        monkeypatch.setattr(reader.app, "action_suspend_process", lambda: stopped.append(True))
        monkeypatch.setattr(reader.app, "copy_to_clipboard", copied.append)
        if command in ("line_up", "page_up", "half_up", "top"):
            await reader.press("G")
        if command == "forward":
            await reader.press("backspace")
        if command == "previous_highlight":
            await reader.press("n", "n")
        if command == "leave":
            await reader.press("/")
        before, screen = state(reader), reader.app.screen
        await reader.press(key)
        if command == "quit":
            assert reader.app._exit
        elif command == "suspend":
            assert stopped == [True]
        elif command == "copy":
            assert len(copied) == 1
            assert "——" in copied[0]
        elif command in (
            "help",
            "palette",
            "repairs",
            "card",
            "code",
            "note",
            "kept",
            "concordance",
            "matrix",
            "evidence",
            "go_to",
            "jump",
            "select",
            "copy_as",
            "compare",
            "links",
        ):
            assert reader.app.screen is not screen
        else:
            assert state(reader) != before, f"{key} changed nothing"


async def test_questions_are_walked_across_pages(open_reader) -> None:
    async with open_reader() as reader:
        seen = []
        for _ in range(11):
            seen.append((reader.pane.page.title[:4], reader.pane.position))
            await reader.press("]")
        assert len(set(seen)) == 11
        await reader.press("[", "[")
        assert (reader.pane.page.title[:4], reader.pane.position) in seen


async def test_back_returns_to_the_character(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("]", "]", "]")
        here = reader.pane.position
        await reader.press("]")
        await reader.press("backspace")
        assert reader.pane.position == here


async def test_help_lists_every_key_and_closes(open_reader) -> None:
    keys = [row[0] for _title, rows in help_rows() for row in rows]
    for command in commands():
        assert command.shown_keys in keys
    async with open_reader() as reader:
        await reader.press("?")
        assert isinstance(reader.app.screen, HelpScreen)
        await reader.press("escape")
        assert not isinstance(reader.app.screen, HelpScreen)


async def test_letters_in_the_search_bar_are_typed(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("/", "j", "k", "n", "q")
        assert reader.screen.bar.query_.value == "jknq"


def test_every_key_can_come_from_a_terminal() -> None:
    """As Textual reads it without the kitty protocol, under which input methods do not work."""
    sent = {
        keys[0].value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) and len(keys) == 1
    }
    for command, key in ALL_KEYS:
        names = {key, *as_sent(key)} & sent
        assert names or len(key) == 1 or key.endswith(("bracket", "mark")), (command, key)
    # CSI 1;2R, which many terminals send for Shift and F3, is also the place of a cursor (ECMA-48, CPR)
    assert not [command for command, key in ALL_KEYS if "f15" in as_sent(key)]


def test_no_key_is_bound_twice() -> None:
    keys = [key for _, key in ALL_KEYS]
    assert len(keys) == len(set(keys))


async def test_ctrl_c_says_how_the_reader_is_left(open_reader) -> None:
    async with open_reader() as reader:
        await reader.press("ctrl+c")
        assert [note.message for note in reader.app._notifications] == [
            "q leaves the reader, ? lists all keys"
        ]
        assert reader.app.is_running
