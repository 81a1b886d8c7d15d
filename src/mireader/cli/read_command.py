"""`mireader [PATH]... [OPTIONS]`: the reader with options."""

from __future__ import annotations

import sys

import click

from mireader.cli.shared import codebook_option, paths_argument, reading_options
from mireader.documents.formats import ReadOptions
from mireader.i18n import LANGUAGES, _


@click.command(hidden=True)
@paths_argument
@reading_options
@codebook_option
@click.option("--lang", type=click.Choice(tuple(LANGUAGES)), help="Language of the interface.")
@click.option("--config", metavar="FILE", help="Use this configuration.")
@click.option("--no-cache", is_flag=True, help="Build the index anew and do not keep it.")
@click.pass_context
def read(
    context: click.Context,
    paths: tuple[str, ...],
    reading: ReadOptions,
    codebooks: tuple[str, ...],
    lang: str | None,
    config: str | None,
    no_cache: bool,
) -> None:
    """Opens pages in the reader."""
    open_reader = context.obj
    if open_reader is None:
        raise click.UsageError(_("the reader cannot be opened from here"))
    sys.exit(open_reader(paths, reading.encoding, reading.columns, codebooks, lang, config, not no_cache))
