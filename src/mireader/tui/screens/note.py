"""Writes a note about a place."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from mireader.desk.desk import Note
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.tui.screens.over import Dialog

_ABOUT = 150
"""Cells of what the note is about that are shown: three lines in 80 columns."""


class NoteEditor(Dialog[Note | None]):
    """Dismissed with the note as it was left; leaving by any key keeps what was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s,f2", "keep", show=False, priority=True),
    ]

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note

    def compose(self) -> ComposeResult:
        """The words that the note is about, the note, the keys."""
        with Vertical(id="note-box"):
            about = crop(visible(" ".join(self._note.quotation.split())), _ABOUT)
            yield Static(about, id="note-about", markup=False)
            yield TextArea(self._note.text, id="note-text", soft_wrap=True, show_line_numbers=False)
            yield Static(_("Esc: keep and close  an empty note is taken away"), markup=False)

    def on_mount(self) -> None:
        """Writes on at the end."""
        self.query_one("#note-box").border_title = _("Note")
        area = self.query_one(TextArea)
        self.set_focus(area)  # at once, so that what is typed ahead goes into it
        area.move_cursor(area.document.end)

    @property
    def written(self) -> Note:
        """The note as it is now."""
        return self._note._replace(text=self.query_one(TextArea).text)

    def action_keep(self) -> None:
        """Keeps the note."""
        self.dismiss(self.written if self.written != self._note else None)
