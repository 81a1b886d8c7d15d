"""Evidence as one web page that needs nothing else: a table, a chart, a filter; prints well."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path
from string import Template

from mireader.export.evidence import Evidence, Sheet, sentence_span
from mireader.export.tables import STRENGTH_NAMES
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _, counted, language

_TEMPLATE = Path(__file__).parent / "evidence.html"
_MOST_BARS = 24
_BAR, _ROW, _NAME = 420, 22, 190
"""Widths of the longest bar and of the names, and the height of a row, in pixels."""
_NAME_CELLS = 26
"""Cells of a name: what is longer ends in …, and is told whole when pointed at."""


def as_html(sheet: Sheet) -> bytes:
    """The evidence sheet for a browser. What pages say is escaped and control characters are shown."""
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    groups = {group.id: group for book in sheet.codebooks for group in book.groups}
    tactics = dict.fromkeys(sheet.name_of(row) for row in sheet.rows)
    references = {
        item: number for number, item in enumerate(dict.fromkeys(r.reference for r in sheet.rows), 1)
    }
    pages = len({row.path for row in sheet.rows})
    texts = {page.path: page.text for page in sheet.pages}
    return template.substitute(
        _words(),
        language=language(),
        rows_counted=counted("{count} row", "{count} rows", len(sheet.rows)),
        pages_counted=counted("{count} page", "{count} pages", pages),
        chart=chart(Counter(sheet.name_of(row) for row in sheet.rows if not (row.repeats or row.negated))),
        options="".join(f"<option>{_text(name)}</option>" for name in sorted(tactics)),
        rows="\n".join(
            _row(
                row,
                sheet.name_of(row),
                groups[row.group].mark if row.group in groups else "",
                references[row.reference],
                texts[row.path],
            )
            for row in sheet.rows
        ),
        references="\n".join(f'<li id="r{number}">{_text(item)}</li>' for item, number in references.items()),
    ).encode()


def _words() -> dict[str, str]:
    """The fixed words of the template, in the language in use."""
    words = {
        "evidence": _("Evidence"),
        "tactic": _("Tactic"),
        "all_tactics": _("all tactics"),
        "filter": _("Filter"),
        "quotation": _("Quotation"),
        "strength": _("Strength"),
        "place": _("Place"),
        "works": _("References"),
    }
    return {key: _text(word) for key, word in words.items()}


def chart(counts: Counter[str]) -> str:
    """Bars for the most frequent tactics, as inline SVG."""
    bars = counts.most_common(_MOST_BARS)
    most = max(counts.values(), default=1)
    height = _ROW * len(bars)
    parts = [f'<svg role="img" viewBox="0 0 {_NAME + _BAR + 50} {height}" aria-label="{_text(_("Tactic"))}">']
    for number, (name, count) in enumerate(bars):
        y, width = number * _ROW, max(2, round(_BAR * count / most))
        label = f"<title>{_text(name)}</title>{_text(crop(name, _NAME_CELLS))}"
        parts.append(f'<text x="{_NAME - 8}" y="{y + 15}" text-anchor="end">{label}</text>')
        parts.append(f'<rect x="{_NAME}" y="{y + 3}" width="{width}" height="{_ROW - 8}"/>')
        parts.append(f'<text x="{_NAME + width + 6}" y="{y + 15}">{count}</text>')
    told = _("The {shown} most frequent of {all} tactics").format(shown=len(bars), all=len(counts))
    caption = f"<p><small>{_text(told)}</small></p>" if len(counts) > len(bars) else ""
    return "".join([*parts, "</svg>", caption])


def _row(row: Evidence, name: str, mark: str, reference: int, text: str) -> str:
    low, high = sentence_span(text, row.start, row.end)
    quotation = (
        f"{_text(text[low : row.start])}<mark>{_text(row.mention)}</mark>{_text(text[row.end : high])}"
    )
    place = " › ".join(filter(None, (row.page, row.question, row.section)))
    strength = _(STRENGTH_NAMES[row.strength])
    notes = " · ".join(filter(None, (strength, row.brand, _("denied") if row.negated else "")))
    kind = ' class="again"' if row.repeats else ""
    written = "".join(f'<p class="note">{_text(line)}</p>' for line in row.note.splitlines())
    return (
        f'<tr{kind}><td><span class="group">{_text(mark)}</span> {_text(name)}</td>'
        f"<td>{quotation}{written}</td>"
        f'<td>{_text(notes)}</td><td>{_text(place)} <a href="#r{reference}">[{reference}]</a><br>'
        f"<small>{_text(Path(row.path).name)} {row.start}–{row.end}</small></td></tr>"
    )


def _text(text: str) -> str:
    return escape(" ".join(visible(text).split()))
