"""Whose turn it is: what works in a thread lets the screen go first while somebody types or scrolls.

Python runs one thread at a time and lets them take turns as equals: beside two threads that read a large
page a frame of 15 ms took 45.
"""

from __future__ import annotations

from threading import local
from time import monotonic, sleep

_FRAME = 0.06
"""Seconds after a key within which what it does is drawn."""
_SLICE = 0.001
"""Seconds that a thread works before it looks whether the screen is waiting."""
_SHARE = 4
"""A thread waits so many times as long as it has worked: it gets on, if slowly, while a key is held down."""


class _Used:
    """When somebody last typed, scrolled or resized; in seconds of the monotonic clock."""

    at = float("-inf")


class _Worked(local):
    """When a thread last let others go first."""

    since = 0.0


_worked = _Worked()


def used() -> None:
    """Somebody does something with the reader, and wants to see it done."""
    _Used.at = monotonic()


def idle() -> float:
    """Seconds since somebody did something with the reader."""
    return monotonic() - _Used.at


def give_way() -> None:
    """Lets the screen go first, for a moment; to be called again and again by what works in a thread.

    Costs a fifth of a microsecond where nothing waits.
    """
    now = monotonic()
    worked = now - _worked.since
    if worked < _SLICE:
        return
    left = _Used.at + _FRAME - now
    if left > 0:
        sleep(min(left, _SHARE * worked))
        now = monotonic()
    _worked.since = now
