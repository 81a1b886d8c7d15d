"""The results of a search, in the tree's place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.tui.messages import HitChosen, HitPreviewed
from mireader.tui.searching import EXAMPLES
from mireader.tui.widgets.tree_groups import REPEATED

if TYPE_CHECKING:
    from mireader.library import Hit

_LONGEST = 60
MOST = 100
"""Hits that are listed."""


class Results(OptionList):
    """A list of hits; the one under the cursor is previewed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.hits: tuple[Hit, ...] = ()
        self._put = False
        """Whether the reader put the cursor where it is."""
        self.hinting = False
        """Whether examples are shown where there are no hits."""

    def show(self, hits: Sequence[Hit], total: int) -> None:
        """Lists hits, the cursor on the best; on the one that the reader put it on, if it is still there."""
        before = self.hit if self._put else None
        self.hits = tuple(hits[:MOST])
        options = [Option(_option(hit)) for hit in self.hits] or self._hints()
        if total > len(self.hits):
            more = _("{n} more").format(n=total - len(self.hits))
            options.append(Option(Text(more, style="dim"), disabled=True))
        self.clear_options()
        self.add_options(options)
        if self.hits:
            same = next((i for i, hit in enumerate(self.hits) if before and _same(hit, before)), None)
            self._put = same is not None
            self.highlighted = same or 0

    def put(self, at: int) -> None:
        """Puts the cursor on a hit, as the reader wants it."""
        self._put = True
        self.highlighted = at

    def _hints(self) -> list[Option]:
        """What may be typed, while nothing is found: in place of an empty list."""
        if not self.hinting:
            return []
        lines = Text(no_wrap=True, overflow="ellipsis")
        for example, meaning in EXAMPLES:
            lines.append(f" {example}\n", style=Style(bold=True))
            lines.append(f"   {_(meaning)}\n", style=Style(dim=True))
        return [Option(lines, disabled=True)]

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        at = self.highlighted
        return self.hits[at] if at is not None and at < len(self.hits) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Previews the hit under the cursor."""
        event.stop()
        if event.option_index < len(self.hits):
            self.post_message(HitPreviewed(self.hits[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Chooses a hit."""
        event.stop()
        if event.option_index < len(self.hits):
            self.post_message(HitChosen(self.hits[event.option_index]))


def _same(a: Hit, b: Hit) -> bool:
    return (a.path, a.start, a.end) == (b.path, b.start, b.end)


def _option(hit: Hit) -> Text:
    """Two lines: the heading, and some words around the match; one line for a hit that repeats another."""
    marker = f"{hit.node.marker} " if hit.node and hit.node.marker else ""
    if hit.repeats is not None:
        return _repeat(hit)
    text = Text(
        crop(visible(marker + hit.title), _LONGEST), style=Style(bold=True), no_wrap=True, overflow="ellipsis"
    )
    text.append("\n")
    words = hit.snippet
    if hit.title in words:  # the heading itself matched: say under which question, or what it is about
        question = hit.entry if hit.entry is not hit.node else None
        words = f"{question.marker} {question.title}".strip() if question else hit.follows
        words = words or Path(hit.path).stem
    text.append(visible(words), style=Style(bold=False, dim=True))
    return text


def _repeat(hit: Hit) -> Text:
    """The same again: only where."""
    question = f"{hit.entry.marker} {hit.entry.title}".strip() if hit.entry else hit.title
    words = crop(visible(f"{REPEATED} {question} · {Path(hit.path).stem}"), _LONGEST)
    return Text(words, style=Style(dim=True), no_wrap=True, overflow="ellipsis")
