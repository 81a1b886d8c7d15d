"""The reader's screen: tree, page, tactics, search; who follows whom."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from mireader.documents.model import Node
from mireader.documents.reader import ReadError
from mireader.library.collection import Collection
from mireader.library.page import Mention, Page
from mireader.tui.commands import commands
from mireader.tui.config import Config
from mireader.tui.i18n import _
from mireader.tui.messages import GoTo, HitChosen, HitPreviewed, Indexed, Moved, TacticChosen
from mireader.tui.reading.highlights import LEVELS, Highlights
from mireader.tui.reading.history import History, Place
from mireader.tui.reading.shown import SCRIPTS
from mireader.tui.screens.help import HelpScreen
from mireader.tui.searching import SearchSession
from mireader.tui.widgets.bars import Breadcrumb, KeyBar
from mireader.tui.widgets.page_tree import PageTree
from mireader.tui.widgets.reading_pane import FORMS, ReadingPane
from mireader.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from mireader.desk.desk import Desk
    from mireader.library import Hit
    from mireader.tui.widgets.results import Results
    from mireader.tui.widgets.tactic_panel import TacticPanel

NARROW, WIDE = 100, 140
"""Columns under which tree and page share one place, and from which the tactic panel has its own."""
SCRIPT_NAMES = {
    "": "as written",
    "hans": "simplified",
    "hant": "traditional",
    "tw": "Taiwan",
    "hk": "Hong Kong",
}
LEVEL_NAMES = {"none": "tactics: none", "named": "tactics: named", "all": "tactics: all"}


def _bindings() -> list[BindingType]:
    """The bindings of all commands."""
    found: list[BindingType] = []
    for command in commands():
        keys = [*command.keys, *command.ime]
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


class ReaderScreen(Screen[None]):
    """Reading, walking and searching a collection."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings()

    def __init__(self, collection: Collection, config: Config, desk: Desk | None = None) -> None:
        super().__init__()
        self.collection = collection
        self.config = config
        self.desk = desk
        self.history = History()
        self.session = SearchSession()
        self._mentions: dict[str, Highlights] = {}
        self._marks: dict[str, str] = {}
        self._wanted: GoTo | None = None

    def compose(self) -> ComposeResult:
        """From the top: where one is, the search, the panes, the keys."""
        self._arrange(self.app.size.width)  # before the first frame, so that nothing is styled twice
        yield Breadcrumb(id="breadcrumb")
        yield SearchBar()
        with Horizontal(id="panes"):
            with Vertical(id="side"):
                yield PageTree(id="tree")
            yield ReadingPane(self.config.measure, id="page")
        yield KeyBar("", id="keys")

    # -- parts

    @property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one("#page", ReadingPane)

    @property
    def contents(self) -> PageTree:
        """The document tree."""
        return self.query_one("#tree", PageTree)

    @property
    def results(self) -> Results:
        """The results of the search."""
        from mireader.tui.widgets.results import Results

        return self.query_one("#results", Results)

    @property
    def panel(self) -> TacticPanel | None:
        """The list of tactics; mounted after the first frame."""
        found = self.query("#tactics")
        return cast("TacticPanel", found.first()) if found else None

    @property
    def bar(self) -> SearchBar:
        """The search bar."""
        return self.query_one(SearchBar)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pane.page

    # -- opening

    def on_mount(self) -> None:
        """Shows the first page; everything else comes after the first frame."""
        for path in self.collection.paths:
            self.contents.add_page(path, Path(path).stem)
        page = self.collection.first_page()
        if page is not None:
            self.contents.set_document(page.document, page.title, expand=True)
            self.pane.show(page, 0)
            self._tell_place(page, 0)
            self.history.visit(Place(page.path, 0))
        self.pane.focus()
        self.call_after_refresh(self._after_first_frame)

    async def _after_first_frame(self) -> None:
        """Mounts what the first frame does without, then starts reading, indexing and keeping."""
        from mireader.tui.widgets.results import Results
        from mireader.tui.widgets.tactic_panel import TacticPanel

        await self.query_one("#side").mount(Results(id="results"))
        await self.query_one("#panes").mount(TacticPanel(id="tactics"))
        for warning in self.config.warnings:
            self.notify(warning, severity="warning")
        self._start_desk()
        self._read_rest()
        self._follow_index()

    @work(thread=True, group="index")
    def _follow_index(self) -> None:
        self.collection.follow(lambda done, of: self._indexed(done, of))

    def _indexed(self, done: int, of: int) -> None:
        self.post_message(Indexed(done, of, self.collection.ready))

    @on(Indexed)
    def _show_progress(self, event: Indexed) -> None:
        if self.session.query:
            self._search(self.session.query)
        elif event.complete:
            self.bar.tell("")
        else:
            self.bar.tell(_("indexing {done}/{of}").format(done=event.done, of=event.of) if event.of else "")

    @work(group="desk")
    async def _start_desk(self) -> None:
        """Opens the desk and goes where one stopped reading."""
        if self.desk is None:
            self.desk = await asyncio.to_thread(_open_desk)
        if self.desk.warning:
            self.notify(_("Nothing can be kept: {why}").format(why=self.desk.warning), severity="warning")
        page = self.page
        if page is None or self.pane.position:
            return
        offset = await asyncio.to_thread(self.desk.position, page.document.text_sha256)
        if offset and self.pane.page is page and not self.pane.position:
            self.pane.go_to(offset)

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
            return await asyncio.to_thread(self.collection.page, path)
        except ReadError as error:
            self.notify(f"{Path(path).name}: {error}", severity="error", markup=False)
            return None

    async def _mark(self, page: Page) -> None:
        """Finds the tactics of a page in a thread, then lights them and counts them in the tree."""
        if page.path not in self._mentions:
            mentions = await asyncio.to_thread(lambda: page.mentions)
            books = self.collection.codebooks
            self._marks = {group.id: group.mark for book in books for group in book.groups}
            self._mentions[page.path] = Highlights(
                mentions, [group.id for book in books for group in book.groups]
            )
            self.contents.set_counts(page.path, _counts(page, mentions))
        if self.page is page:
            self.pane.light(self._mentions[page.path], self._marks)
            self._tell_place(page, self.pane.position)

    def _say(self, words: str) -> None:
        """A short word in the status of the search bar, where it covers no text."""
        self.bar.tell(words)

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
        if self.page is not page:
            await self._keep_position()
            self.pane.show(page, goal.offset)
            self.pane.light_matches(self.session.spans_in(page.path))
            await self._mark(page)
        else:
            self.pane.go_to(goal.offset)
        if goal.focus:
            self.history.visit(Place(goal.path, goal.offset))
            self.remove_class("tree", "panel")
            self.pane.focus()

    async def _keep_position(self) -> None:
        page, desk = self.page, self.desk
        if page is not None and desk is not None and not self.session.query:
            await asyncio.to_thread(
                desk.keep_position, page.document.text_sha256, page.path, self.pane.position
            )

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        """The breadcrumb, the tree and the panel follow the reading position."""
        page = self.page
        if page is not None and page.path == event.path:
            self._tell_place(page, event.offset)

    def _tell_place(self, page: Page, offset: int) -> None:
        trail = page.document.path_to(offset)
        steps = [
            page.title,
            *(f"{node.marker}{node.title}" for node in trail if node.title and node.kind != "boilerplate"),
        ]
        if len(steps) > 1 and steps[1] == steps[0]:
            del steps[0]
        script = _(SCRIPT_NAMES[self.pane.script_])
        form = _("stored") if self.pane.form == "stored" else _("mended")
        encoding = "" if page.document.certain else f"{page.document.encoding}?  "
        self.query_one(Breadcrumb).tell(steps, f"{encoding}{script}  {form}")
        if not self.contents.has_focus:
            self.contents.follow(page.path, trail)
        mentions = page.mentions if page.path in self._mentions else ()
        if mentions and self.panel is not None and self.panel.display:
            entry = page.document.entry_of(trail[-1]) if trail else None
            here = [m for m in mentions if entry is None or entry.start <= m.start < entry.end]
            self.panel.show(page, mentions, here, self._marks)

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
        places = _starts(page, kinds)
        here = self.pane.position
        ahead = [at for at in places if at > here] if step > 0 else [at for at in places[::-1] if at < here]
        if ahead:
            self.pane.go_to(ahead[0])
            self.history.visit(Place(page.path, ahead[0]))
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
        place = self.history.go(step)
        if place is not None:
            self.post_message(GoTo(place.path, place.offset))

    def action_scroll_rows(self, rows: int) -> None:
        """Scrolls by rows."""
        self.pane.scroll_rows(rows)

    def action_scroll_page(self, pages: int) -> None:
        """Scrolls by windows."""
        self.pane.scroll_page(pages)

    def action_scroll_to_end(self, end: bool) -> None:
        """Scrolls to the beginning or the end."""
        self.pane.scroll_to_edge(end)

    # -- highlights

    def action_highlight(self, step: int) -> None:
        """Goes to the next or previous hit while there are any, else mention."""
        if self.session.hits:
            hit = self.session.step(step)
            if hit is not None:
                self.results.highlighted = self.session.at
                self._preview(hit)
            return
        mentions = self.pane.highlights.lit_mentions
        here = self.pane.highlights.current or (self.pane.position - (step > 0), 0)
        ahead = (
            [m for m in mentions if m.start > here[0]]
            if step > 0
            else [m for m in mentions[::-1] if m.start < here[0]]
        )
        if ahead:
            self._show_mention(ahead[0])
        else:
            self._say(_("There is no further one"))

    def _show_mention(self, mention: Mention) -> None:
        self.pane.highlights.current = (mention.start, mention.end)
        self.pane.reveal(mention.start)
        self.pane.redraw()
        page = self.page
        if page is not None:
            tactic = page.tactic(mention.tactic)
            about = f" · {mention.brand}" if mention.brand else ""
            negated = f" · {_('denied')}" if mention.negated else ""
            self.bar.tell(f"{self._marks.get(mention.group, '')} {tactic.name['zh-Hans']}{about}{negated}")

    @on(TacticChosen)
    def _walk_tactic(self, event: TacticChosen) -> None:
        """Goes to the next mention of a tactic chosen in the panel."""
        page = self.page
        if page is None:
            return
        own = [mention for mention in page.mentions if mention.tactic == event.tactic]
        here = self.pane.highlights.current[0] if self.pane.highlights.current else -1
        self._show_mention(next((mention for mention in own if mention.start > here), own[0]))

    def action_tactics(self) -> None:
        """Lights no tactics, those named, or all."""
        level = LEVELS[(LEVELS.index(self.pane.highlights.level) + 1) % len(LEVELS)]
        for highlights in (*self._mentions.values(), self.pane.highlights):
            highlights.level = level
        self.pane.highlights.current = None
        self.pane.redraw()
        self._say(_(LEVEL_NAMES[level]))

    # -- view

    def action_script(self) -> None:
        """Changes the script, keeping the place."""
        script = SCRIPTS[(SCRIPTS.index(self.pane.script_) + 1) % len(SCRIPTS)]
        self._set_view(FORMS[0] if script else self.pane.form, script)

    def action_form(self) -> None:
        """Shows the page as stored or as mended, keeping the place."""
        form = FORMS[(FORMS.index(self.pane.form) + 1) % len(FORMS)]
        self._set_view(form, "" if form == "stored" else self.pane.script_)

    @work(exclusive=True, group="view")
    async def _set_view(self, form: str, script: str) -> None:
        if script:
            from mireader.hanzi.script import warm

            await asyncio.to_thread(warm, script)
        self.pane.set_view(form, script)
        if self.page is not None:
            self._tell_place(self.page, self.pane.position)

    def action_panel(self) -> None:
        """Shows or hides the tactic panel."""
        if self.has_class("wide"):
            self.toggle_class("no-panel")
        else:
            self.toggle_class("panel")
        self.call_after_refresh(self._refresh_place)

    def _refresh_place(self) -> None:
        if self.page is not None:
            self._tell_place(self.page, self.pane.position)

    def action_pane(self, step: int) -> None:
        """Moves the focus between tree, page and tactics; where they share a place, changes them."""
        if self.has_class("narrow") and not self.has_class("searching"):
            self.remove_class("panel")
            self.toggle_class("tree")
            (self.contents if self.has_class("tree") else self.pane).focus()
            self._refresh_place()
            return
        side = self.results if self.has_class("searching") else self.contents
        panes = [pane for pane in (side, self.pane, self.panel) if pane is not None and pane.display]
        at = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(at + step) % len(panes)].focus()

    def on_resize(self) -> None:
        """Arranges the panes for the width."""
        self._arrange(self.size.width)
        self.call_after_refresh(self._refresh_place)

    def _arrange(self, width: int) -> None:
        self.set_class(width < NARROW, "narrow")
        self.set_class(width >= WIDE, "wide")

    # -- search

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types in the search bar, the key of the search is a character like any other."""
        return not (action == "search" and self.bar.query_.has_focus)

    def action_search(self) -> None:
        """Opens the search."""
        if not self.has_class("searching"):
            page = self.page
            self.session.begin(Place(page.path, self.pane.position) if page else None)
            self.add_class("searching")
        self.set_focus(self.bar.query_)  # now, not later: the next key is already text
        if not self.collection.ready:
            self.bar.tell(_("indexing"))

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.has_class("searching") and event.value:
            self.action_search()
        self._search(event.value)

    @work(exclusive=True, group="search")
    async def _search(self, query: str) -> None:
        """Exact hits at once, approximate ones when they are found; each key cancels the last search."""
        ticket = self.session.typed(query)
        if not query.strip() or not self.collection.searchable:
            self._show_answer(None)
            return
        quick = await asyncio.to_thread(
            lambda: self.collection.search(
                query, fuzzy=False, cancelled=lambda: self.session.outdated(ticket)
            )
        )
        if self.session.outdated(ticket):
            return
        if quick.hits:
            self._show_answer(self.session.answered(quick))
        if quick.total < self.session.ENOUGH:
            full = await asyncio.to_thread(
                lambda: self.collection.search(query, cancelled=lambda: self.session.outdated(ticket))
            )
            if not self.session.outdated(ticket):
                self._show_answer(self.session.answered(full))

    def _show_answer(self, status: str | None) -> None:
        self.results.show(self.session.hits, self.session.total)
        self.bar.tell(status or ("" if self.collection.ready else _("indexing")))
        if not self.session.hits:
            self.pane.light_matches(())

    @on(HitPreviewed)
    def _previewed(self, event: HitPreviewed) -> None:
        if self.has_class("searching"):
            self.session.at = self.session.index_of(event.hit)
            self._preview(event.hit)

    @work(exclusive=True, group="visit")
    async def _preview(self, hit: Hit) -> None:
        """Shows a hit on the page with everything that matched there lit."""
        page = await self._open(hit.path)
        if page is None:
            return
        self.contents.set_document(page.document, page.title)
        first = hit.spans[0] if hit.spans else (hit.start, hit.end)
        if self.page is not page:
            self.pane.show(page, first[0])
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
        hit = self.results.hit
        if hit is not None:
            self._choose(hit)

    @on(HitChosen)
    def _chosen(self, event: HitChosen) -> None:
        self._choose(event.hit)

    def _choose(self, hit: Hit) -> None:
        """Stays at a hit: the tree comes back, the hits stay lit and n and N walk through them."""
        self.remove_class("searching", "tree")
        self.session.keep()
        self.pane.focus()
        first = hit.spans[0][0] if hit.spans else hit.start
        self.history.visit(Place(hit.path, first))
        self._preview(hit)
        self.call_after_refresh(self._refresh_place)

    def action_leave(self) -> None:
        """Leaves the search and puts everything back; else takes away what is lit."""
        back = self.session.leave()
        searching = self.has_class("searching")
        self.remove_class("searching")
        with self.prevent(Input.Changed):
            self.bar.query_.value = ""
        self.bar.tell("")
        self.results.show((), 0)
        self.pane.light_matches(())
        self.pane.focus()
        if searching and back is not None:
            self.post_message(GoTo(back.path, back.offset))

    def on_key(self, event: object) -> None:
        """Down and Up in the search bar move through the results."""
        key = getattr(event, "key", "")
        if self.bar.query_.has_focus and key in ("down", "up", "pagedown", "pageup") and self.results.hits:
            event.stop()  # type: ignore[attr-defined]
            event.prevent_default()  # type: ignore[attr-defined]
            getattr(
                self.results,
                {
                    "down": "action_cursor_down",
                    "up": "action_cursor_up",
                    "pagedown": "action_page_down",
                    "pageup": "action_page_up",
                }[key],
            )()

    # -- keeping

    def action_bookmark(self) -> None:
        """Sets or takes away a bookmark at the paragraph at the top."""
        self._toggle_bookmark()

    @work(group="desk")
    async def _toggle_bookmark(self) -> None:
        page, desk = self.page, self.desk
        if page is None or desk is None:
            return
        offset = self.pane.position
        words = page.text[offset : offset + 40]
        made = await asyncio.to_thread(
            desk.toggle_bookmark, page.document.text_sha256, page.path, offset, words
        )
        self._say(_("Bookmark set") if made else _("Bookmark taken away"))

    def action_copy(self) -> None:
        """Copies the current highlight's sentence, or the paragraph at the top, with its source."""
        page = self.page
        if page is None:
            return
        from mireader.tui.quoting import quotation

        text = quotation(page, self.pane.highlights.current, self.pane.position)
        self.app.copy_to_clipboard(text)
        self._say(_("Copied: {words}").format(words=text[:24]))

    # -- program

    def action_help(self) -> None:
        """Shows the keys."""
        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Opens the command palette."""
        self.app.action_command_palette()

    async def action_quit(self) -> None:
        """Keeps the place and leaves."""
        await self._keep_position()
        self.session.leave()
        if self.desk is not None:
            self.desk.close()
        self.app.exit()


def _open_desk() -> Desk:
    from mireader.desk.desk import Desk

    return Desk()


def _starts(page: Page, kinds: tuple[str, ...]) -> list[int]:
    return [node.start for node in page.outline if node.kind in kinds]


def _counts(page: Page, mentions: tuple[Mention, ...]) -> Counter[str]:
    """Mentions by outline node, counted in every node above too."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        node: Node | None = page.document.node_by_id.get(mention.node) if mention.node else None
        while node is not None:
            counts[node.id] += 1
            node = page.document.node_by_id.get(node.parent) if node.parent else None
    return counts
