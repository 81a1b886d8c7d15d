"""What the collection says about tactics, gathered: concordance, matrix, card, evidence sheet."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work

from mireader.documents.formats import ReadError
from mireader.files import reason, write_whole
from mireader.i18n import _, counted, enumerated, language
from mireader.library.page import Page
from mireader.tui.messages import GoTo, TacticChosen
from mireader.tui.reading.ready import marked
from mireader.tui.screens.searching import SearchScreen

if TYPE_CHECKING:
    from mireader.library.concordance import Line, Lines


class GatheringScreen(SearchScreen):
    """Every mention in the collection, as lines, as a matrix, as a file."""

    def _all_pages(self) -> list[Page]:
        """Every page that can be read, with its mentions found; call it in a thread."""
        pages: list[Page] = []
        for path in self.collection.paths:
            try:
                page = self.collection.page(path)
            except ReadError:  # told when it was opened or indexed
                continue
            marked(page)
            pages.append(page)
        return pages

    async def _all_lines(self, tactic: str | None = None) -> Lines:
        """The lines of a tactic's mentions, or of all; while a filter is on, of those that it lights."""
        from mireader.library.concordance import Lines

        only = frozenset([tactic]) if tactic else self.pane.highlights.only

        def gathered() -> Lines:
            lines = Lines(self._all_pages())
            return lines.about(only) if only else lines

        await self._desk_at_hand()  # what was coded by hand is on it
        with self._saying(_("gathering mentions")):
            return await asyncio.to_thread(gathered)

    def _tactic_names(self) -> dict[str, str]:
        return {t.id: t.name[language()] for book in self.collection.codebooks for t in book.tactics}

    def _go_to_line(self, line: Line | None) -> None:
        if line is not None:
            above = self.pane.size.height // 3  # what it stands in
            self.post_message(GoTo(line.page.path, line.mention.start, focus=True, context=above))

    @work(exclusive=True, group="gather")
    async def action_concordance(self) -> None:
        """Lists every mention with the words around it."""
        from mireader.tui.screens.concordance import ConcordanceScreen

        only = len(self.pane.highlights.only)
        about = counted("{count} tactic chosen", "{count} tactics chosen", only) if only else ""
        self.app.push_screen(ConcordanceScreen(await self._all_lines(), about), self._go_to_line)

    @work(exclusive=True, group="gather")
    async def action_matrix(self) -> None:
        """Shows the tactics by questions or brands."""
        from mireader.library.matrix import matrix_of
        from mireader.tui.screens.matrix import MatrixScreen

        lines = await self._all_lines()
        matrix = await asyncio.to_thread(matrix_of, lines)
        self.app.push_screen(MatrixScreen(lines, matrix, self._tactic_names()), self._go_to_line)

    @on(TacticChosen)
    @work(exclusive=True, group="gather")
    async def _card(self, event: TacticChosen) -> None:
        """The card of a tactic: its name, its definition and every place."""
        from mireader.tui.screens.concordance import ConcordanceScreen

        lines = await self._all_lines(event.tactic)
        tactic = next(b.by_id[event.tactic] for b in self.collection.codebooks if event.tactic in b.by_id)
        own, names = language(), self._tactic_names()
        about = [tactic.definition.get(own) or next(iter(tactic.definition.values()), "")]
        if tactic.specialises:
            about.append(_("A kind of: {name}").format(name=names[tactic.specialises]))
        if tactic.related:
            about.append(
                _("See also: {names}").format(names=enumerated(names[id_] for id_ in tactic.related))
            )
        self.app.push_screen(ConcordanceScreen(lines, names[tactic.id], "  ".join(about)), self._go_to_line)

    def action_evidence(self) -> None:
        """Writes the mentions with their sources to a file."""
        from mireader.tui.screens.evidence import EvidenceScreen

        names = self._tactic_names()
        only = sorted(names[id_] for id_ in self.pane.highlights.only if id_ in names)
        about = _("Tactics: {names}  (Space in the list of tactics, T, chooses)").format(
            names=enumerated(only) if only else _("all")
        )
        self.app.push_screen(EvidenceScreen(about), self._asked_for_evidence)

    def _asked_for_evidence(self, asked: tuple[str, Path] | None) -> None:
        if asked is not None:
            self._write_evidence(*asked)

    @work(exclusive=True, group="evidence")
    async def _write_evidence(self, format_: str, path: Path) -> None:
        await self._desk_at_hand()
        try:
            count = await asyncio.to_thread(self._evidence_file, format_, path)
        except FileExistsError:
            words = _("{path} is there already; nothing is written over it").format(path=path)
            self.notify(words, severity="error", markup=False)
        except OSError as error:
            self.notify(f"{path}: {reason(error)}", severity="error", markup=False)
        else:
            words = _("{count} quotations written to {path}").format(count=count, path=path.resolve())
            self.notify(words, markup=False)

    def _evidence_file(self, format_: str, path: Path) -> int:
        """Writes a sheet to a file that is not there yet; how many rows it has."""
        from mireader.export.evidence import Sheet, rows_of
        from mireader.export.formats import FORMATS

        pages = self._all_pages()
        rows = rows_of(pages, self.pane.highlights.only)
        data = FORMATS[format_](Sheet(rows, pages, self.collection.codebooks))
        write_whole(path, data, new=True)
        return len(rows)
