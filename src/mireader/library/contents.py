"""Places by name: the questions and sections of a collection, found by number, words or pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from mireader.hanzi.fold import fold
from mireader.hanzi.pinyin import spellings
from mireader.library.collection import Collection
from mireader.library.page import Page

MOST_SPELT = 20_000
"""Places whose pinyin is written out; of a larger collection only words are compared."""
LIKE = 70
"""Per cent of likeness (rapidfuzz's partial ratio) from which a title with slips is offered."""
_FEWEST_FOR_SLIPS = 3


class Entry(NamedTuple):
    """A line of a table of contents: a page, a question or a section."""

    path: str
    offset: int
    """Code points into the page's stored text."""
    level: int
    """0 for a page itself."""
    ordinal: int
    """Number among the page's questions, from 1; 0 for what is no question."""
    title: str
    """With its marker."""


def contents_of(collection: Collection, page: Page) -> list[Entry]:
    """What can be gone to by name: all of a page first, then the other pages and their questions.

    A page that was not opened yet is listed by its file's name alone.
    """
    found = _entries(page)
    for path in collection.paths:
        if path == page.path:
            continue
        found += _entries(collection.page(path)) if collection.is_open(path) else [_unread(path)]
    return found


def _unread(path: str) -> Entry:
    return Entry(path, 0, 0, 0, Path(path).stem)


def _entries(page: Page) -> list[Entry]:
    found = [Entry(page.path, 0, 0, 0, page.title)]
    ordinal = 0
    for node in page.document.outline:
        if node.kind in ("boilerplate", "answer") or not node.title:
            continue
        ordinal += node.kind == "entry"
        marker = "" if node.marker.startswith("#") else node.marker
        number = ordinal if node.kind == "entry" else 0
        found.append(Entry(page.path, node.start, node.level, number, f"{marker} {node.title}".strip()))
    return found


class Finder:
    """Finds entries by what is typed: a number, part of a title, its pinyin, its initials; with slips."""

    def __init__(self, entries: Sequence[Entry], path: str) -> None:
        self._entries = entries
        self._path = path
        """The page whose questions a bare number means."""
        self._folded = [fold(entry.title) for entry in entries]
        spelt = len(entries) <= MOST_SPELT
        self._spelt = [spellings(folded.replace(" ", "")) for folded in self._folded] if spelt else []

    def find(self, typed: str, limit: int = 200) -> list[Entry]:
        """The entries meant, the likeliest first; all of them, in order, for nothing typed."""
        wanted = fold(typed).strip()
        if not wanted:
            return list(self._entries[:limit])
        ranked = [
            (rank, at) for at in range(len(self._entries)) if (rank := self._rank(at, wanted)) is not None
        ]
        if not ranked and len(wanted) >= _FEWEST_FOR_SLIPS:
            alike = process.extract(
                wanted, self._folded, scorer=fuzz.partial_ratio, score_cutoff=LIKE, limit=limit
            )
            return [self._entries[at] for _title, _score, at in alike]
        return [self._entries[at] for _rank, at in sorted(ranked)[:limit]]

    def _rank(self, at: int, wanted: str) -> int | None:
        """How directly what was typed names an entry, 0 the most; None if it does not."""
        entry, folded = self._entries[at], self._folded[at]
        if wanted.isdecimal() and entry.ordinal == int(wanted):
            return 0 if entry.path == self._path else 1
        place = folded.find(wanted)
        if place >= 0:
            return 2 if place == 0 else 3
        if self._spelt and wanted.isascii():
            letters = wanted.replace(" ", "").replace("'", "")
            for spelling in self._spelt[at]:
                place = spelling.find(letters)
                if place >= 0:
                    return 4 if place == 0 else 5
        return None
