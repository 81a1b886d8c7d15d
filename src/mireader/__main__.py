"""`mireader` and `python -m mireader`: environment guards, then the command line."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from typing import Any, NoReturn

GARBAGE_THRESHOLD = 50_000
"""Allocations between two collections: the default 700 costs a tenth of the start-up."""


def main() -> None:
    """Runs the command line and exits with its status."""
    # Textual reads this once, at import: under the Kitty key protocol a commit of five or more
    # characters by an input method arrives as garbage (its parser gives up after 32 bytes).
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 50)
    os.environ.setdefault("TEXTUAL_FPS", "120")  # a result waits 8 ms for its frame, not 16
    try:
        status = _run(sys.argv[1:])
    except Exception as error:  # whatever it is: a sentence, a report, and no thread that is waited for
        from mireader.tui.crash import write_report

        status = 1
        with suppress(OSError):  # the terminal may be what has gone
            print(write_report(error), file=sys.stderr)
    _leave(status)


def _run(arguments: list[str]) -> int:
    from mireader.usage import only_paths

    if only_paths(arguments):  # the reader, at once: the command line's library takes 20 ms to load
        from mireader.tui.launch import open_reader

        return open_reader(arguments)
    from mireader.cli.main import run

    return run(arguments, _open_reader)


def _leave(status: int) -> NoReturn:
    """Exits; a thread that still reads a large page is not waited for."""
    if threading.active_count() > 1:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _open_reader(*arguments: Any) -> int:
    """The reader for the command line, which knows no screen."""
    from mireader.tui.launch import open_reader

    return open_reader(*arguments)


if __name__ == "__main__":
    main()
