"""The state of a search on the screen: what was typed, what was found, where to go back to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mireader.hanzi.alignment import Span
from mireader.i18n import _, counted
from mireader.search.kinds import KIND_NAMES
from mireader.tui.reading.history import Place

if TYPE_CHECKING:
    from mireader.library import Answer, Hit


EXAMPLES = (
    ("饥饿营销 飢餓營銷", "any script"),
    ("jieyingxiao jeyx", "pinyin, initials, or mixed with Hanzi"),
    ("饥渴营消", "with typing errors"),
    ('"…"  -word  /regex/', "exactly this; not this; a regular expression"),
    ("问: 答: 文: 战术:  q: a: doc: t:", "in questions, answers, pages, tactics"),
    ("↑ ↓  Enter  Esc", "through the results; stay there; leave"),
)
"""What to type in the search, and what it finds; message ids."""
SCOPES = ("all", "page", "question")
"""What is searched: all pages, the page at hand, its question at hand."""
SCOPE_NAMES = {"all": "all pages", "page": "this page", "question": "this question"}


class SearchSession:
    """One search, from the key that opens it to the one that leaves it."""

    ENOUGH = 8
    """Hits from which approximate ones are not looked for."""

    def __init__(self) -> None:
        self.query = ""
        self.hits: tuple[Hit, ...] = ()
        self.total = 0
        self.at = 0
        self.scope = SCOPES[0]
        self._ticket = 0
        self.origin: Place | None = None
        """Where the reader was before."""

    def next_scope(self) -> str:
        """Searches in less, or in all again."""
        self.scope = SCOPES[(SCOPES.index(self.scope) + 1) % len(SCOPES)]
        return self.scope

    def begin(self, origin: Place | None) -> None:
        """Remembers where the reader was."""
        self.origin = origin

    def typed(self, query: str) -> int:
        """Notes what was typed; the ticket of its search. What was found before is kept until then."""
        self.query = query
        self._ticket += 1
        if not query.strip():
            self.hits, self.total, self.at = (), 0, 0
        return self._ticket

    def outdated(self, ticket: int) -> bool:
        """Whether something was typed after this ticket was given."""
        return ticket != self._ticket

    def answered(self, answer: Answer, complete: bool = True) -> str:
        """Takes an answer in and says it in a few words; `complete`: in all pages that there are."""
        self.hits, self.total, self.at = answer.hits, answer.total, 0
        return status_of(answer, complete)

    def spans_in(self, path: str) -> tuple[Span, ...]:
        """What matched in a page."""
        return tuple(span for hit in self.hits if hit.path == path for span in hit.spans)

    def index_of(self, hit: Hit) -> int:
        """Where a hit is in the list."""
        return self.hits.index(hit) if hit in self.hits else 0

    def step(self, step: int) -> Hit | None:
        """The next or previous hit, None at either end."""
        if not 0 <= self.at + step < len(self.hits):
            return None
        self.at += step
        return self.hits[self.at]

    def keep(self) -> None:
        """The reader stays where the search led."""
        self.origin = None

    def leave(self) -> Place | None:
        """Ends the search; where the reader was, unless it stayed."""
        origin, self.origin = self.origin, None
        self.scope = SCOPES[0]
        self.typed("")
        return origin


def status_of(answer: Answer, complete: bool) -> str:
    """How many were found, in how many questions, how, and how fast; not how fast while there is more."""
    took = f"{answer.took_ms:.{answer.took_ms < 10:d}f} ms"
    if not answer.hits:
        from mireader.search.query import (  # the first frame needs no query
            broken_expression,
            is_broken_expression,
        )

        if is_broken_expression(answer.query):
            return broken_expression(answer.query)
        nothing = _("nothing found")
        return f"{nothing} · {took}" if complete else _("{found} so far").format(found=nothing)
    asked = len({(hit.path, hit.entry.id) for hit in answer.hits if hit.entry is not None})
    kinds = Counter(hit.match for hit in answer.hits)
    kind = _(KIND_NAMES[answer.hits[0].match]) + ("…" if len(kinds) > 1 else "")
    if answer.suggestion and complete:
        return _("Did you mean {words}?").format(words=answer.suggestion) + f" · {took}"
    found = counted("{count} passage", "{count} passages", answer.total)
    if asked and answer.total == len(answer.hits):
        found += " · " + counted("{count} question", "{count} questions", asked)
    if not complete:
        return _("{found} so far").format(found=found) + f" · {kind}"
    return f"{found} · {kind} · {took}"
