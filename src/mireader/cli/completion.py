"""`mireader completion`: what a shell runs to complete commands, options and paths."""

from __future__ import annotations

import os

import click
from click.shell_completion import get_completion_class, shell_complete

from mireader.usage import COMPLETE

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """The script that makes a shell complete commands, options and paths.

    \b
    eval "$(mireader completion bash)"            in ~/.bashrc
    eval "$(mireader completion zsh)"             in ~/.zshrc
    mireader completion fish | source             in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(click.get_current_context().find_root().command, {}, "mireader", COMPLETE).source())


def answer_shell(group: click.Group) -> int:
    """Answers what the script asks; the exit status."""
    return shell_complete(group, {}, "mireader", COMPLETE, os.environ[COMPLETE])
