"""From matches in clean texts to hits in pages as stored."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mireader.documents.model import Document, Node
from mireader.hanzi.alignment import Span
from mireader.library.page import Page
from mireader.search.engine import Cancelled, Match, never, search
from mireader.search.segment import Passage, Segment, Text

_SNIPPET = 56
_CLAUSE = re.compile(r"[。！？!?；;\n，,：:、]")
CHUNK = 1_000_000
"""Code points of clean text that are indexed as one text, if rows allow a cut."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The smallest outline node that holds a match; offsets in code points into the stored text."""

    path: str
    id: str | None
    """The row's id in a JSONL collection."""
    entry: Node | None
    node: Node | None
    title: str
    start: int
    end: int
    score: float
    match: str
    """How it matched, the weakest kind needed: `exact`, `script`, … `words`."""
    spans: tuple[Span, ...]
    """The characters that matched, the best place first."""
    snippet: str
    repeats: str | None = None
    """The place (`path#id`) in an earlier page or question that it says again, if it is a near-duplicate."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one query, the number of all, and how long it took in milliseconds."""

    query: str
    took_ms: float
    total: int
    hits: tuple[Hit, ...]
    suggestion: str | None = None
    """What may have been meant, where nothing was found but something similar."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a page that is indexed as one text: where it begins in the page's clean text."""

    path: str
    offset: int


def texts_of(document: Document) -> list[tuple[Chunk, Text]]:
    """What is indexed of a document: its clean text in passages, cut into chunks between questions."""
    clean = document.clean
    passages = list(_passages(document))
    chunks: list[tuple[Chunk, Text]] = []
    begin = first = 0
    for index, passage in enumerate(passages):
        last = index + 1 == len(passages)
        if last or (passage.end - begin >= CHUNK and passages[index + 1].entry != passage.entry):
            end = len(clean.text) if last else passage.end
            moved = [_moved(item, begin) for item in passages[first : index + 1]]
            chunks.append((Chunk(document.path, begin), Text(clean.text[begin:end], moved)))
            begin, first = end, index + 1
    return chunks


def _moved(passage: Passage, by: int) -> Passage:
    return passage._replace(
        start=passage.start - by, end=passage.end - by, heading_end=passage.heading_end - by
    )


def _passages(document: Document) -> list[Passage]:
    """The document cut at its nodes: every character of the clean text is in one passage."""
    to_clean = document.clean.alignment.target_of
    total = len(document.clean.text)
    marks: list[tuple[int, int, int]] = []
    stack: list[int] = []
    nodes = document.outline
    at = 0
    entry = -1
    entries: dict[int, int] = {-1: -1}

    def close(until: int) -> None:
        nonlocal at
        while stack and nodes[stack[-1]].end <= until:
            index = stack.pop()
            end = to_clean(nodes[index].end)
            if end > at:
                marks.append((at, end, index))
                at = end

    for index, node in enumerate(nodes):
        close(node.start)
        start = to_clean(node.start)
        if start > at:
            marks.append((at, start, stack[-1] if stack else -1))
            at = start
        if node.kind == "entry":
            entry = index
        entries[index] = entry if node.kind == "entry" or node.parent else -1
        stack.append(index)
    close(len(document.text) + 1)
    if total > at:
        marks.append((at, total, -1))
    seen: set[int] = set()
    passages = []
    for start, end, index in marks:
        heading = start
        if index >= 0 and index not in seen:
            seen.add(index)
            heading = min(end, max(start, to_clean(nodes[index].body_start)))
        boilerplate = index >= 0 and nodes[index].kind == "boilerplate"
        passages.append(Passage(start, end, heading, index, entries[index], boilerplate))
    return passages


class Searcher:
    """Answers queries over the segments that there are so far."""

    def __init__(self, page_of: Callable[[str], Page]) -> None:
        self._page_of = page_of
        self.segments: list[Segment] = []
        self.chunks: list[Chunk] = []

    def add(self, segment: Segment, chunks: Sequence[Chunk]) -> None:
        """Adds a segment and the chunks that its texts are, in the order of their numbers."""
        self.chunks.extend(chunks)
        self.segments.append(segment)

    def _clean_text(self, number: int) -> str:
        chunk = self.chunks[number]
        text = self._page_of(chunk.path).document.clean.text
        return text[chunk.offset :] if chunk.offset else text

    def search(
        self, query: str, limit: int = 50, *, fuzzy: bool = True, cancelled: Cancelled = never
    ) -> Answer:
        """The best hits of a query."""
        started = time.perf_counter()
        matches, total = search(
            self.segments, query, self._clean_text, limit=limit, fuzzy=fuzzy, cancelled=cancelled
        )
        hits = together([self._hit(match) for match in matches])
        suggestion = None
        if matches and matches[0].kind == "typo":
            suggestion = self._meant(matches[0], len("".join(query.split())))
        return Answer(query, (time.perf_counter() - started) * 1000, total, hits, suggestion)

    def _meant(self, match: Match, length: int) -> str:
        """The words of the best approximate match as they stand in the page."""
        start = match.spans[0][0]
        end = max(end for first, end in match.spans if start <= first and end <= start + length + 2)
        return self._clean_text(match.text)[start:end]

    def _hit(self, match: Match) -> Hit:
        chunk = self.chunks[match.text]
        document = self._page_of(chunk.path).document
        node = document.outline[match.node] if match.node >= 0 else None
        entry = document.outline[match.entry] if match.entry >= 0 else None
        pieces: list[Span] = []
        for start, end in match.spans:
            pieces += document.clean.alignment.source_pieces(start + chunk.offset, end + chunk.offset)
        start, end = (node.start, node.end) if node else (pieces[0][0], max(end for _, end in pieces))
        spans = tuple((max(start, a), min(end, b)) for a, b in pieces if a < end and b > start)
        return Hit(
            path=chunk.path,
            id=_row_id(document, start),
            entry=entry,
            node=node,
            title=(node.title if node and node.title else entry.title if entry else document.title),
            start=start,
            end=end,
            score=match.score,
            match=match.kind,
            spans=spans,
            snippet=snippet(document, match.spans[0], chunk.offset),
            repeats=self._page_of(chunk.path).repeated(node),
        )


def together(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in their order, but those in an answer that is said again right after what they repeat."""
    groups: dict[str, list[Hit]] = {}
    for index, hit in enumerate(hits):
        own = f"{hit.path}#{hit.node.id}" if hit.node else str(index)
        groups.setdefault(hit.repeats or own, []).append(hit)
    return tuple(hit for group in groups.values() for hit in group)


def _row_id(document: Document, start: int) -> str | None:
    if not document.rows:
        return None
    index = bisect_right(document.rows, start, key=lambda row: row.start) - 1
    return document.rows[index].id


def snippet(document: Document, span: Span, offset: int = 0) -> str:
    """Some clean text around a match, cut at phrases, on one line."""
    text = document.clean.text
    start, end = span[0] + offset, span[1] + offset
    low = max(0, start - _SNIPPET // 3)
    cuts = [match.end() for match in _CLAUSE.finditer(text, low, start)]
    low = cuts[0] if cuts and low > 0 else low
    newline = text.rfind("\n", low, start)
    low = newline + 1 if newline >= 0 else low
    high = min(len(text), max(end, low + _SNIPPET))
    stop = text.find("\n", end, high)
    return " ".join(text[low : stop if stop >= 0 else high].split())
