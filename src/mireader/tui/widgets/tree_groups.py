"""Groups of questions in the tree: a table's categories, and ranges where there are too many to list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from mireader.documents.model import Document, Node

REPEATED = "≈"
"""Before what says again what stood elsewhere first."""
MOST = 500
"""Rows under one heading: to fill one in takes 0.1 ms. More questions are shown as ranges."""
RANGE = 200
"""Rows in a range, which is filled when it is opened."""


class Group(NamedTuple):
    """Questions shown under one heading of the tree's own."""

    id: str
    label: str
    nodes: Sequence[Node]
    first: int | None = None
    """In a range, how many questions stand before it."""

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


def ranges_of(id_: str, nodes: Sequence[Node], first: int = 0) -> list[Group]:
    """Nodes in ranges, if they are too many to list; in ranges of ranges if these are too many too.

    `first` is how many questions stand before them.
    """
    if len(nodes) <= MOST:
        return []
    size = RANGE
    while len(nodes) > MOST * size:
        size *= RANGE
    found = []
    for at in range(0, len(nodes), size):
        held = nodes[at : at + size]
        begins = first + at
        found.append(Group(f"{id_}:{begins}", f"{begins + 1}–{begins + len(held)}", held, begins))
    return found
