"""What the commands share: their options, reading the pages, telling what could not be read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mireader.hanzi.visible import visible
from mireader.usage import NO_INPUT

if TYPE_CHECKING:
    from mireader.library import Library

F = TypeVar("F", bound=Callable[..., Any])

paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a listing.")
encoding_option = click.option("--encoding", help="Read the pages in this encoding (gb18030, big5, …).")
codebook_option = click.option(
    "--codebook",
    "codebooks",
    multiple=True,
    metavar="NAME|FILE",
    help="What to look for; may be given again.",
)


def open_pages(paths: tuple[str, ...], encoding: str | None, codebooks: tuple[str, ...] = ()) -> Library:
    """Reads the pages and names on stderr what cannot be read; exits with 3 if nothing can."""
    from mireader.documents.reader import ReadOptions
    from mireader.library import read_library
    from mireader.tactics.codebook import CodebookError

    try:
        library = read_library(paths, ReadOptions(encoding), codebooks)
    except CodebookError as error:
        raise click.UsageError(str(error)) from error
    for failure in library.errors:
        click.echo(f"mireader: {visible(failure.path)}: {failure.reason}", err=True)
    if not library.documents:
        if not library.errors:
            click.echo("mireader: no pages were given", err=True)
        sys.exit(NO_INPUT)
    return library


def style(text: str, **how: Any) -> str:
    """Text of a page or about it, safe for a terminal, coloured on one only."""
    return click.style(visible(text), **how) if sys.stdout.isatty() else visible(text)
