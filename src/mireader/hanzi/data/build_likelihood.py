"""Builds `bigrams.bin` and `substitutes.bin`.

Run by hand, by a developer: `python -m mireader.hanzi.data.build_likelihood CJK_DECOMP UNIHAN`, with
the file `cjk_decomp.txt` (cjk-decomp 0.4.0 by Gavin Grover, used under the Apache License 2.0) and
the folder of Unihan's `Unihan_Readings.txt` and `Unihan_Variants.txt` (Unicode 15, `.bz2` or plain).

`bigrams.bin` is what jieba's dictionary says of characters: how often one follows another inside a
word, and how often each begins and ends one. `substitutes.bin` says which ordinary characters a rare
one may stand for, by its parts (cjk-decomp), sound (kMandarin, kXHC1983) and forms (kSemanticVariant,
kZVariant), and by `variants.tsv`.
"""

from __future__ import annotations

import bz2
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from mireader.hanzi.characters import ordinary_characters
from mireader.hanzi.data import Kind, write_columns
from mireader.hanzi.script import opencc_converter

HERE = Path(__file__).parent
ORDINARY = 1500
"""So many of the commonest characters may be what was substituted."""
RARE_BELOW = 40_000
"""Occurrences in jieba's counts (60 million) under which a character may be a substitute."""
COUNT_OF_DE = 0.035
"""Share of 的 in running text (Jun Da 2004 has 4.1 %); jieba's dictionary counts it at 0.5 %."""
ZG_NOISE = 1000
"""jieba's tag zg gives rare and traditional single characters counts of their own kind."""
STAYS = frozenset("牠祂妳邨埗峇砵舖砲鎗衞")
"""In ordinary use in Taiwan or Hong Kong, though no level 1 or no dictionary says so."""
SHARES = {"form": 0.2, "part and sound": 0.4, "part": 0.25, "sister": 0.1}
"""How substitutes divide up; a sister has a part and the sound in common (挌 for 格)."""
IN_ORDINARY_USE = 0.05
"""Weight of an unlisted substitute that is itself in ordinary use (level 1 of GB 2312 or Big5)."""
LISTED = 0.3
WORST_BITS = 12
RADICALS = set(
    "氵亻女艹犭扌忄木钅口土日月火石米纟糸言讠辶王玉虫衤礻目足⻊山广疒车車马馬鱼魚鸟鳥金食饣竹⺮宀冖穴尸巾弓"
    "彳力刀刂又攵欠页頁雨門门囗大人八十一丨丶丿冫耳身酉鹿鼠革舟走黑音"
)


@cache
def simplified(char: str) -> str:
    """A character in simplified script."""
    return str(opencc_converter("t2s").convert(char))


def is_han(char: str) -> bool:
    """Whether a character is a unified ideograph of the basic plane."""
    return "\u3400" <= char <= "\u9fff" or char == "〇"


class Counts:
    """jieba's dictionary, counted by characters."""

    def __init__(self) -> None:
        import jieba

        self.within: Counter[tuple[str, str]] = Counter()
        self.start: Counter[str] = Counter()
        self.end: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.words = 0
        for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
            word, count, *tag = line.split()
            if tag == ["zg"] and (simplified(word) != word or int(count) < ZG_NOISE):
                continue
            if int(count) and all(map(is_han, word)):
                self._add("".join(map(simplified, word)), int(count))
        more = int(COUNT_OF_DE * self.words) - self.total["的"]
        self._add("的", max(0, more))

    def _add(self, word: str, count: int) -> None:
        self.words += count
        self.start[word[0]] += count
        self.end[word[-1]] += count
        self.total.update(dict.fromkeys(word, count))
        for pair in pairwise(word):
            self.within[pair] += count

    def apart(self, a: str, b: str) -> float:
        """How often b would follow a at the border of two words."""
        return self.end[a] * self.start[b] / self.words


def write_bigrams(counts: Counts) -> None:
    """Header (characters, pairs, forms, words), then the columns that `likelihood.py` reads."""
    chars = [char for char, _ in counts.total.most_common()]
    index = {char: number for number, char in enumerate(chars)}
    pairs = sorted(
        (index[a] << 16 | index[b], count)
        for (a, b), count in counts.within.items()
        if count > 0.5 * counts.apart(a, b)
    )
    forms = dict(index)
    for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00)):
        if simplified(chr(code)) in index:
            forms.setdefault(chr(code), index[simplified(chr(code))])
    by_code = sorted(forms)
    columns: list[tuple[Kind, list[int]]] = [("I", [len(chars), len(pairs), len(forms), counts.words])]
    columns += [("I", [table[char] for char in chars]) for table in (counts.start, counts.end, counts.total)]
    columns += [
        ("I", [key for key, _ in pairs]),
        ("I", [ord(form) for form in by_code]),
        ("H", [forms[form] for form in by_code]),
        ("B", [min(255, round(8 * math.log(count))) for _, count in pairs]),
    ]
    write_columns("bigrams.bin", columns)
    print(len(chars), "characters", len(pairs), "pairs", len(forms), "forms")


