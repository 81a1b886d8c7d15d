"""Themes of our own, beside those that Textual brings."""

from __future__ import annotations

from textual.color import Color
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


_READABLE = 4.5
"""Contrast of text with what is behind it, at least (WCAG 2.2, 1.4.3)."""


def readable(colour: Color, background: Color) -> Color:
    """A colour, darkened on a light background or lightened on a dark one until it can be read there.

    A colour of the terminal's own palette stays: what it looks like is not known here.
    """
    if colour.ansi is not None or background.ansi is not None:
        return colour
    light = _luminance(background) > _MIDDLE
    for _step in range(_STEPS):
        if _contrast(colour, background) >= _READABLE:
            break
        colour = colour.darken(0.05) if light else colour.lighten(0.05)
    return colour


_MIDDLE, _STEPS = 0.18, 16
"""Luminance of what black and white stand out from alike; steps from which any colour is black or white."""


def _contrast(a: Color, b: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2.2, from sRGB)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
