"""Nothing in a page is obeyed: on the terminal, in headless output, in exports, in window titles."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.safety import hostile

PAGES = 500
PATIENCE = 120.0
"""Seconds after which what does not come is a failure."""
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
"""Control characters but tab and line feed, bidi controls, tags."""
SEQUENCE = re.compile(
    r"\x1b(?:\[(?P<private>[<-?]*)[0-9;:]*(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|(?P<string>[\]PX^_])(?P<content>.*?)(?:\x07|\x1b\\)|(?P<short>[ -/]*[0-~]))",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("hostile")
    hostile.write(found, PAGES)
    assert len(list(found.iterdir())) == PAGES
    return found


def run(*arguments: str) -> str:
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "mireader", *arguments], capture_output=True, check=False, env=env
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    for line in done.stderr.decode().splitlines():
        assert not HARMFUL.search(line), repr(line)
    return done.stdout.decode()


@pytest.mark.parametrize(
    "command",
    [["outline"], ["tactics"], ["search", "饥饿营销"], ["repair"], ["export"], ["export", "--format", "csv"]],
)
def test_headless_output_holds_nothing_that_is_obeyed(folder: Path, command: list[str]) -> None:
    output = run(*command, str(folder))
    assert output
    for line in output.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"):
        assert not HARMFUL.search(line), repr(line[:200])


def test_no_cell_of_a_sheet_is_a_formula(folder: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("export", "--format", "csv", str(folder)).lstrip("\ufeff"))))
    assert len(rows) > 100
    assert not [
        cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r") or cell[:2] == "-="
    ]


def test_a_sheet_in_html_holds_no_script_of_a_page(folder: Path) -> None:
    sheet = run("export", "--format", "html", str(folder))
    assert "evil.example" in sheet  # it is quoted
    assert not re.search(r"<(script|img|a)\b[^>]*evil", sheet)
    assert not re.search(r"<script>\s*fetch", sheet)


def kinds(output: str) -> tuple[set[tuple[str, ...]], str]:
    """What sequences a stream holds, and what is left without them."""
    found = set()
    for match in SEQUENCE.finditer(output):
        if match["string"]:
            found.add(("string", match["string"], match["content"][:2]))
        elif match["final"]:
            found.add(("csi", match["private"] or "", match["final"]))
        else:
            found.add(("short", match["short"]))
    return found, SEQUENCE.sub("", output)


def stream(pages: Path, shown_at_last: str) -> str:
    """What the reader writes while one goes through all questions of some pages, searches and leaves."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 150, 0, 0))
        os.execv(sys.executable, [sys.executable, "-m", "mireader", "--no-cache", str(pages)])
    written = bytearray()

    def until(done: Callable[[], bool], keys: bytes = b"") -> None:
        ends = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < ends, written[-3000:]
            if keys:
                os.write(terminal, keys)
            while select.select([terminal], [], [], 0.02)[0]:
                try:
                    written.extend(os.read(terminal, 1 << 16))
                except OSError:
                    return

    until(lambda: "战术".encode() in written or b"Search" in written)
    until(lambda: shown_at_last.encode() in written, keys=b"]")
    os.write(terminal, b"/jeyx")
    until(lambda: b"initials" in written)
    os.write(terminal, b"\x1b")
    time.sleep(0.5)
    os.write(terminal, b"\x11")
    until(lambda: b"\x1b[?1049l" in written)
    os.waitpid(pid, 0)
    os.close(terminal)
    return written.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_the_terminal_is_sent_only_what_the_program_itself_sends(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("❶ 饥饿营销是什么？\n限量发售，先到先得。\n❷ 好吗？\n好。\n", "utf-8")
    for pages in (folder, tmp_path):
        (pages / "zzz.txt").write_text("这是最后一页吗？\n是的，终页到了。\n", "utf-8")
    own, _rest = kinds(stream(tmp_path, "终页到了"))
    sent, rest = kinds(stream(folder, "终页到了"))
    assert sent - own == set()
    assert set(HARMFUL.findall(rest)) - {"\r"} == set()
