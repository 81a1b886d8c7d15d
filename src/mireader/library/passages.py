"""What is indexed of a page: its clean text, cut into the passages that are found as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    for passage in passages_of(document):
        start, entry = passage.start, passage.entry
        if start - begin >= CHUNK and (entry != question or entry < 0 or start - begin >= LARGEST):
            yield Chunk(document.path, begin, len(clean.text)), Text(clean.text[begin:start], passages, begin)
            passages, begin = [], start
        passages.append(passage)
        question, at = entry, passage.end
    if at > begin:
        yield Chunk(document.path, begin, len(clean.text)), Text(clean.text[begin:], passages, begin)


def passages_of(document: Document) -> Iterator[Passage]:
    """The document cut at its nodes: every character of the clean text is in one passage, in order."""
    nodes = document.outline
    text, targets_of = document.clean.text, document.clean.alignment.targets_of
    headings = targets_of([node.body_start for node in nodes])
    entry = -1
    entries: dict[int, int] = {-1: -1}
    headed: set[int] = set()
    waiting: Passage | None = None
    for start, end, index in _cuts(
        targets_of([node.start for node in nodes]), targets_of([node.end for node in nodes]), len(text)
    ):
        if index >= 0 and index not in headed:
            headed.add(index)
            if nodes[index].kind == "entry":
                entry = index
            entries[index] = entry if nodes[index].kind == "entry" or nodes[index].parent else -1
            heading = min(end, max(start, headings[index]))
        else:
            heading = start
        if waiting and end - start <= _LONGEST_GAP and text[start:end].isspace():
            waiting = Passage(waiting.start, end, *waiting[2:])
            continue
        if waiting:
            yield waiting
        boilerplate = index >= 0 and nodes[index].kind == "boilerplate"
        waiting = Passage(start, end, heading, index, entries.get(index, -1), boilerplate)
    if waiting:
        yield waiting


def _cuts(starts: Sequence[int], ends: Sequence[int], length: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of clean text that belong to one node: start, end, the node's index (-1: to none).

    `starts` and `ends` of the nodes, in code points of the clean text, which has `length` of them.
    """
    stack: list[int] = []
    at = 0
    for index, start in enumerate(starts):
        while stack and ends[stack[-1]] <= start:
            closed = stack.pop()
            if ends[closed] > at:
                yield at, ends[closed], closed
                at = ends[closed]
        if start > at:
            yield at, start, stack[-1] if stack else -1
            at = start
        stack.append(index)
    while stack:
        closed = stack.pop()
        if ends[closed] > at:
            yield at, ends[closed], closed
            at = ends[closed]
    if length > at:
        yield at, length, -1
