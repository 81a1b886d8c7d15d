"""Waits for the letter of a place in sight; the page below stays visible."""

from __future__ import annotations

from textual import events

from mireader.tui.screens.over import Dialog

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""In the order of their reach from the home row."""


class JumpScreen(Dialog[str | None]):
    """Dismissed with the letter typed, or None for any other key or a click."""

    def on_key(self, event: events.Key) -> None:
        """Takes one key."""
        event.stop()
        event.prevent_default()
        self.dismiss(event.character if event.character and event.character in LETTERS else None)

    def on_click(self) -> None:
        """Leaves without going anywhere."""
        self.dismiss(None)
