"""From matches in clean texts to hits in pages as stored."""

from __future__ import annotations

import re
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mireader.documents.formats import ReadError
from mireader.documents.model import Document, Node
from mireader.hanzi.alignment import Span
from mireader.hanzi.typed import Typed
from mireader.library.page import Page
from mireader.library.passages import Chunk
from mireader.search.engine import Cancelled, never, search
from mireader.search.filters import Stretch
from mireader.search.matches import Match
from mireader.search.segment import Segment

_SNIPPET = 56
_CLAUSE = re.compile(r"[。！？!?；;\n，,：:、]")


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
    follows: str = ""
    """What stands under a heading that matched, the beginning of it on one line."""
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


class Scope(NamedTuple):
    """A part of a page that a search is kept to; offsets in code points into the stored text."""

    path: str
    start: int
    end: int


class _OutdatedError(Exception):
    """What is indexed of a page is not what the page says now."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Searcher:
    """Answers queries over the segments that there are so far."""

    def __init__(self, page_of: Callable[[str], Page]) -> None:
        self._page_of = page_of
        self.segments: tuple[Segment, ...] = ()
        """A search goes over those that there were when it began."""
        self.chunks: list[Chunk] = []
        self._changing = threading.Lock()
        self._gone: frozenset[int] = frozenset()
        """Numbers of texts that are no more: their pages were saved again, or taken away."""

    def add(self, segment: Segment, chunks: Sequence[Chunk]) -> None:
        """Adds a segment and the chunks that its texts are, in the order of their numbers."""
        with self._changing:
            self.chunks.extend(chunks)
            self.segments = (*self.segments, segment)

    def forget(self, path: str) -> None:
        """Finds nothing any more in what is indexed of a page so far."""
        with self._changing:
            numbers = {number for number, chunk in enumerate(self.chunks) if chunk.path == path}
            self._gone |= numbers
            self.segments = tuple(one for one in self.segments if not self._is_gone(one))

    def _is_gone(self, segment: Segment) -> bool:
        """Whether nothing in a segment can be found any more."""
        return self._gone.issuperset(range(int(segment.documents[0]), int(segment.documents[-1]) + 1))

    def _page(self, chunk: Chunk) -> Page:
        """The page of a chunk. Raises _OutdatedError where it is not what was indexed."""
        try:
            page = self._page_of(chunk.path)
        except ReadError as error:
            raise _OutdatedError(chunk.path) from error
        if len(page.document.clean.text) != chunk.whole:
            raise _OutdatedError(chunk.path)
        return page

    def _clean_text(self, number: int, start: int, end: int) -> str:
        """A part of the clean text with this number."""
        chunk = self.chunks[number]
        return self._page(chunk).document.clean.text[chunk.offset + start : chunk.offset + end]

    def search(
        self,
        query: str,
        limit: int = 50,
        *,
        fuzzy: bool = True,
        cancelled: Cancelled = never,
        scope: Scope | None = None,
    ) -> Answer:
        """The best hits of a query, in all pages or in a part of one.

        A page that cannot be read any more, or has changed since it was indexed, is left out.
        """
        while True:
            try:
                return self._answer(query, limit, fuzzy, cancelled, scope)
            except _OutdatedError as error:
                known = self._gone
                self.forget(error.path)
                if self._gone == known:  # nothing more to leave out: no answer rather than no end
                    return Answer(query, 0.0, 0, ())

    def _answer(
        self, query: str, limit: int, fuzzy: bool, cancelled: Cancelled, scope: Scope | None
    ) -> Answer:
        started = time.perf_counter()
        matches, total = search(
            self.segments,
            query,
            self._clean_text,
            limit=limit,
            fuzzy=fuzzy,
            cancelled=cancelled,
            holders=self._named,
            within=None if scope is None else list(self._within(scope)),
            gone=self._gone,
        )
        hits = together([self._hit(match) for match in matches])
        suggestion = None
        if matches and matches[0].kind == "typo":
            suggestion = self._meant(matches[0], len("".join(query.split())))
        return Answer(query, (time.perf_counter() - started) * 1000, total, hits, suggestion)

    def _within(self, scope: Scope) -> Iterator[Stretch]:
        """A part of a page as stretches of clean texts."""
        to_clean = self._page_of(scope.path).document.clean.alignment.target_of
        low, high = to_clean(scope.start), to_clean(scope.end)
        for number, chunk, end in self._chunks():
            if chunk.path == scope.path and chunk.offset < high and low < end:
                yield number, max(0, low - chunk.offset), min(high, end) - chunk.offset

    def _chunks(self) -> Iterator[tuple[int, Chunk, int]]:
        """Every chunk with its number and where it ends in its page's clean text."""
        for number, chunk in enumerate(list(self.chunks)):
            following = self.chunks[number + 1] if number + 1 < len(self.chunks) else None
            if number in self._gone:
                continue
            follows = following is not None and following.path == chunk.path
            yield number, chunk, following.offset if following and follows else chunk.whole

    def _named(self, field: str, value: str) -> Iterator[Stretch]:
        """What the operators 文: (by title or path) and 战术: (by name or id) name, in clean texts."""
        wanted = Typed(value)
        for number, chunk, end in self._chunks():
            page = self._page(chunk)
            clean = page.document.clean
            if field == "document":
                if wanted.best([(page, (page.title, chunk.path))]):
                    yield number, 0, end - chunk.offset
                continue
            tactics = (tactic for book in page.codebooks for tactic in book.tactics)
            called = {tactic.id for tactic in wanted.best((tactic, tactic.names) for tactic in tactics)}
            for mention in page.mentions if called else ():
                start, stop = (clean.alignment.target_of(at) for at in (mention.start, mention.end))
                if mention.tactic in called and chunk.offset <= start < end:
                    yield number, start - chunk.offset, stop - chunk.offset

    def _meant(self, match: Match, length: int) -> str:
        """The words of the best approximate match as they stand in the page."""
        start = match.spans[0][0]
        end = max(end for first, end in match.spans if start <= first and end <= start + length + 2)
        return self._clean_text(match.text, start, end)

    def _hit(self, match: Match) -> Hit:
        chunk = self.chunks[match.text]
        document = self._page(chunk).document
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
            follows=_under(document, node) if node and spans and spans[0][0] < node.body_start else "",
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


def _under(document: Document, node: Node) -> str:
    """The beginning of what stands under a heading, on one line."""
    text, to_clean = document.clean.text, document.clean.alignment.target_of
    start = to_clean(node.body_start)
    return " ".join(text[start : min(to_clean(node.end), start + _SNIPPET)].split())


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
