"""A segment: some texts as aligned layers, their passages, and the postings of each field."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mireader.hanzi.fold import TABLE_SIZE, fold_array
from mireader.hanzi.pinyin import reading_arrays
from mireader.search.arrays import load_arrays, save_arrays
from mireader.search.postings import Postings, build_postings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]

SYLLABLE_BITS = 9
"""There are 416 syllables."""
INITIAL_BITS = 5
_PRIVATE = 0xE000
_PRIVATE_SIZE = 0x1900
FIELDS = ("bigrams", "syllables", "initials", "words")


class Passage(NamedTuple):
    """A stretch of one text that is found as one; offsets in code points into that text."""

    start: int
    end: int
    heading_end: int
    """Where its heading ends (`start`: it has none)."""
    node: int
    """The caller's number for the place in the outline; several passages may share it."""
    entry: int
    """The caller's number of the question's own node, -1 outside questions."""
    boilerplate: bool = False


class Text(NamedTuple):
    """What is indexed: a clean text and the passages that it is cut into, in order and without gap."""

    text: str
    passages: Sequence[Passage]


def to_units(text: str) -> Units:
    """The folded layer as 16-bit units, one for each code point (those beyond the BMP are hashed)."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = fold_array()[np.minimum(codes, TABLE_SIZE - 1)]
    beyond = folded > 0xFFFF
    if beyond.any():
        folded = np.where(beyond, _PRIVATE + codes % _PRIVATE_SIZE, folded)
    return folded.astype(np.uint16)


@cache
def unit_layers() -> tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8]]:
    """By unit: first and second reading, first and second initial."""
    first, second, initials = reading_arrays()
    first, second = first[: 1 << 16], second[: 1 << 16]
    return first, second, initials[first], initials[second]


def word_key(units: Units) -> int:
    """The key of a word in the field `words` (CRC-32 of its folded units)."""
    return zlib.crc32(units.tobytes())


@dataclass(frozen=True)
class Segment:
    """One segment; offsets are into `units`, passages are numbered from 0."""

    units: Units
    word_starts: NDArray[np.bool_]
    """Whether a word begins at a unit; one longer than `units`."""
    starts: NDArray[np.uint32]
    """By passage: where it begins, where its heading ends, where it ends."""
    heading_ends: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    documents: NDArray[np.uint32]
    """By passage: number of its text; `bases`: where that text begins in `units`."""
    bases: NDArray[np.int64]
    nodes: NDArray[np.int32]
    entries: NDArray[np.int32]
    boilerplate: NDArray[np.bool_]
    fields: dict[str, Postings]
    arrays: dict[str, Any]

    @property
    def nbytes(self) -> int:
        """Size of the arrays in bytes."""
        return sum(array.nbytes for array in self.arrays.values())

    def passage_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passages that hold these positions."""
        return self.starts.searchsorted(positions, "right") - 1

    def save(self, path: Path) -> None:
        """Writes the segment to a file. Raises OSError."""
        save_arrays(path, self.arrays)

    @classmethod
    def load(cls, path: Path) -> Segment:
        """The segment of a file, memory-mapped. Raises OSError."""
        return cls.of(load_arrays(path))

    @classmethod
    def of(cls, arrays: dict[str, Any]) -> Segment:
        """The segment that these arrays are."""
        fields = {
            name: Postings(*(arrays[f"{name}.{part}"] for part in ("keys", "starts", "passages", "counts")))
            for name in FIELDS
        }
        own = (
            "units",
            "word_starts",
            "starts",
            "heading_ends",
            "ends",
            "documents",
            "bases",
            "nodes",
            "entries",
            "boilerplate",
        )
        return cls(**{name: arrays[name] for name in own}, fields=fields, arrays=arrays)


