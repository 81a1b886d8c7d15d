"""The values that reading a page results in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from mireader.hanzi.clean import CleanText

if TYPE_CHECKING:
    from mireader.documents.outline.lines import LineTable

MOST_CATEGORIES = 200
"""Values of a column that still files questions; more are tags or titles."""
NodeKind = Literal["entry", "answer", "section", "item", "boilerplate"]


class Node(NamedTuple):
    """A place in a page's outline; offsets in code points into the stored text, end exclusive."""

    id: str
    """1-based ordinals from the root, such as `2.1.3`."""
    parent: str | None
    kind: NodeKind
    marker: str
    """The numbering as printed, with its punctuation: `❶`, `一、`, `盈利模式3：`."""
    title: str
    """Without marker and scraper noise; may be empty."""
    level: int
    """1 for a question of the page."""
    start: int
    end: int
    body_start: int
    """Where the heading ends and what it heads begins."""
    same_as: str | None = None
    """First place of a near-duplicate (`path#id`), if there is one."""


class Source(NamedTuple):
    """Where a page came from: what is known, the rest None."""

    author: str | None = None
    site: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    accessed: str | None = None


class Row(NamedTuple):
    """A row of a table or of JSONL; its span is in the stored text."""

    id: str
    start: int
    end: int
    category: str = ""
    """What the table files it under."""


_PIECE = 1 << 18
"""Code points that are hashed in one go."""


@dataclass(frozen=True)
class Document:
    """One page as read: its stored text, clean text and outline."""

    path: str
    text: str
    """The stored text; every offset refers to it."""
    clean: CleanText
    outline: tuple[Node, ...]
    lines: LineTable | None
    """Its lines, those restored whose ends were lost; None: split them when they are needed."""
    title: str
    script: str
    """`hans`, `hant`, `mixed` or `none`."""
    encoding: str
    format: str
    source: Source = field(default_factory=Source)
    bad_bytes: tuple[int, ...] = ()
    """Byte offsets that did not decode."""
    certain: bool = True
    """False where the encoding is a guess."""
    columns: tuple[str, ...] = ()
    """Of a table: the columns taken as title, text and category."""
    rows: tuple[Row, ...] = ()
    """Rows of a table or of JSONL, in the order of the entries."""

    @cached_property
    def text_sha256(self) -> str:
        """Names the stored text."""
        import hashlib

        found = hashlib.sha256()
        for start in range(0, len(self.text), _PIECE):  # the screen gets its turn between two pieces
            found.update(self.text[start : start + _PIECE].encode("utf-8"))
        return found.hexdigest()

    @cached_property
    def entries(self) -> tuple[Node, ...]:
        """The questions, in reading order."""
        return tuple(node for node in self.outline if node.kind == "entry")

    @cached_property
    def site_text(self) -> tuple[Node, ...]:
        """What a site put around and between them, in reading order."""
        return tuple(node for node in self.outline if node.kind == "boilerplate")

    @cached_property
    def categories(self) -> dict[str, tuple[Node, ...]]:
        """The questions of a table by what it files them under, in the order of their first appearance.

        Empty for pages that are no tables, and where a column files nothing: one value, or too many.
        """
        found: dict[str, list[Node]] = {}
        entries = {entry.start: entry for entry in self.entries} if self.rows else {}
        for row in self.rows:
            if row.start in entries:
                found.setdefault(row.category, []).append(entries[row.start])
        if not 1 < len(found) <= min(MOST_CATEGORIES, len(entries) // 2):
            return {}
        return {name: tuple(nodes) for name, nodes in found.items()}

    def prepare(self) -> None:
        """Finds what going about in it takes: call it in a thread, before a large page is shown."""
        _ = self.text_sha256, self.entries, self.site_text, self.categories, self.node_by_id
        self.path_to(0)

    @property
    def prepared(self) -> bool:
        """Whether `prepare` was called."""
        return "categories" in vars(self)

    def category_of(self, entry: Node) -> str:
        """What a table files one of its questions under; empty elsewhere."""
        at = bisect_left(self.rows, entry.start, key=lambda row: row.start)
        return self.rows[at].category if at < len(self.rows) else ""

    @cached_property
    def node_by_id(self) -> dict[str, Node]:
        """The nodes by id."""
        return {node.id: node for node in self.outline}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Node, ...]]:
        children: dict[str | None, list[Node]] = {}
        for node in self.outline:
            children.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in children.items()}

    def children(self, parent: str | None) -> tuple[Node, ...]:
        """The nodes right under `parent` (None: under the page)."""
        return self._children.get(parent, ())

    def path_to(self, position: int) -> tuple[Node, ...]:
        """The nodes that hold a position, from the page's question to the smallest."""
        path: list[Node] = []
        parent: str | None = None
        while True:
            inside = self._holder(parent, position)
            if inside is None:
                return tuple(path)
            path.append(inside)
            parent = inside.id

    @cached_property
    def _furthest(self) -> dict[str | None, list[int]]:
        """By parent: the furthest end of its children up to each, in their order."""
        return {
            parent: list(accumulate((node.end for node in nodes), max))
            for parent, nodes in self._children.items()
        }

    def _holder(self, parent: str | None, position: int) -> Node | None:
        """The last node right under `parent` that holds a position."""
        nodes = self.children(parent)
        at = bisect_right(nodes, position, key=lambda node: node.start) - 1
        while at >= 0 and self._furthest[parent][at] > position:
            if nodes[at].end > position:
                return nodes[at]
            at -= 1
        return None

    def entry_of(self, node: Node | None) -> Node | None:
        """The question that a node belongs to (itself, if it is one)."""
        while node is not None and node.kind != "entry":
            node = self.node_by_id.get(node.parent) if node.parent else None
        return node
