"""What is lit on a page: mentions of tactics, hits of a search, mended characters."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from mireader.hanzi.alignment import Span
from mireader.library.mentions import Kind, Mention, Mentions
from mireader.tui.reading.shown import Shown

LEVELS = ("none", "named", "all")
"""Which mentions are lit: none, those that name the tactic, all."""


_COUNTED = 3000
"""Mentions up to which they are counted as one walks: a few milliseconds."""


class Lit(NamedTuple):
    """A lit span of a paragraph's shown text; of several on one character the last wins."""

    start: int
    end: int
    style: str
    """Name of a component style: `heading`, `repaired`, `group-N`, `note`, `match`, `current`."""


class AllHighlights(dict[str, "Highlights"]):
    """The highlights of every page whose mentions are known, by path."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: tuple[tuple[int, ...], Counter[str]] = ((), Counter())

    def by_tactic(self) -> Counter[str]:
        """How often each tactic is mentioned in all of them, without what is denied or said again."""
        state = tuple(id(one.counted) for one in self.values())
        if state != self._counted[0]:
            self._counted = (state, sum((one.counted for one in self.values()), Counter()))
        return self._counted[1]


class Highlights:
    """The highlights of one page; spans in stored offsets."""

    def __init__(self, mentions: Mentions | None = None, groups: Sequence[str] = ()) -> None:
        self.mentions = Mentions("") if mentions is None else mentions
        self._hue = {group: index for index, group in enumerate(groups)}
        self.counted: Counter[str] = Counter()
        """By tactic: how many mentions, without those that are denied or said again."""
        self.level = "named"
        self.only: frozenset[str] = frozenset()
        """Ids of the tactics that are lit; empty: all."""
        self.matches: tuple[Span, ...] = ()
        self.notes: tuple[Span, ...] = ()
        """Words that a reader wrote a note about."""
        self.bookmarks: frozenset[int] = frozenset()
        """Stored offsets at which a bookmark is set."""
        self.current: Span | None = None
        self.selected: Span | None = None
        """What is selected to be copied, noted or coded."""
        self.cursor: int | None = None
        """The stored offset at which a selection ends."""

    def lit_between(self, low: int, high: int) -> list[Mention]:
        """The mentions in [low, high) that are lit, in reading order."""
        near = self.mentions.between(low - self.mentions.longest, high)
        return [mention for mention in near if mention.end > low and self._is_lit(mention)]

    def lit_beyond(self, offset: int, step: int) -> Mention | None:
        """The next mention that is lit: that begins after an offset (`step` > 0) or before it."""
        return self.mentions.beyond(offset, step, self._is_lit)

    def count_of(self, mention: Mention) -> tuple[int, int] | None:
        """Which of the lit mentions it is, from 1, and how many there are; None where counting is felt."""
        if len(self.mentions) > _COUNTED:
            return None
        lit = [one.start for one in self.mentions if self._is_lit(one)]
        return bisect_right(lit, mention.start), len(lit)

    def _is_lit(self, mention: Mention | Kind) -> bool:
        if self.level == "none":
            return False
        wanted = self.level == "all" or (self.level == "named" and mention.strength != "described")
        return mention.tactic in self.only if self.only else wanted

    def _near(self, shown: Shown) -> list[Mention]:
        return self.mentions.between(shown.base - self.mentions.longest, shown.base + shown.size)

    def lit(self, shown: Shown) -> list[Lit]:
        """What is lit in a paragraph, in the order of painting."""
        found = [Lit(start, end, "repaired") for start, end in shown.repaired]
        if shown.heading_end:
            found.append(Lit(0, shown.heading_end, "heading"))
        for mention in self._near(shown):
            if self._is_lit(mention):
                found += self._span(shown, (mention.start, mention.end), f"group-{self.hue(mention.group)}")
        for span in self.notes:
            found += self._span(shown, span, "note")
        for span in self.matches:
            found += self._span(shown, span, "match")
        if self.current is not None:
            found += self._span(shown, self.current, "current")
        if self.selected is not None:
            found += self._span(shown, self.selected, "selected")
        if self.cursor is not None:
            found += self._span(shown, (self.cursor, self.cursor + 1), "cursor")
        return found

    def bookmarked(self, shown: Shown) -> list[int]:
        """Where in a paragraph's text bookmarks are set."""
        near = [at for at in self.bookmarks if shown.base <= at < shown.base + shown.size]
        places = (shown.shown_span(at, at + 1) for at in near)
        return [place[0] if place else 0 for place in places]

    def hue(self, group: str) -> int:
        """One of eight hues for a group of tactics."""
        return self._hue.get(group, 0) % 8

    @staticmethod
    def _span(shown: Shown, span: Span, style: str) -> list[Lit]:
        where = shown.shown_span(*span)
        return [Lit(*where, style)] if where else []

    def marked(self, shown: Shown) -> list[tuple[int, Mention]]:
        """The mentions to be told in the margin, each with where it begins in a paragraph's text."""
        if self.level == "none":
            return []
        found = []
        for mention in self._near(shown):
            where = shown.shown_span(mention.start, mention.end)
            if where and (not self.only or mention.tactic in self.only):
                found.append((where[0], mention))
        return found
