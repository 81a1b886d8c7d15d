"""Starts the reader on a terminal."""

from __future__ import annotations

from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import load_config
from mireader.tui.i18n import choose_language


def run(collection: Collection, lang: str | None) -> None:
    """Runs the reader until it is left."""
    choose_language(lang)
    ReaderApp(collection, load_config()).run()
