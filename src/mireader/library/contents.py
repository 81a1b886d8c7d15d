"""Places by name: the questions and sections of a collection, found by number, words or pinyin."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from mireader.columns import MadeWhenAsked
from mireader.documents.model import Document
from mireader.hanzi.fold import fold
from mireader.hanzi.typed import sounding, sounds_of
from mireader.library.collection import Collection
from mireader.library.page import Page

MOST_SPELT = 20_000
"""Places whose pinyin is written out; of a larger collection only words are compared."""
LIKE = 70
"""Per cent of likeness (rapidfuzz's partial ratio) from which a title with slips is offered."""
_FEWEST_FOR_SLIPS = 3
_LONGEST_NUMBER = 9


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


class Contents(MadeWhenAsked[Entry]):
    """A table of contents; a line is made when it is asked for: a large table has 200,000 questions."""

    def __init__(self, parts: Sequence[_Part] = ()) -> None:
        self.parts = parts
        self.begins = list(accumulate(map(len, parts), initial=0))
        """By part: the number of its first line; one longer."""

    def __len__(self) -> int:
        return self.begins[-1]

    def at(self, offset: int) -> int:
        """The number of the line that holds a stored offset of the first page."""
        return max(0, bisect_right(range(self.begins[1]), offset, key=self._offset_of) - 1)

    def _offset_of(self, number: int) -> int:
        return self.parts[0].entry(number).offset

    def _made(self, number: int) -> Entry:
        at = bisect_right(self.begins, number) - 1
        return self.parts[at].entry(number - self.begins[at])


class _Part:
    """The lines of one page, the first of which is the page itself."""

    def __init__(self, path: str, title: str, document: Document | None = None) -> None:
        """`document`: None for a page that was not read yet."""
        self.path, self._title, self._document = path, title, document
        self._nodes = array("I")
        self.ordinals = array("I", [0])
        """By line: number among the page's questions, from 1; 0 for what is no question."""
        ordinal = 0
        for index, node in enumerate(document.outline if document else ()):
            if node.kind in ("boilerplate", "answer") or not node.title:
                continue
            ordinal += node.kind == "entry"
            self._nodes.append(index)
            self.ordinals.append(ordinal if node.kind == "entry" else 0)

    def __len__(self) -> int:
        return len(self.ordinals)

    def entry(self, at: int) -> Entry:
        """The line with this number, from 0."""
        if self._document is None or not at:
            return Entry(self.path, 0, 0, 0, self._title)
        node = self._document.outline[self._nodes[at - 1]]
        marker = "" if node.marker.startswith("#") else node.marker
        return Entry(self.path, node.start, node.level, self.ordinals[at], f"{marker} {node.title}".strip())


def contents_of(collection: Collection, page: Page) -> Contents:
    """What can be gone to by name: all of a page first, then the other pages and their questions.

    A page that was not opened yet is listed by its file's name alone.
    """
    parts = [_Part(page.path, page.title, page.document)]
    for path in collection.paths:
        if path == page.path:
            continue
        if collection.is_open(path):
            other = collection.page(path)
            parts.append(_Part(path, other.title, other.document))
        else:
            parts.append(_Part(path, Path(path).stem))
    return Contents(parts)


class Finder:
    """Finds entries by what is typed: a number, part of a title, its pinyin, its initials; with slips."""

    def __init__(self, entries: Contents, path: str) -> None:
        self._entries = entries
        self._path = path
        """The page whose questions a bare number means."""
        self._begins = array("I", [0])
        """By entry: where its title begins among all of them; one longer."""
        titles = StringIO()
        for entry in entries:
            titles.write(entry.title.replace("\n", " ") + "\n")
            self._begins.append(self._begins[-1] + len(entry.title) + 1)
        self._titles = fold(titles.getvalue())
        self._spelt = (
            [sounds_of(self._folded(at)) for at in range(len(entries))] if len(entries) <= MOST_SPELT else []
        )

    def find(self, typed: str, limit: int = 200) -> list[Entry]:
        """The entries meant, the likeliest first; all of them, in order, for nothing typed."""
        wanted = " ".join(fold(typed).split())
        if not wanted:
            return self._entries[:limit]
        ranks = self._numbered(wanted)
        for at, rank in (*self._holding(wanted), *self._spelling(wanted)):
            ranks[at] = min(rank, ranks.get(at, rank))
        if not ranks and len(wanted) >= _FEWEST_FOR_SLIPS:
            titles = map(self._folded, range(len(self._entries)))
            alike = process.extract_iter(wanted, titles, scorer=fuzz.partial_ratio, score_cutoff=LIKE)
            best = nsmallest(limit, ((-score, at) for _title, score, at in alike))
            return [self._entries[at] for _score, at in best]
        return [self._entries[at] for _rank, at in nsmallest(limit, ((r, at) for at, r in ranks.items()))]

    def _folded(self, at: int) -> str:
        return self._titles[self._begins[at] : self._begins[at + 1] - 1]

    def _numbered(self, wanted: str) -> dict[int, int]:
        """The entries that are the question with the number typed, each with its rank, 0 the best."""
        found: dict[int, int] = {}
        number = int(wanted) if wanted.isdecimal() and len(wanted) <= _LONGEST_NUMBER else 0
        for begin, part in zip(self._entries.begins, self._entries.parts, strict=False):
            if number and number in part.ordinals:
                found[begin + part.ordinals.index(number)] = 0 if part.path == self._path else 1
        return found

    def _holding(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Those whose title holds what was typed: 2 at its beginning, else 3."""
        place = self._titles.find(wanted)
        while place >= 0:
            at = bisect_right(self._begins, place) - 1
            yield at, 2 if place == self._begins[at] else 3
            place = self._titles.find(wanted, self._begins[at + 1])

    def _spelling(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Those whose pinyin or initials hold it: 4 at the beginning, else 5."""
        spoken = sounding(wanted.replace(" ", "'"))
        for at, sounds in enumerate(self._spelt if spoken else ()):
            if spoken and (found := spoken.search(sounds)):
                yield at, 4 if found.start() == 0 else 5
