"""Going about: by questions and sections, back and forward, by name, by letter, by rows."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual import work

from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.messages import GoTo
from mireader.tui.reading.history import Place
from mireader.tui.screens.pages import PagesScreen

if TYPE_CHECKING:
    from mireader.library.contents import Entry


class GoingScreen(PagesScreen):
    """How a reader gets from one place to another without searching."""

    def action_question(self, step: int) -> None:
        """Goes to the next or previous question, on to the next page at the end of one."""
        self._step(step, ("entry",))

    def action_section(self, step: int) -> None:
        """Goes to the next or previous heading."""
        self._step(step, ("entry", "section", "item"))

    def _step(self, step: int, kinds: tuple[str, ...]) -> None:
        page = self.page
        if page is None:
            return
        place = _beside(page, kinds, self.pane.position, step)
        if place is not None:
            self._leave_place()
            self.pane.go_to(place)
            self.history.visit(Place(page.path, place))
            return
        self._step_page(page, step, kinds)

    @work(exclusive=True, group="visit")
    async def _step_page(self, page: Page, step: int, kinds: tuple[str, ...]) -> None:
        """Goes to the first place of the next page that has one, or the last of the previous."""
        at = self.collection.paths.index(page.path) + step
        while 0 <= at < len(self.collection.paths):
            other = await self._open(self.collection.paths[at])
            places = _starts(other, kinds) if other is not None else []
            if other is not None and places:
                self.post_message(GoTo(other.path, places[0] if step > 0 else places[-1], focus=True))
                return
            at += step
        self._say(_("There is no further one"))

    def action_visit(self, step: int) -> None:
        """Goes back or forward."""
        self._leave_place()
        place = self.history.go(step)
        if place is not None:
            self.post_message(GoTo(place.path, place.offset))

    async def action_go_to(self) -> None:
        """Asks where to go: a number, words of a title, its pinyin or initials."""
        from mireader.library.contents import contents_of
        from mireader.tui.screens.go_to import GoToScreen

        page = self.page
        if page is not None:
            contents = await asyncio.to_thread(contents_of, self.collection, page)
            await self.app.push_screen(GoToScreen(contents, page.path, self.pane.position), self._go_where)

    def _go_where(self, entry: Entry | None) -> None:
        if entry is not None:
            self.post_message(GoTo(entry.path, entry.offset, focus=True))

    async def action_jump(self) -> None:
        """Puts a letter on every question, section and mention in sight, and goes to the one typed."""
        self._bring_page()
        from mireader.tui.screens.jump import LETTERS, JumpScreen

        page = self.page
        if page is None:
            return
        if not self.pane.region.area and (self.has_class("panel") or self.has_class("tree")):
            self.remove_class("panel", "tree")  # in a narrow terminal they lie over the page
            self.call_after_refresh(self.action_jump)
            return
        low, high = self.pane.sight
        places = {mention.start for mention in self.pane.highlights.lit_between(low, high + 1)}
        places |= {
            node.start for node in page.outline if node.kind != "boilerplate" and low <= node.start <= high
        }
        seen = [place for place in sorted(places) if self.pane.in_sight(place)][: len(LETTERS)]
        if not seen:
            self._say(_("There is nothing to jump to in sight"))
            return
        self.pane.letters = dict(zip(seen, LETTERS, strict=False))
        self.pane.redraw()
        self._say(_("Type a letter; Esc stays here"), stays=True)
        await self.app.push_screen(JumpScreen(), self._jumped)

    def _jumped(self, letter: str | None) -> None:
        place = next((at for at, one in self.pane.letters.items() if one == letter), None)
        self.pane.letters = {}
        self.pane.redraw()
        self.bar.unsay(_("Type a letter; Esc stays here"))
        if place is not None and self.page is not None:
            self.post_message(GoTo(self.page.path, place, focus=True))

    def action_scroll_rows(self, rows: int) -> None:
        """Scrolls by rows."""
        self.pane.scroll_rows(rows)

    def action_scroll_page(self, pages: float) -> None:
        """Scrolls by windows, or parts of one."""
        self.pane.scroll_page(pages)

    def action_scroll_to_end(self, end: bool) -> None:
        """Scrolls to the beginning or the end; the walk over the highlights begins anew there."""
        self.pane.highlights.current = None
        self.bar.tell("")
        self.pane.scroll_to_edge(end)


def _beside(page: Page, kinds: tuple[str, ...], offset: int, step: int) -> int | None:
    """Where the nearest node of these kinds begins that begins after an offset (1), or before it (-1)."""
    nodes = page.document.entries if kinds == ("entry",) else page.document.outline
    at = (
        bisect_right(nodes, offset, key=lambda node: node.start)
        if step > 0
        else bisect_left(nodes, offset, key=lambda node: node.start) - 1
    )
    while 0 <= at < len(nodes):
        if nodes[at].kind in kinds:
            return nodes[at].start
        at += step
    return None


def _starts(page: Page, kinds: tuple[str, ...]) -> list[int]:
    """Where nodes of these kinds begin; a page that has none is one place, its beginning."""
    return [node.start for node in page.outline if node.kind in kinds] or [0]
