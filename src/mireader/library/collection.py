"""Pages opened one by one while another process indexes them all: the library behind the screen."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mireader.documents.formats import LARGEST, ReadError, ReadOptions
from mireader.documents.reader import STDIN, Failure, find_files, read_beginning, read_document
from mireader.library.changes import Changes, saved_at
from mireader.library.codebooks import Codebooks
from mireader.library.index_process import IndexProcess
from mireader.library.inputs import chosen_paths
from mireader.library.page import Page
from mireader.library.scratch import Scratch, sweep
from mireader.memory import uncollected

if TYPE_CHECKING:
    from mireader.hanzi.repair import Repair
    from mireader.library.hits import Answer, Scope, Searcher
    from mireader.tactics.codebook import Codebook


MANY = 20
"""Pages from which it is told that they are being indexed."""
AT_ONCE = 1_000_000
"""Bytes of a first page that the screen waits for; a larger one is read while it is there."""
_PIECE = 1 << 20


class Collection:
    """The pages that a reader opens, each read when it is first shown.

    Raises CodebookError, and OSError where no temporary folder can be made.
    """

    def __init__(
        self,
        paths: Sequence[str],
        options: ReadOptions,
        codebooks: Sequence[str] = (),
        cache: bool = False,
    ) -> None:
        self._options = options
        self._cache = cache
        """Whether the index of a large collection is kept on disk for the next time."""
        self.books = Codebooks(codebooks)
        self._scratch = Scratch()
        self._folder = self._scratch.path
        self.spooled: Path | None = None
        self._inputs = [self._spool() if path == STDIN else path for path in chosen_paths(paths)]
        self.by_default = not paths
        """Whether nothing was named, and the pages that come with the program are open."""
        self.errors: list[Failure] = []
        found: dict[str, None] = {}  # in order, each once
        for item in find_files(self._inputs):
            if isinstance(item, Failure):
                self.errors.append(item)
            else:
                found[item] = None
        self.paths = list(found)
        self.default_paths = frozenset(self.paths) if self.by_default else frozenset()
        self._pages: dict[str, Page] = {}
        self.when_read: Callable[[Page], None] = lambda page: None
        """Is called with each page that is read, in the thread that reads it, before anyone sees the page."""
        self._reading = threading.RLock()
        self._beginning_read = threading.Lock()
        self._beginning: Page | None = None
        self._following = threading.RLock()
        self._closed = False
        self._searcher: Searcher | None = None
        self._early: Searcher | None = None
        """Finds what the first page begins with, while all of it is read."""
        self._process: IndexProcess | None = None
        self.keywords: dict[str, dict[str, list[str]]] = {}
        """By path and entry id: what a question is about, once the index process has found it."""
        self.same: dict[str, dict[str, str]] = {}
        """By path and node id: the place that says it first, once the index process has found it."""
        self.repairs: dict[str, list[Repair]] = {}
        """The silent repairs of large pages, by path."""
        self.ready = False
        """Whether every page can be found."""
        self._seen: dict[str, tuple[int, int]] = {}
        """By path: when a file was saved and how long it is, at the last look."""
        self._read_at: dict[str, tuple[int, int]] = {}
        """The same when a page was read."""

    def _spool(self) -> str:
        """Keeps standard input in the private folder, so that the index process can read it too."""
        self.spooled = self._folder / "stdin.txt"
        with self.spooled.open("wb") as file:
            left = LARGEST + 1  # what is more than a page may have is not waited for
            while left > 0 and (piece := sys.stdin.buffer.read(min(_PIECE, left))):
                file.write(piece)
                left -= len(piece)
        return str(self.spooled)

    def page(self, path: str) -> Page:
        """A page, read and outlined at the first call. Raises ReadError."""
        page = self._pages.get(path)
        if page is not None:
            return page
        with self._reading:  # a search waits for a page that is being read, and does not read it again
            if path not in self._pages:
                self._read_at[path] = saved_at(path)
                with uncollected():
                    page = Page(read_document(path, self._options), self.books.matcher)
                self._tell(page)
                self.when_read(page)
                self._pages[path] = page
            return self._pages[path]

    def reload_codebooks(self) -> bool:
        """Reads codebooks again that were saved since, or added; whether any tactic may have changed."""
        changed = self.books.reload()
        if changed:
            self._forget_mentions()
        return changed

    def add_tactic(self, name: str) -> str:
        """Adds a tactic to the user's own codebook; its id. Raises CodebookError and OSError."""
        id_ = self.books.add(name)
        self._forget_mentions()
        return id_

    def _forget_mentions(self) -> None:
        for page in self._pages.values():
            page.forget_mentions()

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        """The codebooks in use."""
        return self.books.matcher().codebooks

    def path_here(self, path: str) -> str | None:
        """The path by which a file is among the pages, wherever it was named from; None if it is not."""
        if path in self.paths:
            return path
        absolute = os.path.abspath(path)
        return next((known for known in self.paths if os.path.abspath(known) == absolute), None)

    @property
    def open_pages(self) -> list[Page]:
        """The pages that were read so far."""
        return list(self._pages.values())

    def is_open(self, path: str) -> bool:
        """Whether a page has been read."""
        return path in self._pages

    @property
    def large(self) -> bool:
        """Whether indexing takes long enough to be told."""
        return not self.first_at_once() or len(self.paths) > MANY

    def first_at_once(self) -> bool:
        """Whether the first page is small enough to be read before anything is shown."""
        return not self.paths or saved_at(self.paths[0])[1] <= AT_ONCE

    def first_page(self) -> Page | None:
        """The first page that can be read; those before it become errors."""
        while self.paths:
            try:
                return self.page(self.paths[0])
            except ReadError as error:
                self.errors.append(Failure(self.paths.pop(0), str(error)))
        return None

    def beginning(self) -> Page | None:
        """What the first page begins with, to be looked at while all of it is read."""
        with self._beginning_read:
            path = next(iter(self.paths), "")
            if path and (self._beginning is None or self._beginning.path != path):
                try:
                    document = read_beginning(path, self._options)
                except ReadError:  # told when all of it is read
                    return None
                self._beginning = Page(document, self.books.matcher) if document is not None else None
            return self._beginning

    def look_again(self) -> Changes:
        """What became of the files since the last look: pages added, saved again, taken away.

        What changed is not searched any more until `index_again`. The first look compares with what was
        there when the collection was opened, and with pages that were read since.
        """
        found = [item for item in find_files(self._inputs) if not isinstance(item, Failure)]
        seen = {path: saved_at(path) for path in found}
        known = self._seen or self._opened_with(seen)
        self._seen = seen
        changes = Changes(
            [path for path in found if path not in known],
            [path for path in found if path in known and known[path] != self._seen[path]],
            [path for path in known if path not in self._seen],
        )
        for path in (*changes.saved, *changes.gone):
            self._searching().forget(path)
        for path in changes.saved:
            self._pages.pop(path, None)
            for findings in (self.same, self.keywords, self.repairs):
                findings.pop(path, None)
        there = set(self.paths)
        self.paths += [path for path in changes.added if path not in there]
        return changes

    def _opened_with(self, seen: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """What there was when the collection was opened: a page that was read as it was then."""
        unread = {error.path: seen[error.path] for error in self.errors if error.path in seen}
        pages = {path: self._read_at.get(path, seen.get(path, (0, 0))) for path in self.paths}
        return {**unread, **pages}

    def index_again(self, paths: Sequence[str], changed: Callable[[int, int], None]) -> None:
        """Indexes some pages again, or for the first time; blocks until it is done (call it in a thread).

        Waits for what is being indexed: the texts of one process are numbered after those of another.
        """
        with self._following:
            if self._process is not None:
                self._process.wait()
            for path in paths:  # also what the process before this one may have met already
                self._searching().forget(path)
            if not self._closed:
                self.start_indexing(paths, len(self._searching().chunks))
                self.follow(changed)

    def start_indexing(self, paths: Sequence[str] = (), first: int = 0, early: bool = False) -> None:
        """Starts the index process for all pages, or for some; `follow` then tells what it has done.

        `first`: the number of the first text, where others are indexed already. `early`: what a large first
        page begins with is what is searched until `first_page`, which is to be called, has read it.
        """
        job = {
            "folder": str(self._folder),
            "paths": list(paths) or self._inputs,
            "first": first,
            "cache": self._cache and not paths,
            "begin": self.paths[0] if early and not self.first_at_once() else None,
            **self._options._asdict(),
        }
        self._process = IndexProcess(job)

    def follow(self, changed: Callable[[int, int], None]) -> None:
        """Takes in segments as they come; blocks until all are in (call it in a thread).

        `changed(done, all)` is called after each step; both 0 where the number is not known.
        """
        with self._following:
            self._follow(changed)

    def _follow(self, changed: Callable[[int, int], None]) -> None:
        from mireader.library.passages import Chunk  # while the other process is at work
        from mireader.search.grams import unit_layers
        from mireader.search.segment import Segment

        unit_layers()
        for message in self._process.messages() if self._process is not None else ():
            if "segment" in message or "beginning" in message:
                chunks = [Chunk(*chunk) for chunk in message["chunks"]]
                try:
                    segment = Segment.load(Path(message.get("segment") or message["beginning"]))
                except OSError:  # a kept index that another reader has just replaced
                    self._start_over(changed)
                    return
                (self._searching() if "segment" in message else self._begin_searching()).add(segment, chunks)
                changed(0, 0)
            elif "progress" in message:
                changed(*message["progress"])
            elif "failed" in message:
                failure = Failure(*message["failed"])
                if failure.path not in [known.path for known in self.errors]:
                    self.errors.append(failure)
            elif "keywords" in message:
                path, found = message["keywords"]
                self.keywords[path] = found
                changed(0, 0)
            elif "same" in message or "repairs" in message:
                self._take(message)
                changed(0, 0)
            elif "done" in message:
                self.ready = True
                changed(0, 0)
                if self.searchable:
                    self.search("预热 yure")  # loads what the first search would wait for
                sweep()

    def _start_over(self, changed: Callable[[int, int], None]) -> None:
        """Indexes everything anew, without what was kept."""
        self._end_process()
        self._cache, self._searcher, self._early = False, None, None
        self.start_indexing()
        self.follow(changed)

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.end()

    def _take(self, found: dict[str, Any]) -> None:
        """Takes in what was found in a page, and tells the page if it is open."""
        if "same" in found:
            self.same |= found["same"]
            about = found["same"]
        else:
            from mireader.hanzi.repair import Repair

            path, rows = found["repairs"]
            self.repairs[path] = [Repair(*row) for row in rows]
            about = [path]
        for path in about:
            if path in self._pages:
                self._tell(self._pages[path])

    def _tell(self, page: Page) -> None:
        if page.path in self.same:
            page.repeats(self.same[page.path])
        if page.path in self.repairs:
            page.take_repairs(self.repairs[page.path])

    def _searching(self) -> Searcher:
        if self._searcher is None:
            from mireader.library.hits import Searcher

            self._searcher = Searcher(self.page)
        return self._searcher

    def _begin_searching(self) -> Searcher:
        from mireader.library.hits import Searcher

        self._early = Searcher(lambda path: self.beginning() or self.page(path))
        return self._early

    def _at_hand(self) -> Searcher:
        """What finds most just now without being waited for: a search waits for the pages of its hits."""
        early, all_of_it = self._early, self._searching()
        if early is None or (all_of_it.segments and self.is_open(next(iter(self.paths), ""))):
            self._early = self._beginning = None
            return all_of_it
        return early

    @property
    def segments(self) -> tuple[bool, int]:
        """What can be searched so far: whether it is more than a beginning, and of how many segments."""
        found = self._at_hand()
        return found is not self._early, len(found.segments)

    @property
    def complete(self) -> bool:
        """Whether what is found now is all that there is."""
        return self.ready and self.segments[0]

    @property
    def searchable(self) -> bool:
        """Whether anything is indexed yet."""
        return bool(self._at_hand().segments)

    def search(
        self,
        query: str,
        limit: int = 50,
        *,
        fuzzy: bool = True,
        cancelled: Callable[[], bool] = lambda: False,
        scope: Scope | None = None,
    ) -> Answer:
        """The best hits among what is indexed so far, in all pages or in a part of one."""
        return self._at_hand().search(query, limit, fuzzy=fuzzy, cancelled=cancelled, scope=scope)

    def add(self, inputs: Sequence[str]) -> None:
        """Opens more files and folders; `look_again` tells which pages they hold."""
        if not self._seen:
            self.look_again()
        there = [path for path in inputs if saved_at(path) != (0, 0)]
        self._inputs += [path for path in there if path not in self._inputs]

    @property
    def inputs(self) -> list[str]:
        """The files and folders that were named."""
        return list(self._inputs)

    def close(self) -> None:
        """Ends the index process and removes the private folder."""
        self._closed = True
        self._end_process()
        self._scratch.close()
