"""PDF with text, by pypdf: page after page, lines joined where a sentence goes on."""

from __future__ import annotations

import io
import logging
import re

from mireader.documents.formats import Extract, ReadError, ReadOptions
from mireader.documents.formats.damaged import damaged
from mireader.documents.formats.missing import needs
from mireader.documents.model import Source
from mireader.hanzi.characters import LETTER
from mireader.i18n import _

_BROKEN_LINE = re.compile(rf"(?<={LETTER})[ ]*\n(?={LETTER})")
_FULL_LINE = 20
"""Characters from which a line of a PDF may have been broken for want of room."""


def read_pdf(data: bytes, options: ReadOptions) -> Extract:
    """The text of a PDF, and its properties. Raises ReadError."""
    with needs("pypdf", ".pdf"):
        import pypdf
        from pypdf.errors import PyPdfError
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with damaged(_("this PDF is damaged"), PyPdfError):
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(_("this PDF is encrypted"))
        pages = [page.extract_text() for page in reader.pages]
        about = reader.metadata
        source = Source(author=about.author or None, title=about.title or None) if about else Source()
    text = "\n".join(_joined(page) for page in pages).strip()
    if not text:
        raise ReadError(_("this PDF holds no text, only pictures of it"))
    return Extract(text + "\n", source=source)


def _joined(page: str) -> str:
    """Lines of a page, those joined that were broken only for want of room."""
    longest = max((len(line) for line in page.split("\n")), default=0)

    def join(match: re.Match[str]) -> str:
        begin = page.rfind("\n", 0, match.start()) + 1
        full = match.start() - begin >= max(_FULL_LINE, longest * 0.85)
        return "" if full else match.group()

    return _BROKEN_LINE.sub(join, page)
