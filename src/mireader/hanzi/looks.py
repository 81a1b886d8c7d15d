"""Characters that look like another one: 侍 and 持, 已 and 己 (`data/looks.tsv`)."""

from __future__ import annotations

from functools import cache

from mireader.hanzi.data import rows


@cache
def _table() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("looks.tsv")}


def looks_like(char: str) -> str:
    """The folded characters in ordinary use that a folded one may be taken for, the likest first."""
    return _table().get(char, "")
