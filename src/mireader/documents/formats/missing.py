"""What to say where a format's library is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mireader.documents.formats import ReadError
from mireader.i18n import _


@contextmanager
def needs(package: str, ending: str) -> Iterator[None]:
    """Turns the missing library into a sentence. Raises ReadError."""
    try:
        yield
    except ImportError as error:
        raise ReadError(
            _("{ending} files need {package}: pip install 'mireader[formats]'").format(
                ending=ending, package=package
            )
        ) from error