def _lines(path: Path) -> list[str]:
    packed = path.with_name(path.name + ".bz2")
    text = bz2.decompress(packed.read_bytes()).decode() if packed.exists() else path.read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def unihan(folder: Path, name: str, keys: set[str]) -> Iterator[tuple[str, str]]:
    """Character and value of each entry of one of the properties `keys`."""
    for line in _lines(folder / name):
        code, key, value = line.split("\t")
        if key in keys:
            yield chr(int(code[2:], 16)), value


def sounds(folder: Path) -> dict[str, set[str]]:
    """Toneless readings of each character."""
    found: dict[str, set[str]] = defaultdict(set)
    for char, value in unihan(folder, "Unihan_Readings.txt", {"kMandarin", "kXHC1983"}):
        for spoken in re.sub(r"[0-9.,*]+:", " ", value).split():
            plain = unicodedata.normalize("NFD", spoken).replace("u\u0308", "v")
            found[char].add("".join(c for c in plain if not unicodedata.combining(c)))
    return found


def parts_of(path: Path) -> dict[str, set[str]]:
    """The parts that each character is directly put together from."""
    made_of: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"(.+?):.+?\((.*)\)\s*", line)
        if match:
            made_of[match[1]] = [part for part in match[2].split(",") if part]
    found: dict[str, set[str]] = {}
    for char in made_of:
        todo, parts = list(made_of[char]), set()
        while todo:
            part = todo.pop()
            if len(part) == 1:
                parts.add(part)
            else:  # a numbered shape without a code point
                todo += made_of.get(part, [])
        found[char] = parts
    return found


def relations(counts: Counts, decomposition: Path, folder: Path) -> dict[str, dict[str, set[str]]]:
    """Rare character to the ordinary ones it may stand for, and why (keys of SHARES)."""
    ordinary = {char for char, _ in counts.total.most_common(ORDINARY)}
    parts, said = parts_of(decomposition), sounds(folder)
    forms: dict[str, set[str]] = defaultdict(set)
    for char, value in unihan(folder, "Unihan_Variants.txt", {"kZVariant", "kSemanticVariant"}):
        for other in value.split():
            same = chr(int(other.split("<")[0][2:], 16))
            forms[char].add(simplified(same))
            forms[same].add(simplified(char))
    with_part: dict[str, set[str]] = defaultdict(set)
    for char in map(chr, range(0x4E00, 0xA000)):
        if simplified(char) in ordinary:
            for part in parts.get(char, set()) - RADICALS:
                with_part[part].add(simplified(char))
    found: dict[str, dict[str, set[str]]] = {}
    for char in map(chr, range(0x4E00, 0xA000)):
        plain = simplified(char)
        if plain in ordinary or counts.total[plain] >= RARE_BELOW or char in STAYS:
            continue
        own = parts.get(char, set()) | parts.get(plain, set())
        why: dict[str, set[str]] = defaultdict(set)
        for other in forms[char] & ordinary:
            why[other].add("form")
        for part in own:
            other = simplified(part)
            if other in ordinary:
                why[other].add("part and sound" if said[char] & said[other] else "part")
            for sister in with_part.get(part, ()):
                if said[char] & said[sister]:
                    why[sister].add("sister")
        why.pop(plain, None)
        if why:
            found[char] = why
    return found


def write_substitutes(counts: Counts, decomposition: Path, folder: Path) -> None:
    """Header (substitutes, pairs), then the columns that `repair/substitutes.py` reads."""
    related = relations(counts, decomposition, folder)
    shared = Counter(
        (other, kind) for why in related.values() for other, kinds in why.items() for kind in kinds
    )
    usual = ordinary_characters()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for char, why in related.items():
        for other, kinds in why.items():
            weight = sum(SHARES[kind] / (shared[other, kind] + 2) for kind in kinds)
            weights[char][other] = weight * (IN_ORDINARY_USE if char in usual else 1)
    rows = (HERE / "variants.tsv").read_text(encoding="utf-8").splitlines()
    listed = [row.split("\t")[:2] for row in rows if row and not row.startswith("#")]
    for char, others in listed:
        weights[char].update(dict.fromkeys(others, LISTED))
    chars, ends, pairs = [], [], []
    for char, others_of in sorted(weights.items()):
        bits = sorted((round(-math.log2(weight)), other) for other, weight in others_of.items())
        kept = [(other, cost) for cost, other in bits if cost <= WORST_BITS]
        if kept:
            pairs += kept
            chars.append(ord(char))
            ends.append(len(pairs))
    columns: list[tuple[Kind, list[int]]] = [
        ("I", [len(chars), len(pairs)]),
        ("I", chars),
        ("I", ends),
        ("I", [ord(other) for other, _ in pairs]),
        ("B", [cost for _, cost in pairs]),
    ]
    write_columns("substitutes.bin", columns)
    print(len(chars), "substitutes")


def main() -> None:
    """Writes both tables."""
    counts = Counts()
    write_bigrams(counts)
    write_substitutes(counts, Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
