"""What is done to a page's text, each beside the nearest library, in one run.

    python benchmarks/text.py FOLDER [ROUNDS]

FOLDER holds text in UTF-8 (.txt, .md); clean prose of some 100 kB or more is right. Prints medians:
megabytes of UTF-8 a second, or characters a second, and the ratio to the library.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC
from pypinyin import lazy_pinyin
from rich.console import Console
from rich.text import Text
from uniseg.linebreak import line_break_units

from mireader.documents.decode import decode
from mireader.documents.reader import from_text
from mireader.hanzi.clean import clean
from mireader.hanzi.linebreak import wrap
from mireader.hanzi.repair import find_silent
from mireader.hanzi.script import convert, warm
from mireader.hanzi.segment import segmenter
from mireader.library.inputs import matcher_for
from mireader.library.page import Page
from mireader.search.grams import unit_layers
from mireader.search.segment import to_units
from mireader.tui.reading.layout import PageLayout

WIDTH = 60
WINDOW = 40
"""Rows of a page turn."""
SAMPLE = 60_000
"""Characters that the slow libraries are given."""


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Median seconds of a piece of work, after one run to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def row(name: str, ours: float, others: dict[str, float], unit: str) -> None:
    """One line: our rate, and how many times that of each library."""
    beside = "  ".join(f"{ours / rate:.0f} x {other} ({rate:.2f})" for other, rate in others.items())
    print(f"{name:<28} {ours:8.2f} {unit:<12} {beside}")


def main() -> None:
    """Measures and prints."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    files = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in (".txt", ".md")]
    pages = [path.read_bytes() for path in files]
    texts = [decode(page).text for page in pages]
    everything = "\n".join(texts)
    size = sum(map(len, pages)) / 1e6
    chars = sum(map(len, texts)) / 1e6
    sample = everything[:SAMPLE]
    sample_size = len(sample.encode()) / 1e6

    def read() -> None:
        for page in pages:
            units = to_units(clean(decode(page).text).text)
            for layer in unit_layers():
                layer[units]

    to_hant = OpenCC("s2t").convert
    row(
        "decode, clean, layers",
        size / seconds(read, rounds),
        {
            "OpenCC (Python)": sample_size / seconds(lambda: to_hant(sample), 1),
            "pypinyin": sample_size / seconds(lambda: lazy_pinyin(sample), 1),
        },
        "MB/s",
    )
    cleaned = [(text, clean(text)) for text in texts]
    cut = segmenter()[1]
    row(
        "silent repair, clean text",
        size / seconds(lambda: [find_silent(*one) for one in cleaned], rounds),
        {"segmentation alone": size / seconds(lambda: cut(everything), 1)},
        "MB/s",
    )
    lines = everything.split("\n")
    few = sample.split("\n")
    console = Console(width=WIDTH)
    few_chars = sum(map(len, few)) / 1e6
    row(
        "line breaking",
        chars / seconds(lambda: [wrap(line, WIDTH) for line in lines], rounds),
        {
            "uniseg": few_chars / seconds(lambda: [list(line_break_units(line)) for line in few], 1),
            "Rich": few_chars / seconds(lambda: [Text(line).wrap(console, WIDTH) for line in few], 1),
        },
        "M chars/s",
    )
    turn(max(texts, key=len))


def turn(text: str) -> None:
    """A page turn in a converted view: convert, lay out and settle a window that was not yet in sight."""
    warm("hant")
    page = Page(from_text(text, "page.txt"), lambda: matcher_for(()))
    assert page.mending is not None  # found once, in a thread, when the page is opened
    gc.disable()  # as the reader does while keys come
    layout = PageLayout(page, WIDTH, "mended", "hant")
    taken = []
    top = 0
    while top < layout.height - WINDOW and len(taken) < 200:
        convert.cache_clear()
        begin = time.perf_counter()
        top = layout.settle(top, WINDOW)
        taken.append((time.perf_counter() - begin) * 1000)
        top += WINDOW
    taken.sort()
    p95 = taken[int(0.95 * (len(taken) - 1))]
    figures = f"p50 {statistics.median(taken):.1f} ms  p95 {p95:.1f} ms  max {taken[-1]:.1f} ms"
    print(f"{'page turn, converted view':<28} {figures}")


if __name__ == "__main__":
    main()
