"""Signals that ask the program to end, from a shutdown or `kill`, and a terminal that is closed."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

_TO_END = ("SIGTERM", "SIGHUP", "SIGINT")
"""By name: not every system has them."""
GRACE = 3.0
"""Seconds in which the program can end by itself once its terminal is gone."""


def leave_on_signals(leave: Callable[[], Awaitable[None]], at_last: Callable[[], None]) -> None:
    """From now on such a signal, or the end of the terminal, makes the running event loop call `leave` once.

    Textual waits for ever for a terminal that takes nothing any more: `at_last` is then called, in another
    thread, and the process ends.
    """
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Future[None]] = []

    def begin() -> None:
        if not leaving:
            leaving.append(asyncio.ensure_future(leave()))

    def watch() -> None:
        _wait_for_hang_up(sys.__stderr__.fileno() if sys.__stderr__ else 2)
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(begin)
        time.sleep(GRACE)
        try:
            at_last()
        finally:
            os._exit(1)

    for name in _TO_END:
        if hasattr(signal, name):
            try:
                loop.add_signal_handler(getattr(signal, name), begin)
            except NotImplementedError:  # this loop knows no signals
                return
    if hasattr(select, "poll"):
        threading.Thread(target=watch, daemon=True).start()


def _wait_for_hang_up(terminal: int) -> None:
    """Returns when the other end of a terminal is closed; takes no time of the processor until then."""
    poll = select.poll()
    poll.register(terminal, 0)
    poll.poll()
