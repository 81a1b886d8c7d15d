"""How fast a collection is indexed and answers while one types, beside FTS5 and rapidfuzz in the same run.

    python benchmarks/search.py FOLDER

FOLDER holds text in UTF-8 (.txt, .md); each paragraph becomes a row. Phrases of eight characters are taken
from it at even distances, and every prefix of each, in Hanzi, in pinyin and as initials, is searched as if it
was typed. Prints the time to build up to the first answer, the size of the index, and percentiles in
milliseconds.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

import mireader
from mireader.hanzi.characters import is_han
from mireader.hanzi.fold import fold
from mireader.hanzi.pinyin import spellings

PHRASES = 40
LENGTH = 8
SLOW = 4
"""Of an engine without an index, every so many queries are asked."""

Search = Callable[[str], object]


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The paragraphs of a folder's texts as rows."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")]
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [{"id": str(n), "title": "", "body": line} for n, line in enumerate(lines) if len(line) > LENGTH]


def phrases_of(rows: list[dict[str, str]]) -> list[str]:
    """Phrases of Han characters from rows at even distances."""
    found = []
    for row in rows[:: max(1, len(rows) // (4 * PHRASES))]:
        middle = row["body"][len(row["body"]) // 2 :][:LENGTH]
        if len(middle) == LENGTH and all(map(is_han, middle)):
            found.append(middle)
    return found[:PHRASES]


def fts5(rows: list[dict[str, str]]) -> Search:
    """SQLite's full text search over trigrams."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE rows USING fts5(body, tokenize='trigram')")
    connection.executemany("INSERT INTO rows VALUES (?)", ((row["body"],) for row in rows))
    query = "SELECT rowid FROM rows WHERE rows MATCH ? ORDER BY rank LIMIT 10"
    like = "SELECT rowid FROM rows WHERE body LIKE ? LIMIT 10"
    return lambda text: (
        connection.execute(query, (f'"{text}"',)).fetchall()
        if len(text) > 2
        else connection.execute(like, (f"%{text}%",)).fetchall()
    )


def brute_force(rows: list[dict[str, str]]) -> Search:
    """Compares with every row, by rapidfuzz."""
    bodies = [row["body"] for row in rows]
    return lambda text: process.extract(text, bodies, scorer=fuzz.partial_ratio, limit=10)


def reader(rows: list[dict[str, str]]) -> Search:
    """The library under test."""
    library = mireader.from_rows(rows)
    print(f"  index {library.index_bytes / 1e6:.0f} MB")
    return lambda text: library.search(text, limit=10)


def measure(name: str, search: Search, typed: list[str]) -> None:
    """Searches every prefix of what is typed and prints percentiles."""
    took = []
    for text in typed:
        for end in range(1, len(text) + 1):
            begin = time.perf_counter()
            search(text[:end])
            took.append((time.perf_counter() - begin) * 1000)
    took.sort()
    p50, p95, p99 = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99))
    print(f"  {name:<10} {len(took):5} queries  p50 {p50:7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f} ms")


def main() -> None:
    """Measures and prints."""
    rows = rows_of(Path(sys.argv[1]))
    size = sum(len(row["body"].encode()) for row in rows) / 1e6
    phrases = phrases_of(rows)
    spelt = [spellings(fold(phrase)) for phrase in phrases]
    print(f"{len(rows)} rows, {size:.1f} MB, {len(phrases)} phrases")
    for name, build in (("mireader", reader), ("FTS5 trigram", fts5), ("rapidfuzz", brute_force)):
        print(name)
        begin = time.perf_counter()
        search = build(rows)
        search(phrases[0])
        took = time.perf_counter() - begin
        print(f"  built and answered in {took:.2f} s, {size / took:.1f} MB/s")
        measure("Hanzi", search, phrases[:: SLOW if build is brute_force else 1])
        if build is reader:
            measure("pinyin", search, [full for full, _initials in spelt])
            measure("initials", search, [initials for _full, initials in spelt])


if __name__ == "__main__":
    main()
