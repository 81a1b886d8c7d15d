"""The application: what the screens share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import ThemeProvider

from mireader.hanzi.fold import fold
from mireader.i18n import _
from mireader.library.collection import Collection
from mireader.tui.commands import as_sent, commands, give_keys
from mireader.tui.config import Config, keep_setting
from mireader.tui.screens.reader import ReaderScreen
from mireader.tui.signals import leave_on_signals
from mireader.tui.themes import HIGH_CONTRAST, SHORT_NAMES, full_name
from mireader.turns import used

if TYPE_CHECKING:
    from mireader.desk.desk import Desk

_COLOURLESS = NoColor()
_SHADES = ("256", "truecolor")
"""Colour systems (Rich's names) that have greys enough."""


class CommandProvider(Provider):
    """Offers every command of the reader in the palette, by its name and help in the language in use."""

    def _offers(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """Name, help and what is done of each: the reader's, then those of every program on Textual."""
        for command in commands():
            if command.id != "palette":
                yield _(command.label), _(command.help), partial(self.screen.run_action, command.action)
        yield _("Theme"), _("Change the colours"), self.app.search_themes
        yield _("Picture"), _("Keep the screen as an SVG picture"), self.app.deliver_screenshot

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for label, about, run in self._offers():
            yield DiscoveryHit(label, run, help=about)

    async def search(self, query: str) -> Hits:
        """Commands that match what is typed, whatever the script, or their names in pinyin."""
        from mireader.hanzi.typed import Typed

        matcher, typed = self.matcher(fold(query)), Typed(query)
        for label, about, run in self._offers():
            sounds = 0.9 if typed.rank(label) is not None else 0.7 if typed.rank(about) is not None else 0.0
            score = max(matcher.match(fold(label)), sounds, matcher.match(fold(about)) * 0.8)
            if score > 0:
                yield Hit(score, label, run, help=about)


class ReaderApp(App[None]):
    """mireader on the screen."""

    TITLE = "mireader"
    CSS_PATH = "styles/reader.tcss"
    COMMANDS: ClassVar = {CommandProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__()
        self.collection = collection
        self.config = config
        self.desk = desk
        self._reader: ReaderScreen | None = None
        self.register_theme(HIGH_CONTRAST)
        if full_name(config.theme) in self.available_themes:
            self.theme = full_name(config.theme)
        else:
            names = ", ".join(sorted([*SHORT_NAMES, *self.available_themes]))
            words = _("There is no theme {name}; there are: {names}").format(name=config.theme, names=names)
            self.config = config = replace(config, warnings=(*config.warnings, words))
        if config.keys:
            given = {id_: keys.split(",") for id_, keys in config.keys.items()}
            self.set_keymap(
                {id_: ",".join(sent for key in keys for sent in as_sent(key)) for id_, keys in given.items()}
            )
        give_keys(config.keys)

    async def on_event(self, event: events.Event) -> None:
        """What works in threads lets what somebody does be drawn first."""
        if isinstance(event, events.InputEvent | events.Resize):
            used()
        await super().on_event(event)

    def on_mount(self) -> None:
        """From now on a theme that is chosen is kept, and a signal to end is obeyed."""
        if not self.is_headless:
            leave_on_signals(self.leave, self._end)
        self.theme_changed_signal.subscribe(self, lambda theme: self.keep_setting("", "theme", theme.name))
        self.app_resume_signal.subscribe(self, lambda _app: self.screen.refresh(layout=True))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line drawn. A theme of the terminal's own palette cannot be made grey, which
        would draw black on black, nor can 16 colours, which would draw dark grey: the terminal's
        own two are used without colour.
        """
        filters = super().get_line_filters()
        if self.no_color and (self.native_ansi_color or self.console.color_system not in _SHADES):
            return [_COLOURLESS if isinstance(one, Monochrome) else one for one in filters]
        return filters

    def action_command_palette(self) -> None:
        """Opens the command palette, unless it is open."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for a command"), id="--command-palette"))

    async def action_quit(self) -> None:
        """Leaves in order: a note that is being written is kept."""
        await self.leave()

    def action_help_quit(self) -> None:
        """Says on Ctrl+C how the reader is left; a slip must not end it."""
        self.notify(_("q leaves the reader, ? lists all keys"), markup=False)

    def search_themes(self) -> None:
        """Lists the themes."""
        self.push_screen(CommandPalette([ThemeProvider], placeholder=_("Search for a theme")))

    def keep_setting(self, table: str, key: str, value: str | int) -> None:
        """Writes a setting into the configuration file, or says why it cannot be kept."""
        path = self.config.path
        if path is None:
            return
        try:
            keep_setting(path, table, key, value)
        except (OSError, ValueError) as error:
            words = _("The setting is not kept: {why}").format(why=error)
            self.notify(words, severity="warning", markup=False)

    def _fatal_error(self) -> None:
        """Ends with a sentence and a report, where Textual would print a traceback with page text in it."""
        from mireader.tui.crash import write_report

        if self._exception is not None:
            self._exit_renderables.append(Text(write_report(self._exception)))
        self._close_messages_no_wait()

    def _end(self) -> None:
        """Closes what is open when the screen cannot be left in order; in any thread."""
        if self._reader is not None and self._reader.desk is not None:
            self._reader.desk.close()
        self.collection.close()

    async def leave(self) -> None:
        """Keeps what is to be kept and ends, whatever is on the screen."""
        from mireader.tui.screens.note import NoteEditor

        for screen in self.screen_stack:
            if isinstance(screen, NoteEditor) and self._reader is not None and self._reader.desk is not None:
                await asyncio.to_thread(self._reader.desk.keep_note, screen.written)
        if self._reader is not None:
            await self._reader.action_quit()

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        self._reader = ReaderScreen(self.collection, self.config, self.desk)
        return self._reader
