"""mireader: a reader for saved Chinese Q&A pages.

>>> import mireader
>>> library = mireader.open("folder", "page.txt")
>>> for hit in library.search("jeyx", limit=10):
...     print(hit.title, hit.spans)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mireader.library import Answer, Hit, Library, Mention, Page, View
    from mireader.library import library_of_rows as from_rows
    from mireader.library import open_library as open

__version__ = "0.1.0"
__all__ = ["Answer", "Hit", "Library", "Mention", "Page", "View", "from_rows", "open"]
_FROM_LIBRARY = {"open": "open_library", "from_rows": "library_of_rows"}


def __getattr__(name: str) -> Any:
    """Loads the library at first use: `import mireader` alone costs nothing."""
    if name in __all__:
        from mireader import library

        return getattr(library, _FROM_LIBRARY.get(name, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
