"""What a library is opened with: the default collection and the codebooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mireader.tactics.matcher import Matcher

DEFAULT_CODEBOOKS = ("marketing",)


def seeds_folder() -> Path:
    """The default collection: beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).parent.parent
    return package / "seeds" if (package / "seeds").is_dir() else package.parent.parent / "seeds"


def matcher_for(codebooks: Sequence[str]) -> Matcher:
    """The matcher of codebooks by name or path. Raises CodebookError."""
    from mireader.tactics.codebook import load_codebooks
    from mireader.tactics.matcher import Matcher

    return Matcher(load_codebooks(codebooks or DEFAULT_CODEBOOKS))


def matcher_source(codebooks: Sequence[str]) -> Callable[[], Matcher]:
    """What gives the matcher of codebooks, read at the first call, but those named here at once.

    Raises CodebookError.
    """
    given = cache(lambda: matcher_for(codebooks))
    if codebooks:
        given()
    return given


def chosen_paths(paths: Sequence[str]) -> list[str]:
    """The inputs named, or the default collection."""
    return list(paths) or [str(seeds_folder())]
