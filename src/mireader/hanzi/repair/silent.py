"""The silent tier: repairs made in the mended view without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mireader.hanzi.clean import CleanText
from mireader.hanzi.fold import fold, variants
from mireader.hanzi.likelihood import frequency
from mireader.hanzi.repair.model import Finding, Repair, on_page
from mireader.hanzi.repair.substitutes import find_substitutes
from mireader.hanzi.script import script_of, script_only, traditional

_CLEANED = 0.95
_STRAY = 0.95
_RARE = 2e-5
"""Share of text under which a simplified form is no ordinary one: 綝 and 鐩 are kept in names."""
_SENTENCE = re.compile(r"[^\n。！？；!?;]+")
_QUOTATION = 16
"""Code points from which a sentence that is mostly traditional is a quotation, and stays."""
_AROUND = 20
"""Code points on either side by which the script of a passage is told."""


def find_silent(stored: str, cleaned: CleanText) -> list[Repair]:
    """What cleaning took out, substituted characters and stray traditional ones, in reading order."""
    repairs = [
        Repair(item.start, item.end, stored[item.start : item.end], item.text, item.kind, _CLEANED, True)
        for item in cleaned.junk
    ]
    text = cleaned.text
    script = script_of(text)
    findings = list(_substituted(text, script))
    if script == "hans":
        taken = {finding.start for finding in findings}
        findings += [finding for finding in _stray_traditional(text) if finding.start not in taken]
    repairs += [on_page(stored, cleaned, finding, True) for finding in findings]
    return sorted(repairs)


def _substituted(text: str, script: str) -> Iterator[Finding]:
    for found in find_substitutes(text):
        passage = script
        if script == "mixed":
            passage = script_of(text[max(0, found.at - _AROUND) : found.at + _AROUND])
        meant = traditional(found.ordinary) if passage == "hant" else found.ordinary
        if meant != text[found.at]:
            yield Finding(found.at, found.at + 1, meant, "variant", found.probability)


def _stray_traditional(text: str) -> Iterator[Finding]:
    """Traditional characters in a page that is simplified, but not passages that are traditional."""
    simplified_only, traditional_only = script_only()
    table = variants()
    strays = "".join(set(text) & traditional_only)
    if not strays:
        return
    pattern = re.compile(f"[{re.escape(strays)}]")
    for line in _SENTENCE.finditer(text):
        found = list(pattern.finditer(line.group()))
        if not found:
            continue
        own = sum(map(simplified_only.__contains__, line.group()))
        if len(found) > own and len(line.group()) >= _QUOTATION:  # a quotation in the other script
            continue
        for match in found:
            plain = fold(match.group())
            if plain != match.group() and match.group() not in table and frequency(plain) > _RARE:
                at = line.start() + match.start()
                yield Finding(at, at + 1, plain, "script", _STRAY)
