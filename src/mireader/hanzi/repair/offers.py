"""The second tier: repairs that are listed and made only when a reader accepts them."""

from __future__ import annotations

from collections.abc import Iterable

from mireader.hanzi.clean import CleanText
from mireader.hanzi.repair.conversion import find_conversion_slips
from mireader.hanzi.repair.insertions import find_insertions
from mireader.hanzi.repair.model import Repair, on_page
from mireader.hanzi.repair.punctuation import find_punctuation
from mireader.hanzi.repair.sound import find_sound_slips

_BLANK = 0.5


def find_offers(stored: str, cleaned: CleanText, silent: Iterable[Repair]) -> list[Repair]:
    """What may be mangled, in reading order; nothing where a silent repair is made already."""
    text = cleaned.text
    findings = [
        *find_insertions(text),
        *find_conversion_slips(text),
        *find_punctuation(text),
        *find_sound_slips(text),
    ]
    offers = [on_page(stored, cleaned, finding, False) for finding in findings]
    offers += [Repair(a, b, stored[a:b], "", "spacing", _BLANK, False) for a, b in cleaned.blanks]
    taken: set[int] = set()
    for repair in silent:
        taken.update(range(repair.start, repair.end))
    chosen = []
    for repair in sorted(offers, key=lambda repair: (-repair.confidence, repair)):
        if taken.isdisjoint(range(repair.start, repair.end)):
            taken.update(range(repair.start, repair.end))
            chosen.append(repair)
    return sorted(chosen)
