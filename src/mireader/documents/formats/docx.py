"""Word documents, by python-docx: paragraphs, headings as Markdown's `#` lines, tables row by row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mireader.documents.formats import Extract, ReadError, ReadOptions
from mireader.documents.formats.damaged import damaged
from mireader.documents.formats.missing import needs
from mireader.documents.formats.packed import check_size
from mireader.documents.model import Source
from mireader.i18n import _

if TYPE_CHECKING:
    from docx.document import Document


def read_docx(data: bytes, options: ReadOptions) -> Extract:
    """The text of a Word document, and its properties. Raises ReadError."""
    with needs("python-docx", ".docx"):
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    with damaged(_("this Word document is damaged or encrypted"), OpcError, LxmlError):
        check_size(data)
        return _extract(docx.Document(io.BytesIO(data)))


def _extract(document: Document) -> Extract:
    from docx.table import Table

    lines = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in part.rows]
            continue
        name = part.style.name if part.style is not None and part.style.name else ""
        level = (
            name.removeprefix("Heading ") if name.startswith("Heading ") else "1" if name == "Title" else ""
        )
        lines.append(
            f"{'#' * min(6, int(level))} {part.text}" if level.isdigit() and part.text else part.text
        )
    text = "\n".join(lines).strip()
    if not text:
        raise ReadError(_("this Word document holds no text"))
    about = document.core_properties
    date = about.created.date().isoformat() if about.created else None
    return Extract(
        text + "\n", source=Source(author=about.author or None, title=about.title or None, date=date)
    )
