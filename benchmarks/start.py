"""First frame beside a bare Textual app, and when the seeds can be searched after it.

    python benchmarks/start.py [RUNS]

Alternating runs in a pseudo-terminal; prints medians and the ratio. Searchable: `/jeyx` is typed
right after the first frame; the time to its painted result.
"""

from __future__ import annotations

import statistics
import sys
import time

from terminal import Recording

REST = 2.0
"""Seconds for the index process of a run to notice that its reader is gone."""
BARE = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Input, Static, Tree
class Bare(App):
    def compose(self):
        yield Header()
        yield Input(placeholder="search")
        with Horizontal():
            tree = Tree("pages")
            for number in range(12):
                tree.root.add_leaf(f"question {number}")
            tree.root.expand()
            yield tree
            yield Static("閱讀中文排版" * 300)
        yield Footer()
Bare().run()
"""


def main() -> None:
    """Measures and prints."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    bare: list[float] = []
    reader: list[float] = []
    searchable: list[float] = []
    for _ in range(runs + 1):
        recording = Recording([sys.executable, "-c", BARE])
        bare.append(recording.until(lambda output: "閱讀".encode() in output))
        recording.close()
        recording = Recording([sys.executable, "-m", "mireader"])
        first = recording.until(lambda output: "小米".encode() in output)
        reader.append(first)
        recording.send("/jeyx")
        found = recording.until(lambda output: "飢餓營銷".encode() in output)
        searchable.append(found - first)
        recording.close()
        time.sleep(REST)
    first_bare, first_reader = statistics.median(bare[1:]), statistics.median(reader[1:])
    print(f"bare_s {first_bare:.3f}\nmireader_s {first_reader:.3f}\nratio {first_reader / first_bare:.2f}")
    print(f"searchable_after_first_frame_s {statistics.median(searchable[1:]):.3f}")


if __name__ == "__main__":
    main()
