"""Taking: a passage is selected with keys or mouse, then copied, noted or coded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work

from mireader.hanzi.alignment import Span
from mireader.i18n import _
from mireader.tui.messages import Clicked, Selected
from mireader.tui.screens.keeping import KeepingScreen

if TYPE_CHECKING:
    from mireader.tui.reading.links import Link
    from mireader.tui.screens.select import Selection

_TOLD = 24
"""Code points of what was copied that are told."""


class TakingScreen(KeepingScreen):
    """What a reader takes from a page."""

    async def action_select(self) -> None:
        """Selects with the keyboard, from the highlight or the top of the window."""
        self._bring_page()
        offset = self._place()[0] if self.page is not None else 0
        await self._select((offset, offset + 1))

    async def _select(self, span: Span) -> None:
        from mireader.tui.screens.select import SelectScreen

        if self.page is not None and self.pane.layout_ is not None:
            await self.app.push_screen(SelectScreen(self.pane, span), self._selected)

    @on(Selected)
    async def _selected_with_mouse(self, event: Selected) -> None:
        event.stop()
        await self._select((event.start, event.end))

    @on(Clicked)
    def _clicked(self, event: Clicked) -> None:
        """Tells which tactic was clicked."""
        event.stop()
        self.pane.focus()
        lit = self.pane.highlights.lit_between(event.offset, event.offset + 1)
        if lit:
            self._show_mention(lit[0])

    def _selected(self, selection: Selection | None) -> None:
        self.pane.select(None)
        if selection is None or self.page is None:
            return
        span = (selection.start, selection.end)
        if selection.then == "copy":
            self._copy("shown", span)
        elif selection.then == "copy_as":
            self.call_later(self._copy_as, span)
        elif selection.then == "note":
            self._note_on(span)
        else:
            self.call_later(self._code_passage, span)

    def action_copy(self) -> None:
        """Copies the current highlight's sentence, or the paragraph at the top, with its place."""
        self._bring_page()
        if self.page is not None:
            self._copy("quotation", self._at_hand())

    async def action_copy_as(self) -> None:
        """Asks how to copy the sentence or paragraph at hand, or all hits of the search."""
        if self.page is not None:
            await self._copy_as(self._at_hand())

    def _at_hand(self) -> Span:
        from mireader.tui.quoting import passage

        page, current = self.page, self.pane.highlights.current
        assert page is not None
        near = current if current is not None and self.pane.in_sight(current[0]) else None
        return passage(page, near, self.pane.position)

    async def _copy_as(self, span: Span) -> None:
        from mireader.tui.quoting import FORMS
        from mireader.tui.screens.copy_as import HITS, CopyAs

        forms = (*FORMS, HITS) if self.session.hits else FORMS

        def copy(form: str | None) -> None:
            if form == HITS:
                self._copy_hits()
            elif form is not None:
                self._copy(form, span)

        await self.app.push_screen(CopyAs(forms), copy)

    def _copy(self, form: str, span: Span) -> None:
        from mireader.tui.quoting import copied

        if self.page is not None:
            self._put(copied(form, self.page, span, self.pane.layout_))

    @work(exclusive=True, group="copy")
    async def _copy_hits(self) -> None:
        from mireader.tui.quoting import all_hits

        hits = [(hit, page) for hit in self.session.hits if (page := await self._open(hit.path)) is not None]
        self._put(await asyncio.to_thread(all_hits, hits))
        self._say(_("Copied: {count} hits").format(count=len(hits)))

    async def action_links(self) -> None:
        """Lists the addresses that the page names."""
        from mireader.tui.reading.links import links_in
        from mireader.tui.screens.link_list import LinkList

        if self.page is None:
            return
        links = links_in(self.page.text)
        if links:
            await self.app.push_screen(LinkList(self.page.text, links, self.pane.position), self._follow_link)
        else:
            self._say(_("The page names no address"))

    def _follow_link(self, link: Link | None) -> None:
        if link is not None:
            self._open_link(link.address)

    @work(group="copy")
    async def _open_link(self, address: str) -> None:
        from mireader.tui.reading.links import open_link

        if await asyncio.to_thread(open_link, address):
            self._say(_("Opened: {address}").format(address=address))
        else:
            self._put(address)

    def _put(self, text: str) -> None:
        """Hands a text to the terminal's clipboard, and to the system's where there is one."""
        self.app.copy_to_clipboard(text)
        self._say(_("Copied: {words}").format(words=" ".join(text[:_TOLD].split())))
        self._put_in_system(text)

    @work(thread=True, group="copy")
    def _put_in_system(self, text: str) -> None:
        import pyperclip

        try:
            pyperclip.copy(text)
        except pyperclip.PyperclipException:  # no clipboard here: over ssh the terminal has it (OSC 52)
            return
