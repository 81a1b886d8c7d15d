"""Pages opened and shown: tree, page and breadcrumb follow each other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work

from mireader.desk.taking_up import place_of
from mireader.documents.formats import ReadError
from mireader.documents.model import Node
from mireader.hanzi.script import in_script
from mireader.i18n import _, counted
from mireader.library.collection import Collection
from mireader.library.page import Page
from mireader.memory import give_back, keep_apart, stays
from mireader.tui.config import Config
from mireader.tui.garbage import EVERY, Garbage, release
from mireader.tui.later import PANES, SEARCH, load
from mireader.tui.messages import GoTo, Indexed, Moved
from mireader.tui.once import Once
from mireader.tui.reading.highlights import AllHighlights, Highlights
from mireader.tui.reading.history import History, Place
from mireader.tui.reading.ready import marked, ready
from mireader.tui.screens.panes import PanesScreen
from mireader.tui.searching import SearchSession
from mireader.tui.widgets.bars import Breadcrumb
from mireader.usage import NO_INPUT

if TYPE_CHECKING:
    from mireader.desk.desk import Desk

SAID_FOR = 3.0
"""Seconds that a short word stays in the status."""


class PagesScreen(PanesScreen):
    """The panes and what is open in them; going about, marks and search build on it."""

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__(collection, config, desk)
        self.history = History()
        self.session = SearchSession()
        self._mentions = AllHighlights()
        self.glanced = False
        """Whether the page in sight is only looked at, as a hit of a search: no place in it is kept."""
        self._marks: dict[str, str] = {}
        self._repeats: set[str] = set()
        self._mended: set[str] = set()
        self._bookmarked: dict[str, frozenset[int]] = {}
        """By path: the places of bookmarks."""
        self._wanted: GoTo | None = None
        self._began: tuple[str, int] | None = None
        """The page that was opened first, and the offset at which it was."""
        self.garbage = Garbage()
        self._once = Once()

    # -- opening

    def on_mount(self) -> None:
        """Shows the first page; everything else comes after the first frame."""
        self.contents.set_pages(self.collection.paths)
        page = self.collection.first_page() if self.collection.first_at_once() else None
        if page is not None:
            page.mend_later()
            self._show_first(page)
        self.call_after_refresh(self._after_first_frame)

    def _show_first(self, page: Page) -> None:
        self.contents.set_document(page.document, page.title, expand=True)
        offset = self.pane.previewed
        self.pane.show(page, offset)
        self._tell_place(page, offset)
        self.history.visit(Place(page.path, offset))

    @work(group="first")
    async def _read_first(self) -> None:
        """Reads a large first page while the screen is there already."""
        first = next(iter(self.collection.paths), "")
        name = Path(first).name
        self.pane.say(_("reading {name} …").format(name=name))
        beginning = await asyncio.to_thread(self.collection.beginning)
        if beginning is not None and self.page is None:
            await self._prepare(beginning)
            self.pane.preview(beginning)
        with self._saying(_("reading {name} …").format(name=name)) if beginning else nullcontext():
            page = await self._once(first, self.collection.first_page)
        if page is None:
            self.app.exit(return_code=NO_INPUT)
            return
        if self.page is None:
            await self._prepare(page)
            self._show_first(page)
        self._indexed(0, 0)  # what was found in its beginning is looked for in all of it
        self._go_on()

    async def _after_first_frame(self) -> None:
        """Mounts what the first frame does without, then starts reading, indexing and keeping."""
        await asyncio.to_thread(load, PANES)
        from mireader.tui.widgets.results import Results
        from mireader.tui.widgets.tactic_panel import TacticPanel

        await self.query_one("#side").mount(Results(id="results"))
        await self.query_one("#panes").mount(TacticPanel(id="tactics"))
        await asyncio.to_thread(keep_apart)
        stays()
        self.set_interval(EVERY, self._collect)
        for warning in self.config.warnings:
            self.notify(warning, severity="warning")
        self._follow_index()
        self._start_desk()
        if self.page is None:
            self._read_first()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """What waits for the first page."""
        self._go_where_one_stopped()
        self._read_rest()

    def _take_findings(self) -> None:
        """Shows what the index process found: in the tree what is said again, on a large page its repairs."""
        page = self.page
        if page is not None and page.path in self.collection.repairs and page.path not in self._mended:
            self._mended.add(page.path)
            page.mend()
            self.pane.set_view(self.pane.form, self.pane.script_)
        for path in self.collection.same.keys() - self._repeats:
            self._repeats.add(path)
            if self.collection.is_open(path):
                page = self.collection.page(path)
                self.contents.set_repeats(page.document)
                if path in self._mentions:
                    self._count(page)

    def _collect(self) -> None:
        """Garbage freed goes back to the system: in half an hour of use an eighth of what there is."""
        if self.garbage.due():
            release(self.app)
            self.garbage.collect()
            self.run_worker(give_back, thread=True, group="memory", exclusive=True)
        elif self.garbage.due_new():
            self.garbage.collect_new()

    @work(thread=True, group="index")
    def _follow_index(self) -> None:
        """Takes in the index as it comes."""
        load(SEARCH)
        self.collection.follow(lambda done, of: self._indexed(done, of))

    def _indexed(self, done: int, of: int) -> None:
        self.post_message(Indexed(done, of, self.collection.ready))

    @work(group="desk")
    async def _go_where_one_stopped(self) -> None:
        """Takes up what is on the desk: where one stopped reading, what was noted and chosen."""
        desk = await self._desk_at_hand()
        await self._desk_opened()
        page = self.page
        if page is not None:
            await self._prepare(page)
            if self.page is page:
                self.pane.set_view(self.pane.form, self.pane.script_)
        if page is None or self.pane.position:
            return
        offset = await asyncio.to_thread(desk.position, page.document.text_sha256)
        if offset and self.pane.page is page and not self.pane.position:
            self._began = (page.path, offset)
            self.pane.go_to(offset)

    async def _desk_opened(self) -> None:
        """What is done first with what was kept."""

    @work(group="read")
    async def _read_rest(self) -> None:
        """Reads the first pages in the background and marks their tactics."""
        for path in self.collection.paths[:50]:
            page = await self._open(path)
            if page is not None:
                self.contents.set_document(page.document, page.title, expand=len(self.collection.paths) <= 3)
                await self._mark(page)

    async def _open(self, path: str) -> Page | None:
        if self.collection.is_open(path):
            return self.collection.page(path)
        try:
            page = await self._once(path, partial(self.collection.page, path))
            if page is None or page.path != path:  # it was to be the first page, and another one is
                page = await asyncio.to_thread(self.collection.page, path)
            return page
        except ReadError as error:
            self.notify(f"{Path(path).name}: {error}", severity="error", markup=False)
            return None

    async def _prepare(self, page: Page) -> None:
        """Makes a page ready to be shown: its repairs and paragraphs are found in a thread."""
        await self._once(("ready", page), partial(ready, page))

    async def _mark(self, page: Page) -> None:
        """Finds the tactics of a page in a thread, then lights them and counts them in the tree."""
        if page.path not in self._mentions:
            mentions = await self._once(("marked", page), partial(marked, page))
            books = self.collection.codebooks
            while self.collection.books.mistakes:
                self.notify(self.collection.books.mistakes.pop(), severity="error", timeout=20, markup=False)
            self._marks = {group.id: group.mark for book in books for group in book.groups}
            self._mentions[page.path] = Highlights(mentions, self._group_ids())
            self._count(page)
        if self.page is page:
            self.pane.light(self._mentions[page.path], self._marks)
            self._tell_place(page, self.pane.position)

    @work(group="count")
    async def _count(self, page: Page) -> None:
        """Counts the mentions of a page in the tree: 80 ms for 100,000 questions, so in a thread."""
        counts = await asyncio.to_thread(page.mentions_by_node)
        by_tactic = await asyncio.to_thread(page.mentions_by_tactic)
        if self.collection.is_open(page.path) and self.collection.page(page.path) is page:
            self.contents.set_counts(page.path, counts)
            if page.path in self._mentions:
                self._mentions[page.path].counted = by_tactic
            self._refresh_place()

    def _group_ids(self) -> list[str]:
        """The groups of tactics; their order gives each its hue."""
        return [group.id for book in self.collection.codebooks for group in book.groups]

    def _say(self, words: str, stays: bool = False) -> None:
        """A short word in the status of the search bar, where it covers no text.

        `stays`: it is there until it is unsaid, or until something else is said.
        """
        self.bar.say(words)
        if not stays:
            self.set_timer(SAID_FOR, lambda: self.bar.unsay(words))

    @contextmanager
    def _saying(self, words: str) -> Iterator[None]:
        """Says what is being done while it is done."""
        self._say(words, stays=True)
        try:
            yield
        finally:
            self.bar.unsay(words)

    # -- going

    @on(GoTo)
    def _go_to(self, event: GoTo) -> None:
        event.stop()
        self._wanted = event
        self._visit(event)

    @work(exclusive=True, group="visit")
    async def _visit(self, goal: GoTo) -> None:
        """Shows a place; a page that is not read yet is read in a thread."""
        page = await self._open(goal.path)
        if page is None or goal is not self._wanted:
            return
        self.contents.set_document(page.document, page.title)
        if goal.focus:
            self._leave_place()
        if self.page is not page:
            await self._keep_position()
            await self._prepare(page)
            self.pane.show(page, goal.offset, goal.context)
            self.glanced = False
            self.pane.light_matches(self.session.spans_in(page.path))
            await self._mark(page)
        else:
            self.pane.go_to(goal.offset, goal.context, unfold=goal.focus)
        if goal.focus:
            self.history.visit(Place(goal.path, goal.offset))
            self.remove_class("tree", "panel")
            self.pane.focus()

    def _leave_place(self) -> None:
        """Going back comes to where one has read to, not to where one once went."""
        if self.page is not None and not self.glanced and not self.has_class("searching"):
            self.history.leave(Place(self.page.path, self.pane.position))

    async def _keep_position(self) -> None:
        page, desk = self.page, self.desk
        if page is not None and desk is not None and not self.session.query and not self.glanced:
            await asyncio.to_thread(desk.keep_position, *place_of(page), self.pane.position)

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        """The breadcrumb, the tree and the panel follow the reading position."""
        page = self.page
        if page is not None and page.path == event.path:
            self._tell_place(page, event.offset)

    def _tell_place(self, page: Page, offset: int) -> None:
        trail = page.document.path_to(offset)
        entry = page.document.entry_of(trail[-1]) if trail else None
        category = page.document.category_of(entry) if entry and page.document.categories else ""
        steps = [
            page.title,
            *([category] if category else []),
            *(_heading(node) for node in trail if node.title and node.kind != "boilerplate"),
        ]
        if len(steps) > 1 and steps[1] == steps[0]:
            del steps[0]
        steps = [in_script(step, self.pane.script_) for step in steps]
        self.contents.set_script(page.path, self.pane.script_)
        only = len(self.pane.highlights.only)
        chosen = counted("{count} tactic only", "{count} tactics only", only) + "  " if only else ""
        self.query_one(Breadcrumb).tell(steps, f"{chosen}{_doubts(page)}{self.pane.view_name}")
        if not self.contents.has_focus and not self.has_class("searching"):
            self.contents.follow(page.path, trail)
        mentions = page.mentions if page.path in self._mentions else None
        if mentions is not None and self.panel is not None and self.panel.display:
            low, high = (entry.start, entry.end) if entry else (0, len(page.text))
            words = self.collection.keywords.get(page.path, {}).get(entry.id, []) if entry else []
            here, counted_ = mentions.between(low, high), self._mentions[page.path].counted
            self.panel.show(page, here, counted_, self._mentions.by_tactic(), self._marks, words)

    # -- arranging

    def _bring_page(self) -> None:
        """Shows the page where the tree or the tactics have its place: what is done next is done to it."""
        if self.has_class("narrow") and not self.has_class("searching") and not self.pane.display:
            self.remove_class("tree", "panel")
            self.pane.focus()

    def on_resize(self) -> None:
        """Arranges the panes for the width."""
        self._arrange(self.size.width)
        self.call_after_refresh(self._refresh_place)

    def _refresh_place(self) -> None:
        if self.page is not None:
            self._tell_place(self.page, self.pane.position)


def _doubts(page: Page) -> str:
    """What is not certain about the decoding of a page: its encoding, and bytes that did not decode."""
    document = page.document
    words = "" if document.certain else f"{document.encoding}?  "
    if document.bad_bytes:
        broken = _("{count} broken bytes, the first at {offset}")
        words += broken.format(count=len(document.bad_bytes), offset=document.bad_bytes[0]) + "  "
    return words


def _heading(node: Node) -> str:
    if node.marker.startswith("#"):
        return node.title
    return f"{node.marker}{' ' * node.marker.endswith('.')}{node.title}"
