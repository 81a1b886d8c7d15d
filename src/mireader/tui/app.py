"""The application: what the screens share."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from mireader.hanzi.fold import fold
from mireader.library.collection import Collection
from mireader.tui.commands import commands
from mireader.tui.config import Config
from mireader.tui.i18n import _
from mireader.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from mireader.desk.desk import Desk


class CommandProvider(Provider):
    """Offers every command of the reader in the palette, by its name and help in the language in use."""

    def _run(self, action: str) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, action)

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in commands():
            if command.id != "palette":
                yield DiscoveryHit(_(command.label), self._run(command.action), help=_(command.help))

    async def search(self, query: str) -> Hits:
        """Commands that match what is typed, whatever the script."""
        matcher = self.matcher(fold(query))
        for command in commands():
            label = _(command.label)
            score = max(matcher.match(fold(label)), matcher.match(fold(_(command.help))) * 0.8)
            if score > 0 and command.id != "palette":
                yield Hit(score, label, self._run(command.action), help=_(command.help))


class ReaderApp(App[None]):
    """mireader on the screen."""

    TITLE = "mireader"
    CSS_PATH = "styles/reader.tcss"
    COMMANDS: ClassVar = App.COMMANDS | {CommandProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__()
        self.collection = collection
        self.config = config
        self.desk = desk
        if config.theme in self.available_themes:
            self.theme = config.theme

    def _fatal_error(self) -> None:
        """Ends with a sentence and a report, where Textual would print a traceback with page text in it."""
        from mireader.tui.crash import write_report

        if self._exception is not None:
            self._exit_renderables.append(Text(write_report(self._exception)))
        self._close_messages_no_wait()

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return ReaderScreen(self.collection, self.config, self.desk)
