"""Two passages side by side: one page in two views, or two questions; scrolling is tied."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mireader.hanzi.script import warm
from mireader.i18n import _
from mireader.library.contents import Contents, Entry
from mireader.library.page import Page
from mireader.tui.messages import Clicked, Moved, Selected
from mireader.tui.reading.highlights import Highlights
from mireader.tui.reading.shown import SCRIPTS
from mireader.tui.screens.go_to import GoToScreen
from mireader.tui.screens.over import OverScreen
from mireader.tui.screens.panes import NARROW
from mireader.tui.widgets.bars import breadcrumb
from mireader.tui.widgets.reading_pane import FORMS, ReadingPane

_STEPS = 2
"""Steps of the breadcrumb over each side, from the innermost."""


class View(NamedTuple):
    """What one side shows: a page at a stored offset, in a form and a script."""

    page: Page
    offset: int
    form: str
    script: str


class CompareScreen(OverScreen[int]):
    """Dismissed with the stored offset at which the left side was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,equals_sign", "leave", show=False),
        Binding("j,down", "rows(1)", show=False),
        Binding("k,up", "rows(-1)", show=False),
        Binding("space,pagedown", "pages(1)", show=False),
        Binding("b,pageup", "pages(-1)", show=False),
        Binding("g,home", "edge(False)", show=False),
        Binding("G,end", "edge(True)", show=False),
        Binding("right_square_bracket,ctrl+down", "question(1)", show=False),
        Binding("left_square_bracket,ctrl+up", "question(-1)", show=False),
        Binding("tab,shift+tab", "side", show=False),
        Binding("s,f7", "script", show=False),
        Binding("c,f8", "form", show=False),
        Binding("o,f5", "other", show=False),
        Binding("u", "tie", show=False),
    ]

    def __init__(
        self,
        view: View,
        measure: int,
        marks: dict[str, str],
        contents: Contents,
        open_page: Callable[[str], Awaitable[tuple[Page, Highlights] | None]],
    ) -> None:
        super().__init__()
        self._view, self._measure, self._marks = view, measure, marks
        self._contents, self._open_page = contents, open_page
        self._tied = True
        self._same_place = True
        """Whether both sides show one place; else two questions are scrolled by as many rows."""
        self._leading = 0

    def compose(self) -> ComposeResult:
        """Two sides, each under its name, and the keys."""
        with Horizontal(id="sides"):
            for side in ("left", "right"):
                with Vertical(classes="side"):
                    yield Static("", id=f"{side}-name", classes="side-name", markup=False)
                    yield ReadingPane(self._measure, id=f"{side}-page")
        yield Static("", id="compare-keys", markup=False)

    @property
    def sides(self) -> tuple[ReadingPane, ReadingPane]:
        """Left and right."""
        return self.query_one("#left-page", ReadingPane), self.query_one("#right-page", ReadingPane)

    def on_unmount(self) -> None:
        """Lets go of the places that can be compared."""
        self._contents = Contents()

    def on_mount(self) -> None:
        """Shows the page as it was, and beside it the other form; if nothing was mended, the other script."""
        view = self._view
        for pane in self.sides:
            pane.form, pane.script_ = view.form, view.script
            pane.show(view.page, view.offset)
        left, right = self.sides
        right.form = "stored" if left.form == "mended" else "mended"
        right.script_ = "" if right.form == "stored" else right.script_
        self._light(view.page.path)
        self.set_focus(left)
        self._tell_sides()
        page = view.page
        if page.document.clean.text == page.text and not page.mending.edits and not left.script_:
            self._show_script("hans" if page.document.script == "hant" else "hant")

    @work
    async def _light(self, path: str) -> None:
        for pane in self.sides:
            found = await self._open_page(path)
            if found is not None and pane.page is found[0]:
                pane.light(found[1], self._marks, as_chosen=True)

    def on_resize(self) -> None:
        """Side by side where there is room, else one over the other."""
        self.set_class(self.size.width < NARROW, "narrow")
        self.call_after_refresh(self._tell_sides)

    def _tell_sides(self) -> None:
        for pane, name in zip(self.sides, ("left", "right"), strict=True):
            page = pane.page
            if page is None:
                continue
            trail = [node for node in page.document.path_to(pane.position) if node.title]
            steps = [page.title, *(f"{node.marker}{node.title}" for node in trail)]
            steps = list(dict.fromkeys(steps))[-_STEPS:]
            width = max(20, pane.size.width - 2)
            words = breadcrumb(steps, pane.view_name, width)
            self.query_one(f"#{name}-name", Static).update(words)
        tied = _("tied") if self._tied else _("not tied")
        keys = _("s script  c form  o other question  u {tied}  Tab side  Esc close")
        self.query_one("#compare-keys", Static).update(f" {keys.format(tied=tied)}")

    # -- scrolling

    @property
    def _active(self) -> tuple[ReadingPane, ReadingPane]:
        """The side that leads, and the other one."""
        left, right = self.sides
        return (left, right) if self._leading == 0 else (right, left)

    def _scrolled(self, rows: int = 0) -> None:
        """Brings the other side along: to the same character of one page, by as many rows of two."""
        leading, other = self._active
        if self._tied and self._same_place:
            other.go_to(leading.position)
        elif self._tied and rows:
            other.scroll_rows(rows)
        self._tell_sides()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        """The wheel and the scroll bar move a side by itself."""
        event.stop()
        leading, other = self._active
        if self._tied and self._same_place and event.offset == leading.position:
            if other.position != leading.position:
                other.go_to(leading.position)
            self._tell_sides()

    @on(Selected)
    def _selected(self, event: Selected) -> None:
        event.stop()
        for pane in self.sides:
            pane.select(None)

    @on(Clicked)
    def _clicked(self, event: Clicked) -> None:
        event.stop()

    def action_rows(self, rows: int) -> None:
        """Scrolls by rows."""
        self._active[0].scroll_rows(rows)
        self._scrolled(rows)

    def action_pages(self, pages: int) -> None:
        """Scrolls by windows."""
        pane = self._active[0]
        rows = pages * max(1, pane.size.height - 2)
        pane.scroll_rows(rows)
        self._scrolled(rows)

    def action_edge(self, end: bool) -> None:
        """Goes to the beginning or the end of both."""
        for pane in self.sides:
            pane.scroll_to_edge(end)
        self._tell_sides()

    def action_question(self, step: int) -> None:
        """Goes to the next or previous question of the side that leads; the other one follows if it can."""
        pane = self._active[0]
        if pane.page is None:
            return
        starts = [entry.start for entry in pane.page.document.entries]
        here = pane.position
        ahead = [at for at in starts if at > here] if step > 0 else [at for at in starts[::-1] if at < here]
        if ahead:
            pane.go_to(ahead[0])
            self._scrolled()

    # -- what is compared

    def action_side(self) -> None:
        """Lets the other side lead."""
        self._leading = 1 - self._leading
        self._active[0].focus()
        self._tell_sides()

    def action_script(self) -> None:
        """Shows the right side in another script."""
        self._show_script(SCRIPTS[(SCRIPTS.index(self.sides[1].script_) + 1) % len(SCRIPTS)])

    @work(exclusive=True)
    async def _show_script(self, script: str) -> None:
        right = self.sides[1]
        if script:
            await asyncio.to_thread(warm, script)
        right.set_view("mended" if script else right.form, script)
        self._scrolled()

    def action_form(self) -> None:
        """Shows the right side as stored, or as mended."""
        right = self.sides[1]
        form = FORMS[(FORMS.index(right.form) + 1) % len(FORMS)]
        right.set_view(form, "" if form == "stored" else right.script_)
        self._scrolled()

    def action_tie(self) -> None:
        """Ties the sides, or lets each be scrolled alone."""
        self._tied = not self._tied
        self._scrolled()

    def action_other(self) -> None:
        """Asks what to show on the right side."""
        page = self.sides[1].page
        if page is not None:
            screen = GoToScreen(self._contents, page.path, self.sides[1].position)
            self.app.push_screen(screen, self._show_other)

    def _show_other(self, entry: Entry | None) -> None:
        if entry is not None:
            self._show(entry)

    @work(exclusive=True)
    async def _show(self, entry: Entry) -> None:
        found = await self._open_page(entry.path)
        if found is None:
            return
        page, highlights = found
        left, right = self.sides
        right.form, right.script_ = left.form, left.script_
        right.show(page, entry.offset)
        right.light(highlights, self._marks, as_chosen=True)
        self._same_place = False
        self._tell_sides()

    def action_leave(self) -> None:
        """Closes; reading goes on where the left side is."""
        self.dismiss(self.sides[0].position)
