"""The formats of an evidence sheet, by name; each gives the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable

from mireader.export.annotations import as_jsonld
from mireader.export.evidence import Sheet
from mireader.export.page import as_html
from mireader.export.refi import as_qdc, as_qdpx
from mireader.export.tables import as_csv, as_json, as_markdown

FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "md": as_markdown,
    "csv": as_csv,
    "json": as_json,
    "html": as_html,
    "qdpx": as_qdpx,
    "qdc": as_qdc,
    "jsonld": as_jsonld,
}
"""Markdown, spreadsheet, data, web page, REFI-QDA project and codebook, W3C Web Annotation."""
