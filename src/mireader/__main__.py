"""`mireader` and `python -m mireader`: environment guards, then the command line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs the command line and exits with its status."""
    # Textual reads this once, at import: under the Kitty key protocol a commit of five or more
    # characters by an input method arrives as garbage (its parser gives up after 32 bytes).
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from mireader.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
