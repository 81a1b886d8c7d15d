"""Modules that the first frame does without: imported in a thread, since one of them takes up to 0.1 s."""

from __future__ import annotations

from importlib import import_module

PANES = ("mireader.tui.widgets.results", "mireader.tui.widgets.tactic_panel")
"""What is mounted right after the first frame."""
SEARCH = ("mireader.search.query", "mireader.library.hits")
"""What the first key of a search takes."""
WATCH = ("watchfiles", "anyio._backends._asyncio")
"""What sees that files change, and what it imports when it begins."""


def load(names: tuple[str, ...]) -> None:
    """Imports modules; call it in a thread."""
    for name in names:
        import_module(name)
