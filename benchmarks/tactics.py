"""How fast tactics are matched, and that the cost does not grow with the number of cues.

    python benchmarks/tactics.py FOLDER

FOLDER holds text in UTF-8 (.txt, .md). Prints megabytes of folded UTF-8 a second: with the shipped codebook,
and with made-up codebooks of 200 and of 5,000 cues that hit as often, alternately in one run.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

from mireader.hanzi.clean import clean
from mireader.hanzi.fold import fold
from mireader.tactics.codebook import load_codebook, parse_codebook
from mireader.tactics.matcher import Matcher

ROUNDS = 7
HEAD = """[codebook]
id = "made-up"
name = "made-up"
[[group]]
id = "g"
name = "g"
mark = "g"
"""


def made_up(cues: int, hits: list[str]) -> Matcher:
    """A matcher of so many cues, of which `hits` are in the text and the others are not."""
    chance = random.Random(1)
    words = [*hits]
    while len(words) < cues:
        words.append("".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(5)))
    tactics = [
        f'[[tactic]]\nid = "t{number}"\nname = "t{number}"\ngroup = "g"\ncues = ["{word}"]\n'
        for number, word in enumerate(words)
    ]
    return Matcher([parse_codebook(HEAD + "".join(tactics), "made-up")])


def main() -> None:
    """Measures and prints."""
    files = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in (".txt", ".md")]
    cleaned = clean("\n".join(path.read_text(encoding="utf-8") for path in files))
    folded = fold(cleaned.text)
    size = len(folded.encode()) / 1e6
    hits = sorted({folded[at : at + 3] for at in range(0, len(folded) - 3, len(folded) // 150)})
    hits = [word for word in hits if word.isalnum()][:100]
    matchers = {
        "shipped": Matcher([load_codebook("marketing"), load_codebook("facts")]),
        "marketing": Matcher([load_codebook("marketing")]),
        "200 cues": made_up(200, hits),
        "5000 cues": made_up(5000, hits),
    }
    took: dict[str, list[float]] = {name: [] for name in matchers}
    found: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, matcher in matchers.items():
            begin = time.perf_counter()
            found[name] = sum(1 for _ in matcher.mentions(cleaned))
            took[name].append(time.perf_counter() - begin)
    for name, times in took.items():
        best = statistics.median(times)
        print(f"{name:<10} {size:5.1f} MB {best:6.3f} s {size / best:6.1f} MB/s {found[name]:>7} mentions")
    many, few = (statistics.median(took[name]) for name in ("5000 cues", "200 cues"))
    print(f"ratio 5000 to 200 cues {many / few:.2f}")


if __name__ == "__main__":
    main()
