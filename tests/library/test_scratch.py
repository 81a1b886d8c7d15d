"""The private folder of a session."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mireader.library.scratch import Scratch, sweep

HOLDER = "from mireader.library.scratch import Scratch; s = Scratch(); print(s.path, flush=True); input()"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no such locks here")


def test_a_folder_is_private_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    scratch = Scratch()
    assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o700
    assert sweep() == 0  # it is in use
    scratch.close()
    assert not scratch.path.exists()


def test_what_a_killed_reader_left_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    left = Path(holder.stdout.readline().strip())
    (tmp_path / "mireader-notes").mkdir()  # of the user's own
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "lock").touch()
    (tmp_path / "mireader-link").symlink_to(tmp_path / "elsewhere")
    assert sweep() == 0
    assert left.exists()
    holder.kill()
    holder.communicate()
    assert sweep() == 1
    assert not left.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "elsewhere",
        "mireader-link",
        "mireader-notes",
    ]
