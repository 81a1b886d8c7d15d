"""Command names and exit statuses. Imports next to nothing: the reader starts without the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence

READER = "read"
COMMANDS = {
    READER: "read_command:read",
    "outline": "pages:outline",
    "tactics": "pages:tactics",
    "repair": "pages:repair",
    "text": "pages:text",
    "search": "search:search",
    "export": "export:export",
    "codebook": "codebook:codebook",
    "desk": "desk:desk",
    "doctor": "doctor:doctor",
    "completion": "completion:completion",
}
"""Each command's module in the package `cli` and its name there; imported when it is called."""

COMPLETE = "_MIREADER_COMPLETE"
"""The environment variable by which a shell asks for completions (a convention of click)."""

NOTHING_FOUND = 1
WRONG_USAGE = 2
NO_INPUT = 3
INTERRUPTED = 130


def only_paths(arguments: Sequence[str]) -> bool:
    """Whether these are pages to read and nothing else: no option, no command, no shell that asks."""
    if COMPLETE in os.environ or any(argument.startswith("-") for argument in arguments):
        return False
    return not arguments or arguments[0] not in COMMANDS


def meant_command(path: str) -> str | None:
    """The command that a path which is not there may have been meant as."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(path, COMMANDS, 1, 0.7)), None)
