"""What is left of a crash: one sentence for the reader, a report in a file, no text of any page in it."""

from __future__ import annotations

import os
import platform
import time
import traceback
from pathlib import Path

from platformdirs import user_state_path
from textual.worker import WorkerFailed

from mireader import __version__
from mireader.i18n import _


def report_folder() -> Path:
    """Where reports of crashes are kept."""
    return user_state_path("mireader", appauthor=False)


def write_report(error: BaseException) -> str:
    """Writes where in the code an error arose (no values, no page text); the sentence to show."""
    while isinstance(error, WorkerFailed):  # what failed is inside
        error = error.error
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    text = f"mireader {__version__}, Python {platform.python_version()}\n{frames}{type(error).__name__}\n"
    folder = report_folder()
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        return _("mireader failed, and the report could not be written: {why}").format(why=problem)
    return _("mireader failed; the report is in {path}").format(path=path)
