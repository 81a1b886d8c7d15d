"""Tactics lit, walked and listed, and the view of the page: script and form."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import on, work

from mireader.i18n import _, counted, language
from mireader.library.mentions import Mention
from mireader.tui.config import SMALLEST_MEASURE, WIDEST_MEASURE
from mireader.tui.messages import Moved, TacticFiltered, TacticSought
from mireader.tui.reading.highlights import LEVELS
from mireader.tui.reading.shown import SCRIPTS
from mireader.tui.screens.going import GoingScreen
from mireader.tui.widgets.reading_pane import FORMS

if TYPE_CHECKING:
    from mireader.tui.app import ReaderApp

CODEBOOKS_EVERY = 2.0
"""Seconds between two looks at the codebooks' files."""
LEVEL_NAMES = {"none": "tactics: none", "named": "tactics: named", "all": "tactics: all"}


class MarksScreen(GoingScreen):
    """What is marked on a page and how it is shown."""

    _walked = ""
    """What is told of the mention that was walked to last."""

    async def _after_first_frame(self) -> None:
        await super()._after_first_frame()
        self.set_interval(CODEBOOKS_EVERY, self._look_at_codebooks)

    @work(exclusive=True, group="codebooks")
    async def _look_at_codebooks(self) -> None:
        """Marks the pages anew when a codebook was saved."""
        changed = await asyncio.to_thread(self.collection.reload_codebooks)
        while self.collection.books.mistakes:
            self.notify(self.collection.books.mistakes.pop(), severity="error", timeout=20, markup=False)
        if changed:
            paths = list(self._mentions)
            self._mentions.clear()
            for path in paths:
                await self._mark(self.collection.page(path))
            self._say(_("codebooks read again"))

    def action_highlight(self, step: int) -> None:
        """Goes to the next or previous mention that is lit."""
        self._bring_page()
        if self.pane.highlights.level == "none":
            self._say(_("No tactics are lit: t lights them"))
            return
        if self.page is not None and self.page.path not in self._mentions:
            self._say(_("Tactics are still being looked for"))
            return
        ahead = self.pane.highlights.lit_beyond(self._walked_to(step), step)
        if ahead is not None:
            self._show_mention(ahead)
        else:
            several = len(self.collection.paths) > 1
            self._say(_("There is no further one on this page") if several else _("There is no further one"))

    def _walked_to(self, step: int) -> int:
        """From where a walk goes on: the current highlight, or what is read if that is out of sight."""
        current = self.pane.highlights.current
        if current and self.pane.in_sight(current[0]):
            return current[0]
        if step < 0 and self.pane.is_at_end:
            return self.pane.sight[1]
        return self.pane.position - (step > 0)

    def _show_mention(self, mention: Mention) -> None:
        self.pane.highlights.current = (mention.start, mention.end)
        self.pane.reveal(mention.start)
        self.pane.redraw()
        page = self.page
        if page is not None:
            tactic = page.tactic(mention.tactic)
            about = f" · {mention.brand}" if mention.brand else ""
            negated = f" · {_('denied')}" if mention.negated else ""
            count = self.pane.highlights.count_of(mention)
            of = _("named") if self.pane.highlights.level == "named" and not self.pane.highlights.only else ""
            walked = f"{count[0]}/{count[1]} {of}".rstrip() + " · " if count else ""
            mark = self._marks.get(mention.group, "")
            self._walked = f"{walked}{mark} {tactic.name[language()]}{negated}{about}"
            self.bar.tell(self._walked)

    @on(Moved)
    def _leave_mention(self) -> None:
        """What is told of a mention is taken away with it."""
        current = self.pane.highlights.current
        if current is None or not self.pane.in_sight(current[0]):
            self.bar.untell(self._walked)

    @on(TacticFiltered)
    def _filter_tactics(self, event: TacticFiltered) -> None:
        """Lights and walks only some tactics; all again when none is chosen."""
        only = self.pane.highlights.only ^ {event.tactic} if event.tactic else frozenset[str]()
        for highlights in (*self._mentions.values(), self.pane.highlights):
            highlights.only = only
        self.pane.redraw()
        if self.panel is not None:
            self.panel.only = only
        if self.page is not None:
            self._tell_place(self.page, self.pane.position)
        self._refresh_place()
        self._say(self._chosen_tactics() or _("all tactics"))

    @on(TacticSought)
    def _find_tactic(self, event: TacticSought) -> None:
        """Lists tactics by what is typed, the page's own first; the one taken is lit alone, or no more."""
        from mireader.tui.screens.find_tactic import FindTactic, Offered

        page, only = self.page, self.pane.highlights.only
        if page is None:
            return
        others = [t.id for book in self.collection.codebooks for t in book.tactics]
        tactics = [page.tactic(id_) for id_ in dict.fromkeys((*event.tactics, *others))]
        offered = [Offered(t.id, t.name[language()], t.names, t.id in only) for t in tactics]

        def taken(one: Offered | None) -> None:
            if one is not None:
                if self.panel is not None:
                    self.panel.point_at(one.id)
                self.post_message(TacticFiltered(one.id))

        self.app.push_screen(FindTactic(offered), taken)

    def _chosen_tactics(self) -> str:
        """How many tactics are chosen to be lit alone; empty if none is."""
        only = len(self.pane.highlights.only)
        return counted("{count} tactic chosen", "{count} tactics chosen", only) if only else ""

    def action_tactics(self) -> None:
        """Lights no tactics, those named, or all."""
        level = LEVELS[(LEVELS.index(self.pane.highlights.level) + 1) % len(LEVELS)]
        for highlights in (*self._mentions.values(), self.pane.highlights):
            highlights.level = level
        self.pane.highlights.current = None
        self.pane.redraw()
        self._say((level != "none" and self._chosen_tactics()) or _(LEVEL_NAMES[level]))

    def action_script(self) -> None:
        """Changes the script, keeping the place."""
        script = SCRIPTS[(SCRIPTS.index(self.pane.script_) + 1) % len(SCRIPTS)]
        self._set_view(FORMS[0] if script else self.pane.form, script)

    def action_form(self) -> None:
        """Shows the page as stored or as mended, keeping the place."""
        self._bring_page()
        form = FORMS[(FORMS.index(self.pane.form) + 1) % len(FORMS)]
        self._set_view(form, "" if form == "stored" else self.pane.script_)

    def action_measure(self, step: int) -> None:
        """Sets shorter or longer lines, and keeps that."""
        if step > 0 and self.pane.text_width < self.pane.measure:
            self._say(_("The window is not wider"))
            return
        measure = min(max(self.pane.text_width + step, SMALLEST_MEASURE), WIDEST_MEASURE)
        self.pane.set_measure(measure)
        cast("ReaderApp", self.app).keep_setting("reading", "measure", measure)
        self._say(_("Lines of {cells} cells").format(cells=self.pane.text_width))

    def action_focus_paragraph(self) -> None:
        """Dims what is not being read, or shows it again."""
        self._bring_page()
        self.pane.focusing = not self.pane.focusing
        self.pane.redraw()
        self._say(_("one paragraph") if self.pane.focusing else _("all paragraphs"))

    @work(exclusive=True, group="view")
    async def action_pinyin(self) -> None:
        """Puts pinyin above the lines, or takes it away, keeping the place."""
        from mireader.hanzi.reading import toned

        await asyncio.to_thread(toned, "一")  # its tables take a quarter of a second to load
        self.pane.set_ruby(not self.pane.ruby)
        self._say(_("pinyin above the lines") if self.pane.ruby else _("no pinyin"))

    def action_fold(self) -> None:
        """Opens site text on the page, or folds it to one row."""
        self._bring_page()
        self.pane.set_folded(not self.pane.folded)
        self._say(_("Site text folded") if self.pane.folded else _("Site text open"))

    @work(exclusive=True, group="view")
    async def _set_view(self, form: str, script: str) -> None:
        if script:
            from mireader.hanzi.script import warm

            await asyncio.to_thread(warm, script)
        self.pane.set_view(form, script)
        if self.page is not None:
            self._tell_place(self.page, self.pane.position)
