"""Chooses a passage and the tactic that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mireader.hanzi.alignment import Span
from mireader.hanzi.fold import fold
from mireader.hanzi.typed import Typed
from mireader.hanzi.visible import visible
from mireader.i18n import _, language
from mireader.library.page import Page
from mireader.tactics.codebook import Tactic
from mireader.tui.quoting import sentences
from mireader.tui.screens.over import Dialog


class Coded(NamedTuple):
    """A passage and the tactic that it was given."""

    start: int
    end: int
    tactic: str | None
    """Its id; None for a new one."""
    name: str


class CodePassage(Dialog[Coded | None]):
    """Dismissed with what was coded, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("ctrl+down,pagedown", "passage(1)", show=False, priority=True),
        Binding("ctrl+up,pageup", "passage(-1)", show=False, priority=True),
        Binding("shift+down,ctrl+right", "extend(1)", show=False, priority=True),
        Binding("shift+up,ctrl+left", "extend(-1)", show=False, priority=True),
    ]

    def __init__(self, page: Page, span: Span, tactics: Sequence[Tactic]) -> None:
        super().__init__()
        self._page = page
        self._exact = span if span[0] < span[1] else None
        """A passage that was selected; until another sentence is taken."""
        self._sentences = sentences(page.text, span[0])
        ahead = [at for at, (_start, end) in enumerate(self._sentences) if end > span[0]]
        self._first = self._last = ahead[0] if ahead else max(0, len(self._sentences) - 1)
        own = language()
        self._named = [((tactic.id, tactic.name[own]), tactic.names) for tactic in tactics]
        self._found: list[tuple[str | None, str]] = []

    def compose(self) -> ComposeResult:
        """The passage, what to type, the tactics, the keys."""
        with Vertical(id="code-box"):
            yield Static(id="passage", markup=False)
            yield Input(placeholder=_("tactic: Hanzi, pinyin or initials"), id="code-name")
            yield OptionList(id="codes", markup=False)
            yield Static(
                _("Enter: code  PgUp PgDn: sentence  Shift+↑↓: length  Esc: close"),
                id="code-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """Shows the passage at hand and every tactic."""
        self.query_one("#code-box").border_title = _("Code a passage")
        self._show_passage()
        self._list("")
        self.set_focus(self.query_one(Input))

    @property
    def _options(self) -> OptionList:
        return self.query_one("#codes", OptionList)

    def _span(self) -> tuple[int, int]:
        return self._exact or (self._sentences[self._first][0], self._sentences[self._last][1])

    def _show_passage(self) -> None:
        if self._sentences:
            start, end = self._span()
            words = visible(" ".join(self._page.text[start:end].split()))
            self.query_one("#passage", Static).update(Text(words, style="bold"))

    def _list(self, typed: str) -> None:
        found = Typed(typed).best(self._named)
        self._found = [*found]
        new = " ".join(typed.split())
        if new and fold(new) not in [fold(name) for _id, name in found]:
            self._found.append((None, new))
        self._options.clear_options()
        self._options.add_options(
            Option(Text(name if id_ else _("new tactic: {name}").format(name=name)))
            for id_, name in self._found
        )
        self._options.highlighted = 0 if self._found else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists the tactics that what was typed may mean."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Gives the passage the tactic at hand."""
        self._choose(self._options.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives the passage a tactic that was clicked."""
        event.stop()
        self._choose(event.option_index)

    def _choose(self, at: int | None) -> None:
        if at is not None and self._found and self._sentences:
            self.dismiss(Coded(*self._span(), *self._found[at]))

    def action_move(self, step: int) -> None:
        """Goes to another tactic."""
        if self._found:
            self._options.highlighted = ((self._options.highlighted or 0) + step) % len(self._found)

    def action_passage(self, step: int) -> None:
        """Takes another sentence."""
        self._exact = None
        at = min(max(0, self._first + step), len(self._sentences) - 1)
        self._first = self._last = at
        self._show_passage()

    def action_extend(self, step: int) -> None:
        """Takes one sentence more, or one less."""
        self._exact = None
        self._last = min(max(self._first, self._last + step), len(self._sentences) - 1)
        self._show_passage()

    def action_leave(self) -> None:
        """Closes without coding anything."""
        self.dismiss(None)
