"""Messages between the widgets; floods of one kind collapse into the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mireader.library import Hit


@dataclass
class Moved(Message):
    """The reading position moved, to a stored offset."""

    path: str
    offset: int

    def can_replace(self, message: Message) -> bool:
        """A later position makes an earlier one needless."""
        return isinstance(message, Moved)


@dataclass
class GoTo(Message):
    """Show a place: a page by its path, and a stored offset."""

    path: str
    offset: int
    focus: bool = False
    """Whether the reading pane takes the focus."""


@dataclass
class Indexed(Message):
    """The index has grown: pages done of all (0 of 0: not known), and whether it is complete."""

    done: int
    of: int
    complete: bool

    def can_replace(self, message: Message) -> bool:
        """Progress is only of interest in its last state."""
        return isinstance(message, Indexed)


@dataclass
class HitPreviewed(Message):
    """The cursor came to a hit in the list."""

    hit: Hit

    def can_replace(self, message: Message) -> bool:
        """Only the last hit is previewed."""
        return isinstance(message, HitPreviewed)


@dataclass
class HitChosen(Message):
    """A hit was chosen with Enter or a click."""

    hit: Hit


@dataclass
class TacticChosen(Message):
    """A tactic was chosen in the panel: go to its next mention."""

    tactic: str
