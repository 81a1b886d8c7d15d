"""The mentions of a page, kept as columns: as tuples, 222,000 in a page of 10 MB took five times its size."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Set
from typing import NamedTuple

from mireader.columns import MadeWhenAsked


class Mention(NamedTuple):
    """One place where a tactic is named or described; offsets in code points into the stored text."""

    start: int
    end: int
    text: str
    tactic: str
    name: str
    """The tactic's name, in simplified Chinese."""
    group: str
    strength: str
    """`explicit` or `described`; `coded` where a reader marked it."""
    negated: bool
    brand: str | None
    node: str | None
    """Id of the smallest outline node that holds it."""
    value: str | None = None
    """Of a fact: its value, normalised."""
    unit: str | None = None


class Kind(NamedTuple):
    """What many mentions have in common: all of a mention but its place."""

    tactic: str
    name: str
    group: str
    strength: str
    negated: bool
    brand: str | None
    value: str | None
    unit: str | None


class Mentions(MadeWhenAsked[Mention]):
    """The mentions of a page in reading order; each is made when it is asked for."""

    def __init__(self, text: str, mentions: Iterable[Mention] = ()) -> None:
        """`text`: the page's stored text. `mentions`: in the order of their starts."""
        self._text = text
        self._starts, self._ends = array("I"), array("I")
        self._kind_at, self._node_at = array("I"), array("I")
        kinds: dict[Kind, int] = {}
        nodes: dict[str | None, int] = {}
        for one in mentions:
            kind = Kind(*one[3:9], *one[10:])
            self._starts.append(one.start)
            self._ends.append(one.end)
            self._kind_at.append(kinds.setdefault(kind, len(kinds)))
            self._node_at.append(nodes.setdefault(one.node, len(nodes)))
        self._kinds, self._nodes = list(kinds), list(nodes)
        self.longest = max(
            (end - start for start, end in zip(self._starts, self._ends, strict=True)), default=0
        )
        """Code points of the longest."""

    def __len__(self) -> int:
        return len(self._starts)

    def _made(self, at: int) -> Mention:
        start, end = self._starts[at], self._ends[at]
        kind = self._kinds[self._kind_at[at]]
        return Mention(
            start, end, self._text[start:end], *kind[:6], self._nodes[self._node_at[at]], *kind[6:]
        )

    def between(self, low: int, high: int) -> list[Mention]:
        """Those that begin in [low, high)."""
        return self[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def beyond(self, offset: int, step: int, wanted: Callable[[Kind], bool]) -> Mention | None:
        """The nearest one of a wanted kind that begins after an offset (`step` > 0) or before it."""
        kinds = [wanted(kind) for kind in self._kinds]
        ahead: Iterable[int] = range(bisect_left(self._starts, offset + 1), len(self))
        if step < 0:
            ahead = reversed(range(bisect_left(self._starts, offset)))
        return next((self._made(at) for at in ahead if kinds[self._kind_at[at]]), None)

    def kind(self, index: int) -> Kind:
        """What the mention with this number has in common with others."""
        return self._kinds[self._kind_at[index]]

    def placed(self, index: int) -> tuple[Kind, str | None]:
        """The kind of the mention with this number, and its node."""
        return self._kinds[self._kind_at[index]], self._nodes[self._node_at[index]]

    @property
    def nodes(self) -> frozenset[str]:
        """Ids of the outline nodes that hold them."""
        return frozenset(node for node in self._nodes if node is not None)

    def by_tactic(self, leave_out: Set[str] = frozenset()) -> Counter[str]:
        """How many there are of each tactic, without those that are denied and those in some nodes."""
        counts: Counter[str] = Counter()
        for (kind, node), count in Counter(zip(self._kind_at, self._node_at, strict=True)).items():
            if not self._kinds[kind].negated and self._nodes[node] not in leave_out:
                counts[self._kinds[kind].tactic] += count
        return counts

    def by_node(self) -> Counter[str | None]:
        """How many there are in each outline node, without those in nodes within it and those denied."""
        denied = [kind.negated for kind in self._kinds]
        found = Counter(
            node for node, kind in zip(self._node_at, self._kind_at, strict=True) if not denied[kind]
        )
        return Counter({self._nodes[node]: count for node, count in found.items()})
