"""Signals that ask the program to end: from a shutdown, a closed terminal, `kill`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable

_TO_END = ("SIGTERM", "SIGHUP", "SIGINT")
"""By name: not every system has them."""


def leave_on_signals(leave: Callable[[], Awaitable[None]]) -> None:
    """From now on such a signal makes the running event loop call `leave` once."""
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Future[None]] = []

    def begin() -> None:
        if not leaving:
            leaving.append(asyncio.ensure_future(leave()))

    for name in _TO_END:
        if hasattr(signal, name):
            try:
                loop.add_signal_handler(getattr(signal, name), begin)
            except NotImplementedError:  # this loop knows no signals
                return
