"""The real program in a pseudo-terminal, its screen read back with pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable

import pyte

PATIENCE = 30.0
"""Seconds after which a screen that does not come is a failure; nothing is timed with it."""


class Terminal:
    """A program in a terminal of a size."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 100,
        rows: int = 30,
        program: list[str] | None = None,
        **env: str,
    ) -> None:
        argv = program or [sys.executable, "-m", "mireader", *arguments]
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            for key in ("COLUMNS", "LINES", "TEXTUAL_DISABLE_KITTY_KEY"):
                os.environ.pop(key, None)
                os.unsetenv(key)  # readline, which pytest loads, sets the size behind Python's back
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **env}
            )
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execv(argv[0], argv)

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size, as a window manager does."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def send(self, keys: str) -> None:
        """Types."""
        os.write(self._fd, keys.encode())

    def read(self, seconds: float = 0.1) -> bool:
        """Takes in what the program writes; False when it has ended."""
        if select.select([self._fd], [], [], seconds)[0]:
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.output += data
            # pyte 0.8.2 does not know the private forms of CSI m and u that Textual asks with
            self._stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return True

    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(
            "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip()
            for y in range(self.screen.lines)
        )

    def reversed_words(self) -> str:
        """What stands in reverse video, run together."""
        cells = (
            self.screen.buffer[y][x] for y in range(self.screen.lines) for x in range(self.screen.columns)
        )
        return "".join(cell.data for cell in cells if cell.reverse)

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Reads until the screen holds a text, or a condition on it holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.text()
            if wanted in text if isinstance(wanted, str) else wanted(text):
                return text
            if not self.read():
                break
        raise AssertionError(f"no {wanted!r} on the screen:\n{self.text()}")

    def close(self) -> None:
        """Closes the terminal, as a window manager does."""
        os.close(self._fd)

    def end(self) -> int:
        """Waits for the program to end; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.read():
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                raise AssertionError(f"the program does not end:\n{self.text()}")
        _, status = os.waitpid(self.pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)
