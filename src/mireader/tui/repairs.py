"""Repairs in words."""

from __future__ import annotations

from mireader.hanzi.repair import Repair
from mireader.hanzi.visible import visible
from mireader.i18n import _

REPAIR_NAMES = {
    "variant": "substituted character",
    "script": "stray traditional character",
    "pinyin": "pinyin pushed in",
    "zero-width": "invisible character",
    "entity": "entity",
    "spacing": "blank inside a sentence",
    "watermark": "watermark",
    "stuffing": "stuffed in",
    "conversion": "conversion slip",
    "sound": "input slip",
    "punctuation": "punctuation mark",
    "quote": "quotation mark",
    "dropped": "dropped character",
    "other": "other slip",
}
"""Message ids of the kinds of repair."""
_NOTHING = "∅"


def told(repair: Repair) -> str:
    """What was found, what is put in its place, of which kind and how sure: 囿 → 有 · … · 98 %."""
    found, repaired = (visible(text).strip() or _NOTHING for text in (repair.found, repair.repaired))
    return f"{found} → {repaired} · {_(REPAIR_NAMES[repair.kind])} · {repair.confidence:.0%}"
