"""Evidence as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from mireader.export.evidence import COLUMNS, Evidence
from mireader.hanzi.visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def markdown(rows: Sequence[Evidence]) -> str:
    """A list by tactic, each quotation with its place."""
    lines = ["# Evidence", ""]
    for name in dict.fromkeys(row.name for row in rows):
        own = [row for row in rows if row.name == name]
        lines += [f"## {name} ({len(own)})", ""]
        for row in own:
            quotation = " ".join(visible(row.quotation).split()).translate(_MARKDOWN)
            place = " › ".join(filter(None, (row.page, row.question, row.section))).translate(_MARKDOWN)
            missing = [key for key in ("author", "site", "date", "url") if not getattr(row, key)]
            known = [getattr(row, key) for key in ("author", "site", "date", "url") if getattr(row, key)]
            source = "; ".join([*known, f"missing: {', '.join(missing)}"] if missing else known)
            lines += [f"> {quotation}", ">", f"> — {place}, {row.start}–{row.end} ({source})", ""]
    return "\n".join(lines) + "\n"


def as_csv(rows: Sequence[Evidence]) -> str:
    """A table; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        values = asdict(row).values()
        writer.writerow(
            [
                f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
                for value in values
            ]
        )
    return out.getvalue()


def as_json(rows: Sequence[Evidence]) -> str:
    """One object with all rows."""
    return json.dumps({"evidence": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Evidence]], str]] = {"md": markdown, "csv": as_csv, "json": as_json}
