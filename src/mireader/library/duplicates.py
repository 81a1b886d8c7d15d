"""Near-duplicates: answers that scrapers repeat under other titles, recognised across pages.

Fingerprints of eight letters, those kept whose hash is a multiple of `SAMPLING` (Broder 1997, On the
resemblance and containment of documents); an answer is the same again if most of its fingerprints are
those of an earlier one. Works on folded text, so that a converted or mangled copy is recognised too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mireader.documents.model import Document, Node
from mireader.hanzi.fold import TABLE_SIZE, fold_array

SHINGLE = 8
"""Letters of a fingerprint."""
SAMPLING = 4
FEWEST = 8
"""Fingerprints (some forty letters) under which an answer is too short to be called the same."""
ALIKE = 0.6
"""Share of the fingerprints of the shorter and of the longer text that must be common."""
_MOST_PLACES = 16
"""Earlier places that are kept for a fingerprint: more have it only where it is a phrase of the site's."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Repeats:
    """What the documents seen so far say, and which of them say it again."""

    def __init__(self) -> None:
        self._places: dict[int, list[int]] = defaultdict(list)
        self._known: list[tuple[str, int]] = []

    def of(self, document: Document) -> dict[str, str]:
        """Takes a document in: id of a question or an answer to the first place (`path#id`) that says it."""
        same: dict[str, str] = {}
        for node, prints in _fingerprints(document):
            first = _earlier(prints, self._places, self._known)
            if first is not None:
                same[node.id] = self._known[first][0]
                continue
            number = len(self._known)
            self._known.append((f"{document.path}#{node.id}", len(prints)))
            for one in prints:
                if len(self._places[one]) < _MOST_PLACES:
                    self._places[one].append(number)
        return same


def near_duplicates(documents: Sequence[Document]) -> list[dict[str, str]]:
    """For each document: id of a question or an answer to the first place (`path#id`) that says the same."""
    repeats = Repeats()
    return [repeats.of(document) for document in documents]


def _earlier(prints: list[int], places: dict[int, list[int]], known: list[tuple[str, int]]) -> int | None:
    shared: Counter[int] = Counter()
    for one in prints:
        shared.update(places.get(one, ()))
    for number, count in shared.most_common(3):
        if count >= ALIKE * max(len(prints), known[number][1]):
            return number
    return None


def _fingerprints(document: Document) -> Iterator[tuple[Node, list[int]]]:
    """Each answer of a document, or question that has just one, with its fingerprints."""
    nodes = [node for node in document.outline if node.kind in ("entry", "answer")]
    if not nodes:
        return
    positions, hashes = _sampled(document.clean.text)
    to_clean = document.clean.alignment.target_of
    answered = {node.parent for node in nodes if node.kind == "answer"}
    for node in nodes:
        if node.id in answered:
            continue
        low, high = np.searchsorted(positions, [to_clean(node.body_start), to_clean(node.end)])
        prints = np.unique(hashes[low:high]).tolist()
        if len(prints) >= FEWEST:
            yield node, prints


def _sampled(text: str) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Where the sampled fingerprints of a text begin, and their hashes."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    folded = fold_array()[np.minimum(codes, TABLE_SIZE - 1)]
    letters = np.flatnonzero(_letters(folded))
    if len(letters) < SHINGLE:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    values = folded[letters].astype(np.uint64)
    hashes = np.zeros(len(values) - SHINGLE + 1, np.uint64)
    for offset in range(SHINGLE):
        hashes = (hashes + values[offset : offset + len(hashes)]) * _FACTOR
    hashes ^= hashes >> np.uint64(29)
    chosen = hashes % np.uint64(SAMPLING) == 0
    return letters[: len(hashes)][chosen], hashes[chosen]


def _letters(folded: NDArray[np.uint32]) -> NDArray[np.bool_]:
    han = (folded >= 0x3400) & (folded <= 0x9FFF)
    latin = ((folded >= ord("a")) & (folded <= ord("z"))) | ((folded >= ord("0")) & (folded <= ord("9")))
    return han | latin
