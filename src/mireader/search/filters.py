"""Operators: which passages a query is kept to (问: 答: 文: 战术: and what must not be there)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mireader.search.candidates import grams_of, holding
from mireader.search.locate import locate
from mireader.search.query import Query, Term, term_of
from mireader.search.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Stretch = tuple[int, int, int]
"""A part of a text: its number, start and end in its clean text."""
Holders = Callable[[str, str], Iterable[Stretch]]
"""`document` or `facet`, and what was typed, to the stretches that it names."""


def no_holders(field: str, value: str) -> Iterable[Stretch]:
    """Knows no pages and no tactics."""
    return ()


def allowed_passages(
    segments: Sequence[Segment],
    query: Query,
    holders: Holders,
    within: Sequence[Stretch] | None,
    gone: Collection[int] = (),
) -> list[Mask]:
    """By segment, the passages that every operator of a query allows, and that are within some stretches.

    A word that must not be there must not be in the whole question, since words typed apart may stand
    anywhere in it.
    """
    import numpy as np

    masks = [np.ones(len(segment.starts), np.bool_) for segment in segments]
    if within is not None:
        masks = [_overlapping(segment, within) for segment in segments]
    for mask, segment in zip(masks, segments, strict=True):
        if gone:
            mask &= ~np.isin(segment.documents, list(gone))
    for field, value in query.fields.items():
        if field in ("document", "facet"):
            named = list(holders(field, value))
            for mask, segment in zip(masks, segments, strict=True):
                mask &= _overlapping(segment, named)
            continue
        for mask, segment in zip(masks, segments, strict=True):
            mask &= _in_questions(segment, term_of(value), field == "question")
    for term in query.without:
        excluded = _as_meant(segments, term)
        for mask, segment in zip(masks, segments, strict=True):
            there = np.unique(segment.passage_at(_places(segment, excluded)))
            mask[there] = False
            questions = np.unique(segment.questions[there])
            mask &= ~np.isin(segment.questions, questions[questions >= 0])
    return masks


def _as_meant(segments: Sequence[Segment], term: Term) -> Term:
    """A word that must not be there, as it is likeliest meant: as typed, else in pinyin, else in initials.

    What is read otherwise than it was meant would leave out far too much.
    """
    for kinds in ({"exact", "region"}, {"pinyin"}, {"initials", "mixed"}):
        some = replace(term, patterns=tuple(one for one in term.patterns if one.kind in kinds))
        if any(len(_places(segment, some)) for segment in segments):
            return some
    return term


def _places(segment: Segment, term: Term) -> NDArray[np.int64]:
    import numpy as np

    found = [np.zeros(0, np.int64)]
    for pattern in term.patterns:
        found.append(locate(segment, pattern, holding(segment, grams_of(pattern.conditions)).passages))
    return np.unique(np.concatenate(found))


def _in_questions(segment: Segment, term: Term, heading: bool) -> Mask:
    """The passages of questions that have the words in their own heading, or the passages under them."""
    import numpy as np

    places = _places(segment, term)
    passages = segment.passage_at(places)
    in_title = (segment.questions[passages] == passages) & (places < segment.heading_ends[passages])
    if heading:
        questions = np.unique(passages[in_title])
        return np.isin(segment.questions, questions) & (segment.questions >= 0)
    mask = np.zeros(len(segment.starts), np.bool_)
    mask[passages[~in_title]] = True
    return mask & (segment.questions >= 0)


def _overlapping(segment: Segment, named: Sequence[Stretch]) -> Mask:
    import numpy as np

    mask = np.zeros(len(segment.starts), np.bool_)
    bases = dict(zip(segment.documents.tolist(), segment.bases.tolist(), strict=True))
    for text, start, end in named:
        if text in bases:
            low = int(segment.passage_at(np.array([bases[text] + start]))[0])
            high = int(segment.passage_at(np.array([bases[text] + max(start, end - 1)]))[0])
            mask[max(0, low) : high + 1] = True
    return mask
