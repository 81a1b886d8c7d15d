"""The help of the commands in the language in use. What click says itself follows by gettext (see `i18n`)."""

from __future__ import annotations

from inspect import cleandoc
from typing import TypeVar

import click

from mireader.i18n import _

C = TypeVar("C", bound=click.Command)
KEPT = "\b\n"
"""Before a paragraph whose lines click leaves as they are: examples."""


def paragraphs(help_: str) -> list[str]:
    """The paragraphs of a command's help, each a message of the catalogues."""
    return [paragraph.removeprefix(KEPT) for paragraph in cleandoc(help_).split("\n\n")]


def in_language(command: C) -> C:
    """The command, and those under it, with help in the language in use; once for each process."""
    if command.help:
        command.help = cleandoc(command.help)
        for paragraph in paragraphs(command.help):
            command.help = command.help.replace(paragraph, _(paragraph))
        command.short_help = paragraphs(command.help)[0].rstrip(".。")
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(command, click.Group):
        for under in command.commands.values():
            in_language(under)
    return command
