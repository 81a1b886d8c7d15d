"""Starts the reader on a terminal."""

from __future__ import annotations

import asyncio
import gc
import os
import sys

from mireader.hanzi.width import count_ambiguous_as
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config

SWITCH = 0.001
"""Seconds that a thread reading or searching keeps the screen waiting; Python's own 0.005 is felt."""


def run(collection: Collection, settings: Config) -> int:
    """Runs the reader until it is left; its exit status."""
    if not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)  # empty it says nothing (no-color.org); Textual takes it for a yes
    gc.disable()  # collected while nobody types: see PagesScreen
    sys.setswitchinterval(SWITCH)
    if settings.ambiguous_width != 1:
        count_ambiguous_as(settings.ambiguous_width)
    app = ReaderApp(collection, settings)
    app.run(loop=asyncio.new_event_loop())  # asyncio.run would wait for threads that read
    return app.return_code or 0
