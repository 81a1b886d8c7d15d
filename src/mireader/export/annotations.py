"""Evidence as W3C Web Annotations in JSON-LD (Web Annotation Data Model, 2017)."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mireader.export.evidence import Evidence, Sheet
from mireader.library import Page

_CONTEXT = 32
"""Code points before and after a quotation by which it is found again in a page that has changed."""


def as_jsonld(sheet: Sheet) -> bytes:
    """A collection of annotations; positions in code points into the page's text."""
    pages = {page.path: page for page in sheet.pages}
    data = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": "mireader",
        "total": len(sheet.rows),
        "first": {
            "type": "AnnotationPage",
            "items": [_annotation(row, pages[row.path]) for row in sheet.rows],
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _annotation(row: Evidence, page: Page) -> dict[str, Any]:
    text, start, end = page.text, row.start, row.end
    name = f"{page.document.text_sha256}:{start}:{end}:{row.tactic}"
    return {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": row.tactic},
            {"type": "TextualBody", "purpose": "tagging", "value": row.name, "language": "zh-Hans"},
            {"type": "TextualBody", "purpose": "describing", "value": row.strength},
            *([{"type": "TextualBody", "purpose": "commenting", "value": row.note}] if row.note else []),
        ],
        "target": {
            "source": row.url or row.path,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - _CONTEXT) : start],
                    "suffix": text[end : end + _CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
