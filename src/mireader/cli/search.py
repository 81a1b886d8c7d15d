"""`mireader search`: one query, or a batch of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from mireader.cli import payload
from mireader.cli.shared import json_option, open_pages, reading_options, style
from mireader.documents.formats import ReadOptions
from mireader.hanzi.clean import clean
from mireader.i18n import _
from mireader.library import Answer, Library
from mireader.search.kinds import KIND_NAMES
from mireader.search.query import broken_expression, is_broken_expression
from mireader.usage import NOTHING_FOUND


@click.command()
@click.argument("words", nargs=-1, metavar="QUERY [PATH]...", type=click.Path())
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8"),
    help='Queries, one {"query": …} a line; - is standard input.',
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Hits at most.")
@json_option
@reading_options
def search(
    words: tuple[str, ...], batch: TextIO | None, limit: int, as_json: bool, reading: ReadOptions
) -> None:
    """Finds what is typed in any way: 饥饿营销, jieyingxiao, jeyx, with slips.

    \b
    mireader search jeyx
    mireader search "weibo yingxiao" pages/ --json
    """
    if batch is not None:
        library = open_pages(words, reading)
        for answer in _batch(library, batch, limit):
            payload.write(answer)
        return
    if not words or not words[0].strip():
        raise click.UsageError(_("what to search for?"))
    if is_broken_expression(words[0]):
        raise click.UsageError(broken_expression(words[0]))
    library = open_pages(words[1:], reading)
    answer_ = library.answer(words[0], limit)
    if as_json:
        payload.write({**payload.answer(answer_), **payload.errors(library.errors)})
    else:
        _show(library, answer_)
    if not answer_.hits:
        sys.exit(NOTHING_FOUND)


def _batch(library: Library, lines: TextIO, limit: int) -> Iterator[dict[str, object]]:
    """An answer a line; a line that is no query gets an error on its line."""
    for line in lines:
        if not line.strip():
            continue
        try:
            query = json.loads(line)
            if not isinstance(query, dict) or not isinstance(query.get("query"), str):
                raise ValueError(_('a line is an object {"query": "…"}'))
        except ValueError as error:
            yield {"error": str(error)}
            continue
        yield payload.answer(library.answer(query["query"], limit))


def _show(library: Library, answer: Answer) -> None:
    by_path = {page.path: page for page in library.documents}
    for hit in answer.hits:
        marker = f"{hit.node.marker} " if hit.node and hit.node.marker else ""
        place = style(f"{_(KIND_NAMES[hit.match])}  {hit.path}:{hit.start}", dim=True)
        click.echo(f"{style(marker + hit.title, bold=True)}  {place}")
        text = by_path[hit.path].text
        low, high = max(0, hit.spans[0][0] - 20), hit.spans[0][1] + 40
        start, end = hit.spans[0]
        before, after = clean(text[low:start]).text, clean(text[end:high]).text
        before, after = before.split("\n")[-1], after.split("\n")[0]
        words = style(text[start:end], fg="yellow", bold=True)
        click.echo(f"    {style(before)}{words}{style(after)}")
    if answer.suggestion:
        click.echo("mireader: " + _("did you mean {words}?").format(words=answer.suggestion), err=True)
    if not answer.hits:
        click.echo("mireader: " + _("nothing found for {words}").format(words=answer.query), err=True)
