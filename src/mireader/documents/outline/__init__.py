"""The table of contents that a careful reader would write of a page.

A question, a section, a point is a member of a numbering series that runs through the page, not a
line that looks like a heading. Works on clean text; offsets come back in the stored text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mireader.documents.model import Node
from mireader.documents.outline.answers import (
    answer_starts,
    is_label,
    is_signed,
    label_of,
    parts_answered,
    writer_of,
)
from mireader.documents.outline.furniture import furnished
from mireader.documents.outline.lines import Line
from mireader.documents.outline.markers import marker_at
from mireader.documents.outline.sections import Draft, SectionBuilder
from mireader.documents.outline.series import question_lines
from mireader.documents.outline.titles import title_of, without_noise
from mireader.hanzi.clean import CleanText


def build_outline(cleaned: CleanText, lines: Sequence[Line]) -> tuple[Node, ...]:
    """The nodes of a page in reading order, from its lines (`split_lines`)."""
    drafts = _page(cleaned.text, furnished(lines))
    nodes: list[Node] = []
    for ordinal, draft in enumerate(drafts, 1):
        _number(draft, str(ordinal), None, 1, cleaned, nodes)
    return tuple(nodes)


def _page(text: str, lines: Sequence[Line]) -> list[Draft]:
    questions = question_lines(lines)
    root = Draft("section", "", "", 0, 0, len(text))
    if not questions:
        SectionBuilder(text, lines, root, titled=True).build()
        return _ordered(root.children)
    stop = _footer(lines, questions[-1])
    _around(root, lines[: questions[0]])
    bounds = [*questions[1:], stop]
    for index, bound in zip(questions, bounds, strict=True):
        root.add(_entry(text, lines[index], lines[index + 1 : bound]))
    _around(root, lines[stop:])
    return _ordered(root.children)


def _around(root: Draft, lines: Sequence[Line]) -> None:
    """What a site puts before the first and after the last question."""
    for line in lines:
        if line.boilerplate:
            root.add(Draft("boilerplate", "", line.text[:24], line.start, line.start, line.end))


def _footer(lines: Sequence[Line], last_question: int) -> int:
    """Index of the first of the boilerplate lines that end a page."""
    stop = len(lines)
    while stop > last_question + 2 and lines[stop - 1].boilerplate:
        stop -= 1
    return stop


def _entry(text: str, head: Line, body: Sequence[Line]) -> Draft:
    end = body[-1].end if body else head.end
    marker = head.marker.text if head.marker else ""
    title = without_noise(head.content)
    entry = Draft("entry", marker, title, head.start, head.end, end)
    parts = parts_answered(body)
    _answers(text, entry, body[: parts[0]] if parts else body)
    for at, bound in pairwise([*parts, len(body)]):
        line, last = body[at], body[bound - 1]
        number = line.marker.text if line.marker else ""
        part = Draft("section", number, without_noise(line.content), line.start, line.end, last.end)
        _answers(text, entry.add(part), body[at + 1 : bound])
    return entry


def _answers(text: str, asked: Draft, body: Sequence[Line]) -> None:
    """What stands under a question, or under a part of one: more of what is asked, and the answers."""
    starts = answer_starts(body)
    if not starts:
        SectionBuilder(text, body, asked).build()
        return
    if starts[0] > 0:
        lead = body[: starts[0]]
        if is_label(body[starts[0]]):  # an unlabelled first answer before the others
            SectionBuilder(
                text, lead, asked.add(Draft("answer", "", "", lead[0].start, lead[0].start, lead[-1].end))
            ).build()
        else:
            SectionBuilder(text, lead, asked, asks=True).build()
    for at, bound in zip(starts, [*starts[1:], len(body)], strict=True):
        line = body[at]
        label = label_of(line)
        answer = asked.add(
            Draft("answer", label or "", writer_of(line), line.start, line.start, body[bound - 1].end)
        )
        under = body[at + is_signed(line) : bound]
        if label is not None and not is_signed(line):
            under = _without_label(text, under, len(label))
        SectionBuilder(text, under, answer).build()


def _without_label(text: str, lines: Sequence[Line], label: int) -> list[Line]:
    """The lines of an answer, the first without its label of so many characters."""
    first, *rest = lines
    start = first.marker.end if first.marker and first.marker.style == "answer" else first.start + label
    content = first.text[start - first.start :]
    left = len(content) - len(content.lstrip(" \u3000\t:："))
    if left == len(content):
        return list(rest)
    marker = marker_at(text, start + left, first.end)
    return [Line(start + left, first.end, content[left:], marker, first.boilerplate), *rest]


def _ordered(drafts: list[Draft]) -> list[Draft]:
    """In reading order; site text within a node belongs to it."""
    found: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.kind == "boilerplate" and found and draft.start < found[-1].end:
            found[-1].add(draft)
        else:
            found.append(draft)
    for draft in found:
        draft.children = _ordered(draft.children)
    return found


def _number(
    draft: Draft, id_: str, parent: str | None, level: int, cleaned: CleanText, nodes: list[Node]
) -> None:
    """Numbers a draft and what it holds, in the stored text's offsets."""
    alignment = cleaned.alignment
    start, end = alignment.source_span(draft.start, max(draft.end, draft.start + 1))
    body = (
        alignment.source_span(draft.start, draft.body_start)[1] if draft.body_start > draft.start else start
    )
    title = (
        draft.title
        if draft.title or draft.kind in ("answer", "boilerplate")
        else title_of(cleaned.text[draft.start : draft.end])
    )
    nodes.append(Node(id_, parent, draft.kind, draft.marker, title, level, start, end, min(body, end)))
    for ordinal, child in enumerate(draft.children, 1):
        _number(child, f"{id_}.{ordinal}", id_, level + 1, cleaned, nodes)
