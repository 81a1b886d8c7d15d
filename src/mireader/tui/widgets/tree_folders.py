"""Folders in the tree: many pages are listed by folder, and as ranges where one folder holds too many."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from mireader.tui.widgets.tree_groups import MOST, RANGE

LISTED = 200
"""Pages that are listed under each other, whatever folders they lie in."""


class Folder(NamedTuple):
    """Pages shown under one heading: those of a folder, or a range of them."""

    id: str
    label: str
    base: str
    """The folder that they lie in, directly or further down."""
    paths: list[str]


def folder_of(paths: Sequence[str]) -> Folder | None:
    """All pages as one folder to be listed; None where they are few."""
    if len(paths) <= LISTED:
        return None
    folders = {os.path.dirname(path) for path in paths}
    try:
        base = os.path.commonpath(folders)
    except ValueError:  # relative and absolute ones, or several drives
        base = ""
    return Folder("#folder", "", base, list(paths))


def listed(folder: Folder) -> list[Folder | str]:
    """What stands right under a folder: folders and pages in their order, or ranges of these."""
    held: dict[str, list[str]] = {}
    for path in folder.paths:
        held.setdefault(_step(path, folder.base), []).append(path)
    found = [_entry(folder, step, paths) for step, paths in held.items()]
    if len(found) <= MOST:
        return found
    return [_range(folder, at, found[at : at + RANGE]) for at in range(0, len(found), RANGE)]


def _step(path: str, base: str) -> str:
    """The name under a folder that leads to a page."""
    below = path[len(base) :].lstrip(os.sep) if base else path
    return below.split(os.sep, 1)[0] or os.sep


def _entry(folder: Folder, step: str, paths: list[str]) -> Folder | str:
    base = os.path.join(folder.base, step)
    if paths == [base]:
        return base
    inner = os.path.commonpath([os.path.dirname(path) for path in paths])
    label = os.path.relpath(inner, folder.base) if folder.base else inner
    return Folder(f"#folder:{inner}", label, inner, paths)


def _range(folder: Folder, at: int, entries: Sequence[Folder | str]) -> Folder:
    paths = [path for one in entries for path in (one.paths if isinstance(one, Folder) else [one])]
    label = f"{at + 1}–{at + len(entries)}"
    return Folder(f"{folder.id}:{label}", label, folder.base, paths)
