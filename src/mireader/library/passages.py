"""What is indexed of a page: its clean text, cut into the passages that are found as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mireader.documents.model import Document
from mireader.search.segment import Passage, Text

CHUNK = 500_000
"""Code points of clean text that are indexed as one text, if questions allow a cut."""
LARGEST = 4 * CHUNK
"""Code points from which a question is cut, too: memory goes with the longest text."""
_LONGEST_GAP = 8
"""Blank code points between two passages that are counted to the first."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a page that is indexed as one text: where it begins in the page's clean text."""

    path: str
    offset: int
    whole: int
    """Code points of that clean text: a page of another length has changed since."""


def texts_of(document: Document) -> Iterator[tuple[Chunk, Text]]:
    """What is indexed of a document: its clean text in passages, cut into chunks where questions allow it."""
    clean = document.clean
    passages: list[Passage] = []
    begin = at = 0
    question = -1
    for start, end, heading, node, entry, boilerplate in passages_of(document):
        if start - begin >= CHUNK and (entry != question or entry < 0 or start - begin >= LARGEST):
            yield Chunk(document.path, begin, len(clean.text)), Text(clean.text[begin:start], passages)
            passages, begin = [], start
        passages.append(Passage(start - begin, end - begin, heading - begin, node, entry, boilerplate))
        question, at = entry, end
    if at > begin:
        yield Chunk(document.path, begin, len(clean.text)), Text(clean.text[begin:], passages)


def passages_of(document: Document) -> Iterator[Passage]:
    """The document cut at its nodes: every character of the clean text is in one passage, in order."""
    to_clean = document.clean.alignment.target_of
    nodes = document.outline
    entry = -1
    entries: dict[int, int] = {-1: -1}
    headed: set[int] = set()
    waiting: Passage | None = None
    for start, end, index in _cuts(document):
        if index >= 0 and index not in headed:
            headed.add(index)
            if nodes[index].kind == "entry":
                entry = index
            entries[index] = entry if nodes[index].kind == "entry" or nodes[index].parent else -1
            heading = min(end, max(start, to_clean(nodes[index].body_start)))
        else:
            heading = start
        if waiting and end - start <= _LONGEST_GAP and document.clean.text[start:end].isspace():
            waiting = Passage(waiting.start, end, *waiting[2:])
            continue
        if waiting:
            yield waiting
        boilerplate = index >= 0 and nodes[index].kind == "boilerplate"
        waiting = Passage(start, end, heading, index, entries.get(index, -1), boilerplate)
    if waiting:
        yield waiting


def _cuts(document: Document) -> Iterator[tuple[int, int, int]]:
    """Stretches of clean text that belong to one node: start, end, the node's index (-1: to none)."""
    to_clean = document.clean.alignment.target_of
    nodes = document.outline
    stack: list[int] = []
    at = 0
    for index, node in enumerate(nodes):
        while stack and nodes[stack[-1]].end <= node.start:
            closed = stack.pop()
            end = to_clean(nodes[closed].end)
            if end > at:
                yield at, end, closed
                at = end
        start = to_clean(node.start)
        if start > at:
            yield at, start, stack[-1] if stack else -1
            at = start
        stack.append(index)
    while stack:
        closed = stack.pop()
        end = to_clean(nodes[closed].end)
        if end > at:
            yield at, end, closed
            at = end
    if len(document.clean.text) > at:
        yield at, len(document.clean.text), -1
