"""Screens that are opened over the reader, and the keys that come too early or too late for them."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

R = TypeVar("R")


class OverScreen(Screen[R]):
    """Does nothing before it is mounted, and is left once: keys that are typed ahead do no harm."""

    _mounted = False
    _drawn: tuple[Widget, ...] = ()
    """What it was made of when it was left."""

    def on_mount(self) -> None:
        """Called after the `on_mount` of those who build on it."""
        self._mounted = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with what is not there yet, or not any more."""
        return super().check_action(action, parameters) if self._mounted and self.is_current else False

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leaves it, if it is not left already; what it is still looking for has no place to be shown in."""
        if not self.is_current:
            return AwaitComplete()
        self.app.workers.cancel_node(self)
        self._drawn = (self, *self.walk_children(Widget))
        return super().dismiss(result)

    def on_unmount(self) -> None:
        """Lets go of what was drawn: Textual 8.2 keeps the last thousand widgets that had a background.

        `StylesCache.get_inner_outer` is an `lru_cache` with the widget's rows in its key.
        """
        for widget in self._drawn:
            widget.refresh()
        self._drawn = ()


class Dialog(ModalScreen[R], OverScreen[R]):
    """One that leaves the reader in sight."""
