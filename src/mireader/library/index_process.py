"""The process that indexes: started, listened to, ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any


class IndexProcess:
    """`mireader.library.indexer` at work on a job."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        import json

        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "mireader.library.indexer"],
            stdin=subprocess.PIPE,  # a command line has no room for thousands of paths
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # Ctrl-C in the terminal is the reader's
        )
        if self._process.stdin is not None:
            with suppress(BrokenPipeError), self._process.stdin as given:
                json.dump(job, given)

    def messages(self) -> Iterator[dict[str, Any]]:
        """What it hands over, as it comes."""
        if self._process.stdout is not None:
            import json

            for line in self._process.stdout:
                yield json.loads(line)

    @property
    def ended(self) -> bool:
        """Whether it was waited for, or ended."""
        return self._process.returncode is not None

    def wait(self) -> None:
        """Blocks until it ends by itself."""
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def end(self) -> None:
        """Ends it."""
        self._process.kill()
        self.wait()
