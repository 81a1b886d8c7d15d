"""Opens the reader, or says in a sentence why it cannot be opened. Knows no command line.

Textual is imported last: the index process is at work by then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mireader.documents.formats import ReadOptions
from mireader.documents.reader import STDIN
from mireader.hanzi.visible import visible
from mireader.i18n import _, choose_language
from mireader.library.collection import Collection
from mireader.tui.config import Config, load_config
from mireader.usage import NO_INPUT, WRONG_USAGE, meant_command

SMALLEST = (40, 10)
"""Columns and rows of the smallest terminal."""


def open_reader(
    paths: Sequence[str],
    encoding: str | None = None,
    columns: tuple[str, str] | None = None,
    codebooks: Sequence[str] = (),
    lang: str | None = None,
    config: str | None = None,
    cache: bool = True,
) -> int:
    """Runs the reader over pages; its exit status: 0, 1 (crash), 2 (no terminal), 3 (no page)."""
    choose_language(lang)
    complaint = _terminal_complaint(STDIN in paths)
    settings = _settings(config, lang)
    try:
        collection = Collection(paths, ReadOptions(encoding, columns), codebooks or settings.codebooks, cache)
    except ValueError as error:  # a codebook that cannot be used
        return _say(str(error), WRONG_USAGE)
    try:
        nothing = not collection.paths or (collection.first_at_once() and collection.first_page() is None)
        told = _tell_errors(collection)
        if nothing:
            return NO_INPUT
        if complaint:
            return _say(complaint, WRONG_USAGE)
        if collection.spooled is not None:
            os.dup2(os.open("/dev/tty", os.O_RDWR), sys.__stdin__.fileno() if sys.__stdin__ else 0)
        collection.start_indexing(early=True)
        from mireader.tui.run import run

        status = run(collection, settings)
        if status == NO_INPUT:
            _tell_errors(collection, told)
        return status
    finally:
        collection.close()


def _settings(config: str | None, lang: str | None) -> Config:
    """The configuration; what it complains of is said in the language that it asks for."""
    path = Path(config) if config else None
    settings = load_config(path)
    if settings.language and lang is None:
        choose_language(settings.language)
        settings = load_config(path)
    return settings


def _tell_errors(collection: Collection, told: int = 0) -> int:
    """Says why pages cannot be read, but for the first `told`; how many that are now."""
    for failure in collection.errors[told:]:
        piped = collection.spooled is not None and failure.path == str(collection.spooled)
        meant = meant_command(failure.path) if not piped and not os.path.exists(failure.path) else None
        more = _("; did you mean the command {name}? (mireader --help)").format(name=meant) if meant else ""
        _say(f"{_('standard input') if piped else failure.path}: {failure.reason}{more}", NO_INPUT)
    return len(collection.errors)


def _say(sentence: str, status: int) -> int:
    print(f"mireader: {visible(sentence)}", file=sys.stderr)
    return status


def _terminal_complaint(from_stdin: bool) -> str | None:
    """Why the reader cannot be drawn here, or None."""
    if not (sys.stderr.isatty() and sys.stdout.isatty() and (from_stdin or sys.stdin.isatty())):
        return f"{_('the reader needs a terminal')}; {_instead()}"
    if os.environ.get("TERM") in ("dumb", "unknown"):
        kind = _("a terminal of the kind TERM={name} cannot be drawn on").format(name=os.environ["TERM"])
        return f"{kind}; {_instead()}"
    columns, rows = os.get_terminal_size(sys.stderr.fileno())
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        sentence = _(
            "this terminal has {columns} columns and {rows} rows; the reader needs {least} and {fewest}"
        )
        return sentence.format(columns=columns, rows=rows, least=SMALLEST[0], fewest=SMALLEST[1])
    return None


def _instead() -> str:
    return _("without one use a command: outline, tactics, search, text (mireader --help)")
