"""The index process: reads and indexes pages at low priority, and hands segments over as files.

Run as `python -P -m mireader.library.indexer FOLDER ENCODING COLUMNS PATH...` (encoding and columns may
be empty). Standard output: a JSON object a line, as things come:
`{"segment": file, "chunks": [[path, offset], …]}`, `{"failed": [path, reason]}`, `{"progress": [done, all]}`,
`{"done": true}`, and after that, for the first questions, `{"keywords": [path, {entry: [word, …]}]}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mireader.documents.formats import ReadError, ReadOptions
from mireader.documents.model import Document
from mireader.documents.reader import Failure, find_files, read_document
from mireader.hanzi.fold import fold
from mireader.hanzi.segment import keywords
from mireader.library.hits import Chunk, texts_of
from mireader.search.index import build_segments
from mireader.search.segment import Text

MOST_QUESTIONS = 200
"""Questions of a collection whose keywords are found in advance."""
KEYWORDS = 6


def tell(message: dict[str, Any]) -> None:
    """Hands one message over."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Indexes what the arguments name."""
    if hasattr(os, "nice"):
        os.nice(5)
    folder_, encoding, columns, *paths = sys.argv[1:]
    pair = columns.split(",") if columns else None
    options = ReadOptions(encoding or None, (pair[0], pair[1]) if pair else None)
    folder = Path(folder_)
    chunks: list[Chunk] = []
    first: list[Document] = []

    def texts() -> Iterator[Text]:
        files = list(find_files(paths))
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
    for number, segment in enumerate(build_segments(texts())):
        path = folder / f"{number}.segment"
        segment.save(path)
        count = int(segment.documents[-1]) + 1 - at
        tell(
            {
                "segment": str(path),
                "chunks": [[chunk.path, chunk.offset] for chunk in chunks[at : at + count]],
            }
        )
        at += count
    tell({"done": True})
    _tell_keywords(first)


def _tell_keywords(documents: list[Document]) -> None:
    """Hands over what each question is about; last, since jieba's dictionary takes 0.7 s to load."""
    for document in documents:
        found = {
            entry.id: keywords(fold(document.text[entry.start : entry.end]), KEYWORDS)
            for entry in document.entries[:MOST_QUESTIONS]
        }
        tell({"keywords": [document.path, found]})


if __name__ == "__main__":
    main()
