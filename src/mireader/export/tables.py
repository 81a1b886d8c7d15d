"""Evidence as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from mireader.export.evidence import COLUMNS, Evidence, Sheet
from mireader.hanzi.visible import visible, visible_lines
from mireader.i18n import _

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})
_BOM = "\ufeff"
STRENGTH_NAMES = {"explicit": "explicit", "described": "described", "coded": "coded"}
"""How a mention says it; message ids."""


def as_markdown(sheet: Sheet) -> bytes:
    """A list by tactic, each quotation with its place; the references at the end."""
    lines = [f"# {_('Evidence')}", ""]
    by_tactic: dict[str, list[Evidence]] = {}
    for row in sheet.rows:
        by_tactic.setdefault(row.tactic, []).append(row)
    for own in by_tactic.values():
        lines += [f"## {sheet.name_of(own[0])} ({_counted(own)})", ""]
        for row in own:
            quotation = " ".join(visible(row.quotation).split()).translate(_MARKDOWN)
            place = " › ".join(filter(None, (row.page, row.question, row.section)))
            place = visible(place).translate(_MARKDOWN)
            strength = _(STRENGTH_NAMES[row.strength])
            notes = [strength, row.brand, _("denied") if row.negated else "", "≈" if row.repeats else ""]
            about = ", ".join(filter(None, notes))
            lines += [f"> {quotation}", ">", f"> — {place}, {row.start}–{row.end} ({about})", ""]
            lines += [line.translate(_MARKDOWN) for line in visible_lines(row.note).splitlines()]
            lines += [""] * bool(row.note)
    references = dict.fromkeys(row.reference for row in sheet.rows)
    if references:
        lines += [
            f"## {_('References')}",
            "",
            *(f"- {visible(item).translate(_MARKDOWN)}" for item in references),
        ]
    return ("\n".join(lines) + "\n").encode()


def _counted(rows: Sequence[Evidence]) -> str:
    """How many of a tactic's rows count, and of those that do not, how many are denied or said again."""
    denied = sum(row.negated for row in rows)
    again = sum(bool(row.repeats) and not row.negated for row in rows)
    parts = [str(len(rows) - denied - again)]
    parts += [_("{count} denied").format(count=denied)] * bool(denied)
    parts += [_("{count} said again").format(count=again)] * bool(again)
    return ", ".join(parts)


def as_csv(sheet: Sheet) -> bytes:
    """A table with a byte order mark, so that a spreadsheet reads it as UTF-8.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection);
    control characters are shown, as a terminal might be given the table. JSON has every character as stored.
    """
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in sheet.rows:
        values = asdict(row).values()
        writer.writerow([_cell(value) if isinstance(value, str) else value for value in values])
    return out.getvalue().encode()


def _cell(value: str) -> str:
    shown = visible_lines(value)
    return (
        f"'{shown}"
        if shown.lstrip(" ").startswith(_FORMULA) or value.lstrip(" ").startswith(_FORMULA)
        else shown
    )


def as_json(sheet: Sheet) -> bytes:
    """One object with all rows."""
    rows = [asdict(row) for row in sheet.rows]
    return (json.dumps({"evidence": rows}, ensure_ascii=False, indent=1) + "\n").encode()
