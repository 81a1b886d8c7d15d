"""Messages between the widgets; floods of one kind collapse into the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mireader.library import Hit


class Moved(Message):
    """The reading position moved, to a stored offset."""

    def __init__(self, path: str, offset: int) -> None:
        super().__init__()
        self.path, self.offset = path, offset

    def can_replace(self, message: Message) -> bool:
        """A later position makes an earlier one needless."""
        return isinstance(message, Moved)


class GoTo(Message):
    """Show a place: a page by its path, and a stored offset; `focus`: and read on there.

    `context`: how many rows to leave above it.
    """

    def __init__(self, path: str, offset: int, focus: bool = False, context: int = 0) -> None:
        super().__init__()
        self.path, self.offset, self.focus, self.context = path, offset, focus, context


class Indexed(Message):
    """The index has grown: pages done of all (0 of 0: not known), and whether it is complete."""

    def __init__(self, done: int, of: int, complete: bool) -> None:
        super().__init__()
        self.done, self.of, self.complete = done, of, complete

    def can_replace(self, message: Message) -> bool:
        """Progress is only of interest in its last state."""
        return isinstance(message, Indexed)


class HitPreviewed(Message):
    """The cursor came to a hit in the list."""

    def __init__(self, hit: Hit) -> None:
        super().__init__()
        self.hit = hit

    def can_replace(self, message: Message) -> bool:
        """Only the last hit is previewed."""
        return isinstance(message, HitPreviewed)


class HitChosen(Message):
    """A hit was chosen with Enter or a click."""

    def __init__(self, hit: Hit) -> None:
        super().__init__()
        self.hit = hit


class TacticFiltered(Message):
    """A tactic was chosen in the panel, or given up, to be lit alone; None: all were given up."""

    def __init__(self, tactic: str | None) -> None:
        super().__init__()
        self.tactic = tactic


class TacticSought(Message):
    """One of the panel's tactics is to be found by its name."""

    def __init__(self, tactics: Sequence[str]) -> None:
        super().__init__()
        self.tactics = tactics


class TacticChosen(Message):
    """A tactic was opened in the panel: show its card."""

    def __init__(self, tactic: str) -> None:
        super().__init__()
        self.tactic = tactic


class Selected(Message):
    """A passage was selected with the mouse; stored offsets."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__()
        self.start, self.end = start, end


class Clicked(Message):
    """A character of the page was clicked; its stored offset."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset
