"""Search as one types: results in the tree's place, the page as their preview."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.widgets import Input

from mireader.i18n import _
from mireader.library.page import Page
from mireader.search.kinds import KIND_NAMES
from mireader.tui.messages import GoTo, HitChosen, HitPreviewed, Indexed
from mireader.tui.reading.history import Place
from mireader.tui.screens.coding import CodingScreen
from mireader.tui.searching import SCOPE_NAMES

if TYPE_CHECKING:
    from mireader.library import Hit
    from mireader.library.hits import Scope

_LISTS = ("repairs", "gather", "note")
"""Groups of workers that end in a list or a dialog."""


class SearchScreen(CodingScreen):
    """The search bar, its results and their preview."""

    _complete = False
    """Whether the end of the indexing has been shown."""
    _indexing = False
    """Whether the status says so."""
    _searched = (True, 0, False)
    """What of the index the last search could see."""

    @on(Indexed)
    def _show_progress(self, event: Indexed) -> None:
        self._take_findings()
        there = (*self.collection.segments, self.collection.complete)
        grown, self._searched = there != self._searched, there
        if self.session.query:
            if grown:
                self._search(self.session.query)
            elif event.of and not self.session.hits:
                self.bar.tell(_("indexing {done}/{of}").format(done=event.done, of=event.of))
        elif event.complete:
            if not self._complete:  # once: what is said later is not about the index
                self._complete = True
                if self._indexing:
                    self.bar.tell("")
            self._refresh_place()
        elif event.of:
            self._indexing = True
            self.bar.tell(_("indexing {done}/{of}").format(done=event.done, of=event.of))
        elif self.collection.large:
            self._indexing = True
            self.bar.tell(_("indexing"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types in the search bar, the key of the search is a character like any other."""
        return not (action == "search" and self.bar.query_.has_focus)

    def action_search(self) -> None:
        """Opens the search."""
        if not self.has_class("searching"):
            page = self.page
            self.session.begin(Place(page.path, self.pane.position) if page else None)
            self.remove_class("panel")  # the results stand where it stood
            self.add_class("searching")
        if self.results is not None and not self.session.hits:
            self.results.hinting = True
            self.results.show((), 0)
        self.set_focus(self.bar.query_)  # now, not later: the next key is already text
        if not self.session.query:
            self.bar.tell("" if self.collection.complete else _("indexing"))

    def action_highlight(self, step: int) -> None:
        """Goes to the next or previous hit while there are any, else mention."""
        if not self.session.hits:
            super().action_highlight(step)
            return
        hit = self.session.step(step)
        if hit is None:
            listed, total = len(self.session.hits), self.session.total
            more = _("{listed} of {count} are listed: type more to find less")
            cut = step > 0 and total > listed
            self._say(more.format(listed=listed, count=total) if cut else _("There is no further one"))
            return
        if self.results is not None:
            self.results.put(self.session.at)
        self._preview(hit)
        self.bar.tell(f"{self.session.at + 1}/{len(self.session.hits)} · {_(KIND_NAMES[hit.match])}")

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.bar.query_.value:
            return  # said before the search was left, or more was typed
        if not self.has_class("searching") and event.value:
            self.action_search()
        self._search(event.value)

    @work(exclusive=True, group="search")
    async def _search(self, query: str) -> None:
        """Exact hits at once, approximate ones when they are found; each key cancels the last search."""
        from mireader.search.query import parse  # the first frame needs no query

        ticket = self.session.typed(query)
        scope = self._scope()
        indexed = self.collection.searchable or self.collection.ready  # ready: there was nothing to index
        if not parse(query).asks or not indexed:
            self._show_answer(None)
            return
        quick = await asyncio.to_thread(
            lambda: self.collection.search(
                query, fuzzy=False, cancelled=lambda: self.session.outdated(ticket), scope=scope
            )
        )
        if self.session.outdated(ticket):
            return
        if quick.hits:
            self._show_answer(self.session.answered(quick, self.collection.complete))
        if quick.total < self.session.ENOUGH:
            full = await asyncio.to_thread(
                lambda: self.collection.search(
                    query, cancelled=lambda: self.session.outdated(ticket), scope=scope
                )
            )
            if not self.session.outdated(ticket):
                self._show_answer(self.session.answered(full, self.collection.complete))

    def _scope(self) -> Scope | None:
        """The part of a page that is searched: by where the reader was before the search."""
        from mireader.library.hits import Scope

        origin = self.session.origin
        if self.session.scope == "all" or origin is None:
            return None
        page = self.collection.page(origin.path)
        path = page.document.path_to(origin.offset)
        if self.session.scope == "question" and path:
            return Scope(origin.path, path[0].start, path[0].end)
        return Scope(origin.path, 0, len(page.text))

    def action_scope(self) -> None:
        """Searches in this page, in this question, or in all pages again."""
        if not self.has_class("searching"):
            self.action_search()
        scope = self.session.next_scope()
        self.bar.name_scope("" if scope == "all" else _(SCOPE_NAMES[scope]))
        self._search(self.session.query)

    @work(group="desk")
    async def action_query(self, step: int) -> None:
        """Takes an older query into the search bar, or a newer one."""
        if not self.has_class("searching"):
            self.action_search()
        desk = await self._desk_at_hand()
        queries = await asyncio.to_thread(desk.queries)
        if queries:
            typed = self.bar.query_.value
            at = queries.index(typed) + step if typed in queries else (0 if step > 0 else len(queries))
            self.bar.query_.value = queries[at] if 0 <= at < len(queries) else ""
            self.bar.query_.cursor_position = len(self.bar.query_.value)

    @work(group="desk")
    async def _keep_query(self, query: str) -> None:
        if query.strip():
            desk = await self._desk_at_hand()
            await asyncio.to_thread(desk.keep_query, query)

    def _show_answer(self, status: str | None) -> None:
        if self.results is not None:
            self.results.hinting = not self.session.query.strip()
            self.results.show(self.session.hits, self.session.total)
        self.bar.tell(status or ("" if self.collection.complete else _("indexing")))
        if not self.session.hits:
            self.pane.light_matches(())
            origin = self.session.origin
            if origin is not None and self.page is not None:  # back from the hit that was looked at before
                if self.page.path != origin.path:
                    self.post_message(GoTo(origin.path, origin.offset))
                elif self.pane.position != origin.offset:
                    self.pane.go_to(origin.offset, unfold=False)

    @on(HitPreviewed)
    def _previewed(self, event: HitPreviewed) -> None:
        if self.has_class("searching"):
            self.session.at = self.session.index_of(event.hit)
            self._preview(event.hit)

    @work(exclusive=True, group="visit")
    async def _preview(self, hit: Hit) -> None:
        """Shows a hit on the page with everything that matched there lit."""
        first = hit.spans[0] if hit.spans else (hit.start, hit.end)
        self.pane.glimpse(self.session.spans_in(hit.path), first)
        page = await self._open(hit.path)
        if page is None:
            return
        if self.page is not page:
            await self._prepare(page)
            self.contents.set_document(page.document, page.title)
            self.pane.show(page, first[0])
            self.glanced = True
            if page.path in self._mentions:
                self.pane.light(self._mentions[page.path], self._marks)
            else:
                self.call_after_refresh(self._mark_soon, page)
        self.pane.light_matches(self.session.spans_in(page.path), first)
        self.pane.reveal(first[0])

    def _mark_soon(self, page: Page) -> None:
        self.run_worker(self._mark(page), group="mark")

    @on(Input.Submitted, "#query")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        hit = self.results.hit if self.results is not None else None
        if hit is not None:
            self._choose(hit)

    @on(HitChosen)
    def _chosen(self, event: HitChosen) -> None:
        self._choose(event.hit)

    def _choose(self, hit: Hit) -> None:
        """Stays at a hit: the tree comes back, the hits stay lit and n and N walk through them."""
        self.remove_class("searching", "tree")
        if self.session.origin is not None:
            self.history.leave(Place(self.session.origin.path, self.session.origin.offset))
        self.session.keep()
        self._keep_query(self.session.query)
        self.set_focus(self.pane)  # now, not later: the next key is for the page
        self.glanced = False
        first = hit.spans[0][0] if hit.spans else hit.start
        self.history.visit(Place(hit.path, first))
        self._preview(hit)
        self.call_after_refresh(self._refresh_place)

    def action_leave(self) -> None:
        """Leaves the search and puts everything back; else takes away what is lit.

        A list that was asked for and is not there yet is given up: it would take keys meant for the page.
        """
        for group in _LISTS:
            self.workers.cancel_group(self, group)
        self._keep_query(self.session.query)
        back = self.session.leave()
        self.bar.name_scope("")
        searching = self.has_class("searching")
        self.remove_class("searching", "tree", "panel")
        with self.prevent(Input.Changed):
            self.bar.query_.value = ""
        self.bar.tell("")
        if self.results is not None:
            self.results.show((), 0)
        self.pane.light_matches(())
        self.set_focus(self.pane)
        if searching and back is not None:
            self.post_message(GoTo(back.path, back.offset))

    def on_key(self, event: events.Key) -> None:
        """Down and Up in the search bar move through the results."""
        results = self.results
        if results is None or not self.bar.query_.has_focus or not results.hits:
            return
        steps = {"down": 1, "up": -1, "pagedown": 5, "pageup": -5}.get(event.key)
        if steps is None:
            return
        last = len(results.hits) - 1
        results.put(max(0, min(last, (results.highlighted or 0) + steps)))
        event.stop()
        event.prevent_default()
