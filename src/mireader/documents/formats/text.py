"""Plain text and Markdown: the decoded bytes, nothing else."""

from __future__ import annotations

from mireader.documents.decode import Decoded, DecodeError, decode
from mireader.documents.formats import Extract, ReadError, ReadOptions


def decoded(data: bytes, encoding: str | None) -> Decoded:
    """The text of bytes. Raises ReadError."""
    try:
        return decode(data, encoding)
    except DecodeError as error:
        raise ReadError(str(error)) from error


def read_text(data: bytes, options: ReadOptions) -> Extract:
    """The text as decoded, line ends kept. Raises ReadError."""
    found = decoded(data, options.encoding)
    return Extract(found.text, encoding=found.encoding, certain=found.certain, bad_bytes=found.bad_bytes)


read_markdown = read_text
