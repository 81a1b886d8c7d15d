"""`mireader [PATH]... [OPTIONS]`: the reader with options."""

from __future__ import annotations

import sys

import click

from mireader.cli.shared import codebook_option, encoding_option, paths_argument


@click.command(hidden=True)
@paths_argument
@encoding_option
@click.option("--columns", metavar="Q,A", help="Columns of a table that hold questions and answers.")
@codebook_option
@click.option("--lang", type=click.Choice(("zh-Hans", "zh-Hant", "en")), help="Language of the interface.")
@click.option("--config", metavar="FILE", help="Use this configuration.")
@click.pass_context
def read(
    context: click.Context,
    paths: tuple[str, ...],
    encoding: str | None,
    columns: str | None,
    codebooks: tuple[str, ...],
    lang: str | None,
    config: str | None,
) -> None:
    """Opens pages in the reader."""
    pair = columns.split(",") if columns else None
    if pair is not None and len(pair) != 2:
        raise click.UsageError("--columns takes two names: the questions' and the answers'")
    named = (pair[0], pair[1]) if pair else None
    open_reader = context.obj
    if open_reader is None:
        raise click.UsageError("the reader cannot be opened from here")
    sys.exit(open_reader(paths, encoding, named, codebooks, lang, config))
