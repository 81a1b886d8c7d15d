"""EPUB books, by ebooklib: the chapters of the spine in order, each like a saved page."""

from __future__ import annotations

import io
import warnings

from mireader.documents.formats import Extract, ReadError, ReadOptions
from mireader.documents.formats.damaged import damaged
from mireader.documents.formats.html import html_text
from mireader.documents.formats.missing import needs
from mireader.documents.formats.packed import check_size
from mireader.documents.model import Source
from mireader.i18n import _


def read_epub(data: bytes, options: ReadOptions) -> Extract:
    """The text of a book, and who wrote it. Raises ReadError."""
    with needs("ebooklib", ".epub"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ebooklib import ITEM_DOCUMENT, epub
        from lxml.etree import LxmlError
    with damaged(_("this EPUB is damaged"), epub.EpubException, LxmlError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_size(data)
        book = epub.read_epub(io.BytesIO(data))
    chapters = []
    for name, _linear in book.spine:
        item = book.get_item_with_id(name)
        if item is not None and item.get_type() == ITEM_DOCUMENT and not isinstance(item, epub.EpubNav):
            chapters.append(html_text(item.get_content().decode("utf-8", "replace"))[0])
    text = "\n".join(chapter for chapter in chapters if chapter).strip()
    if not text:
        raise ReadError(_("this EPUB holds no text"))

    def about(name: str) -> str | None:
        found = book.get_metadata("DC", name)
        return found[0][0] if found and found[0][0] else None

    return Extract(
        text + "\n", source=Source(about("creator"), about("publisher"), about("title"), about("date"))
    )
