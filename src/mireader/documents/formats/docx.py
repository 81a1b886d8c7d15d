"""Word documents, by python-docx: paragraphs, headings as Markdown's `#` lines, tables row by row."""

from __future__ import annotations

import io
from zipfile import BadZipFile

from mireader.documents.formats import Extract, ReadError, ReadOptions
from mireader.documents.formats.missing import needs
from mireader.documents.model import Source


def read_docx(data: bytes, options: ReadOptions) -> Extract:
    """The text of a Word document, and its properties. Raises ReadError."""
    with needs("python-docx", ".docx"):
        import docx
        from docx.opc.exceptions import OpcError
        from docx.table import Table
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, BadZipFile, KeyError, ValueError) as error:
        raise ReadError("this Word document is damaged or encrypted") from error
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
        raise ReadError("this Word document holds no text")
    about = document.core_properties
    date = about.created.date().isoformat() if about.created else None
    return Extract(
        text + "\n", source=Source(author=about.author or None, title=about.title or None, date=date)
    )
