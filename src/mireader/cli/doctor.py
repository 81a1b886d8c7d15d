"""`mireader doctor`: what this terminal and machine offer."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import click
from platformdirs import user_config_path

from mireader import __version__
from mireader.desk.desk import desk_path
from mireader.hanzi.segment import rjieba_cut
from mireader.hanzi.width import text_width
from mireader.i18n import _
from mireader.library.cache import cache_folder
from mireader.tactics.codebook import own_folder


@click.command()
def doctor() -> None:
    """What this terminal and machine offer, and where things are kept."""
    rows = [
        ("mireader", __version__),
        ("Python", f"{platform.python_version()} ({sys.platform})"),
        (_("terminal"), os.environ.get("TERM") or _("not set")),
        (_("colours"), _colours()),
        (_("text encoding"), sys.stdout.encoding),
        (_("segmentation"), "rjieba" if rjieba_cut() else _("jieba (slower; rjieba is not installed)")),
        (_("input methods"), _kitty()),
        (_("desk"), str(desk_path())),
        (_("configuration"), str(user_config_path("mireader", appauthor=False) / "config.toml")),
        (_("kept indexes"), str(cache_folder())),
        (_("own codebooks"), str(own_folder())),
    ]
    for package in ("textual", "jieba", "rjieba", "opencc-python-reimplemented", "rapidfuzz", "numpy"):
        rows.append((package, _version(package)))
    width = max(text_width(name) for name, _value in rows)
    for name, value in rows:
        click.echo(f"{name}{' ' * (width - text_width(name))}  {value}")


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return _("none (NO_COLOR is set)")
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return _("16 million")
    return "256" if "256" in os.environ.get("TERM", "") else "16"


def _kitty() -> str:
    set_by_user = os.environ.get("TEXTUAL_DISABLE_KITTY_KEY")
    if set_by_user != "0":
        return _("kitty key protocol off")
    return _("kitty key protocol on: long commits may break")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _("not installed")
