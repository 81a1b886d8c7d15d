"""`mireader desk`: bookmarks, notes, codings and positions as JSON, out and in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mireader.desk.desk import Desk
from mireader.desk.exchange import dump, restore
from mireader.files import reason, write_whole
from mireader.i18n import _
from mireader.usage import NO_INPUT


@click.group()
def desk() -> None:
    """What you keep: bookmarks, notes, codings, positions."""


@desk.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), default="-")
def export_(file: str) -> None:
    """Writes everything that is kept to FILE, as JSON; to standard output without one."""
    kept = dump(_opened()) + "\n"
    if file == "-":
        click.echo(kept, nl=False)
        return
    try:
        write_whole(Path(file), kept.encode())
    except OSError as error:
        raise click.FileError(file, reason(error)) from error


@desk.command("import")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), default="-")
def import_(file: str) -> None:
    """Adds what FILE holds (of `desk export`); what is kept already stays as it is."""
    try:
        with click.open_file(file, encoding="utf-8") as opened:
            added = restore(_opened(), opened.read())
    except OSError as error:
        click.echo(f"mireader: {file}: {reason(error)}", err=True)
        sys.exit(NO_INPUT)
    except ValueError as error:  # a text that is no UTF-8 among them
        click.echo(f"mireader: {file}: {error}", err=True)
        sys.exit(NO_INPUT)
    told = ", ".join(f"{table} {count}" for table, count in added.items() if count)
    click.echo(_("added: {tables}").format(tables=told) if told else _("nothing new"))


def _opened() -> Desk:
    opened = Desk()
    if opened.warning:
        raise click.UsageError(opened.warning)
    return opened
