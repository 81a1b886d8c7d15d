"""`mireader export`: the evidence sheet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from mireader.cli.shared import codebook_option, open_pages, paths_argument, reading_options
from mireader.documents.formats import ReadOptions
from mireader.export.evidence import Sheet, evidence
from mireader.export.formats import FORMATS
from mireader.files import reason, write_whole
from mireader.hanzi.fold import fold
from mireader.i18n import _
from mireader.library import Library
from mireader.tactics.codebook import Codebook


@click.command()
@paths_argument
@click.option("--format", "format_", type=click.Choice(tuple(FORMATS)), default="md", show_default=True)
@click.option(
    "--tactic",
    "wanted",
    multiple=True,
    metavar="ID",
    help="Only this tactic, by id or name; may be given again.",
)
@click.option("--query", help="Only mentions in hits of this search.")
@click.option(
    "--mine", is_flag=True, help="With what you coded, rejected, noted and chose while reading these pages."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
@reading_options
@codebook_option
def export(
    paths: tuple[str, ...],
    format_: str,
    wanted: tuple[str, ...],
    query: str | None,
    mine: bool,
    output: str | None,
    reading: ReadOptions,
    codebooks: tuple[str, ...],
) -> None:
    """A row for each mention of a tactic: quotation, place and source.

    \b
    mireader export --format csv --tactic hunger-marketing -o evidence.csv
    """
    ending = Path(output or "").suffix.removeprefix(".")
    named = click.get_current_context().get_parameter_source("format_") is not ParameterSource.DEFAULT
    if not named and ending in FORMATS:
        format_ = ending
    library = open_pages(paths, reading, codebooks)
    if mine:
        _take_up(library)
    books = library.documents[0].codebooks if library.documents else ()
    wanted = tuple(_id_of(name, books) for name in wanted)
    write: Callable[[Sheet], bytes] = FORMATS[format_]
    sheet = write(Sheet(evidence(library, wanted, query), library.documents, books))
    if output is None:
        if format_ == "qdpx" and sys.stdout.isatty():
            raise click.UsageError(_("a .qdpx is no text; write it with -o FILE"))
        sys.stdout.buffer.write(sheet)
        return
    try:
        write_whole(Path(output), sheet)
    except OSError as error:
        raise click.FileError(output, reason(error)) from error
    click.echo("mireader: " + _("{path} written").format(path=output), err=True)


def _take_up(library: Library) -> None:
    """Puts on the pages what is kept of them on the desk. Raises UsageError if that cannot be read."""
    from mireader.desk.desk import Desk
    from mireader.desk.taking_up import take_up

    desk = Desk()
    if desk.warning:
        raise click.UsageError(desk.warning)
    for page in library.documents:
        take_up(desk, page)
    desk.close()


def _id_of(name: str, books: Sequence[Codebook]) -> str:
    """The id of a tactic by its id or its name in any language. Raises UsageError."""
    for book in books:
        for tactic in book.tactics:
            if name == tactic.id or fold(name) in map(fold, tactic.name.values()):
                return tactic.id
    sentence = _("no tactic {name} in the codebooks (mireader codebook show marketing)")
    raise click.UsageError(sentence.format(name=repr(name)))
