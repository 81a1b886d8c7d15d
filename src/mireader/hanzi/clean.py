"""Clean text: stored text less junk, with a map back.

Deletions and decodings only: zero-width and control characters, tags and entities left in text, pinyin
pushed in after a character, blanks and marks scattered between Han characters. Nothing is substituted
here; that is repair. What only looks like junk stays: a joiner inside an emoji, 给(jǐ)予 in a text that
glosses few words, blanks around Latin words, blanks between words and those that align a short line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from mireader.hanzi.alignment import Alignment, Edit, Span
from mireader.hanzi.characters import CONTROLS, LETTER, is_han
from mireader.hanzi.fold import fold, variants
from mireader.turns import give_way

_AFTER_LAYOUT = "章节節条條编編款项項日月年号號届屆期类類题題篇卷部"
"""A blank after a date or a number of order is layout."""
_TONED = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿ"
_TAG = "/?(?:br|p|div|span|strong|font|center|b|i|u|em|a|img|ul|ol|li|table|tr|td|h[1-6]|section)"
_JUNK = re.compile(
    rf"[<&(（ *゛゜{CONTROLS}](?:"
    rf"(?<=[{CONTROLS}])(?P<control>[{CONTROLS}]*)"
    rf"|(?<=<)(?P<tag>(?i:{_TAG})(?:[ \t][^<>\n=]{{1,30}}=[^<>\n]{{0,200}}|[ \t])?/?>)"
    rf"|(?<=&)(?P<escaped>lt;(?i:{_TAG})[ ]?/?&gt;)"
    rf"|(?<=&)(?P<entity>(?:amp;)*(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)"
    rf"|(?<={LETTER}[(（])(?P<pinyin>[{_TONED}]{{1,6}}[)）])"
    rf"|(?<={LETTER}[ ])(?<![{_AFTER_LAYOUT}][ ])(?P<scattered>[ ]?(?={LETTER}))"
    rf"|(?<={LETTER}[*゛゜])(?P<mark>(?={LETTER})))"
)
"""Begins with one class, which is found much faster than the alternatives."""
PROSE_LINE = 60
"""Code points from which a line is prose; a blank in a shorter one may be layout (第一章 总则)."""
SHORT_PROSE = 20
"""The same, for a line with a comma or a stop inside."""
_STOP = re.compile("[，。！？；,;!?]")
_LESSON = re.compile("读作|讀作|读音|讀音|拼音|注音|多音|念作|唸作|发音|發音")
"""A page that speaks of readings."""
_ENDS_A_LINE = re.compile(r"(?:<|&lt;)(?:br|/(?:p|div|li|tr|h[1-6]|section))\b", re.IGNORECASE)
_ABOUT_MARKUP = re.compile(
    "(?<![a-z0-9./])(?:html|css)(?![a-z0-9])|网页制作|網頁製作|换行符|標記語言|标记语言", re.IGNORECASE
)
"""A page that speaks of tags; an address that ends in .html does not."""
_LONGEST_LESSON, _LESSON_REACH = 50_000, 2_000
"""Code points of a page that such a word makes a lesson; of a larger one, how far around it."""
_SPLITS_A_WORD = 10.0
"""So many times likelier than chance must the characters on both sides be together inside a word."""
_SCATTERED = {" ": 2, "*": 1, "゛": 0, "゜": 0}
"""From so many words split by a mark, each of that mark between Han characters was scattered by a scraper."""
MANY_GLOSSES = 3
"""From so many a page, all bracketed syllables that read the character before them are junk."""
_RARE = 1e-5
"""Share of text under which a character is one that an author may explain."""


class Junk(NamedTuple):
    """Something cleaning took out or decoded; offsets into the stored text, in code points."""

    start: int
    end: int
    text: str
    kind: str
    """`zero-width`, `entity`, `pinyin`, `spacing` or `other` (the kinds of the repair list)."""


class CleanText(NamedTuple):
    """Clean text and its map to the stored text."""

    text: str
    alignment: Alignment
    """Source: stored text; target: clean text."""
    junk: tuple[Junk, ...]
    gaps: tuple[int, ...]
    """Positions in the clean text after a blank between Han characters, whether taken out or left: a line
    end may have been lost there."""
    blanks: tuple[Span, ...] = ()
    """Blanks in prose that were left in, since they stand between two words; stored offsets."""


def clean(stored: str) -> CleanText:
    """Cleans a page's stored text."""
    junk: list[Junk] = []
    pinyin: list[Junk] = []
    scattered: list[Junk] = []
    tags: list[Junk] = []
    sorts = {"pinyin": pinyin, "spacing": scattered, "other": scattered, "tag": tags}
    for match in _JUNK.finditer(stored):
        give_way()
        found = _judge(stored, match)
        if found is not None:
            sorts.get(found.kind, junk).append(found)
    if tags:
        about = [match.start() for match in _ABOUT_MARKUP.finditer(stored)]
        junk += [tag._replace(kind="entity") for tag in tags if not _is_near(tag.start, about, len(stored))]
        junk.sort()
    out = _scattered(stored, scattered) if scattered else []
    if pinyin or out:
        junk += _pushed_in(stored, pinyin) + out
        junk.sort()
    alignment = Alignment((Edit(item.start, item.end, item.text) for item in junk), len(stored))
    blanks = [item for item in scattered if item.kind == "spacing"]
    gaps = tuple(alignment.target_of(item.end) for item in blanks)
    left = tuple((item.start, item.end) for item in blanks if item not in out)
    return CleanText(alignment.apply(stored), alignment, tuple(junk), gaps, left)


