"""`mireader codebook`: which there are, what is in one, whether one is right."""

from __future__ import annotations

import click

from mireader.cli.shared import style
from mireader.i18n import _, language
from mireader.tactics.codebook import Codebook, CodebookError, load_codebook, own, shipped


@click.group()
def codebook() -> None:
    """The codebooks: what is looked for in pages."""


@codebook.command("list")
def list_() -> None:
    """The codebooks, shipped and your own, and how many tactics each has."""
    for name in shipped() + own():
        try:
            book = load_codebook(name)
        except CodebookError as error:
            click.echo(f"mireader: {error}", err=True)
            continue
        click.echo(f"{style(name)}  {style(book.name[language()])}  {len(book.tactics)}")


@codebook.command()
@click.argument("name")
def show(name: str) -> None:
    """The tactics of a codebook, by group, with their cues and the patterns that name them."""
    book = _load(name)
    for group in book.groups:
        click.echo(style(f"{group.mark} {group.name['zh-Hans']} / {group.name['en']}", bold=True))
        for tactic in book.tactics:
            if tactic.group == group.id:
                words = [*tactic.cues, *(pattern.source for pattern in tactic.patterns)]
                click.echo(f"  {tactic.id}  {tactic.name['zh-Hans']}  {style(' '.join(words), dim=True)}")


@codebook.command()
@click.argument("file", metavar="FILE|NAME")
def check(file: str) -> None:
    """Whether a codebook is right; names file, place and key of the first mistake."""
    book = _load(file)
    sentence = _("{tactics} tactics in {groups} groups, no mistake")
    told = sentence.format(tactics=len(book.tactics), groups=len(book.groups))
    click.echo(f"{file}: {told}")


def _load(name: str) -> Codebook:
    try:
        return load_codebook(name)
    except CodebookError as error:
        raise click.UsageError(str(error)) from error
