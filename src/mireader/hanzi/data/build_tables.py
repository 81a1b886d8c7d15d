"""Builds `fold.tsv`, `scripts.tsv`, `syllables.tsv`, `tones.tsv` and `phrases.tsv`.

Run by hand, by a developer: `python -m mireader.hanzi.data.build_tables`.

Sources: Unicode NFKC and lower case (Python's unicodedata), OpenCC's TSCharacters (through
opencc-python-reimplemented), `variants.tsv` beside this file, and pypinyin's single-character
dictionary (from Unihan kMandarin and kHanyuPinyin) and its phrases. Needs pypinyin, which the program
does not: it takes 55 MB once its tables are loaded.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
HAN_RANGES = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0), (0x2F800, 0x2FA20))
SECOND_READINGS = """行 hang|重 chong|长 zhang|乐 yue|都 dou|还 huan|得 dei|地 di|着 zhuo|会 kuai|调 tiao|传 zhuan|弹 dan
朝 zhao|盛 cheng|曾 zeng|便 pian|觉 jiao|降 xiang|薄 bao|强 jiang|率 lv|石 dan|什 shen|似 si|校 jiao|角 jue|区 ou|单 shan
解 xie|参 shen|曲 qu|数 shu|系 ji|相 xiang|藏 zang|给 ji|合 ge|和 huo|露 lou|落 la|模 mu|宁 ning|屏 bing|奇 ji|切 qie
色 shai|省 xing|属 zhu|提 di|吓 he|巷 hang|削 xue|血 xie|叶 xie|择 zhai|扎 zha|粘 nian|卡 qia|车 ju|大 dai|阿 e|伯 bai
泊 po|剥 bo|辟 bi|六 lu|折 she|嚼 jue|勒 lei|绿 lu|埋 man|没 mo|秘 bi|难 nan|迫 pai|茄 jia|熟 shou|说 shui|宿 xiu|拓 ta
委 wei|尾 yi|尉 yu|厦 xia|鲜 xian|咽 ye|钥 yue|遗 wei|约 yao|晕 yun|载 zai|脏 zang|轧 ya|正 zheng|殖 shi|种 chong|著 zhuo
作 zuo|万 mo|了 liao|为 wei|只 zhi|中 zhong|干 gan|发 fa|分 fen|好 hao|看 kan|空 kong|量 liang|处 chu|当 dang|应 ying
倒 dao|间 jian|将 jiang|教 jiao|少 shao|数 shuo|同 tong|兴 xing|与 yu|涨 zhang|转 zhuan|奔 ben|差 chai|称 chen|刹 sha
乘 sheng|臭 xiu|畜 xu|答 da|逮 dei|斗 dou|恶 wu|佛 fu|脯 pu|供 gong|冠 guan|龟 jun|哈 ha|荷 he|横 heng|划 hua|混 hun
济 ji|缴 zhuo|劲 jin|据 ju|咖 ga|看 kan|壳 qiao|可 ke|累 lei|俩 lia|论 lun|蒙 meng|泥 ni|拧 ning|跑 pao|炮 pao|撇 pie
瀑 bao|曝 bao|亲 qing|圈 juan|塞 sai|散 san|丧 sang|杉 sha|舍 she|识 zhi|思 si|苔 tai|吐 tu|瓦 wa|吓 he|校 jiao|要 yao
隐 yin|予 yu|钻 zuan|综 zeng|攒 cuan|挨 ai|谁 shei|那 nei|哪 nei|这 zhei|熬 ao|哦 o|嗯 en|呗 bei|咳 hai|嘿 hei|血 xue"""


LOOK_LATIN = ("АВЕІЈКМНОРСТХУаеіјорсхуѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "abeijkmhopctxyaeijopcxysabezhikmnoptyxo")
"""Cyrillic and Greek letters that look like Latin ones (Unicode, UTS #39, confusables.txt): КОL is KOL."""


def fold_pairs() -> dict[str, str]:
    """Every character that folds to another one, one unit in and one unit out."""
    import opencc

    to_simplified = opencc.OpenCC("t2s").convert
    variants = dict(read_variants())
    pairs: dict[str, str] = {}
    for code in range(0x80, 0x30000):
        if 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char).lower()
        folded = plain if len(plain) == 1 and not plain.isspace() else char.lower()
        if len(folded) != 1:
            folded = char
        folded = variants.get(char, variants.get(folded, folded))
        if is_han(ord(folded)):
            simplified = to_simplified(folded)
            folded = simplified if len(simplified) == 1 else folded
        folded = variants.get(folded, folded)
        if folded != char:
            pairs[char] = folded
    for code in range(ord("A"), ord("Z") + 1):
        pairs[chr(code)] = chr(code).lower()
    pairs |= dict(zip(*LOOK_LATIN, strict=True))
    return pairs


