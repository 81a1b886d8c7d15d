"""Simplified and traditional: which one a text is in, and views in the other, aligned.

Conversion is OpenCC's (opencc-python-reimplemented), word by word, so 头发 becomes 頭髮 and 发展
發展. The result is aligned with what it came from, character for character where lengths agree
and by rapidfuzz's edit operations where they do not (打印机 to 印表機).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mireader.hanzi.alignment import Alignment, Edit
from mireader.hanzi.data import rows

TARGETS = {"hans": "t2s", "hant": "s2t", "tw": "s2twp", "hk": "s2hk"}
"""View name to OpenCC configuration, for a text in the other script."""
_FROM_TRADITIONAL = {"hans": "t2s", "tw": str(Path(__file__).parent / "data" / "t2twp"), "hk": "t2hk"}
"""The same for a text in traditional script; a path is a configuration of our own."""
_ASPECT = re.compile(
    "著(?=[急手想重陆色眼火装落迷实凉])"
    r"|(?<=[\u4e00-\u9fff])(?<![显原名土巨论专编合昭卓遗译拙所新旧撰自])著(?![名作称述者录书于《\s]|$)"
)
"""著 that simplified text writes as 着 (看著, 著急), and not in 著名, 原著.

OpenCC's t2s leaves all of them as they are, its tw2s changes 原著 too.
"""
_SAMPLE = 20_000
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


@cache
def opencc_converter(configuration: str) -> Any:
    """OpenCC's converter of a configuration (`t2s`, `s2tw`, …); reading its tables takes a while."""
    from opencc import OpenCC

    return OpenCC(configuration)


@cache
def script_only() -> tuple[frozenset[str], frozenset[str]]:
    """Characters used in simplified text only, and in traditional text only (OpenCC's tables)."""
    (_, hans), (_, hant), _ = rows("scripts.tsv")
    return frozenset(hans), frozenset(hant)


@cache
def _usual_traditional() -> dict[int, int]:
    return str.maketrans(*rows("scripts.tsv")[2])


def traditional(char: str) -> str:
    """The usual traditional form of a simplified character, whatever stands beside it."""
    return char.translate(_usual_traditional())


def script_of(text: str) -> str:
    """`hans`, `hant`, `mixed` or `none`, by the characters that only one script uses.

    Mixed: the rarer script has at least a fifth of them. Looks at the first 20,000 code points.
    """
    simplified, traditional = script_only()
    sample = text[:_SAMPLE]
    hans = sum(map(simplified.__contains__, sample))
    hant = sum(map(traditional.__contains__, sample))
    if hans + hant == 0:
        return "hans" if any("\u4e00" <= char <= "\u9fff" for char in sample) else "none"
    if min(hans, hant) * 5 >= hans + hant:
        return "mixed"
    return "hans" if hans > hant else "hant"


@lru_cache(maxsize=2048)
def convert(text: str, target: str) -> tuple[str, Alignment]:
    """`text` in the script `target` (`hans`, `hant`, `tw`, `hk`) and the map back to it.

    Raises KeyError for another target.
    """
    configuration = TARGETS[target]
    if script_of(text) in ("hant", "mixed"):
        configuration = _FROM_TRADITIONAL.get(target, configuration)
    converted: str = opencc_converter(configuration).convert(text)
    if configuration == "t2s":
        converted = _ASPECT.sub("着", converted).replace("舖", "铺")
    return converted, align(text, converted)


def in_script(text: str, target: str) -> str:
    """`text` in the script `target`; as it is where that is empty."""
    return convert(text, target)[0] if target else text


def align(source: str, target: str) -> Alignment:
    """The alignment of a text with its conversion, sentence by sentence where they pair up."""
    if len(source) == len(target):
        edits = [Edit(at, at + 1, b) for at, (a, b) in enumerate(zip(source, target, strict=True)) if a != b]
        return Alignment(edits, len(source))
    pieces, others = _SENTENCE.findall(source), _SENTENCE.findall(target)
    if len(pieces) != len(others):
        pieces, others = [source], [target]
    edits = []
    at = 0
    for piece, other in zip(pieces, others, strict=True):
        edits += [Edit(at + start, at + end, text) for start, end, text in _differences(piece, other)]
        at += len(piece)
    return Alignment(edits, len(source))


def _differences(source: str, target: str) -> list[Edit]:
    if len(source) == len(target):
        return [Edit(i, i + 1, b) for i, (a, b) in enumerate(zip(source, target, strict=True)) if a != b]
    from rapidfuzz.distance import Levenshtein

    edits: list[Edit] = []
    for operation in Levenshtein.opcodes(source, target):
        if operation.tag == "equal":
            continue
        start, end = operation.src_start, operation.src_end
        low, high = operation.dest_start, operation.dest_end
        if edits and edits[-1].end == start:  # neighbours are one phrase
            start = edits[-1].start
            edits[-1] = Edit(start, end, edits[-1].text + target[low:high])
        else:
            edits.append(Edit(start, end, target[low:high]))
    return edits


@cache
def _region_pairs() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, list[str]] = {}
    for row in rows("regions.tsv"):
        words = [row[0], *row[1].split()]
        for word in words:
            pairs.setdefault(word, []).extend(other for other in words if other != word)
    return {word: tuple(others) for word, others in pairs.items()}


def region_forms(text: str) -> list[str]:
    """A folded word in the other regions' wording (网络: 網路; 行销: 营销); may repeat it unchanged.

    By OpenCC's phrase tables and `data/regions.tsv`.
    """
    simplified = opencc_converter("t2s").convert(text)
    forms = [
        opencc_converter("s2twp").convert(simplified),
        opencc_converter("tw2sp").convert(opencc_converter("s2t").convert(text)),
    ]
    for word, others in _region_pairs().items():
        if word in text:
            forms += [text.replace(word, other) for other in others]
    return forms


def warm(target: str) -> None:
    """Reads the dictionaries of a conversion, so that the first one does not wait (call it in a thread)."""
    convert("汉漢", target)
    convert("汉语", target)
