"""Near-duplicates: answers that scrapers repeat under other titles, recognised across pages.

Fingerprints of eight letters, those kept whose hash is a multiple of `SAMPLING` (Broder 1997, On the
resemblance and containment of documents); an answer is the same again if most of its fingerprints are
those of an earlier one. Works on folded text, so that a converted or mangled copy is recognised too.
"""

from __future__ import annotations

from collections.abc import Sequence

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
_LOOK_BACK = 4
"""Earlier texts with a fingerprint, beside the first, that a text is compared with."""
_AT_ONCE = 2_000_000
"""Code points whose fingerprints are taken at once."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Repeats:
    """What the documents taken in say, and which of them say it again."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._nodes: list[Node] = []
        self._hashes: list[NDArray[np.uint64]] = []
        self._owners: list[NDArray[np.int64]] = []

    def add(self, document: Document) -> None:
        """Takes a document in; its own order and that of the documents say which place was first."""
        answered = {node.parent for node in document.outline if node.kind == "answer"}
        nodes = [
            node
            for node in document.outline
            if node.kind == "answer" or (node.kind == "entry" and node.id not in answered)
        ]
        if not nodes:
            return
        to_clean = document.clean.alignment.target_of
        starts = np.array([to_clean(node.body_start) for node in nodes])
        ends = np.array([to_clean(node.end) for node in nodes])
        positions, hashes = _sampled(document.clean.text)
        owners = starts.searchsorted(positions, "right") - 1
        inside = (owners >= 0) & (positions < ends[owners])
        self._hashes.append(hashes[inside])
        self._owners.append(owners[inside] + len(self._nodes))
        self._paths += [document.path] * len(nodes)
        self._nodes += nodes

    def found(self) -> dict[str, dict[str, str]]:
        """By path: id of a question or an answer to the first place (`path#id`) that says the same."""
        same: dict[str, dict[str, str]] = {}
        if not any(map(len, self._hashes)):
            return same
        hashes, owners = np.concatenate(self._hashes), np.concatenate(self._owners)
        order = np.lexsort((owners, hashes))
        hashes, owners = hashes[order], owners[order]
        new = np.append(True, (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1]))
        hashes, owners = hashes[new], owners[new]
        sizes = np.bincount(owners, minlength=len(self._nodes))
        for later, first in _pairs(hashes, owners, sizes).items():
            place = f"{self._paths[first]}#{self._nodes[first].id}"
            same.setdefault(self._paths[later], {})[self._nodes[later].id] = place
        return same


def _pairs(hashes: NDArray[np.uint64], owners: NDArray[np.int64], sizes: NDArray[np.int64]) -> dict[int, int]:
    """Later texts, each to the first that says the same; hashes ascending, owners ascending in each."""
    begins = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    lengths = np.diff(np.append(begins, len(hashes)))
    heads = np.repeat(begins, lengths)
    at = np.arange(len(hashes))
    pairs = []
    for back in range(_LOOK_BACK + 1):  # 0: the first that has the fingerprint
        chosen = at[at > heads] if back == 0 else at[at - back > heads]
        others = owners[heads[chosen] if back == 0 else chosen - back]
        own = owners[chosen]
        both = (sizes[own] >= FEWEST) & (sizes[others] >= FEWEST)
        pairs.append((own[both] << 32) | others[both])
    shared, counts = np.unique(np.concatenate(pairs), return_counts=True)
    later, first = shared >> 32, shared & 0xFFFFFFFF
    alike = counts >= ALIKE * np.maximum(sizes[later], sizes[first])
    found: dict[int, int] = {}
    for one, other in zip(later[alike].tolist(), first[alike].tolist(), strict=True):
        found.setdefault(one, found.get(other, other))
    return found


def near_duplicates(documents: Sequence[Document]) -> list[dict[str, str]]:
    """For each document: id of a question or an answer to the first place (`path#id`) that says the same."""
    repeats = Repeats()
    for document in documents:
        repeats.add(document)
    found = repeats.found()
    return [found.get(document.path, {}) for document in documents]


def _sampled_part(text: str) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
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


def _sampled(text: str) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The same for a text of any length, part by part: memory for all at once would be ten times the text."""
    parts = [(at, _sampled_part(text[at : at + _AT_ONCE])) for at in range(0, len(text), _AT_ONCE)]
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    positions = np.concatenate([found + at for at, (found, _hashes) in parts])
    return positions, np.concatenate([hashes for _at, (_found, hashes) in parts])
