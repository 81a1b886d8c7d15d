"""When garbage is collected: while nobody types, scrolls or resizes, since it is felt before a frame."""

from __future__ import annotations

import gc
import time

EVERY, IDLE = 3.0, 1.0
"""Seconds between two looks whether to collect, and of rest before a collection."""
WORTH, SELDOM, LATEST = 1000, 50, 30.0
"""New objects that a collection is made for; how many times its own duration is waited after one, and at most
how many seconds: waiting longer would make the next one longer still."""


class Garbage:
    """Collects when there is time for it; a collection that takes long is made seldom.

    What is large and stays is frozen where it is made (`memory.stays`) and not looked at here; nothing else
    may be: Textual's strips and screens are garbage once they are replaced.
    """

    def __init__(self) -> None:
        self._used = 0.0
        self._collect_from = 0.0

    def used(self) -> None:
        """Something is done with the reader: no collection for a while."""
        self._used = time.monotonic()

    def due(self) -> bool:
        """Whether there is time for a collection, and something to collect."""
        now = time.monotonic()
        return now - self._used > IDLE and now > self._collect_from and gc.get_count()[0] > WORTH

    def collect(self) -> None:
        """Collects, and says to itself when to do so again."""
        began = time.thread_time()  # not the clock: what else the machine does is no reason to wait
        gc.collect()
        self._collect_from = time.monotonic() + min(SELDOM * (time.thread_time() - began), LATEST)
