"""The rows of an evidence sheet: one for each mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from mireader.documents.model import Node
from mireader.library import Library, Page

_STOP = re.compile(r"[。！？!?\n]")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention with its quotation, place and source; what is not known is empty."""

    tactic: str
    name: str
    strength: str
    negated: bool
    brand: str
    mention: str
    quotation: str
    """The sentence as stored that holds the mention."""
    question: str
    section: str
    page: str
    path: str
    start: int
    end: int
    author: str
    site: str
    date: str
    url: str
    accessed: str


COLUMNS = tuple(field.name for field in fields(Evidence))


def evidence(library: Library, tactics: Sequence[str] = (), query: str | None = None) -> list[Evidence]:
    """The rows for a library's mentions, in reading order, if asked only of some tactics or in hits."""
    places = None
    if query:
        places = [(hit.path, hit.start, hit.end) for hit in library.search(query, 1000)]
    rows = []
    for page in library.documents:
        for mention in page.mentions:
            if tactics and mention.tactic not in tactics:
                continue
            if places is not None and not any(
                path == page.path and start <= mention.start < end for path, start, end in places
            ):
                continue
            rows.append(
                _row(
                    page,
                    mention.start,
                    mention.end,
                    mention.tactic,
                    mention.name,
                    mention.strength,
                    mention.negated,
                    mention.brand,
                )
            )
    return rows


def _row(
    page: Page, start: int, end: int, tactic: str, name: str, strength: str, negated: bool, brand: str | None
) -> Evidence:
    trail = page.document.path_to(start)
    entry = page.document.entry_of(trail[-1]) if trail else None
    source = page.source
    return Evidence(
        tactic=tactic,
        name=name,
        strength=strength,
        negated=negated,
        brand=brand or "",
        mention=page.text[start:end],
        quotation=sentence(page.text, start, end),
        question=entry.title if entry else "",
        section=" › ".join(
            _heading(node) for node in trail if node.kind in ("section", "item") and node.title
        ),
        page=page.title,
        path=page.path,
        start=start,
        end=end,
        author=source.author or "",
        site=source.site or "",
        date=source.date or "",
        url=source.url or "",
        accessed=source.accessed or "",
    )


def _heading(node: Node) -> str:
    return f"{node.marker}{node.title}"


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around text[start:end], at most about 320 code points."""
    low = max(0, start - _LONGEST)
    ends = [match.end() for match in _STOP.finditer(text, low, start)]
    low = ends[-1] if ends else low
    stop = _STOP.search(text, end, min(len(text), end + _LONGEST))
    high = stop.end() if stop else min(len(text), end + _LONGEST)
    return text[low:high].strip()
