"""What is kept of a page, put on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mireader.library.page import Page, Written

if TYPE_CHECKING:
    from mireader.desk.desk import Desk, Followed


def place_of(page: Page) -> tuple[str, str]:
    """What a page is kept by: the SHA-256 of its text, and its path, the same from whatever folder."""
    return page.document.text_sha256, os.path.abspath(page.path)


def take_up(desk: Desk, page: Page) -> Followed:
    """Puts on a page what is kept of it: codings, notes, a source typed in, repairs that were chosen.

    What was kept of an earlier text of it is found again by its words first.
    """
    sha, path = place_of(page)
    followed = desk.follow(sha, path, page.text)
    for coding, accepted in desk.codings(sha):
        page.code(coding.start, coding.end, coding.tactic, accepted)
    page.typed_source = desk.source(sha)
    for repair, made in desk.choices(sha):
        page.choose(repair, made)
    take_notes(desk, page)
    return followed


def take_notes(desk: Desk, page: Page) -> None:
    """Puts on a page the notes that are kept of it now."""
    page.notes = tuple(
        Written(note.offset, note.offset + len(note.quotation), note.text)
        for note in desk.notes(page.document.text_sha256)
    )
