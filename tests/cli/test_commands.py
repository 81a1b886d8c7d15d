"""The headless commands, run as they are used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mireader
from mireader.desk.desk import Coding, Desk, Note
from mireader.desk.taking_up import place_of
from mireader.library.page import VIEWS
from tests.conftest import PAGES, SEED_000, SEED_003


def run(
    *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mireader", *arguments],
        input=stdin.decode(),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        check=False,
    )


def data(*arguments: str, stdin: bytes = b"") -> dict:
    done = run(*arguments, "--json", stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    return json.loads(done.stdout)


HEAD = {"path", "title", "script", "encoding", "format", "length", "text_sha256", "source"}


def test_outline() -> None:
    found = data("outline")
    assert [document["script"] for document in found["documents"]] == ["hans", "hant"]
    for document in found["documents"]:
        assert set(document) >= HEAD
        assert set(document["source"]) == {"author", "site", "title", "date", "url", "accessed"}
    node = found["documents"][1]["nodes"][0]
    assert set(node) == {"id", "parent", "kind", "marker", "title", "level", "start", "end", "same_as"}
    assert (node["marker"], node["kind"]) == ("❶", "entry")


def test_tactics() -> None:
    mention = data("tactics", str(SEED_003))["documents"][0]["mentions"][0]
    assert set(mention) == {
        "start", "end", "text", "tactic", "name", "group", "strength", "negated", "brand", "node",
    }  # fmt: skip


def test_repair_never_writes_over_a_page(tmp_path: Path) -> None:
    repair = data("repair", str(SEED_000))["documents"][0]["repairs"][0]
    assert set(repair) == {"start", "end", "found", "repaired", "kind", "confidence", "applied"}
    page, out = tmp_path / "page.txt", tmp_path / "out.txt"
    page.write_bytes("他昰好秂\r\n".encode())
    assert run("repair", str(page), "--write", str(page)).returncode == 2
    assert page.read_bytes() == "他昰好秂\r\n".encode()
    assert run("repair", str(page), "--write", str(out)).returncode == 0
    assert out.read_bytes() == "他是好人\r\n".encode()


@pytest.mark.parametrize("view", VIEWS)
def test_text(view: str) -> None:
    done = run("text", str(SEED_000), "--view", view)
    assert done.returncode == 0
    found = data("text", str(SEED_000), "--view", view)
    assert found["text"] == done.stdout
    if view == "stored":
        assert done.stdout == SEED_000.read_bytes().decode()


def test_search() -> None:
    found = data("search", "jeyx", "--limit", "2")
    assert found["total"] >= len(found["hits"]) == 2
    hit = found["hits"][0]
    assert set(hit) == {
        "path", "id", "entry", "node", "title", "start", "end", "score", "match", "spans", "snippet",
    }  # fmt: skip
    nothing = run("search", "qqqqzzzz", "--json")
    assert (nothing.returncode, json.loads(nothing.stdout)["hits"]) == (1, [])


def test_batch() -> None:
    lines = b'{"query": "jeyx"}\nnonsense\n{"query": ""}\n{"q": 1}\n'
    done = run("search", "--batch", "-", str(SEED_003), "--json", stdin=lines)
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["error" in answer for answer in answers] == [False, True, False, True]
    assert answers[0]["hits"][0]["match"] == "initials"


def test_codebook(tmp_path: Path) -> None:
    assert "marketing" in run("codebook", "list").stdout
    assert "hunger-marketing" in run("codebook", "show", "marketing").stdout
    bad = tmp_path / "bad.toml"
    bad.write_text("[[tactic]]\nid = 1\n")
    done = run("codebook", "check", str(bad))
    assert done.returncode == 2
    assert done.stderr.startswith("mireader: ")


def test_export_and_doctor(tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    assert run("export", "--format", "csv", "--tactic", "flash-sale", "-o", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8-sig").startswith("tactic,")
    assert run("export", "--tactic", "nonsense").returncode == 2
    assert run("export", "--tactic", "限時搶購").stdout == run("export", "--tactic", "flash-sale").stdout
    assert "segmentation" in run("doctor").stdout


def test_what_was_done_by_hand_is_exported_on_demand() -> None:
    page = mireader.open(str(SEED_000)).documents[0]
    first = page.mentions[0]
    desk, place = Desk(), place_of(page)
    desk.keep_coding(*place, Coding(first.start, first.end, first.tactic, ""), False)
    desk.keep_coding(*place, Coding(0, 9, "hunger-marketing", ""), True)
    desk.keep_note(Note(place[0], 0, place[1], page.text[:9], "为什么？"))
    desk.close()
    plain, mine = (
        json.loads(run("export", "--format", "json", *option, str(SEED_000)).stdout)["evidence"]
        for option in ([], ["--mine"])
    )
    assert len(plain) == len(mine)
    assert [row["start"] for row in plain].count(first.start) == 1 + [row["start"] for row in mine].count(
        first.start
    )
    assert [(row["strength"], row["note"]) for row in mine if row["start"] == 0] == [("coded", "为什么？")]


def test_standard_input_is_a_page() -> None:
    assert data("outline", "-", stdin=SEED_003.read_bytes())["documents"][0]["path"] == "-"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["outline", "missing.txt"], 3, "no such file"),
        (["missing.txt"], 3, "no such file"),
        (["--encoding", "klingon", str(SEED_000)], 3, "no text encoding"),
        ([str(SEED_000)], 2, "needs a terminal"),
        ([], 2, "needs a terminal"),
        (["outline", "--nonsense"], 2, "nonsense"),
        (["tactics", "--codebook", "nonsense"], 2, "no codebook"),
        (["search"], 2, "what to search"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], status: int, words: str) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_one_bad_page_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    done = run("outline", str(tmp_path / "bad.txt"), str(SEED_000), "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(found["documents"]) == 1
    assert found["errors"][0]["reason"]
    assert "bad.txt" in done.stderr


def test_a_closed_pipe_ends_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "mireader", "text", str(SEED_003)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_file_named_like_a_command(tmp_path: Path) -> None:
    (tmp_path / "outline").write_text("怎么办？\n不知道。")
    done = subprocess.run(
        [sys.executable, "-m", "mireader", "outline", "./outline"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert "怎么办" in done.stdout.decode()


COMMANDS = [
    ["outline"], ["tactics"], ["repair"], ["text", str(SEED_000)], ["search", "jeyx"], ["codebook", "list"],
    ["export"], ["doctor"], ["--help"], ["--version"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(c)[:16] for c in COMMANDS])
def test_no_command_imports_textual(command: list[str]) -> None:
    code = (
        "import sys; from mireader.cli.main import run; status = run(sys.argv[1:]); "
        "assert 'textual' not in sys.modules, 'textual was imported'; sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command, *([str(PAGES)] if command[0] == "outline" else [])],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_first_frame_needs_no_numpy_and_no_dictionary() -> None:
    code = (
        "import sys; from mireader.library.collection import Collection; from mireader.documents.reader import ReadOptions\n"
        "import mireader.tui.app, mireader.tui.screens.reader\n"
        "c = Collection([], ReadOptions()); page = c.first_page()\n"
        "from mireader.tui.reading.layout import PageLayout\n"
        "layout = PageLayout(page, 60); layout.settle(0, 40); c.close()\n"
        "heavy = {'numpy', 'jieba', 'rjieba', 'ahocorasick_rs', 'sqlite3', 'pypinyin', 'watchfiles', 'tomlkit',\n"
        "         'pyperclip', 'textual.widgets._text_area'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def completed(words: str) -> list[str]:
    """What a shell is told when it completes the last word."""
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - (not words.endswith(" ")))}
    done = run(env={**asked, "_MIREADER_COMPLETE": "bash_complete"})
    assert done.returncode == 0
    return done.stdout.split()


def test_a_shell_completes_commands_options_and_paths() -> None:
    assert {"plain,outline", "plain,search", "plain,README.md"} <= set(completed("mireader "))
    assert completed("mireader sea") == ["plain,search"]
    assert completed("mireader se") == ["plain,search", "plain,seeds"]
    assert completed("mireader pa") == ["file,pa"]
    assert completed("mireader search jeyx pa") == ["file,pa"]
    assert completed("mireader search --li") == ["plain,--limit"]
    assert "plain,qdpx" in completed("mireader export --format ")
    assert completed("mireader outline pa") == ["file,pa"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_the_program(shell: str) -> None:
    assert f"_MIREADER_COMPLETE={shell}_complete" in run("completion", shell).stdout


def test_a_mistyped_command_is_named() -> None:
    assert "did you mean the command search?" in run("serach", "海底捞").stderr
    assert "did you mean" not in run("海底捞").stderr


def test_a_language_named_before_a_command_is_spoken() -> None:
    for words in (("--lang", "zh-Hans"), ("--lang=zh-Hans",)):
        assert "没有选项" in run(*words, "search", "--nope").stderr
    assert "No such option" in run("--lang", "en", "search", "--nope", env={"LANGUAGE": "zh_CN"}).stderr
    assert run("--lang", "xx", "search", "jeyx").returncode == 2
