"""What a reader keeps of a page: bookmarks and notes, and the list of both."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from mireader.desk.taking_up import place_of
from mireader.hanzi.alignment import Span
from mireader.i18n import _
from mireader.library.page import Page
from mireader.tui.messages import GoTo
from mireader.tui.screens.gathering import GatheringScreen

if TYPE_CHECKING:
    from mireader.desk.desk import Bookmark, Desk, Note
    from mireader.tui.screens.kept_list import CodedPlace, Kept

QUOTED = 40
"""Code points of the page that are kept with a bookmark, to find it again in a changed page, and that are lit
where a note is."""
_LONGEST = 2000
"""Code points that a note is about at most: a page may be one paragraph."""


class KeepingScreen(GatheringScreen):
    """Bookmarks and notes; kept by what a page says, and found again in a page that changed."""

    async def _prepare(self, page: Page) -> None:
        await super()._prepare(page)
        if self.desk is not None:
            await self._look_up(page, self.desk)

    async def _look_up(self, page: Page, desk: Desk) -> None:
        """Reads which places of a page have notes and bookmarks."""
        from mireader.desk.taking_up import take_notes

        sha = page.document.text_sha256
        await asyncio.to_thread(take_notes, desk, page)
        marks = await asyncio.to_thread(desk.bookmarks, sha)
        self._bookmarked[page.path] = frozenset(mark.offset for mark in marks)

    async def _mark(self, page: Page) -> None:
        await super()._mark(page)
        self._show_kept(page)

    def _show_kept(self, page: Page) -> None:
        """Shows on the page where notes and bookmarks are."""
        if self.page is page:
            lit = ((note.start, min(note.end, note.start + QUOTED)) for note in page.notes)
            self.pane.highlights.notes = tuple(lit)
            self.pane.highlights.bookmarks = self._bookmarked.get(page.path, frozenset())
            self.pane.redraw()

    def _say_kept(self, words: str) -> None:
        """Says what was kept, and if the desk cannot be written, that it is not for long."""
        lost = self.desk is not None and self.desk.warning is not None
        self._say(f"{words} {_('(for this session only)')}" if lost else words)

    def _place(self) -> tuple[int, str]:
        """The place at hand and the words there: the highlight, or the paragraph from the window's top on."""
        page, current = self.page, self.pane.highlights.current
        assert page is not None
        if current and self.pane.in_sight(current[0]):
            return current[0], page.text[slice(*current)]
        start, layout = self.pane.position, self.pane.layout_
        if layout is None or not layout.paragraphs:
            return start, page.text[start : start + QUOTED].split("\n")[0]
        shown = layout.shown(layout.paragraph_of(start))
        return start, page.text[start : min(shown.base + shown.size, start + _LONGEST)].rstrip()

    @work(group="desk")
    async def action_bookmark(self) -> None:
        """Sets or takes away a bookmark at the paragraph at the top."""
        self._bring_page()
        page, desk = self.page, await self._desk_at_hand()
        if page is None:
            return
        near = self._bookmark_near(page)
        offset = self.pane.position if near is None else near
        words = page.text[offset : offset + QUOTED].split("\n")[0]
        made = await asyncio.to_thread(desk.toggle_bookmark, *place_of(page), offset, words)
        await self._look_up(page, desk)
        self._show_kept(page)
        self._say_kept(_("Bookmark set") if made else _("Bookmark taken away"))

    def _bookmark_near(self, page: Page) -> int | None:
        """The bookmark in the paragraph that is read, if there is one."""
        layout, position = self.pane.layout_, self.pane.position
        if layout is None or not layout.paragraphs:
            return None
        here = layout.paragraph_of(position)
        marks = self._bookmarked.get(page.path, frozenset())
        return next((mark for mark in sorted(marks) if layout.paragraph_of(mark) == here), None)

    async def action_note(self) -> None:
        """Writes or changes the note at the highlight, or at the paragraph at the top."""
        self._bring_page()
        if self.page is not None:
            await self._write_note(*self._place())

    @work(exclusive=True, group="note")
    async def _note_on(self, span: Span) -> None:
        """Writes or changes the note on a passage."""
        if self.page is not None:
            await self._write_note(span[0], self.page.text[span[0] : span[1]])

    async def _write_note(self, offset: int, words: str) -> None:
        page, desk = self.page, await self._desk_at_hand()
        if page is None:
            return
        from mireader.desk.desk import Note
        from mireader.tui.screens.note import NoteEditor

        sha, path = place_of(page)
        known = [note for note in await asyncio.to_thread(desk.notes, sha) if note.offset == offset]
        note = known[0] if known else Note(sha, offset, path, words, "")
        await self.app.push_screen(NoteEditor(note), self._noted_down)

    def _noted_down(self, note: Note | None) -> None:
        if note is not None:
            self._keep_note(note)

    @work(group="desk")
    async def _keep_note(self, note: Note) -> None:
        if self.desk is None:
            return
        await asyncio.to_thread(self.desk.keep_note, note)
        self._say_kept(_("Note kept") if note.text.strip() else _("Note taken away"))
        page = self.page
        if page is not None:
            await self._prepare(page)
            await self._mark(page)

    @work(exclusive=True, group="note")
    async def action_kept(self) -> None:
        """Lists the bookmarks and notes of all pages, and the codings of those that are open."""
        from mireader.tui.screens.kept_list import KeptList

        desk = await self._desk_at_hand()
        bookmarks = await asyncio.to_thread(desk.bookmarks)
        notes = await asyncio.to_thread(desk.notes)
        kept: list[Kept] = [*notes, *bookmarks, *self._coded_places()]
        self.app.push_screen(KeptList(kept, self._forget), self._go_to_kept)

    def _coded_places(self) -> list[CodedPlace]:
        """What was coded by hand and what was rejected in the pages that are open."""
        from mireader.tui.screens.kept_list import CodedPlace

        names = self._tactic_names()
        return [
            CodedPlace(
                page.path, start, page.text[start:end], end, tactic, names.get(tactic, tactic), accepted
            )
            for page in self.collection.open_pages
            for (start, end, tactic), accepted in sorted(page.codings.items())
        ]

    def _go_to_kept(self, kept: Kept | None) -> None:
        if kept is None:
            return
        path = self._path_now(kept)
        if path is not None:
            self.post_message(GoTo(path, kept.offset, focus=True))
        else:
            words = _("{path} is not among the pages that are open").format(path=kept.path)
            self.notify(words, severity="warning", markup=False)

    def _path_now(self, kept: Kept) -> str | None:
        """The path by which the page of a kept thing is open here, or None: by its text if it was moved."""
        sha = getattr(kept, "page", None)  # what was coded is listed of open pages only
        moved = (page.path for page in self.collection.open_pages if page.document.text_sha256 == sha)
        return self.collection.path_here(kept.path) or next(moved, None)

    def _forget(self, kept: Kept) -> None:
        from mireader.tui.screens.kept_list import CodedPlace

        if isinstance(kept, CodedPlace):
            self._code(self.collection.page(kept.path), (kept.offset, kept.end, kept.tactic), None)
        else:
            self._forget_soon(kept)

    @work(group="desk")
    async def _forget_soon(self, kept: Bookmark | Note) -> None:
        from mireader.desk.desk import Note

        if self.desk is None:
            return
        if isinstance(kept, Note):
            await asyncio.to_thread(self.desk.keep_note, kept._replace(text=""))
        else:
            await asyncio.to_thread(
                self.desk.toggle_bookmark, kept.page, kept.path, kept.offset, kept.quotation
            )
        if self.page is not None and self.page.path == self._path_now(kept):
            await self._look_up(self.page, self.desk)
            self._show_kept(self.page)
