"""Labels of the tree: what a node of a page is called, in the script that the page is shown in."""

from __future__ import annotations

from rich.text import Span, Text

from mireader.documents.model import Document, Node
from mireader.hanzi.script import in_script
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.tui.widgets.tree_groups import REPEATED

LONGEST_LABEL = 60
"""Cells of a label, before it is cut to the width of the tree."""


def label_of(document: Document, node: Node) -> Text:
    """Marker and title of an outline node; dim if it says again what stood elsewhere."""
    marker = f"{node.marker} " if node.marker and not node.marker.startswith("#") else ""
    title = node.title or document.text[node.start : node.end][:LONGEST_LABEL]
    answers = [one for one in document.children(node.id) if one.kind == "answer"]
    repeated = all(one.same_as is not None for one in answers or [node])
    label = Text(f"{REPEATED} " if repeated else "", style="dim")
    label.append(visible(marker), style="dim" if node.kind != "entry" or repeated else "bold")
    quiet = repeated or node.kind == "boilerplate"
    label.append(crop(visible(title), LONGEST_LABEL), style="dim" if quiet else "")
    return label


def converted(label: Text, script: str) -> Text:
    """A label in another script, each part in its style: lengths may differ."""
    found = Text(style=label.style, end=label.end, no_wrap=label.no_wrap)
    for part in label.divide(sorted({at for span in label.spans for at in (span.start, span.end)})):
        words = in_script(part.plain, script)
        found.append_text(Text(words, spans=[Span(0, len(words), span.style) for span in part.spans]))
    return found
