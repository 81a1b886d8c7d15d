"""How a passage is to be copied."""

from __future__ import annotations

from rich.text import Text

from mireader.i18n import _
from mireader.tui.screens.pick import PickScreen

HITS = "hits"
FORM_NAMES = {
    "shown": "text as shown",
    "stored": "text as stored",
    "quotation": "quotation with its place",
    "markdown": "quotation in Markdown",
    "reference": "quotation with its reference (GB/T 7714)",
    HITS: "all hits of the search",
}


class CopyAs(PickScreen[str]):
    """How a passage is to be copied."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        super().__init__()
        self._forms = forms
        self.KEYS = _("Enter: copy  Esc: close")

    def heading(self) -> str:
        """The list's title."""
        return _("Copy as")

    def found(self, typed: str) -> list[str]:
        """The forms whose name holds what was typed."""
        return [form for form in self._forms if typed.strip().lower() in _(FORM_NAMES[form]).lower()]

    def line(self, item: str) -> Text:
        """The name of a form."""
        return Text(_(FORM_NAMES[item]))
