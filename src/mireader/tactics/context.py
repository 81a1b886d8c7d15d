"""Whether a text is of the kind that a codebook is for: 捆绑 and 口碑 are no marketing in a medical answer.

A codebook may name words of its subject. A question that has none of them, in a page that has next to
none, is about something else, and what looks like a mention there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from mireader.hanzi.fold import fold
from mireader.tactics.stretches import stretches

FEW = 9
"""Different words of the subject from which a page is about it, whatever a single question says."""
FEWEST = 3
"""Under so many a page is about something else, whatever single questions say."""
_SHORT = 300
"""Code points under which a page says too little to tell what it is about."""
_LITTLE = 100
"""Code points under which a question says too little, in a page that is about the subject."""
_MANY = 4
"""Different things of the codebook in a question, from which it is about the subject whatever its words."""
_PER_WORD, _MOST = 500, 17
"""A page without questions (a law, a novel) needs one more different word for each so many code points, up
to so many: some of them are everywhere. Laws of 5,000 to 15,000 code points have 9 to 16, articles 25."""
_LARGE = 50
"""Questions from which a page is a collection: each is judged by itself."""


def words_in(words: Sequence[str], text: str) -> int:
    """How many different words of a subject a text holds, folded."""
    missing = set(words)
    for low, high in stretches(text):
        folded = fold(text[low:high])
        missing -= {word for word in missing if word in folded}
    return len(words) - len(missing)


class Subject:
    """Tells which parts of a page are about the subject of some words."""

    def __init__(self, words: Sequence[str], text: str, questions: int) -> None:
        """`text`: the page's clean text; `questions`: how many it has."""
        self._words = words
        self._text = text
        self._alone = questions > _LARGE
        self._in_page = FEW if self._alone or len(text) < _SHORT else words_in(words, text)
        self._least = FEWEST if questions else FEWEST + min(_MOST, len(text) // _PER_WORD)
        self._known: dict[tuple[int, int], bool] = {}

    def is_in(self, start: int, end: int, found: int, named: bool) -> bool:
        """Whether the question at text[start:end] is about it; a codebook without words is for all.

        `found`: how many different things of the codebook seem to be in the question; `named`: whether it
        names a brand, or asks about such a thing in its heading. An answer of some length that has one of the
        words at most, in a page that is about the subject, is about it if there are many, or one is named.
        """
        if not self._words:
            return True
        if (start, end) not in self._known:
            self._known[start, end] = self._judge(start, end, found, named)
        return self._known[start, end]

    def _judge(self, start: int, end: int, found: int, named: bool) -> bool:
        if self._in_page < self._least:
            return False
        own = words_in(self._words, self._text[start:end])
        if self._in_page < FEW:
            return own > 0
        if self._alone:
            return own > (end - start >= _LITTLE)
        return own > 1 or named or end - start < _LITTLE or found >= _MANY
