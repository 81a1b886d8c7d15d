"""The evidence sheet from within the reader: which format, which file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mireader.i18n import _
from mireader.tui.screens.over import Dialog

FORMAT_NAMES = {
    "html": "web page with chart and filter",
    "csv": "spreadsheet",
    "md": "Markdown",
    "json": "data",
    "qdpx": "REFI-QDA project (NVivo, ATLAS.ti, QualCoder)",
    "qdc": "REFI-QDA codebook",
    "jsonld": "Web Annotations",
}


def free_path(name: str) -> Path:
    """A path that no file has yet: evidence.html, evidence-2.html, …"""
    path, number = Path(name), 1
    while path.exists():
        number += 1
        path = Path(name).with_stem(f"{Path(name).stem}-{number}")
    return path


class EvidenceScreen(Dialog[tuple[str, Path] | None]):
    """Asks for a format and a file; dismissed with both, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """What goes into it, the formats, the file."""
        with Vertical(id="evidence-box"):
            yield Static(self._about, markup=False)
            formats = (Option(f"{key:<7}{_(name)}", id=key) for key, name in FORMAT_NAMES.items())
            yield OptionList(*formats, id="formats", markup=False)
            yield Input(id="evidence-file", compact=True)
            yield Static(_("Enter: write it  Tab: the file  Esc: close"), markup=False)

    def on_mount(self) -> None:
        """Begins with the first format."""
        self.query_one("#evidence-box").border_title = _("Evidence sheet")
        self._formats.highlighted = 0
        self.set_focus(self._formats)

    @property
    def _formats(self) -> OptionList:
        return self.query_one("#formats", OptionList)

    @on(OptionList.OptionHighlighted, "#formats")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one("#evidence-file", Input).value = str(free_path(f"evidence.{event.option_id}"))

    @on(OptionList.OptionSelected, "#formats")
    @on(Input.Submitted, "#evidence-file")
    def _write(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        event.stop()
        format_ = list(FORMAT_NAMES)[self._formats.highlighted or 0]
        name = self.query_one("#evidence-file", Input).value.strip()
        if name:
            path = Path(name).expanduser()
            ending = path.suffix[1:].lower()  # a name that was typed says what is wanted
            self.dismiss((ending if ending in FORMAT_NAMES else format_, path))

    def action_leave(self) -> None:
        """Closes without writing."""
        self.dismiss(None)
