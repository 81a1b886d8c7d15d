"""Folding: width, case, variants and substituted characters, then script; one unit in, one out.

The order matters: OpenCC would turn the substitute 鈈 (for 不) into 钚 (plutonium). The table is
built by `data/build_tables.py` from NFKC, `data/variants.tsv` and OpenCC's TSCharacters.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

from mireader.hanzi.data import rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE_SIZE = 0x30000
"""Code points that the array tables cover; what lies above (emoji tags, private use) folds to itself."""
LARGE = 1 << 20
"""Code points from which folding by the array is worth loading numpy."""
_LONG = 1 << 11
"""Code points from which it is faster, where numpy is there already."""
_PIECE = 1 << 18
"""Code points that are folded by the array in one go: a few milliseconds."""


@cache
def fold_table() -> dict[int, int]:
    """For `str.translate`: code point to the folded code point."""
    return str.maketrans(*rows("fold.tsv")[0])


def fold(text: str) -> str:
    """The folded layer of `text`, of the same length in code points."""
    if len(text) < (_LONG if "numpy" in sys.modules else LARGE):
        return text.translate(fold_table())
    return _fold_large(text)


def _fold_large(text: str) -> str:
    """The same by the array, twenty times as fast; what lies above the array folds to itself."""
    import numpy as np

    pieces = []
    for start in range(0, len(text), _PIECE):  # other threads get their turn between two pieces
        codes = np.frombuffer(text[start : start + _PIECE].encode("utf-32-le", "surrogatepass"), np.uint32)
        folded = np.where(codes < TABLE_SIZE, fold_array()[np.minimum(codes, TABLE_SIZE - 1)], codes)
        pieces.append(folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"))
    return "".join(pieces)


@cache
def fold_sources() -> frozenset[str]:
    """Characters that others are folded to: what is typed with one of them may be stored otherwise."""
    return frozenset(map(chr, fold_table().values()))


@cache
def fold_array() -> NDArray[np.uint32]:
    """The same table as an array indexed by code point."""
    import numpy as np

    table = np.arange(TABLE_SIZE, dtype=np.uint32)
    pairs = fold_table()
    table[np.fromiter(pairs, np.uint32, len(pairs))] = list(pairs.values())
    table.setflags(write=False)
    return table


@cache
def variants() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Substituted character to (ordinary character, kind, words in which it is at home).

    Those of the kind `context` are in ordinary use themselves, and never folded.
    """
    return {
        row[0]: (row[1], row[2], tuple(row[3].split()) if len(row) > 3 else ())
        for row in rows("variants.tsv")
    }
