"""Command names and exit statuses. Imports nothing: the reader starts without the command line's library."""

from __future__ import annotations

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
}
"""Each command's module in the package `cli` and its name there; imported when it is called."""

NOTHING_FOUND = 1
WRONG_USAGE = 2
NO_INPUT = 3
INTERRUPTED = 130


def only_paths(arguments: Sequence[str]) -> bool:
    """Whether these are pages to read and nothing else: no option, no command."""
    return not any(argument.startswith("-") for argument in arguments) and (
        not arguments or arguments[0] not in COMMANDS
    )