def is_han(code: int) -> bool:
    """Whether a code point is Han."""
    return any(low <= code < high for low, high in HAN_RANGES)


def read_variants() -> list[tuple[str, str]]:
    """Substitute and ordinary character of each row, but those that only context mends."""
    rows = (HERE / "variants.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return [(cell[0], cell[1][0]) for cell in cells if cell[2] != "context"]


def readings() -> tuple[dict[str, str], dict[str, str]]:
    """First and second toneless reading of each folded character (ü written v).

    By how often each reading stands in words: those of pypinyin's dictionary of phrases, counted by
    jieba's frequencies. A character that is in none has the readings that Unihan names first.
    """
    from pypinyin.constants import PINYIN_DICT

    counts = reading_counts()
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for code, spoken in PINYIN_DICT.items():
        if not (is_han(code) or code == 0x3007):
            continue
        named = list(dict.fromkeys(filter(None, map(toneless, spoken.split(",")))))
        if not named:
            continue
        used = [reading for reading, n in counts[chr(code)].most_common() if n and reading in named]
        rest = [reading for reading in named if reading not in used]
        first[chr(code)], *others = used + (rest if len(used) < 2 else [])
        if used and others and others[0] in rest and others[0] != named[0]:
            continue  # a reading that no word has, and that is not the first
        if others:
            second[chr(code)] = others[0]
    for pair in SECOND_READINGS.replace("\n", "|").split("|"):
        char, syllable = pair.split()
        if first.get(char) not in (None, syllable) and char not in second:
            second[char] = syllable
    return first, second


def toneless(spoken: str) -> str:
    """A syllable without its tone, ü written v; empty for what is none."""
    from pypinyin import Style
    from pypinyin.style import convert

    plain = convert(spoken, Style.NORMAL, False).replace("ü", "v")
    return plain if plain.isascii() and plain.isalpha() else ""


def reading_counts() -> dict[str, Counter[str]]:
    """Character to how often it is read how, by the words it stands in."""
    import jieba
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    jieba.initialize()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in PHRASES_DICT.items():
        if len(phrase) == len(syllables):
            often = 1 + (jieba.dt.FREQ.get(phrase) or 0)
            for char, (spoken, *_) in zip(phrase, syllables, strict=True):
                counts[char][toneless(spoken)] += often
    for code, spoken in PINYIN_DICT.items():  # by itself, a character has the reading that is named first
        counts[chr(code)][toneless(spoken.partition(",")[0])] += jieba.dt.FREQ.get(chr(code)) or 0
    return counts


READ_ALONE = {"得": "de"}
"""Characters that mostly stand by themselves with another reading than the one Unihan names first."""
READ_TOGETHER = """照片 zhào piàn|相片 xiàng piàn|重回 chóng huí|重塑 chóng sù|得到 dé dào|值得 zhí dé|得分 dé fēn|得出 dé chū
得知 dé zhī|得以 dé yǐ|取得 qǔ dé|赢得 yíng dé|获得 huò dé|博得 bó dé|求得 qiú dé|所得 suǒ dé|不得 bù dé|得奖 dé jiǎng|得票 dé piào
得名 dé míng|得失 dé shī|得意 dé yì|得利 dé lì|难得 nán dé|得主 dé zhǔ|心得 xīn dé|得手 dé shǒu|得逞 dé chěng|得罪 dé zuì"""
"""Phrases that pypinyin reads otherwise or does not have (现代汉语词典)."""


def read_alone() -> dict[str, str]:
    """Character to its reading by itself, with its tone."""
    from pypinyin.constants import PINYIN_DICT

    han = {chr(code): spoken for code, spoken in PINYIN_DICT.items() if is_han(code) or code == 0x3007}
    return {char: spoken.partition(",")[0] for char, spoken in han.items()} | READ_ALONE


def toned_readings() -> dict[str, list[str]]:
    """Reading with its tone to the characters that are read so by themselves."""
    found: dict[str, list[str]] = defaultdict(list)
    for char, spoken in sorted(read_alone().items()):
        found[spoken].append(char)
    return found


def phrases_read_otherwise() -> dict[str, str]:
    """Phrases in which a character is read otherwise than by itself, and those that hold such a phrase."""
    from pypinyin.constants import PHRASES_DICT

    alone = read_alone()
    readings = {
        phrase: [spoken for spoken, *_ in syllables]
        for phrase, syllables in PHRASES_DICT.items()
        if len(phrase) == len(syllables)
    }
    for line in READ_TOGETHER.replace("\n", "|").split("|"):
        phrase, *read = line.split()
        readings[phrase] = read
    other = {phrase for phrase, read in readings.items() if read != [alone.get(char) for char in phrase]}
    longest = max(map(len, other))
    found = {}
    for phrase, read in readings.items():
        parts = {phrase[at : at + size] for at in range(len(phrase)) for size in range(2, longest + 1)}
        if not other.isdisjoint(parts):
            found[phrase] = " ".join(read)
    return found


def script_only() -> dict[str, set[str]]:
    """Characters used in simplified text only, and in traditional text only."""
    import opencc

    tables = Path(opencc.__file__).parent / "dictionary"
    found: dict[str, set[str]] = {}
    for script, name in (("hans", "STCharacters.txt"), ("hant", "TSCharacters.txt")):
        own = found[script] = set()
        for line in (tables / name).read_text(encoding="utf-8").splitlines():
            source, _, target = line.partition("\t")
            if source not in target.split() and len(source) == 1:
                own.add(source)
    return found


def usual_traditional() -> dict[str, str]:
    """Simplified character to the traditional one that OpenCC names first."""
    import opencc

    table = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
    pairs = (line.partition("\t")[::2] for line in table.read_text(encoding="utf-8").splitlines())
    return {char: forms.split()[0] for char, forms in pairs if forms and forms.split()[0] != char}


def main() -> None:
    """Writes the tables."""
    pairs = fold_pairs()
    columns = zip(*sorted(pairs.items()), strict=True)  # all characters, then what each folds to
    (HERE / "fold.tsv").write_text("\t".join(map("".join, columns)) + "\n", encoding="utf-8")
    scripts = "".join(f"{name}\t{''.join(sorted(chars))}\n" for name, chars in script_only().items())
    scripts += f"{''.join(usual_traditional())}\t{''.join(usual_traditional().values())}\n"
    (HERE / "scripts.tsv").write_text(scripts, encoding="utf-8")
    first, second = readings()
    lines: dict[str, list[list[str]]] = defaultdict(lambda: [[], []])
    for which, table in enumerate((first, second)):
        for char, syllable in sorted(table.items()):
            if char not in pairs:  # layers are taken over folded text only
                lines[syllable][which].append(char)
    text = "".join(f"{name}\t{''.join(a)}\t{''.join(b)}\n" for name, (a, b) in sorted(lines.items()))
    (HERE / "syllables.tsv").write_text(text, encoding="utf-8")
    text = "".join(f"{reading}\t{''.join(chars)}\n" for reading, chars in sorted(toned_readings().items()))
    (HERE / "tones.tsv").write_text(text, encoding="utf-8")
    text = "".join(f"{phrase}\t{read}\n" for phrase, read in sorted(phrases_read_otherwise().items()))
    (HERE / "phrases.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
