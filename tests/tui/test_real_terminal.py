"""The real program, driven through a pseudo-terminal."""

from __future__ import annotations

import sys

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
    after = terminal.output[before:].decode()
    assert "mireader failed; the report is in" in after.replace("\r\n", " ")
    assert "Traceback" not in after
    report = next((tmp_path / "mireader").glob("crash-*.txt")).read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "小米" not in report
