"""The index process: reads and indexes pages at low priority, and hands segments over as files.

Run as `python -P -m mireader.library.indexer FOLDER ENCODING COLUMNS PATH...` (encoding and columns may
be empty). Standard output: a JSON object a line, as things come:
`{"segment": file, "chunks": [[path, offset], …]}`, `{"failed": [path, reason]}`, `{"progress": [done, all]}`,
and at the end `{"done": true}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mireader.documents.reader import Failure, ReadError, ReadOptions, find_files, read_document
from mireader.library.hits import Chunk, texts_of
from mireader.search.index import build_segments
from mireader.search.segment import Text


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

    def texts() -> Iterator[Text]:
        files = list(find_files(paths))
        for number, item in enumerate(files):
            if isinstance(item, Failure):
                tell({"failed": [item.path, item.reason]})
                continue
            try:
                for chunk, text in texts_of(read_document(item, options)):
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


if __name__ == "__main__":
    main()
