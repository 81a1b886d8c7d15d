"""What the commands share: their options, reading the pages, telling what could not be read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mireader.documents.formats import ReadOptions
from mireader.hanzi.visible import visible
from mireader.i18n import _
from mireader.usage import NO_INPUT

if TYPE_CHECKING:
    from mireader.library import Library

F = TypeVar("F", bound=Callable[..., Any])

paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a listing.")
_encoding_option = click.option("--encoding", help="Read the pages in this encoding (gb18030, big5, …).")
_columns_option = click.option(
    "--columns", metavar="Q,A", help="Columns of a table that hold questions and answers."
)
codebook_option = click.option(
    "--codebook",
    "codebooks",
    multiple=True,
    metavar="NAME|FILE",
    help="What to look for; may be given again.",
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --encoding and --columns to a command, which gets them as `reading` (ReadOptions)."""

    @_encoding_option
    @_columns_option
    @wraps(command)
    def with_options(*args: Any, encoding: str | None, columns: str | None, **rest: Any) -> None:
        pair = columns.split(",") if columns else None
        if pair is not None and len(pair) != 2:
            raise click.UsageError(_("--columns takes two names: the questions' and the answers'"))
        named = (pair[0], pair[1]) if pair else None
        command(*args, reading=ReadOptions(encoding, named), **rest)

    return with_options


def open_pages(paths: tuple[str, ...], reading: ReadOptions, codebooks: tuple[str, ...] = ()) -> Library:
    """Reads the pages and names on stderr what cannot be read; exits with 3 if nothing can."""
    from mireader.library import read_library
    from mireader.tactics.codebook import CodebookError

    try:
        library = read_library(paths, reading, codebooks)
    except CodebookError as error:
        raise click.UsageError(str(error)) from error
    for failure in library.errors:
        click.echo(f"mireader: {visible(failure.path)}: {failure.reason}", err=True)
    if not library.documents:
        if not library.errors:
            click.echo("mireader: " + _("no pages were given"), err=True)
        sys.exit(NO_INPUT)
    return library


def style(text: str, **how: Any) -> str:
    """Text of a page or about it, safe for a terminal, coloured on one only."""
    return click.style(visible(text), **how) if sys.stdout.isatty() else visible(text)
