"""The real program, driven through a pseudo-terminal."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.conftest import SEED_003
from tests.tui.terminal import Terminal


def test_reading_searching_and_leaving() -> None:
    terminal = Terminal("--lang", "zh-Hans")
    terminal.wait_for("小米手机创办之初")
    terminal.send("/")
    terminal.send("jeyx")
    terminal.wait_for("拼音首字母")
    terminal.wait_for(lambda _: "飢餓營銷" in terminal.reversed_words())
    assert terminal.screen.columns == 100
    terminal.send("\x1b")
    terminal.wait_for(lambda text: "拼音首字母" not in text and "小米手机创办之初" in text)
    terminal.resize(60, 20)
    terminal.wait_for(lambda text: "小米手机创办之初" in text and "新浪開微博" not in text)
    terminal.send("q")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.output  # the terminal is as it was


def test_what_is_typed_before_there_is_a_screen_is_searched() -> None:
    """Keys that come while the program starts go where those go that come later, each of them."""
    for pause in (0.01, 0.03):
        terminal = Terminal("--lang", "en")
        for key in "/jieyingxiao":
            terminal.send(key)
            terminal.read(pause)
            time.sleep(pause)
        terminal.wait_for(lambda text: "Search jieyingxiao" in text and "passages" in text)
        terminal.send("\x1b\x11")
        assert terminal.end() == 0


def test_an_input_method_commit_is_searched() -> None:
    terminal = Terminal("--lang", "zh-Hans")
    terminal.wait_for("小米手机创办之初")
    terminal.send("、")
    terminal.send("饥饿营销有利于整体计划推进")
    terminal.wait_for("適當的飢餓營銷")
    terminal.send("\x1b")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_a_terminal_that_is_too_small_is_a_sentence() -> None:
    terminal = Terminal(columns=39, rows=9)
    assert terminal.end() == 2
    assert "the reader needs 40 and 10" in terminal.output.decode()


def test_an_unreadable_page_does_not_keep_the_others_from_opening(tmp_path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00")
    (tmp_path / "b.txt").write_text("怎么办？\n凉拌,这样最好。", encoding="utf-8")
    terminal = Terminal(str(tmp_path), str(tmp_path / "missing.txt"))
    terminal.wait_for("凉拌")
    terminal.send("q")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.output


def test_a_page_from_standard_input() -> None:
    command = f"cat '{SEED_003}' | '{sys.executable}' -m mireader -"
    terminal = Terminal(program=["/bin/sh", "-c", command])
    terminal.wait_for("新浪開微博")
    terminal.send("]")
    terminal.wait_for("在機圈有一個公認")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_crash_is_a_sentence_and_a_report_without_page_text(tmp_path) -> None:
    code = (
        "from mireader.tui.screens.reader import ReaderScreen\n"
        "def fail(self): secret = self.page.text; raise RuntimeError(secret)\n"
        "ReaderScreen.action_help = fail\n"
        "from mireader.__main__ import main; main()"
    )
    terminal = Terminal(program=[sys.executable, "-c", code], XDG_STATE_HOME=str(tmp_path))
    terminal.wait_for("小米手机创办之初")
    before = len(terminal.output)
    terminal.send("?")
    assert terminal.end() == 1
    after = terminal.output[before:].decode(errors="replace")
    assert "mireader failed; the report is in" in after.replace("\r\n", " ")
    assert "Traceback" not in after
    report = next((tmp_path / "mireader").glob("crash-*.txt")).read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "小米" not in report


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_to_end_restores_the_terminal_and_keeps_the_place(tmp_path: Path, name: str) -> None:
    terminal = Terminal("--lang", "en", XDG_DATA_HOME=str(tmp_path))
    terminal.wait_for("小米手机创办之初")
    terminal.send("]")
    terminal.wait_for("❶新浪開微博")
    terminal.send("?")  # whatever is on the screen
    terminal.wait_for("Keys")
    os.kill(terminal.pid, getattr(signal, name))
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.output
    assert b"Traceback" not in terminal.output
    assert kept_places(tmp_path)


def test_a_reader_that_is_killed_has_kept_the_place(tmp_path: Path) -> None:
    terminal = Terminal("--lang", "en", XDG_DATA_HOME=str(tmp_path))
    terminal.wait_for("小米手机创办之初")
    terminal.send("]")
    while not kept_places(tmp_path):
        terminal.read()
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.end()


def kept_places(home: Path) -> list[tuple[str, int]]:
    """What the desk in a home says was read."""
    path = home / "mireader" / "desk.sqlite3"
    if not path.exists():
        return []
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT path, offset FROM position").fetchall()
    except sqlite3.OperationalError:  # it is just being made
        return []
    finally:
        connection.close()


def test_stopped_and_continued_it_draws_its_screen_again() -> None:
    terminal = Terminal("--lang", "en")
    terminal.wait_for("小米手机创办之初")
    terminal.send("\x1a")
    terminal.wait_for(lambda _: b"\x1b[?1049l" in terminal.output)
    before = len(terminal.output)
    _pid, status = os.waitpid(terminal.pid, os.WUNTRACED)  # one that comes before it stops would be lost
    assert os.WIFSTOPPED(status)
    os.kill(terminal.pid, signal.SIGCONT)
    for words in ("小米手机创办之初", "Search", "q", "为什么小米的手机用户"):  # all of it, not what changed
        terminal.wait_for(lambda _, words=words: words.encode() in terminal.output[before:])
    terminal.send("q")
    assert terminal.end() == 0


def test_a_storm_of_sizes_ends_at_the_last_one() -> None:
    terminal = Terminal("--lang", "en")
    terminal.wait_for("小米手机创办之初")
    for number in range(200):
        terminal.resize(30 + number % 120, 6 + number % 50)
    terminal.resize(100, 30)
    terminal.wait_for(lambda text: "小米手机创办之初" in text and "q quit" in text)
    terminal.send("q")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    "env",
    [{"TERM": "linux"}, {"TERM": "vt100"}, {"LC_ALL": "C"}, {"NO_COLOR": "1"}],
    ids=lambda env: "-".join(*env.items()),
)
def test_poor_terminals_and_locales(env: dict[str, str]) -> None:
    terminal = Terminal("--lang", "en", **env)
    terminal.wait_for("小米手机创办之初")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_dumb_terminal_is_a_sentence() -> None:
    terminal = Terminal(TERM="dumb")
    assert terminal.end() == 2
    assert "TERM=dumb cannot be drawn on" in terminal.output.decode()


def test_a_closed_terminal_ends_the_program_and_keeps_the_place(tmp_path: Path) -> None:
    terminal = Terminal("--lang", "en", XDG_DATA_HOME=str(tmp_path))
    terminal.wait_for("小米手机创办之初")
    terminal.send("]")
    terminal.wait_for("❶新浪開微博")
    terminal.send(" b" * 60)  # much is still to be drawn
    terminal.close()
    os.waitpid(terminal.pid, 0)
    assert kept_places(tmp_path)
