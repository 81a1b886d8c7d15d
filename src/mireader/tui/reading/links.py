"""Addresses that a page names: found in its text, opened only when the reader asks for one."""

from __future__ import annotations

import os
import re
import sys
import webbrowser
from typing import NamedTuple

_ADDRESS = re.compile(r"(?:https?://|(?<![\w.@-])www\.)[!-~]{3,500}", re.IGNORECASE | re.ASCII)
"""Of what RFC 3986 lets stand in an address: visible ASCII, since Chinese text follows without a blank."""
_NOT_LAST = ".,;:!?'\"*_~"
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}


class Link(NamedTuple):
    """An address and where it stands in the stored text, in code points."""

    start: int
    end: int
    address: str


def links_in(text: str) -> list[Link]:
    """The addresses in a text, in reading order; what closes a bracket or a sentence is no part of one."""
    found = []
    for match in _ADDRESS.finditer(text):
        words = re.split(r"[<>\"]", match.group(), maxsplit=1)[0]
        while words and (words[-1] in _NOT_LAST or _closes(words)):
            words = words[:-1]
        if "." in words:
            address = words if words.lower().startswith("http") else f"http://{words}"
            found.append(Link(match.start(), match.start() + len(words), address))
    return found


def _closes(words: str) -> bool:
    """Whether a bracket at the end was opened before the address: (见 http://a.cn)."""
    opened = _PAIRS.get(words[-1])
    return opened is not None and words.count(opened) < words.count(words[-1])


def open_link(address: str) -> bool:
    """Opens an address in the browser of a desktop; False where there is none (over ssh, on a console).

    A browser that draws on this terminal is none.
    """
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not desktop:
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
