"""`mireader desk`: bookmarks, notes, codings and positions as JSON, out and in."""

from __future__ import annotations

from typing import TextIO

import click

from mireader.desk.desk import Desk
from mireader.desk.exchange import dump, restore


@click.group()
def desk() -> None:
    """What you keep: bookmarks, notes, codings, positions."""


@desk.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def export_(file: TextIO) -> None:
    """Writes everything that is kept to FILE, as JSON; to standard output without one."""
    file.write(dump(_opened()) + "\n")


@desk.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def import_(file: TextIO) -> None:
    """Adds what FILE holds (of `desk export`); what is kept already stays as it is."""
    try:
        added = restore(_opened(), file.read())
    except UnicodeDecodeError as error:
        raise click.UsageError(f"this is no text in UTF-8: {error.reason}") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    told = ", ".join(f"{count} {table}" for table, count in added.items() if count)
    click.echo(f"added: {told or 'nothing that was not there'}")


def _opened() -> Desk:
    opened = Desk()
    if opened.warning:
        raise click.UsageError(opened.warning)
    return opened
