"""Too large, endless, changing while it is read: a sentence, and the interface stays alive."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from mireader.documents.formats import LARGEST, ReadError, packed
from mireader.documents.reader import read_document
from tests.tui.terminal import Terminal


def test_a_page_beyond_the_largest_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ReadError, match="512 MB"):
        read_document(str(path))


def test_what_unpacks_beyond_the_largest_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr(packed, "LARGEST", 1000)
    with pytest.raises(ReadError, match="512 MB"):
        packed.unpacked(gzip.compress(b"\0" * 1001), "a.txt.gz")
    assert packed.unpacked(gzip.compress(b"\0" * 1000), "a.txt.gz") == b"\0" * 1000


def test_endless_input_is_read_no_further() -> None:
    terminal = Terminal(program=["/bin/sh", "-c", f"yes 饥饿营销 | {sys.executable} -m mireader -"])
    assert terminal.end() == 3
    assert "512 MB" in terminal.output.decode(errors="replace")


def test_one_can_leave_while_a_large_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("一、海底捞的服务营销\n等位时有零食，顾客愿意等。\n" * 400_000, "utf-8")
    terminal = Terminal("--lang", "en", "--no-cache", str(path))
    terminal.wait_for("reading large.txt")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_file_that_vanishes_or_shrinks_while_it_is_open(tmp_path: Path) -> None:
    gone, short = tmp_path / "a.txt", tmp_path / "b.txt"
    for path in (gone, short):
        path.write_text(f"{path.stem}怎么办？\n凉拌，这样最好。\n" * 50, "utf-8")
    terminal = Terminal("--lang", "en", str(tmp_path))
    terminal.wait_for("a怎么办")
    short.write_text("b", "utf-8")
    os.unlink(gone)
    terminal.wait_for("taken away")
    terminal.send("/")
    terminal.send("liangban")
    terminal.wait_for(" ms")
    terminal.send("\x1b")
    terminal.wait_for(lambda text: "liangban" not in text)
    terminal.send("q")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.output


def test_a_loop_of_links_and_a_pipe_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("怎么办？\n凉拌。\n", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    terminal = Terminal("--lang", "en", str(tmp_path))
    terminal.wait_for("凉拌")
    terminal.send("q")
    assert terminal.end() == 0
