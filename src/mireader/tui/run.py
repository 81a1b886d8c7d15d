"""Starts the reader on a terminal."""

from __future__ import annotations

import gc
from pathlib import Path

from mireader.hanzi.width import count_ambiguous_as
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import load_config
from mireader.tui.i18n import choose_language


def run(collection: Collection, lang: str | None = None, config: str | None = None) -> int:
    """Runs the reader until it is left; its exit status."""
    choose_language(lang)
    gc.disable()  # collected while nobody types: see PagesScreen
    settings = load_config(Path(config) if config else None)
    if settings.ambiguous_width != 1:
        count_ambiguous_as(settings.ambiguous_width)
    app = ReaderApp(collection, settings)
    app.run()
    return app.return_code or 0
