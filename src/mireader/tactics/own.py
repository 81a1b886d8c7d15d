"""Tactics that a reader adds while coding: a codebook of their own, which they may also edit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mireader.files import write_whole
from mireader.hanzi.fold import fold
from mireader.hanzi.pinyin import spellings
from mireader.i18n import _
from mireader.tactics.codebook import CodebookError, load_codebook, own_folder

NAME = "own"
BEGINNING = """\
# Tactics that were added while coding by hand. Give one `cues`, and it is found in pages: docs/codebooks.md.
[codebook]
id = "own"
name = { zh-Hans = "自己的", zh-Hant = "自己的", en = "Own" }

[[group]]
id = "own"
name = { zh-Hans = "自己的", zh-Hant = "自己的", en = "Own" }
mark = "自"
"""
TACTIC = """
[[tactic]]
id = {id}
name = {name}
group = "own"
definition = {{ }}
"""


def own_codebook() -> Path:
    """The file of the codebook that new tactics are added to; it may not be there yet."""
    return own_folder() / f"{NAME}.toml"


def add_tactic(name: str) -> str:
    """Adds a tactic by its name to the user's own codebook; its id. What stands in the file stays as it is.

    Raises CodebookError for a file that is no codebook, and OSError where it cannot be written.
    """
    path = own_codebook()
    known: set[str] = set()
    text = BEGINNING
    if path.exists():
        text = path.read_text(encoding="utf-8")
        book = load_codebook(str(path))
        known = set(book.by_id)
        if "own" not in book.group_by_id:
            raise CodebookError(_("{path}: no group 'own' for new tactics").format(path=path))
    id_ = _free(_slug(name), known)
    path.parent.mkdir(parents=True, exist_ok=True)
    added = TACTIC.format(id=_quoted(id_), name=_quoted(name))
    write_whole(path, f"{text.rstrip()}\n{added}".encode())
    return id_


def _slug(name: str) -> str:
    """An id from a name: its pinyin, or its Latin letters."""
    return "own-" + ("-".join(re.findall(r"[a-z0-9]+", spellings(fold(name))[0])) or "tactic")


def _free(id_: str, known: set[str]) -> str:
    number = 2
    found = id_
    while found in known:
        found = f"{id_}-{number}"
        number += 1
    return found


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0, whose escapes are those of JSON."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
