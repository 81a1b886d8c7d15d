"""The panes of the reader, and how they are arranged for the width of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from mireader.library.collection import Collection
from mireader.library.page import Page
from mireader.tui.config import Config
from mireader.tui.screens.at_desk import DeskScreen
from mireader.tui.widgets.bars import Breadcrumb, KeyBar
from mireader.tui.widgets.page_tree import PageTree
from mireader.tui.widgets.reading_pane import ReadingPane
from mireader.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from mireader.desk.desk import Desk
    from mireader.tui.widgets.results import Results
    from mireader.tui.widgets.tactic_panel import TacticPanel

NARROW, WIDE = 100, 140
"""Columns under which tree and page share one place, and from which the tactic panel has its own."""


class PanesScreen(DeskScreen):
    """Search bar, document tree, page, results and tactics."""

    AUTO_FOCUS = "#page"
    """What the first keys go to: at once, where `focus()` would take it from what they have opened."""
    bar: SearchBar
    contents: PageTree
    """The document tree."""
    pane: ReadingPane
    """The reading pane. Kept, not asked for: what comes out of a thread may come while one leaves."""

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__(collection, desk)
        self.config = config

    def compose(self) -> ComposeResult:
        """From the top: where one is, the search, the panes, the keys."""
        self._arrange(self.app.size.width)  # before the first frame, so that nothing is styled twice
        self.bar, self.contents = SearchBar(), PageTree(id="tree")
        self.pane = ReadingPane(self.config.measure, id="page")
        yield Breadcrumb(id="breadcrumb")
        yield self.bar
        with Horizontal(id="panes"):
            with Vertical(id="side"):
                yield self.contents
            yield self.pane
        yield KeyBar("", id="keys")

    @property
    def results(self) -> Results | None:
        """The results of the search; mounted after the first frame."""
        found = self.query("#results")
        return cast("Results", found.first()) if found else None

    @property
    def panel(self) -> TacticPanel | None:
        """The list of tactics; mounted after the first frame."""
        found = self.query("#tactics")
        return cast("TacticPanel", found.first()) if found else None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pane.page

    def _arrange(self, width: int) -> None:
        sizes = {"narrow"} if width < NARROW else {"wide"} if width >= WIDE else set[str]()
        names = (self.classes - {"narrow", "wide"}) | sizes
        if names != self.classes:  # at once: each change has everything styled anew
            self.set_classes(names)
