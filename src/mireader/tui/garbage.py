"""When garbage is collected: while nobody types, scrolls or resizes, since it is felt before a frame."""

from __future__ import annotations

import gc
import time

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.scalar import Scalar
from textual.geometry import Region
from textual.message_pump import MessagePump

from mireader.memory import is_filling
from mireader.turns import idle

EVERY, IDLE, BETWEEN = 1.0, 1.0, 0.1
"""Seconds between two looks whether to collect, of rest before that, and before what is new is looked at."""
WORTH, MANY = 1000, 40_000
"""New objects that a collection is made for, and of which the new ones alone are looked at, some ten
milliseconds, while somebody types on and on."""
SELDOM, LATEST, OVERDUE = 50, 30.0, 60.0
"""How many times its own duration is waited after a collection, and at most how many seconds: waiting longer
would make the next one longer still. Seconds after which it is made without rest."""
_REMEMBERING = (StylesCache, Region, Segment, Scalar)
"""Classes with methods that remember their results (`functools.lru_cache`) of thousands of calls."""


def release(app: App[None]) -> None:
    """Lets go of what Textual (8.2) and Rich keep of what is no longer shown.

    `StylesCache.get_inner_outer` remembers its results by the object that asks, up to 1,024 of them, and with
    each the rows that it drew: a thousand objects each time that the list of places was open. Regions,
    lengths and cut segments are kept by the thousand, most of them of sizes the terminal no longer has. Who
    watches the theme, as a text area does, is forgotten when the theme changes and not before.
    """
    for owner in _REMEMBERING:
        for name in vars(owner):
            forget = getattr(getattr(owner, name), "cache_clear", None)
            if forget is not None:
                forget()
    watchers: dict[str, list[tuple[MessagePump, object]]] = getattr(app, "__watchers", {})
    for watching in watchers.values():
        watching[:] = [pair for pair in watching if pair[0].is_running or pair[0].is_attached]


class Garbage:
    """Collects when there is time for it; a collection that takes long is made seldom.

    What is large and stays is frozen where it is made (`memory.stays`) and not looked at here; nothing else
    may be: Textual's strips and screens are garbage once they are replaced.
    """

    def __init__(self) -> None:
        self._collected = time.monotonic()
        self._wait = 0.0

    def due(self) -> bool:
        """Whether there is time for a collection, and something to collect."""
        young, older, _oldest = gc.get_count()
        if is_filling() or (young <= WORTH and not older):
            return False
        since = time.monotonic() - self._collected
        return since > OVERDUE or (idle() > IDLE and since > self._wait)

    def due_new(self) -> bool:
        """Whether what is new is to be looked at alone."""
        return gc.get_count()[0] > MANY and idle() > BETWEEN and not is_filling()

    def collect(self) -> None:
        """Collects, and says to itself when to do so again."""
        began = time.thread_time()  # not the clock: what else the machine does is no reason to wait
        gc.collect()
        self._wait = min(SELDOM * (time.thread_time() - began), LATEST)
        self._collected = time.monotonic()

    def collect_new(self) -> None:
        """Collects what has become garbage since the last time; what is older waits."""
        gc.collect(0)
