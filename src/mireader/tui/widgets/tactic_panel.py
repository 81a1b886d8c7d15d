"""The list of tactics: how often each is mentioned in the question, in the page and in all pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mireader.hanzi.width import crop
from mireader.i18n import _, language
from mireader.library.mentions import Mention
from mireader.library.page import Page
from mireader.tui.messages import TacticChosen, TacticFiltered, TacticSought

_NAME_CELLS = 21
_BESIDE_NAME = 6
"""Cells of a mark and the blanks around a name."""
_SUBTITLE_CELLS = 28


class TacticPanel(OptionList):
    """Tactics of the page, those of the question at hand first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("space", "choose", show=False),
        Binding("F,shift+f6,f18", "find", show=False),
        Binding("delete", "give_up", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._tactics: list[str] = []
        self.only: frozenset[str] = frozenset()
        """Ids of the tactics that are chosen to be lit."""
        self._shown: tuple[object, ...] = ()
        self._keywords = ""
        self._pointed = ""

    def show(
        self,
        page: Page,
        here: Sequence[Mention],
        in_page: Counter[str],
        everywhere: Counter[str],
        marks: dict[str, str],
        keywords: Sequence[str] = (),
    ) -> None:
        """Lists the page's tactics with counts: in the question (`here`), in the page, in all pages.

        What is denied is not counted, and what is said again only `here`, where one sees it. `keywords` say
        what the question at hand is about.
        """
        self._keywords = crop(" ".join(keywords), _SUBTITLE_CELLS)
        self._say_below()
        starts = tuple(mention.start for mention in here)
        width = self.scrollable_content_region.width
        state = (page.path, in_page.total(), everywhere.total(), self.only, starts, width)
        if state == self._shown:
            return
        self._shown = state
        near = Counter(m.tactic for m in here if not m.negated)
        several = everywhere.total() > in_page.total()
        order = sorted(
            in_page | near,
            key=lambda tactic: (tactic not in self.only, -near[tactic], -in_page[tactic], tactic),
        )
        self._tactics = order
        at = self.highlighted
        self.clear_options()
        self.border_title = _("Tactics: question/page/all") if several else _("Tactics: question/page")
        counts = {id_: _written(near[id_], in_page[id_], *[everywhere[id_]] * several) for id_ in order}
        widest = max(map(len, counts.values()), default=0)
        room = max(_NAME_CELLS, width - widest - _BESIDE_NAME)
        options = []
        for id_ in order:
            tactic = page.tactic(id_)
            label = Text(no_wrap=True, overflow="ellipsis", style="" if near[id_] else "dim")
            mark = marks.get(tactic.group, "  ")
            label.append("✓  " if id_ in self.only else f"{mark} ", style="dim")
            label.append(f"{counts[id_]:>{widest}} ", style="dim")
            label.append(crop(tactic.name[language()], room))
            options.append(Option(label))
        nothing = Option(Text(_("No tactic is mentioned here"), style="dim"), disabled=True)
        self.add_options(options or [nothing])
        if self._pointed in order:
            self.highlighted = order.index(self._pointed)
        elif self.has_focus and at is not None and options:
            self.highlighted = min(at, len(options) - 1)
        self._pointed = ""

    def _say_below(self) -> None:
        """What the question is about; while the list has the focus, what the keys do."""
        self.border_subtitle = _("Space: only  F: find  Del: all") if self.has_focus else self._keywords

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Tells the keys, or what the question is about."""
        super().watch_has_focus(_has_focus)
        self._say_below()

    def action_find(self) -> None:
        """Finds a tactic by its name."""
        self.post_message(TacticSought(self._tactics))

    def point_at(self, tactic: str) -> None:
        """Puts the cursor on a tactic, if it is listed, when the list is shown anew."""
        self._pointed = tactic

    def action_give_up(self) -> None:
        """Lights all tactics again."""
        self.post_message(TacticFiltered(None))

    def action_choose(self) -> None:
        """Chooses a tactic to be lit alone, or gives it up."""
        if self.highlighted is not None:
            self.post_message(TacticFiltered(self._tactics[self.highlighted]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens the card of a tactic."""
        event.stop()
        self.post_message(TacticChosen(self._tactics[event.option_index]))


def _written(*counts: int) -> str:
    """Counts beside each other; a dot for none, since nought stands out too much."""
    return "/".join(str(count) if count else "·" for count in counts)
