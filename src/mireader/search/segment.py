"""A segment: some texts as aligned layers, their passages, and the postings of each field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mireader.hanzi.fold import TABLE_SIZE, fold_array
from mireader.search.arrays import load_arrays, save_arrays
from mireader.search.grams import BLANK, GRAMS
from mireader.search.postings import Postings, build_postings
from mireader.search.words import word_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]

_PRIVATE = 0xE000
_PRIVATE_SIZE = 0x1900
_FIRST_HAN = 0x3400
FIELDS = ("bigrams", "syllables", "initials", "words")
PARTS = ("keys", "starts", "passages", "impacts")
"""Of a field's postings."""
AVERAGE_LENGTH = 200
"""Code points of a passage of ordinary length."""
_CUT_AT_ONCE = 20_000
"""Code points that are segmented in one call."""
_K1, _B = 1.2, 0.75
"""Of BM25: how soon more of the same counts less, how far length counts (Robertson, Zaragoza 2009)."""


class Passage(NamedTuple):
    """A stretch of one text that is found as one; offsets in code points, see `Text.begin`."""

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
    begin: int = 0
    """What the offsets of the passages count from: this text begins so many code points later."""


def to_units(text: str) -> Units:
    """The folded layer as 16-bit units, one for each code point (those beyond the BMP are hashed)."""
    return _units(text)[1]


def _units(text: str) -> tuple[NDArray[np.uint32], Units]:
    """The code points of a text, and its folded layer."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = fold_array()[np.minimum(codes, TABLE_SIZE - 1)]
    beyond = folded > 0xFFFF
    if beyond.any():
        folded = np.where(beyond, _PRIVATE + codes % _PRIVATE_SIZE, folded)
    return codes, folded.astype(np.uint16)


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
    converted: NDArray[np.bool_]
    """By passage: whether folding changes any Han character of it."""
    fields: dict[str, Postings]
    arrays: dict[str, Any]

    @property
    def nbytes(self) -> int:
        """Size of the arrays in bytes."""
        return sum(array.nbytes for array in self.arrays.values())

    @cached_property
    def questions(self) -> NDArray[np.int32]:
        """By passage: the first passage of the question that it belongs to, -1 outside questions."""
        import numpy as np

        new = (np.diff(self.entries, prepend=-2) != 0) | (
            np.diff(self.documents.astype(np.int64), prepend=-1) != 0
        )
        first = np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))
        return np.where(self.entries >= 0, first, -1).astype(np.int32)

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
        fields = {name: Postings(*(arrays[f"{name}.{part}"] for part in PARTS)) for name in FIELDS}
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
            "converted",
        )
        return cls(**{name: arrays[name] for name in own}, fields=fields, arrays=arrays)


def build_segment(texts: Sequence[Text], first: int, cut: Callable[[str], list[str]]) -> Segment:
    """Indexes texts, the first of which has the number `first`; `cut` segments into words."""
    import numpy as np

    joined = "\n".join(text.text for text in texts) + "\n"
    codes, units = _units(joined)
    arrays = _passages(texts, first)
    starts, heading_ends = arrays["starts"], arrays["heading_ends"]
    bounds = np.append(starts, len(units)).astype(np.int64)
    sizes = bounds[1:] - bounds[:-1]
    if len(sizes):
        sizes[0] += starts[0]
    owner = np.repeat(np.arange(len(starts), dtype=np.uint16), sizes) if len(sizes) else units * 0
    changed = np.flatnonzero((codes != units) & (units >= _FIRST_HAN))
    arrays["converted"] = np.bincount(owner[changed], minlength=len(starts)).astype(np.bool_)
    arrays["units"] = units
    depth = np.zeros(len(units) + 1, np.int8)
    np.add.at(depth, starts, 1)
    np.subtract.at(depth, heading_ends, 1)
    in_heading = np.cumsum(depth, dtype=np.int8)[:-1] > 0
    norms = (_K1 * (1 - _B + _B * sizes / AVERAGE_LENGTH)).astype(np.float32)
    del codes, changed
    arrays["word_starts"], word_at, lengths = _words(joined, units, cut)
    for name in FIELDS:
        if name == "words":
            keys, at = word_keys(units, word_at, lengths), word_at.astype(np.uint32)
        else:
            keys, at = GRAMS[name](units, owner)
        parts = build_postings(keys, owner[at], in_heading[at], norms)
        arrays |= {f"{name}.{part}": array for part, array in zip(PARTS, parts, strict=True)}
    return Segment.of(arrays)


def _passages(texts: Sequence[Text], first: int) -> dict[str, Any]:
    """The arrays that are by passage, but `converted`; the first passage begins with the segment."""
    import numpy as np

    lengths = [len(text.text) + 1 for text in texts]
    counts = [len(text.passages) for text in texts]
    base = np.repeat(np.cumsum([0, *lengths[:-1]]), counts)
    shift = base - np.repeat([text.begin for text in texts], counts)
    rows = np.fromiter(
        chain.from_iterable(passage for text in texts for passage in text.passages),
        np.int64,
        6 * sum(counts),
    ).reshape(-1, 6)
    return {
        "starts": (rows[:, 0] + shift).astype(np.uint32),
        "heading_ends": (rows[:, 2] + shift).astype(np.uint32),
        "ends": (rows[:, 1] + shift).astype(np.uint32),
        "documents": np.repeat(np.arange(first, first + len(texts), dtype=np.uint32), counts),
        "bases": base,
        "nodes": rows[:, 3].astype(np.int32),
        "entries": rows[:, 4].astype(np.int32),
        "boilerplate": rows[:, 5].astype(np.bool_),
    }


def _words(
    joined: str, units: Units, cut: Callable[[str], list[str]]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Whether a word begins at each unit; where words that are no blanks begin, and how long they are."""
    import numpy as np

    parts = []
    begin = 0
    while begin < len(joined):  # a list of all words at once would be the largest thing in memory
        end = joined.find("\n", begin + _CUT_AT_ONCE) + 1 or len(joined)
        words = cut(joined[begin:end])
        parts.append(np.fromiter(map(len, words), np.int32, len(words)))
        begin = end
    lengths = np.concatenate(parts).astype(np.int64)
    ends = np.cumsum(lengths)
    at = ends - lengths
    starts = np.zeros(len(units) + 1, np.bool_)
    starts[at] = True
    starts[-1] = True
    solid = units[at] > BLANK
    return starts, at[solid], lengths[solid]
