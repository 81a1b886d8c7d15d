"""What a page is shown with, found before it is shown; call it in a thread."""

from __future__ import annotations

from weakref import WeakSet

from mireader.library.mentions import Mentions
from mireader.library.page import LARGE, Page
from mireader.memory import give_back, stays, uncollected
from mireader.tui.reading.paragraphs import paragraphs_of

_frozen: WeakSet[Page] = WeakSet()
"""Large pages whose objects are not looked at for garbage."""


def ready(page: Page) -> None:
    """Finds what a page is shown with; the objects of a large one are not looked at for garbage again."""
    with uncollected():
        page.mend()
        paragraphs_of(page.document)
        page.document.prepare()
    if len(page.text) > LARGE and page not in _frozen:
        _frozen.add(page)
        give_back()
        stays()


def marked(page: Page) -> Mentions:
    """Finds the mentions of a page."""
    known = page.has_mentions
    mentions = page.mentions
    if not known and len(page.text) > LARGE:
        give_back()
    return mentions
