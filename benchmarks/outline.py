"""How fast a page is outlined, and that the cost grows with its size and no faster.

    python benchmarks/outline.py FOLDER

FOLDER holds text in UTF-8 (.txt, .md), which is repeated to pages of 1, 4, 16 and 60 MB; also a page of
1 MB without line breaks. Prints megabytes of UTF-8 a second: equal figures mean linear growth.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from mireader.__main__ import GARBAGE_THRESHOLD
from mireader.documents.outline import build_outline
from mireader.documents.outline.lines import split_lines
from mireader.hanzi.clean import clean

SIZES = (1, 4, 16, 60)
"""Megabytes."""


def measure(name: str, text: str) -> None:
    """Outlines a text and prints how long it took."""
    cleaned = clean(text)
    size = len(text.encode()) / 1e6
    begin = time.perf_counter()
    nodes = build_outline(cleaned, split_lines(cleaned.text, cleaned.gaps))
    took = time.perf_counter() - begin
    print(f"{name:<12} {size:6.1f} MB {took:7.2f} s {size / took:6.2f} MB/s {len(nodes):>8} nodes")


def main() -> None:
    """Measures and prints."""
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 50)  # as the program does
    files = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in (".txt", ".md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    one = len(text.encode()) / 1e6
    for size in SIZES:
        measure(f"{size} MB", (text + "\n") * max(1, round(size / one)))
    measure("one line", text.replace("\n", " ")[: round(len(text) / one)])


if __name__ == "__main__":
    main()
