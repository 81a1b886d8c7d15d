"""`mireader outline`, `tactics`, `repair` and `text`: what a page holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from mireader.cli import payload
from mireader.cli.shared import (
    codebook_option,
    json_option,
    open_pages,
    paths_argument,
    reading_options,
    style,
)
from mireader.documents.formats import ReadOptions
from mireader.files import reason, write_whole
from mireader.hanzi.alignment import Alignment, Edit
from mireader.hanzi.repair import KINDS
from mireader.hanzi.visible import visible_lines
from mireader.i18n import _, counted
from mireader.library.page import VIEWS, Page
from mireader.usage import NO_INPUT


@click.command()
@paths_argument
@json_option
@reading_options
def outline(paths: tuple[str, ...], as_json: bool, reading: ReadOptions) -> None:
    """The questions and headings of each page.

    \b
    mireader outline page.txt
    mireader outline pages/ --json | jq '.documents[].nodes[].title'
    """
    library = open_pages(paths, reading)
    if as_json:
        rows = [{**payload.document_head(page), "nodes": payload.outline(page)} for page in library.documents]
        payload.write({"documents": rows, **payload.errors(library.errors)})
        return
    for page in library.documents:
        click.echo(style(f"{page.title}  ({page.path})", bold=True))
        for node in page.outline:
            beginning = page.text[node.start : node.end].strip().removeprefix(node.marker)
            title = node.title or " ".join(beginning[:30].split())
            indent = "  " * node.level
            marker = f"{style(node.marker, fg='cyan')} " if node.marker else ""
            site = node.kind == "boilerplate"
            click.echo(f"{indent}{'· ' if site else ''}{marker}{style(title, dim=site)}")


@click.command()
@paths_argument
@json_option
@reading_options
@codebook_option
def tactics(paths: tuple[str, ...], as_json: bool, reading: ReadOptions, codebooks: tuple[str, ...]) -> None:
    """The marketing tactics in each page, named or described."""
    library = open_pages(paths, reading, codebooks)
    if as_json:
        rows = [
            {**payload.document_head(page), "mentions": [payload.mention(m) for m in page.mentions]}
            for page in library.documents
        ]
        payload.write({"documents": rows, **payload.errors(library.errors)})
        return
    for page in library.documents:
        click.echo(style(f"{page.title}  ({page.path})", bold=True))
        for mention in page.mentions:
            place = f"{mention.start}:{mention.end}"
            name = f"{'×' if mention.negated else ''}{mention.name}"
            click.echo(f"  {place:>13}  {style(name, fg='yellow')}  {style(mention.text)}")


@click.command()
@paths_argument
@json_option
@reading_options
@click.option(
    "--write", "target", type=click.Path(dir_okay=False), help="Write the mended text here (one page only)."
)
@click.option(
    "--apply", "which", default="silent", help="What to mend: silent, all, or kinds with commas between."
)
def repair(
    paths: tuple[str, ...], as_json: bool, reading: ReadOptions, target: str | None, which: str
) -> None:
    """What is mangled in each page, and what it should say."""
    library = open_pages(paths, reading)
    if target is not None:
        if len(library.documents) != 1:
            raise click.UsageError(_("--write takes one page"))
        _write_mended(library.documents[0], Path(target), which)
    if as_json:
        rows = [
            {**payload.document_head(page), "repairs": [r._asdict() for r in page.repairs]}
            for page in library.documents
        ]
        payload.write({"documents": rows, **payload.errors(library.errors)})
        return
    for page in library.documents:
        click.echo(style(f"{page.title}  ({page.path})", bold=True))
        if not page.repairs:
            click.echo("  " + _("nothing to repair"))
        for item in page.repairs:
            made = " " if item.applied else "?"
            found = f"{style(item.found, fg='red')} → {style(item.repaired, fg='green')}"
            click.echo(f"  {item.start:>7} {made} {found}  {item.kind} {item.confidence:.2f}")


def _write_mended(page: Page, target: Path, which: str) -> None:
    """Writes the mended text of a page, never over the page itself."""
    if os.path.exists(page.path) and target.exists() and os.path.samefile(page.path, target):
        raise click.UsageError(_("--write never writes over a page"))
    kinds = set(which.split(","))
    unknown = kinds - {"silent", "all", *KINDS}
    if unknown:
        sentence = _("--apply takes silent, all or kinds of repair: {names}")
        raise click.UsageError(sentence.format(names=", ".join(KINDS)))
    chosen = [
        r for r in page.repairs if "all" in kinds or ("silent" in kinds and r.applied) or r.kind in kinds
    ]
    edits: list[Edit] = []
    at = -1
    for item in chosen:
        if item.start >= at:
            edits.append(Edit(item.start, item.end, item.repaired))
            at = item.end
    try:
        write_whole(target, Alignment(edits, len(page.text)).apply(page.text).encode())
    except OSError as error:
        raise click.FileError(str(target), reason(error)) from error
    made = counted("{count} repair made", "{count} repairs made", len(edits))
    click.echo(f"mireader: {target} (UTF-8): {made}", err=True)


@click.command()
@click.argument("path", type=click.Path())
@click.option(
    "--view", type=click.Choice(VIEWS), default="stored", show_default=True, help="Which form of it."
)
@json_option
@reading_options
def text(path: str, view: str, as_json: bool, reading: ReadOptions) -> None:
    """The text of a page, as stored or in another view."""
    library = open_pages((path,), reading)
    if len(library.documents) > 1:
        click.echo("mireader: " + _("text takes one page; this folder holds several"), err=True)
        sys.exit(NO_INPUT)
    page = library.documents[0]
    shown = page.view(view)
    if as_json:
        payload.write({**payload.document_head(page), "view": view, "text": shown.text})
    elif sys.stdout.isatty():
        click.echo(visible_lines(shown.text))
    else:
        sys.stdout.write(shown.text)
