"""The help: every key, by group."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from mireader.i18n import _
from mireader.tui.commands import GROUPS, commands
from mireader.tui.screens.over import Dialog
from mireader.tui.searching import EXAMPLES

_KEY_CELLS = 22
MARKS = (
    ("稀 粉 价 …", "a tactic is named in the line: the mark of its group"),
    ("▏", "a tactic is described, not named (t lights these too)"),
    ("▸", "site text, folded"),
    ("▪", "a bookmark"),
    ("12", "in the tree: the questions of a page, the tactics in a question or section"),
)
"""What stands in the margin, and message ids of what it means."""


Row = tuple[str, str, str]
"""Keys or an example, what it does, and the keys of an input method that do it too."""


def help_rows() -> list[tuple[str, list[Row]]]:
    """Everything that the help lists, translated, by title."""
    keys: list[tuple[str, list[Row]]] = [
        (
            _(title),
            [
                (command.shown_keys, _(command.help), " ".join(command.ime))
                for command in commands()
                if command.group == group
            ],
        )
        for group, title in GROUPS.items()
    ]
    examples = [(example, _(meaning), "") for example, meaning in EXAMPLES]
    in_list = [
        ("Space", _("light, gather and export only this tactic, or give it up"), ""),
        ("Enter", _("its definition and every place"), ""),
    ]
    marks = [(mark, _(meaning), "") for mark, meaning in MARKS]
    return [
        *keys,
        (_("What to type in the search"), examples),
        (_("In the list of tactics"), in_list),
        (_("In the margin and in the tree"), marks),
    ]


def help_table() -> Group:
    """The same in two columns; what is too long for one goes on under its beginning."""
    parts: list[RenderableType] = []
    for title, rows in help_rows():
        table = Table.grid(padding=(0, 1))
        table.add_column(width=1)
        table.add_column(width=_KEY_CELLS)
        table.add_column(ratio=1, overflow="fold")
        for keys, meaning, ime in rows:
            table.add_row("", Text(keys, style="bold dim"), Text.assemble(meaning, (f"  {ime}", "dim")))
        parts += [Text(title, style="bold"), table, ""]
    return Group(*parts[:-1])


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
            yield Static(help_table(), markup=False)

    def action_scroll(self, pages: int) -> None:
        """Scrolls by windows."""
        box = self.query_one("#help-box", VerticalScroll)
        (box.scroll_page_down if pages > 0 else box.scroll_page_up)(animate=False)

    def on_mount(self) -> None:
        """Names the box, and says how it is left."""
        box = self.query_one("#help-box")
        box.border_title = _("Keys")
        box.border_subtitle = _("Space: further  Esc: close")
