"""Many pages and their index, read and indexed at once: the library behind the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mireader.documents.formats import ReadError, ReadOptions, TableRow
from mireader.documents.reader import Failure, find_files, from_rows, read_document
from mireader.library.hits import Answer, Hit, Searcher
from mireader.library.inputs import chosen_paths, matcher_source
from mireader.library.page import Page
from mireader.library.passages import Chunk, texts_of
from mireader.memory import uncollected

if TYPE_CHECKING:
    from mireader.documents.model import Document
    from mireader.search.segment import Text
    from mireader.tactics.matcher import Matcher


LARGE_COLLECTION = 5_000_000
"""Code points from which near-duplicates are looked for when an outline is asked for, not at once."""


class Library:
    """Pages, what could not be read, and an index that is built when first searched."""

    def __init__(self, pages: Sequence[Page], errors: Sequence[Failure] = ()) -> None:
        self.documents: tuple[Page, ...] = tuple(pages)
        self.errors: tuple[Failure, ...] = tuple(errors)
        self._by_path = {page.path: page for page in self.documents}
        self._searcher: Searcher | None = None

    @property
    def searcher(self) -> Searcher:
        """The index over all pages."""
        if self._searcher is None:
            self._searcher = _indexed(self.documents, self._by_path)
        return self._searcher

    def answer(self, query: str, limit: int = 50) -> Answer:
        """Hits with their number and time."""
        return self.searcher.search(query, limit)

    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """The best hits, the best first."""
        return self.answer(query, limit).hits

    @property
    def index_bytes(self) -> int:
        """Size of the index's arrays in bytes."""
        return sum(segment.nbytes for segment in self.searcher.segments)


def _indexed(pages: Iterable[Page], by_path: Mapping[str, Page]) -> Searcher:
    from mireader.search.index import build_segments

    searcher = Searcher(by_path.__getitem__)
    chunks: list[Chunk] = []

    def texts() -> Iterator[Text]:
        for page in pages:
            for chunk, text in texts_of(page.document):
                chunks.append(chunk)
                yield text

    at = 0
    for segment in build_segments(texts(), threads=2):
        count = int(segment.documents[-1]) + 1 - at
        searcher.add(segment, chunks[at : at + count])
        at += count
    return searcher


def read_library(
    paths: Sequence[str], options: ReadOptions | None = None, codebooks: Sequence[str] = ()
) -> Library:
    """Reads every page that `paths` name (none: the default collection), without indexing.

    What cannot be read is in `.errors`. Raises CodebookError.
    """
    matcher = matcher_source(codebooks)
    documents: list[Document] = []
    errors: list[Failure] = []
    for item in find_files(chosen_paths(paths)):
        if isinstance(item, Failure):
            errors.append(item)
            continue
        try:
            documents.append(read_document(item, options))
        except ReadError as error:
            errors.append(Failure(item, str(error)))
    return Library(_pages(documents, matcher), errors)


def _pages(documents: Sequence[Document], matcher: Callable[[], Matcher]) -> list[Page]:
    """The documents as pages, with what says the same again."""
    pages = [Page(document, matcher) for document in documents]

    def compare() -> None:
        from mireader.library.duplicates import near_duplicates

        for page in pages:
            page.when_repeats_matter = None
        for page, same in zip(pages, near_duplicates(documents), strict=True):
            if same:
                page.repeats(same)

    if sum(len(document.text) for document in documents) > LARGE_COLLECTION:
        for page in pages:
            page.when_repeats_matter = compare
    elif sum(len(document.entries) for document in documents) > 1:
        compare()
    return pages


def open_library(
    *paths: str | Path,
    encoding: str | None = None,
    columns: tuple[str, str] | None = None,
    codebooks: Sequence[str] = (),
) -> Library:
    """Reads and indexes pages; returns when everything can be found. Raises CodebookError."""
    with uncollected():
        library = read_library([str(path) for path in paths], ReadOptions(encoding, columns), codebooks)
        _ = library.searcher
    return library


def library_of_rows(rows: Iterable[Mapping[str, str]], codebooks: Sequence[str] = ()) -> Library:
    """Indexes rows `{"id", "title", "body"}`; returns when everything can be found."""
    matcher = matcher_source(codebooks)
    named = (
        TableRow(str(row.get("id") or ""), str(row.get("title") or ""), str(row.get("body") or ""))
        for row in rows
    )
    with uncollected():
        library = Library(_pages([from_rows(named, "")], matcher))
        _ = library.searcher
    return library
