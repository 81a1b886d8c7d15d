"""The reader's screen: all of it, with its keys."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.binding import Binding, BindingType

from mireader.desk.taking_up import place_of
from mireader.documents.model import Source
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.commands import as_sent, commands
from mireader.tui.screens.help import HelpScreen
from mireader.tui.screens.resuming import ResumingScreen


def _bindings() -> list[BindingType]:
    """The bindings of all commands."""
    found: list[BindingType] = []
    for command in commands():
        keys = [*(sent for key in command.keys for sent in as_sent(key)), *command.ime]
        found.append(
            Binding(
                ",".join(keys),
                command.action,
                command.label,
                show=False,
                priority=command.at_once,
                id=command.id,
            )
        )
    return found


class ReaderScreen(ResumingScreen):
    """Reading, walking and searching a collection."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings()

    def action_panel(self) -> None:
        """Shows the tactic panel and goes to it; from within it, hides it."""
        panel = self.panel
        if panel is None:
            return
        leave = panel.display and panel.has_focus
        if leave or not panel.display:
            self.toggle_class("no-panel" if self.has_class("wide") else "panel")
        self.call_after_refresh(self._from_panel if leave else self._to_panel)

    def _to_panel(self) -> None:
        self._refresh_place()
        if self.panel is not None and self.panel.display:
            self.panel.focus()
            if self.panel.highlighted is None and self.panel.option_count:
                self.panel.highlighted = 0

    def _from_panel(self) -> None:
        self._refresh_place()
        self.pane.focus()

    def action_pane(self, step: int) -> None:
        """Moves the focus between tree, page and tactics; where they share a place, changes them."""
        if self.has_class("narrow") and not self.has_class("searching"):
            self._step_over(step)
            return
        side = self.results if self.has_class("searching") else self.contents
        panes = [pane for pane in (side, self.pane, self.panel) if pane is not None and pane.display]
        at = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(at + step) % len(panes)].focus()

    def _step_over(self, step: int) -> None:
        """In a narrow terminal, where one of the panes has all the room: page, tree, tactics in turn."""
        turn = ("", "tree", "panel") if self.panel is not None else ("", "tree")
        shown = next((at for at, name in enumerate(turn) if name and self.has_class(name)), 0)
        name = turn[(shown + step) % len(turn)]
        self.remove_class("tree", "panel")
        if name:
            self.add_class(name)
        if name == "panel":
            self.call_after_refresh(self._to_panel)
            return
        (self.contents if name else self.pane).focus()
        self._refresh_place()

    async def action_card(self) -> None:
        """Shows the page's format, encoding and source; what is typed in about the source is kept."""
        page = self.page
        if page is None:
            return
        from mireader.tui.screens.page_card import PageCard

        await self.app.push_screen(PageCard(page), lambda typed: self._keep_source(page, typed))

    def _keep_source(self, page: Page, typed: Source | None) -> None:
        if typed is not None and typed != page.typed_source:
            page.typed_source = typed
            self._store_source(page, typed)

    @work(group="desk")
    async def _store_source(self, page: Page, typed: Source) -> None:
        desk = await self._desk_at_hand()
        await asyncio.to_thread(desk.keep_source, *place_of(page), typed)
        self._say(_("Source kept"))

    async def action_help(self) -> None:
        """Shows the keys."""
        await self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Opens the command palette."""
        self.app.action_command_palette()

    async def action_quit(self) -> None:
        """Keeps the place and leaves."""
        await self._keep_position()
        await self._keep_session()
        self.session.leave()
        lost = None
        if self.desk is not None:
            self.desk.close()
            lost = self.desk.warning if self.desk.unwritten else None
        self.app.exit(message=Text(lost) if lost else None)
