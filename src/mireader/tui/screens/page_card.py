"""The page's card: format, encoding, and where the page came from, which can be typed in here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from mireader.documents.formats import EXTRACTIONS
from mireader.documents.model import Source
from mireader.hanzi.visible import visible
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.screens.over import Dialog

FIELD_NAMES = {
    "author": "author",
    "site": "site",
    "title": "title",
    "date": "date",
    "url": "address",
    "accessed": "accessed",
}


def facts_of(page: Page) -> list[tuple[str, str]]:
    """What is known of a page as a file: names and values."""
    document = page.document
    encoding = document.encoding if document.certain else f"{document.encoding}?"
    how = f"{document.format} · {_(EXTRACTIONS[document.format])}"
    columns = f" ({', '.join(document.columns)})" if document.columns else ""
    return [
        (_("file"), document.path),
        (_("format"), how + columns),
        (_("encoding"), encoding),
        (_("characters"), f"{len(document.text):,}"),
        (_("questions"), f"{len(document.entries):,}"),
    ]


class PageCard(Dialog[Source | None]):
    """Shows a page's card; dismissed with what was typed in, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s,f10", "keep", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """Facts, then a field for each part of the source, then the keys."""
        known, typed = self._page.document.source, self._page.typed_source
        with VerticalScroll(id="card-box"):
            for name, value in facts_of(self._page):
                with Horizontal(classes="card-row"):
                    yield Static(name, classes="card-name", markup=False)
                    yield Static(visible(value), markup=False)
            yield Static(_("Where it came from"), classes="card-head", markup=False)
            for field, name in FIELD_NAMES.items():
                with Horizontal(classes="card-row"):
                    yield Static(_(name), classes="card-name", markup=False)
                    said = visible(getattr(known, field) or _("not known"))
                    yield Input(
                        value=getattr(typed, field) or "", placeholder=said, id=f"card-{field}", compact=True
                    )
            yield Static(_("Enter: keep  Esc: close"), classes="card-head", markup=False)

    def on_mount(self) -> None:
        """Names the card and begins at the first field."""
        self.query_one("#card-box").border_title = _("This page")
        self.set_focus(self.query(Input).first())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what was typed."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Closes the card with what was typed."""
        values = {field: self.query_one(f"#card-{field}", Input).value.strip() for field in FIELD_NAMES}
        self.dismiss(Source(**{field: value or None for field, value in values.items()}))

    def action_leave(self) -> None:
        """Closes the card."""
        self.dismiss(None)
