"""Back and forward through the places visited."""

from __future__ import annotations

from typing import NamedTuple

_MOST = 500


class Place(NamedTuple):
    """A page by its path, and an offset in code points into its stored text."""

    path: str
    offset: int


class History:
    """Places in the order of visits, and where in it one stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Adds a place after the one where one stands; what was forward of it is forgotten."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_MOST]
        self._at = len(self._places) - 1

    def leave(self, place: Place) -> None:
        """Where one has read on to from the place visited last: that is what one comes back to."""
        if self._at >= 0 and self._places[self._at].path == place.path:
            self._places[self._at] = place

    def go(self, steps: int) -> Place | None:
        """Moves by steps (negative: back); the place there, or None at either end."""
        if not 0 <= self._at + steps < len(self._places):
            return None
        self._at += steps
        return self._places[self._at]
