"""What the libraries of other formats raise when a file is damaged."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import BadZipFile

from mireader.documents.formats import ReadError

PARSER_ERRORS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,  # also NotImplementedError and RecursionError
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""A parser that meets bytes that it did not expect stumbles in any of these ways (found by fuzzing)."""


@contextmanager
def damaged(sentence: str, *errors: type[Exception]) -> Iterator[None]:
    """Turns what a parser raises, also `errors` of its own, into a ReadError that says `sentence`."""
    try:
        yield
    except ReadError:
        raise
    except (*PARSER_ERRORS, *errors) as error:
        raise ReadError(sentence) from error
