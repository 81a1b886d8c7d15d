"""A program in a pseudo-terminal, with the time of everything that it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import tempfile
import termios
import time
from collections.abc import Callable, Mapping

STATE = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")


class Recording:
    """What a program writes to a terminal of 100 by 30, with times in seconds since its start.

    It keeps what it keeps in a folder of its own, unless `environment` says where.
    """

    def __init__(self, argv: list[str], environment: Mapping[str, str] | None = None) -> None:
        home = tempfile.mkdtemp(prefix="benchmark-")
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(dict.fromkeys(STATE, home))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
            os.environ.update(environment or {})
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
            os.execvp(argv[0], argv)
        self.output = b""

    def until(self, found: Callable[[bytes], bool], seconds: float = 20.0) -> float:
        """Reads until the output meets a condition; the time since the start."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if found(self.output):
                return time.perf_counter() - self.start
            self.read(0.05)
        raise SystemExit(f"nothing of the kind within {seconds} s")

    def read(self, seconds: float) -> bytes:
        """What is written within some time, at most 64 KiB; nothing once the program has ended."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the other end is closed
            time.sleep(seconds)
            return b""
        self.output += data
        return data

    def send(self, keys: str) -> None:
        """Types."""
        os.write(self.fd, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def ended(self) -> bool:
        """Whether the program has ended by itself."""
        return os.waitpid(self.pid, os.WNOHANG)[0] != 0

    def close(self) -> None:
        """Ends the program."""
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
