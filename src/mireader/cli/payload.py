"""The JSON shapes of the headless contract."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from mireader.documents.formats import EXTRACTIONS
from mireader.documents.reader import Failure
from mireader.library import Answer, Hit, Page
from mireader.library.mentions import Mention


def document_head(page: Page) -> dict[str, Any]:
    """What every document carries."""
    document = page.document
    head: dict[str, Any] = {
        "path": document.path,
        "title": document.title,
        "script": document.script,
        "encoding": document.encoding,
        "format": document.format,
        "extraction": EXTRACTIONS[document.format],
        "length": len(document.text),
        "text_sha256": document.text_sha256,
        "source": document.source._asdict(),
    }
    if document.columns:
        head["columns"] = list(document.columns)
    if document.bad_bytes:
        head["bad_bytes"] = list(document.bad_bytes)
    if not document.certain:
        head["encoding_certain"] = False
    return head


def outline(page: Page) -> list[dict[str, Any]]:
    """The nodes of a page, as the contract has them."""
    keys = ("id", "parent", "kind", "marker", "title", "level", "start", "end", "same_as")
    rows = [{key: getattr(node, key) for key in keys} for node in page.outline]
    if page.document.categories:
        for row, node in zip(rows, page.outline, strict=True):
            row["category"] = page.document.category_of(node)
    return rows


def mention(found: Mention) -> dict[str, Any]:
    """One mention; value and unit only where it is a fact."""
    row = found._asdict()
    return row if found.value is not None else {key: row[key] for key in row if key not in ("value", "unit")}


def hit(found: Hit) -> dict[str, Any]:
    """One hit of a search."""
    return {
        "path": found.path,
        "id": found.id,
        "entry": found.entry.id if found.entry else None,
        "node": found.node.id if found.node else None,
        "title": found.title,
        "start": found.start,
        "end": found.end,
        "score": found.score,
        "match": found.match,
        "spans": [list(span) for span in found.spans],
        "snippet": found.snippet,
    }


def answer(found: Answer) -> dict[str, Any]:
    """A query and its hits."""
    return {
        "query": found.query,
        "took_ms": round(found.took_ms, 3),
        "total": found.total,
        "hits": [hit(item) for item in found.hits],
    }


def errors(failures: Iterable[Failure]) -> dict[str, Any]:
    """What could not be read, as a key to add; nothing where everything was."""
    rows = [{"path": failure.path, "reason": failure.reason} for failure in failures]
    return {"errors": rows} if rows else {}


def write(data: Mapping[str, Any]) -> None:
    """One JSON object on one line of standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
