"""The index process: reads and indexes pages at low priority, and hands segments over as files.

Run as `python -P -m mireader.library.indexer`, with the JSON of a `Job` on standard input. Standard output:
a JSON object a line, as things come:
`{"segment": file, "chunks": [[path, offset, length of the page], …]}`, the same as `beginning` for what a
large first page begins with, `{"failed": [path, reason]}`,
`{"progress": [done, all]}`,
`{"done": true}`; after that, for large pages, what was mended in them, `{"repairs": [path, [repair, …]]}`;
for pages that say again what stood before, `{"same": {path: {node: place}, …}}`, and for the first questions
`{"keywords": [path, {entry: [word, …]}]}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mireader.documents.formats import ReadError, ReadOptions
from mireader.documents.model import Document
from mireader.documents.reader import Failure, find_files, read_beginning, read_document
from mireader.hanzi.fold import fold
from mireader.hanzi.segment import keywords
from mireader.i18n import choose_language
from mireader.library import cache
from mireader.library.cache import Part
from mireader.library.page import LARGE
from mireader.library.passages import Chunk, texts_of
from mireader.search.index import build_segments
from mireader.search.segment import Text

MOST_QUESTIONS = 200
"""Questions of a collection whose keywords are found in advance."""
KEYWORDS = 6
AT_ONCE = 500
"""Pages whose repetitions are told in one message."""


class Job(NamedTuple):
    """What to index, and how."""

    folder: str
    """Where the segments are written."""
    paths: list[str]
    encoding: str | None
    columns: list[str] | None
    cache: bool = False
    """Whether a kept index may be used, and this one be kept."""
    first: int = 0
    """The number of the first text: others are indexed already."""
    begin: str | None = None
    """A large page that is to be read first: what it begins with is indexed before all of it is read."""


def tell(message: dict[str, Any]) -> None:
    """Hands one message over."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Indexes what the job names."""
    if hasattr(os, "nice"):
        os.nice(5)
    choose_language(None)  # what a page that cannot be read is said in
    job = Job(**json.load(sys.stdin))
    options = ReadOptions(job.encoding, (job.columns[0], job.columns[1]) if job.columns else None)
    pages = [item for item in find_files(job.paths) if not isinstance(item, Failure)]
    key = cache.key_of(pages, options) if job.cache else None
    kept = cache.find(key, pages) if key is not None else None
    first: list[Document] = []
    for part in kept or ():
        _tell_part(part)
    if kept is None and job.begin is not None:
        _tell_beginning(job.begin, Path(job.folder), options)
    built = list(_build(job, options, first)) if kept is None else []
    tell({"done": True})
    if built and key is not None and cache.key_of(pages, options) == key:  # no file was saved meanwhile
        cache.keep(key, pages, built)
    _tell_findings(job.paths, options, first)
    _tell_keywords(first)


def _tell_part(part: Part) -> None:
    tell({"segment": str(part.file), "chunks": [[one.path, one.offset, one.whole] for one in part.chunks]})


def _tell_beginning(path: str, folder: Path, options: ReadOptions) -> None:
    """Hands over an index of what a page begins with; it is of no use once the page has been read."""
    try:
        document = read_beginning(path, options)
    except ReadError:  # told when all of it is read
        return
    found = list(texts_of(document)) if document is not None else []
    for segment in build_segments(text for _chunk, text in found):
        file = folder / "beginning.segment"
        segment.save(file)
        tell({"beginning": str(file), "chunks": [[one.path, one.offset, one.whole] for one, _text in found]})
        break  # there is one: a beginning is short


def _build(job: Job, options: ReadOptions, first: list[Document]) -> Iterator[Part]:
    """Indexes the pages and hands each segment over; those read first are kept in `first`."""
    chunks: list[Chunk] = []

    def texts() -> Iterator[Text]:
        files = list(find_files(job.paths))
        for number, item in enumerate(files):
            if isinstance(item, Failure):
                tell({"failed": [item.path, item.reason]})
                continue
            try:
                document = read_document(item, options)
                if sum(len(one.entries) for one in first) < MOST_QUESTIONS:
                    first.append(document)
                for chunk, text in texts_of(document):
                    chunks.append(chunk)
                    yield text
            except ReadError as error:
                tell({"failed": [item, str(error)]})
            if number % 16 == 15:
                tell({"progress": [number + 1, len(files)]})

    at = 0
    for segment in build_segments(texts(), first=job.first, soon=True):
        path = Path(job.folder) / f"{job.first + at}.segment"
        segment.save(path)
        count = int(segment.documents[-1]) + 1 - job.first - at
        part = Part(path, chunks[at : at + count])
        _tell_part(part)
        yield part
        at += count


def _tell_findings(paths: list[str], options: ReadOptions, known: list[Document]) -> None:
    """Hands over what is found in the pages; those not kept are read once more, to keep memory small."""
    from mireader.hanzi.repair import find_silent  # the index was waited for, this is not
    from mireader.library.duplicates import Repeats

    read = {document.path: document for document in known}
    repeats = Repeats()
    for item in find_files(paths):
        if isinstance(item, Failure):
            continue
        try:
            document = read[item] if item in read else read_document(item, options)
        except ReadError:  # told when it was indexed
            continue
        if len(document.text) > LARGE:
            tell({"repairs": [item, find_silent(document.text, document.clean)]})
        repeats.add(document)
    found = list(repeats.found().items())
    for at in range(0, len(found), AT_ONCE):
        tell({"same": dict(found[at : at + AT_ONCE])})


def _tell_keywords(documents: list[Document]) -> None:
    """Hands over what each question is about; last, since jieba's dictionary takes 0.7 s to load."""
    from mireader.tactics.brands import brand_names

    for document in documents:
        found = {
            entry.id: keywords(fold(document.text[entry.start : entry.end]), KEYWORDS, brand_names())
            for entry in document.entries[:MOST_QUESTIONS]
        }
        tell({"keywords": [document.path, found]})


if __name__ == "__main__":
    main()
