"""State survives an end between any two steps of writing it, and in the middle of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("no forks and no limits of resources here", allow_module_level=True)

from tests.safety.faults import SIZES, WRITERS


@pytest.mark.parametrize("name", WRITERS)
def test_whenever_a_writer_is_killed_old_or_new_is_there(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety.faults", name, str(tmp_path / "here")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) > len(SIZES) + 3