def _scattered(stored: str, found: list[Junk]) -> list[Junk]:
    """Those blanks and marks that split a word; all of a sort where several do."""
    from mireader.hanzi.likelihood import together

    splits = [item for item in found if together(stored[item.start - 1], stored[item.end]) >= _SPLITS_A_WORD]
    often = Counter(stored[item.start] for item in splits)
    out = {mark for mark, least in _SCATTERED.items() if often[mark] >= least}
    return [item for item in found if stored[item.start] in out or item in splits]


def _judge(stored: str, match: re.Match[str]) -> Junk | None:
    start, end = match.span()
    kind = match.lastgroup
    if kind == "control":
        if stored[start:end] == "\u200d" and _joins_emoji(stored, start):
            return None
        return Junk(start, end, "", "zero-width")
    if kind in ("tag", "escaped"):
        ends = _ENDS_A_LINE.match(stored, start) and "\n" not in (
            stored[start - 1 : start],
            stored[end : end + 1],
        )
        return Junk(start, end, "\n" if ends else "", "tag")
    if kind == "entity":
        import html.entities

        name = re.sub("^&(amp;)*(?=.)", "", match.group())  # &amp;nbsp; was escaped twice
        if not name.startswith("#") and name not in html.entities.html5:
            return None
        decoded = html.unescape(f"&{name}")
        if decoded == "\xa0":
            decoded = " "
        visible = re.sub(f"[{CONTROLS}]", "", decoded)
        return Junk(start, end, visible, "entity")
    if not is_han(stored[start - 1]) and not (kind == "pinyin" and stored[start - 1] in variants()):
        return None
    if kind == "pinyin":
        return Junk(start, end, "", "pinyin")
    if stored[start] != " ":
        return Junk(start, end, "", "other") if is_han(stored[end]) else None
    return Junk(start, end, "", "spacing") if _in_prose(stored, start) else None


def _joins_emoji(stored: str, at: int) -> bool:
    around = stored[at - 1 : at], stored[at + 1 : at + 2]
    return all(
        "\u2190" <= char <= "\u2bff" or "\U0001f000" <= char <= "\U0001faff" or char == "\ufe0f"
        for char in around
    )


def _in_prose(stored: str, at: int) -> bool:
    """Whether a blank is not layout, as in a short line."""
    if not is_han(stored[at : at + 3].lstrip(" ")[:1]):
        return False
    begin = stored.rfind("\n", 0, at) + 1
    stop = stored.find("\n", at)
    stop = len(stored) if stop < 0 else stop
    return stop - begin >= (SHORT_PROSE if _STOP.search(stored, begin, stop) else PROSE_LINE)


def _pushed_in(stored: str, found: list[Junk]) -> list[Junk]:
    """Those glosses that a scraper pushed in.

    A gloss must read the character before it. One in a page with few may be the author's
    (给(jǐ)予); scrapers push them in all over a page, and inside common words.
    """
    lessons = [match.start() for match in _LESSON.finditer(stored)] if found else []
    reading = [
        item
        for item in found
        if _usual_reading(stored, item) is not None and not _is_near(item.start, lessons, len(stored))
    ]
    if len(reading) >= MANY_GLOSSES:
        return reading
    return [item for item in reading if not _is_gloss(stored, item)]


def _is_near(at: int, lessons: list[int], length: int) -> bool:
    """Whether a place is in a page that speaks of readings, or in that part of a large collection."""
    if length <= _LONGEST_LESSON:
        return bool(lessons)
    index = bisect_left(lessons, at - _LESSON_REACH)
    return index < len(lessons) and lessons[index] <= at + _LESSON_REACH


def _usual_reading(stored: str, item: Junk) -> bool | None:
    """Whether a gloss is the usual reading of the character before it; None if it is no reading of it.

    A substituted character is read as what it stands for: 茬(zài).
    """
    from mireader.hanzi.pinyin import readings_of, strip_tones

    char = stored[item.start - 1]
    said = strip_tones(stored[item.start + 1 : item.end - 1])
    read_as = (char, variants()[char][0][0]) if char in variants() else (char,)
    usual = [readings_of(one)[:1] == (said,) for one in read_as if said in readings_of(one)]
    return any(usual) if usual else None


def _is_gloss(stored: str, item: Junk) -> bool:
    """Whether a lone gloss may be the author's: of another reading than the usual, or a rare character."""
    from mireader.hanzi.likelihood import frequency

    rare = frequency(fold(stored[item.start - 1])) < _RARE
    return rare or not _usual_reading(stored, item)
