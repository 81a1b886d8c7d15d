"""Themes of our own, beside those that Textual brings."""

from __future__ import annotations

from textual.theme import Theme

SHORT_NAMES = {"dark": "textual-dark", "light": "textual-light", "ansi": "ansi-dark"}
"""What a configuration may say instead of a theme's full name."""

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffaf00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    dark=True,
)
"""White on black, no greys; contrast of text at least 7 to 1 (WCAG 2.2, 1.4.6)."""


def full_name(name: str) -> str:
    """The name that Textual knows a theme by."""
    return SHORT_NAMES.get(name, name)
