"""Evidence sheets."""

from __future__ import annotations

import csv
import io
import json

import mireader
from mireader.export.evidence import COLUMNS, evidence, sentence
from mireader.export.formats import as_csv, as_json, markdown


def test_rows_are_the_mentions_asked_for(seeds: mireader.Library) -> None:
    rows = evidence(seeds, ["hunger-marketing"])
    assert rows
    texts = {page.path: page.text for page in seeds.documents}
    for row in rows:
        assert row.tactic == "hunger-marketing"
        assert texts[row.path][row.start : row.end] == row.mention
        assert row.mention in row.quotation
    assert {row.question[:2] for row in rows if row.question} >= {"小米"}
    fewer = evidence(seeds, ["hunger-marketing"], "邀请注册")
    assert 0 < len(fewer) < len(rows)


def test_the_formats(seeds: mireader.Library) -> None:
    rows = evidence(seeds, ["flash-sale"])
    table = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert len(table) == len(rows)
    assert tuple(table[0]) == COLUMNS
    assert len(json.loads(as_json(rows))["evidence"]) == len(rows)
    assert "missing: author" in markdown(rows)


def test_no_cell_is_a_formula_and_no_markup_is_obeyed() -> None:
    library = mireader.from_rows([{"id": "1", "title": "=1+1", "body": "=饥饿营销*a*"}])
    rows = evidence(library)
    assert all(not cell.startswith("=") for row in csv.reader(io.StringIO(as_csv(rows))) for cell in row)
    assert "\\*a\\*" in markdown(rows)


def test_a_quotation_is_a_sentence() -> None:
    text = "甲。乙说饥饿营销好!丙"
    at = text.index("饥饿")
    assert sentence(text, at, at + 4) == "乙说饥饿营销好!"
