"""Many pages (document, mentions, repairs) and their index."""

from mireader.library.hits import Answer, Hit
from mireader.library.library import Library, library_of_rows, open_library, read_library
from mireader.library.page import Mention, Page, View

__all__ = ["Answer", "Hit", "Library", "Mention", "Page", "View", "library_of_rows", "open_library", "read_library"]
