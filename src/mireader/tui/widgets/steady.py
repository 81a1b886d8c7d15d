"""A widget's own style, worked out once and not for every row."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


class SteadyStyle(Widget):
    """Keeps its style until a theme, the focus or a class changes it.

    Stands behind the widget that it is added to, since Textual takes the defaults of the first base only.
    Textual 8.2 goes up all ancestors each time it is asked for: 0.1 ms, some 200 times for a window.
    """

    _steady: Style | None = None

    @property
    def rich_style(self) -> Style:
        """The style of a cell in which nothing is lit."""
        if self._steady is None:
            self._steady = super().rich_style
        return self._steady

    def notify_style_update(self) -> None:
        """Forgets what has changed."""
        super().notify_style_update()
        self._steady = None
