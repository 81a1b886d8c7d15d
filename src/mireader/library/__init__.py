"""Many pages (document, mentions, repairs) and their index."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mireader.library.hits import Answer, Hit
    from mireader.library.library import Library, library_of_rows, open_library, read_library
    from mireader.library.mentions import Mention
    from mireader.library.page import Page, View

__all__ = [
    "Answer",
    "Hit",
    "Library",
    "Mention",
    "Page",
    "View",
    "library_of_rows",
    "open_library",
    "read_library",
]
_MODULES = {"Answer": "hits", "Hit": "hits", "Mention": "page", "Page": "page", "View": "page"}


def __getattr__(name: str) -> Any:
    """Loads a part at first use: the reader shows a page before it needs an index."""
    if name in __all__:
        return getattr(import_module(f"mireader.library.{_MODULES.get(name, 'library')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