def build_segment(texts: Sequence[Text], first: int, cut: Callable[[str], list[str]]) -> Segment:
    """Indexes texts, the first of which has the number `first`; `cut` segments into words."""
    import numpy as np

    joined = "\n".join(text.text for text in texts) + "\n"
    units = to_units(joined)
    bases = np.cumsum([0] + [len(text.text) + 1 for text in texts])[:-1].astype(np.int64)
    rows = [
        (passage, base, first + number)
        for number, (text, base) in enumerate(zip(texts, bases.tolist(), strict=True))
        for passage in text.passages
    ]
    starts = np.array([passage.start + base for passage, base, _ in rows], np.uint32)
    owner = (starts.searchsorted(np.arange(len(units)), "right") - 1).astype(np.uint16)
    arrays: dict[str, Any] = {
        "units": units,
        "starts": starts,
        "heading_ends": np.array([passage.heading_end + base for passage, base, _ in rows], np.uint32),
        "ends": np.array([passage.end + base for passage, base, _ in rows], np.uint32),
        "documents": np.array([number for _, _, number in rows], np.uint32),
        "bases": np.array([base for _, base, _ in rows], np.int64),
        "nodes": np.array([passage.node for passage, _, _ in rows], np.int32),
        "entries": np.array([passage.entry for passage, _, _ in rows], np.int32),
        "boilerplate": np.array([passage.boilerplate for passage, _, _ in rows], np.bool_),
    }
    word_starts, word_keys, word_owner = _words(joined, units, owner, cut)
    arrays["word_starts"] = word_starts
    for name, (keys, passages) in {**_grams(units, owner), "words": (word_keys, word_owner)}.items():
        parts = build_postings(keys, passages)
        arrays |= {
            f"{name}.{part}": array
            for part, array in zip(("keys", "starts", "passages", "counts"), parts, strict=True)
        }
    return Segment.of(arrays)


def _grams(units: Units, owner: Units) -> dict[str, tuple[NDArray[np.uint32], Units]]:
    """Character bigrams, syllable bigrams and initials trigrams; none crosses a passage."""
    import numpy as np

    s1, s2, i1, i2 = (layer[units] for layer in unit_layers())
    wide = units.astype(np.uint32)
    near = owner[:-1] == owner[1:]
    blank = units <= 32
    pairs = near & ~blank[:-1] & ~blank[1:]
    found = {"bigrams": ((wide[:-1][pairs] << 16) | wide[1:][pairs], owner[:-1][pairs])}
    spoken = near & (s1[:-1] > 0) & (s1[1:] > 0)
    keys, owners = [], []
    for a, b, extra in ((s1, s1, None), (s2, s1, s1[:-1] != s2[:-1]), (s1, s2, s1[1:] != s2[1:])):
        mask = spoken if extra is None else spoken & extra
        keys.append((a[:-1][mask].astype(np.uint32) << SYLLABLE_BITS) | b[1:][mask])
        owners.append(owner[:-1][mask])
    found["syllables"] = (np.concatenate(keys), np.concatenate(owners))
    triple = near[:-1] & near[1:] & (i1[:-2] > 0) & (i1[1:-1] > 0) & (i1[2:] > 0)
    keys, owners = [], []
    for a, b, c, extra in (
        (i1, i1, i1, None),
        (i2, i1, i1, i1[:-2] != i2[:-2]),
        (i1, i2, i1, i1[1:-1] != i2[1:-1]),
        (i1, i1, i2, i1[2:] != i2[2:]),
    ):
        mask = triple if extra is None else triple & extra
        x, y, z = (layer.astype(np.uint32) for layer in (a[:-2][mask], b[1:-1][mask], c[2:][mask]))
        keys.append((x << 2 * INITIAL_BITS) | (y << INITIAL_BITS) | z)
        owners.append(owner[:-2][mask])
    found["initials"] = (np.concatenate(keys), np.concatenate(owners))
    return found


def _words(
    joined: str, units: Units, owner: Units, cut: Callable[[str], list[str]]
) -> tuple[NDArray[np.bool_], NDArray[np.uint32], Units]:
    """Where words begin, the keys of the words, and their passages."""
    import numpy as np

    starts = np.zeros(len(units) + 1, np.bool_)
    keys: list[int] = []
    at: list[int] = []
    known: dict[str, int] = {}
    position = 0
    for word in cut(joined):
        starts[position] = True
        end = position + len(word)
        if not word.isspace():
            key = known.get(word)
            if key is None:
                key = known[word] = word_key(units[position:end])
            keys.append(key)
            at.append(position)
        position = end
    starts[-1] = True
    return starts, np.array(keys, np.uint32), owner[np.array(at, np.int64)]
