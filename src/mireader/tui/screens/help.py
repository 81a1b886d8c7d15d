"""The help: every key, by group."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from mireader.hanzi.width import text_width
from mireader.tui.commands import GROUPS, commands
from mireader.tui.i18n import _
from mireader.tui.screens.over import Dialog
from mireader.tui.searching import EXAMPLES

_KEY_CELLS = 22


def help_text() -> Text:
    """The keys of all commands, those of an input method behind them."""
    text = Text()
    for group, title in GROUPS.items():
        text.append(f"{_(title)}\n", style="bold")
        for command in commands():
            if command.group != group:
                continue
            keys = command.shown_keys
            text.append(f"  {keys}{' ' * max(1, _KEY_CELLS - text_width(keys))}", style="bold dim")
            text.append(_(command.help))
            if command.ime:
                text.append(f"  {' '.join(command.ime)}", style="dim")
            text.append("\n")
        text.append("\n")
    text.append(f"{_('What to type in the search')}\n", style="bold")
    for example, meaning in EXAMPLES:
        text.append(f"  {example}{' ' * max(1, _KEY_CELLS - text_width(example))}", style="bold dim")
        text.append(f"{_(meaning)}\n")
    text.append(f"\n{_('In the list of tactics')}\n", style="bold")
    for key, meaning in (
        ("Space", "light, gather and export only this tactic, or give it up"),
        ("Enter", "its definition and every place"),
    ):
        text.append(f"  {key}{' ' * max(1, _KEY_CELLS - text_width(key))}", style="bold dim")
        text.append(f"{_(meaning)}\n")
    return text


class HelpScreen(Dialog[None]):
    """Shows the keys until a key is pressed that leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,fullwidth_question_mark,enter", "dismiss", show=False),
        Binding("space", "scroll(1)", show=False),
        Binding("b", "scroll(-1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A box that scrolls."""
        with VerticalScroll(id="help-box"):
            yield Static(help_text(), markup=False)

    def action_scroll(self, pages: int) -> None:
        """Scrolls by windows."""
        box = self.query_one("#help-box", VerticalScroll)
        (box.scroll_page_down if pages > 0 else box.scroll_page_up)(animate=False)

    def on_mount(self) -> None:
        """Names the box."""
        self.query_one("#help-box").border_title = _("Keys")
