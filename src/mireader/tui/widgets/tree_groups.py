"""Groups of questions in the tree: a table's categories, and ranges where there are too many to list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from mireader.documents.model import Document, Node

REPEATED = "≈"
"""Before what says again what stood elsewhere first."""
MOST = 1000
"""Questions that are listed one by one; more are shown as ranges, which are filled when opened."""
RANGE = 500


class Group(NamedTuple):
    """Questions shown under one heading of the tree's own."""

    id: str
    label: str
    nodes: Sequence[Node]

    def holds(self, node: Node) -> bool:
        """Whether a question is in it."""
        at = bisect_left(self.nodes, node.start, key=lambda one: one.start)
        return at < len(self.nodes) and self.nodes[at].id == node.id


def groups_of(document: Document) -> list[Group]:
    """The groups right under a page: its categories, or ranges; none where its questions can be listed."""
    categories = document.categories
    if categories:
        return [Group(f"#category:{name}", name or "–", nodes) for name, nodes in categories.items()]
    return ranges_of("#range", document.entries)


def ranges_of(id_: str, nodes: Sequence[Node]) -> list[Group]:
    """Nodes in ranges, if they are too many to list."""
    if len(nodes) <= MOST:
        return []
    return [
        Group(f"{id_}:{at}", f"{at + 1}–{min(at + RANGE, len(nodes))}", nodes[at : at + RANGE])
        for at in range(0, len(nodes), RANGE)
    ]
