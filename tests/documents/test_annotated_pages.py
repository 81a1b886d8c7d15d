"""Annotated pages of many kinds of sites: their questions, and what only looks like a heading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mireader.documents.model import Document, Node
from mireader.documents.reader import read_document

FOLDER = Path(__file__).parent.parent / "outlines"
PAGES = sorted(FOLDER.glob("*.txt"))


def annotated(page: Path) -> tuple[Document, dict]:
    return read_document(str(page)), json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


def matches(node: Node, annotation: dict) -> bool:
    """Whether a node begins where the annotation lets it begin (its marker or its title)."""
    starts = annotation.get("starts") or [annotation["start"]]
    return any(abs(node.start - start) <= 1 for start in starts)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_question_is_found_and_nothing_else(page: Path) -> None:
    document, gold = annotated(page)
    questions = [item for item in gold["nodes"] if item["kind"] == "entry"]
    for item in questions:
        assert not item["required"] or any(matches(entry, item) for entry in document.entries), item["title"]
    for entry in document.entries:
        assert any(matches(entry, item) for item in questions), entry.title


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_only_looks_like_a_heading_is_none(page: Path) -> None:
    document, gold = annotated(page)
    headings = [node for node in document.outline if node.kind in ("entry", "section", "item")]
    for trap in gold["not_headings"]:
        found = [node for node in headings if trap["start"] - 1 <= node.start < trap["end"]]
        assert not found, trap["text"]


def test_nearly_all_headings_are_found_and_few_others() -> None:
    needed = found = shown = right = 0
    for page in PAGES:
        document, gold = annotated(page)
        headings = [node for node in document.outline if node.kind in ("section", "item")]
        items = [item for item in gold["nodes"] if item["kind"] in ("section", "item")]
        required = [item for item in items if item["required"]]
        needed += len(required)
        found += sum(any(matches(node, item) for node in headings) for item in required)
        shown += len(headings)
        right += sum(any(matches(node, item) for item in items) for node in headings)
    assert found / needed > 0.93
    assert right / shown > 0.95


def test_adverts_and_buttons_are_folded_and_nothing_that_was_asked_or_answered() -> None:
    chrome = folded = wrong = 0
    for page in PAGES:
        document, gold = annotated(page)
        must: set[int] = set()
        may: set[int] = set()
        for item in gold["nodes"]:
            if item["kind"] == "boilerplate":
                (must if item["required"] else may).update(range(item["start"], item["end"]))
        got = {
            at
            for node in document.outline
            if node.kind == "boilerplate"
            for at in range(node.start, node.end)
        }
        chrome += len(must)
        folded += len(must & got)
        wrong += len(got - must - may)
    assert folded / chrome > 0.9
    assert wrong / folded < 0.03
