"""Coverage-guided fuzzing of one target, by atheris (`pip install -e '.[fuzz]'`).

    python -m tests.fuzz TARGET [--runs 200000] [--corpus FOLDER]

Begins with pages, codebooks and files of the tests, and goes on from FOLDER if it was run before. Prints one
line: executions, seconds, edges of the program's own code, and after how many executions the last new edge was
found. What fails is written beside the corpus as `crash-…`; a copy in `tests/fuzz/findings/TARGET` makes it a
test.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

RUNS, ARCHIVE_SHARE = 200_000, 0.1
"""Executions, and how much less often archive formats are tried: most of their time is their libraries'."""
ARCHIVES = ("docx", "epub", "pdf", "archives")
"""Formats that are packed or binary."""
LONGEST = {"docx": 40_000, "epub": 4_000, "pdf": 6_000, "archives": 3_000, "desk_file": 4_000}
LONGEST |= dict.fromkeys(("html", "repairing", "highlighting", "laying_out", "searching"), 300)
"""Bytes of an input, short where an execution is slow; others:"""
LONGEST_TEXT = 1_200
CODEBOOK = """id = "own"
name = { en = "Own" }
[[group]]
id = "g"
name = { en = "Group" }
[[tactic]]
id = "queue"
name = { en = "Queue", zh-Hans = "排队" }
group = "g"
definition = { en = "People queue." }
cues = ["排队营销", "限量"]
patterns = ["限量…先到"]
exclude = ["不限量"]
""".encode()
CONFIG = b"""theme = "dark" # dark
language = "zh-Hans"
codebooks = ["marketing"]
[reading]
measure = 66
ambiguous_width = 2
[keys]
next_question = ["ctrl+n", "n"]
"""
DESK = b"""{"mireader desk": 5, "position": [{"page": "a", "path": "b", "offset": 3, "changed": 1.5}],
"query": [{"text": "jeyx", "made": 2}], "note": [{"page": "a", "offset": 1, "path": "b", "quotation": "c",
"text": "d", "made": 1}]}"""
MANIFEST = b'{"key": "key", "parts": [["0000.bin", [[4, 1], [2, 3]], [[0, 0, true], [1, 7, false]]]]}'
STEP = re.compile(r"^#(?P<run>\d+)\s+\S+\s+cov: (?P<edges>\d+)", re.MULTILINE)


def samples(name: str) -> list[bytes]:
    """What a target begins with."""
    from tests.documents.test_formats import MADE
    from tests.safety.hostile import PAYLOADS, PLACES

    tests = Path(__file__).parent.parent
    codebooks = tests.parent / "src" / "mireader" / "tactics" / "codebooks"
    findings = [path.read_bytes() for path in (Path(__file__).parent / "findings" / name).glob("*")]
    made = [make() for file, make in MADE.items() if name in file or name == "archives"]
    if name in ("docx", "epub"):
        with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
            parts = [archive.read(part) for part in archive.namelist()]
        return [*findings, b"\xff" + made[0], *(bytes([at]) + part for at, part in enumerate(parts))]
    if name == "codebook":
        return findings + [path.read_bytes()[:LONGEST_TEXT] for path in codebooks.glob("*.toml")] + [CODEBOOK]
    if name in ("configuration", "desk_import", "kept_index"):
        return [*findings, {"configuration": CONFIG, "desk_import": DESK, "kept_index": MANIFEST}[name]]
    if made:
        return findings + made
    pages = [*(tests / "pages").glob("*.txt"), *(tests / "outlines").glob("*.txt")]
    beginnings = [path.read_text("utf-8")[:300].encode() for path in pages]
    hostile = [place.replace("{payload}", payload) for payload in PAYLOADS.values() for place in PLACES]
    return findings + beginnings + [text.encode("utf-8", "surrogatepass") for text in hostile]


def fuzz(name: str, arguments: list[str]) -> None:
    """Runs in a process of its own: libFuzzer ends it."""
    import atheris

    libraries = ["mireader", "docx", "ebooklib", "pypdf"]
    with atheris.instrument_imports(include=libraries):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    """Fuzzes and prints one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, help=f"{RUNS} by default, of archive formats a tenth of it")
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    found = options.corpus or Path(tempfile.mkdtemp())
    corpus = found / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(samples(options.target)):
        (corpus / f"sample-{number}").write_bytes(sample)
    longest = LONGEST.get(options.target, LONGEST_TEXT)
    runs = options.runs or int(RUNS * (ARCHIVE_SHARE if options.target in ARCHIVES else 1))
    arguments = [f"-runs={runs}", f"-max_len={longest}", "-timeout=20", f"-artifact_prefix={found}/"]
    arguments.append("-rss_limit_mb=0")  # the fuzzer's own tables grow with the executions
    code = f"from tests.fuzz.__main__ import fuzz; fuzz({options.target!r}, {[*arguments, str(corpus)]!r})"
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, errors="replace")
    seconds = time.perf_counter() - begin
    steps = [(int(step["run"]), int(step["edges"])) for step in STEP.finditer(done.stderr)]
    runs, edges = steps[-1] if steps else (0, 0)
    newest = next((run for run, at in steps if at == edges), 0)
    print(
        f"{options.target:14} {runs:8} runs {seconds:7.0f} s {edges:6} edges, the last at {newest}",
        flush=True,
    )
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
