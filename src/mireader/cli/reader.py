"""`mireader [PATH]...`: the reader itself."""

from __future__ import annotations

import os
import sys

import click

from mireader.cli.shared import NO_INPUT, codebook_option, encoding_option, paths_argument
from mireader.documents.reader import Failure, ReadError, ReadOptions
from mireader.hanzi.visible import visible

SMALLEST = (40, 10)
"""Columns and rows of the smallest terminal."""


@click.command("read", hidden=True)
@paths_argument
@encoding_option
@click.option("--columns", metavar="Q,A", help="Columns of a table that hold questions and answers.")
@codebook_option
@click.option("--lang", type=click.Choice(("zh-Hans", "zh-Hant", "en")), help="Language of the interface.")
def reader(
    paths: tuple[str, ...],
    encoding: str | None,
    columns: str | None,
    codebooks: tuple[str, ...],
    lang: str | None,
) -> None:
    """Opens pages in the reader."""
    from mireader.library.collection import Collection

    pair = tuple(columns.split(",")) if columns else None
    if pair is not None and len(pair) != 2:
        raise click.UsageError("--columns takes two names: the questions' and the answers'")
    options = ReadOptions(encoding, (pair[0], pair[1]) if pair else None)
    try:
        collection = Collection(paths, options, codebooks)
    except ValueError as error:  # a codebook that cannot be used
        raise click.UsageError(str(error)) from error
    _check_terminal(bool(collection.spooled))
    first = None
    try:
        first = collection.first_page()
    except ReadError as error:
        click.echo(f"mireader: {error}", err=True)
    for failure in collection.errors:
        _tell(failure)
    if first is None:
        collection.close()
        sys.exit(NO_INPUT)
    collection.start_indexing()
    try:
        from mireader.tui.run import run

        run(collection, lang)
    finally:
        collection.close()


def _tell(failure: Failure) -> None:
    click.echo(f"mireader: {visible(failure.path)}: {failure.reason}", err=True)


def _check_terminal(spooled: bool) -> None:
    """Exits with a sentence where there is no terminal to draw on, or too small a one."""
    if not (sys.stderr.isatty() and sys.stdout.isatty() and (spooled or sys.stdin.isatty())):
        raise click.ClickException(
            "the reader needs a terminal; without one use a command: outline, tactics, search, text (mireader --help)"
        )
    columns, rows = os.get_terminal_size(sys.stderr.fileno())
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        raise click.ClickException(
            f"this terminal has {columns} columns and {rows} rows; the reader needs {SMALLEST[0]} and {SMALLEST[1]}"
        )
