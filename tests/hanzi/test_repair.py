"""Repairs: the silent tier on annotated pages, and what stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mireader.hanzi.clean import clean
from mireader.hanzi.repair import Repair, find_silent, mending
from mireader.hanzi.visible import visible, visible_lines
from tests.conftest import PAGES, SEED_000, SEED_003

DATA = Path(__file__).parent.parent / "data"
ANNOTATED = [
    (SEED_000, "000"),
    (SEED_003, "003"),
    *((page, page.stem) for page in sorted(PAGES.glob("*.txt"))),
]


def gold(key: str) -> dict:
    return json.loads(next(DATA.glob(f"{key}*.json")).read_text(encoding="utf-8"))


def silent(stored: str) -> list[Repair]:
    return find_silent(stored, clean(stored))


@pytest.mark.parametrize(("page", "key"), ANNOTATED, ids=[key for _, key in ANNOTATED])
def test_the_silent_tier_is_made_and_what_belongs_stays(page: Path, key: str) -> None:
    stored = page.read_bytes().decode()
    repairs = silent(stored)
    made = {(r.start, r.end, r.repaired) for r in repairs}
    for item in gold(key)["repairs"]:
        assert (item["start"], item["end"], item["repaired"]) in made
    for item in gold(key)["keep"]:
        broken = [r for r in repairs if r.found and r.start < item["end"] and item["start"] < r.end]
        assert not broken, item["text"]
    for repair in repairs:
        assert stored[repair.start : repair.end] == repair.found


@pytest.mark.parametrize(
    "stays", ["新加坡的叻沙", "氮化镓充电器", "别嘚瑟了", "囿于成见", "皇后和公里", "锇酸染色"]
)
def test_context_decides(stays: str) -> None:
    assert not silent(stays)


def test_a_mended_text_reads_as_if_never_mangled() -> None:
    stored = "他昰仅用两年就修完全部课程,洏且鈈\u200b乏热情"
    cleaned = clean(stored)
    mended = mending(cleaned, find_silent(stored, cleaned)).apply(cleaned.text)
    assert mended == "他是仅用两年就修完全部课程,而且不乏热情"


def test_nothing_of_a_page_is_obeyed() -> None:
    hostile = "\x1b[31m红\x9b0m\u202e反\r\n\t尾\ud800"
    shown = visible(hostile)
    assert len(shown) == len(hostile)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char == "\u202e" for char in shown)
    assert "\n" in visible_lines("甲\r\n乙")
