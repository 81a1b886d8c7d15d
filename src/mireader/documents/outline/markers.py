"""Numbering: what can stand before a heading, its style and its ordinal.

The styles are those of GB/T 15834 and GB/T 9704 practice (一、 > (一) > 1. > (1) > ①) and what
Q&A sites add (❶, Q:, 问题一, 盈利模式3:, #1, Markdown).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_HAN_NUMERAL = "一二三四五六七八九十百零〇两"
_DIGITS = {
    char: value
    for numerals in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "〇壹貳參肆伍陸柒捌玖")
    for value, char in enumerate(numerals)
} | {"两": 2, "叄": 3}
_FEWEST_INLINE = 2
_QUOTES = '「」『』“”"'


class Marker(NamedTuple):
    """A numbering; offsets in code points into the text it was found in."""

    start: int
    end: int
    """Where the text after the marker begins."""
    style: str
    """Members of one series have one style; labels and parts carry their word (`label:盈利模式`)."""
    ordinal: int
    """0 for a style that does not count (Q:, bullets)."""
    text: str
    """As printed, without trailing blanks."""


_STYLES: tuple[tuple[str, str], ...] = (
    ("markdown", r"(?P<hashes>#{1,6})[ \t]+"),
    ("question", r"(?:【(?:问|提问|问题|問|提問|問題)[ ]?(?P<q_boxed>\d{1,3}|[一二三四五六七八九十]{0,3})】|(?P<q_before>[一二三四五六七八九十]{1,3})[问問][:：、]|(?:Q|q|问|問|提问|提問|发问|發問|问题|問題)[ \t]*[:：]|(?:Q|q)(?P<q_number>\d{1,6})(?:[ \t]*[:：.、]|[ \u3000]+(?=[“「『《]?[^\W\da-zA-Z_]))|[Qq][ \u3000]+(?=[^\W\da-zA-Z_][^\n]{2,80}[?？])|(?:標題|标题)[ \t]{1,4}(?=\S)|[Rr][Ee]:[ \t]*(?=[\[［])|(?:问题|問題|问|問)(?P<q_han>\d{1,3}|[一二三四五六七八九十]{1,3})[:：.、])"),
    ("asker", r"(?:记者|記者|主持人|采访者|採訪者|采访人|採訪人|提问者|提問者|小编|小編)[ \u3000]?[:：]"),
    ("answer", r"(?:【(?:答|回答|(?:[参參]考|[标標][准準]|正[确確])?答案|解答)[ ]?\d{0,3}】|(?:答[题題]|答案|[评評]分)要[点點][ \t]*[:：]|(?:A|a|答)[ \t]*[:：]|(?:A|a)\d{1,3}[ \t]*[:：.、]|(?:其他|其它|更多|[热熱]心|最佳|推[荐薦]|[满滿]意|[参參]考|[标標][准準]|正[确確]|精彩|精[选選]|[优優][质質]|[网網]友|[专專]家|用[户戶]){0,2}(?:回答|答案|解答)[ ]?(?:[(（]?\d{1,3}[)）]?|[一二三四五六七八九十]{1,3})?[ \t]*[:：]|\d{1,3}[楼樓](?:[ \u3000]{0,2}[^\s:：，。]{1,12})?[ \t]*[:：])"),
    ("part", r"(?P<part_box>【)?第(?P<part_number>[一二三四五六七八九十百零〇两]{1,5}|\d{1,4})(?P<part>编|編|篇|章|节|節|条|條|部分|步|招|题|題|问|問|类|類|阶段|階段|点|點|个方面|個方面)(?:之[一二三四五六七八九十])?(?(part_box)】|(?=[\s:：、.．，,《“「]|[^\W\d_A-Za-z]|(?<=[题題])[(（【\[]))(?:(?<=[题題])[(（【\[][^()（）【】\[\]\s]{1,10}[)）】\]])?[:：、.．，,]?"),
    ("ordinal", r"(?:第(?P<ordinal>[一二三四五六七八九十]{1,3})(?:[层層个個种種条條件])?|其(?P<of_these>[一二三四五六七八九十]))(?:[,，:：]|、(?!第?[一二三四五六七八九十])|(?<=其[一二三四五六七八九十])[\u3000 ])"),
    ("boxed", rf"[『【〖〔［](?P<boxed>[{_HAN_NUMERAL}壹贰叁肆伍陆柒捌玖拾貳參叄陸]{{1,3}}|\d{{1,2}})[』】〗〕］][ \t]*"),
    ("label", r"(?P<label>[^\W\d_A-Za-z]{2,6}?|[表图圖例])(?P<label_number>\d{1,2}|[一二三四五六七八九十]{1,2})[ ]?[:：](?!\d)"),
    ("spaced", r"(?P<spaced>[^\W\d_A-Za-z]{2,4}?)(?P<spaced_number>\d{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]+(?=[^\W\d])"),
    ("negative-circled", r"(?P<negative>[❶-❿⓫-⓴])"),
    ("circled", r"(?P<circled>[①-⑳㉑-㉟])(?!号|號|线|線)"),
    ("double-circled", r"(?P<double>[⓵-⓾])"),
    ("bracketed-symbol", r"(?P<bracketed>[⑴-⒇㈠-㈩])"),
    ("stopped-symbol", r"(?P<stopped>[⒈-⒛])"),
    ("han-bracketed", rf"[(（〔［]?(?P<han_bracketed>[{_HAN_NUMERAL}]{{1,3}})[)）〕］][、.．]?"),
    ("han", rf"(?P<han>[{_HAN_NUMERAL}]{{1,3}})[、.．](?![{_HAN_NUMERAL}\d]{{1,3}}[、,，名号號等年级級楼线線月季期者])"),
    ("han-formal", r"(?P<formal>[壹贰貳叁參叄肆伍陆陸柒捌玖拾]{1,3})[、.．]"),
    ("han-is", r"(?P<han_is>[一二三四五六七八九])[是昰](?![否非])"),
    ("digit-bracketed", r"[(（](?P<digit_bracketed>\d{1,2})[)）][、.．]?"),
    ("digit-half-bracket", r"(?P<digit_half>\d{1,2})[)）>＞][、.．]?(?![=\d])"),
    ("digit-pause", r"(?P<digit_pause>\d{1,6})、(?!\d{1,2}(?!\d))"),
    ("digit-stop", r"(?P<digit_stop>\d{1,6})[.．](?!\d)"),
    ("decimal", r"(?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]?[ \u3000]+(?=[^\W\d_])"),
    ("digit-blank", r"(?P<digit_blank>0[1-9]|[1-9]\d?)(?:[ \u3000]*[|｜丨][ \u3000]*|[ \u3000]+)(?![年月日号號个個点點元万萬亿億岁歲米人次天小分秒层層楼樓级級折倍位款家种種])(?=[^\W\da-zA-Z_])"),
    ("hash", r"#(?P<hash>\d{1,6})(?=[\s:：.、])[:：.、]?"),
    ("step", r"(?:Step|STEP|step)[ ]?(?P<step>\d{1,2})[:：.、 ]?"),
    ("stem", r"[(（](?P<stem>[甲乙丙丁戊己庚辛])[)）][、.．]?|(?P<bare_stem>[甲乙丙丁戊己庚辛])[、.．](?=\S)"),
    ("roman", r"(?P<roman>(?=[ivx])(?:x?(?:iv|v?i{0,3})|ix))[.．、)）](?=[^\x21-\x7e])|[(（](?P<roman_bracketed>(?=[ivx])(?:x?(?:iv|v?i{0,3})|ix))[)）]"),
    ("roman-symbol", r"(?P<roman_symbol>[Ⅰ-Ⅻⅰ-ⅻ])(?:[.．、)）][ \t]*|[ \u3000]+)(?=\S)"),
    ("letter-bracketed", r"[(（](?P<letter_bracketed>[A-Ja-j])[)）][、.．]?"),
    ("letter-stop", r"(?P<letter_stop>[A-Ja-j])[.．、)）](?=[^\x21-\x7e])"),
    ("bullet", r"(?P<bullet>[-*•●○■□◆◇▪➢➤✓√★☆◎·・‧])[ \t]+|(?P<star>[★☆◎●■◆•·・‧])(?=[^★☆◎●■◆•·・‧\s])"),
)  # fmt: skip
_AT_LINE_START = re.compile("|".join(f"(?P<{name.replace('-', '_')}_style>{rule})" for name, rule in _STYLES))
_INLINE_NAMES = frozenset(
    {
        "circled",
        "bracketed-symbol",
        "han-bracketed",
        "han",
        "ordinal",
        "digit-bracketed",
        "digit-half-bracket",
        "digit-pause",
        "letter-bracketed",
        "letter-stop",
    }
)
_INLINE_RULE = (
    "(?<=[:：;；。，,、!！?？)）」”\\s])(?:"
    + "|".join(
        f"(?P<{name.replace('-', '_')}_style>{rule})" for name, rule in _STYLES if name in _INLINE_NAMES
    )
    + ")(?=[^\\d\\s])"
)
_BLANKS = re.compile(r"[^\S\n]*(?:\*\*(?=\S))?")
"""Also Markdown's marks of bold text, in which a marker may stand."""


@cache
def _inline_pattern(stopped: bool) -> re.Pattern[str]:
    rule = dict(_STYLES)["digit-stop"]
    return re.compile(
        _INLINE_RULE
        + (rf"|(?<=[\s。！？；：])(?P<digit_stop_style>{rule})(?=[^\d\s]|[ ]\S)" if stopped else "")
    )


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The marker with which the line text[start:end] begins (blanks before it are passed over)."""
    blanks = _BLANKS.match(text, start, end)
    at = blanks.end() if blanks else start
    match = _AT_LINE_START.match(text, at, end)
    return _marker(match, end) if match else None


def inline_markers(text: str, start: int, end: int, stopped: bool = False) -> list[list[Marker]]:
    """Series 1..n that run within one line (;2、…;3、…), each with at least two members.

    Numbers inside a quotation are the quotation's. `stopped`: also 1. 2. 3. after a blank.
    """
    matches = list(_inline_pattern(stopped).finditer(text, start, end))
    if len(matches) < _FEWEST_INLINE:
        return []
    series: list[list[Marker]] = []
    open_series: dict[str, list[Marker]] = {}
    quotes, counted = 0, start
    for match in matches:
        marker = _marker(match, end)
        quotes += sum(text.count(quote, counted, marker.start) for quote in _QUOTES)
        counted = marker.start
        if quotes % 2:
            continue
        run = open_series.get(marker.style)
        if marker.ordinal == 1:
            run = open_series[marker.style] = []
            series.append(run)
        if run is not None and marker.ordinal == len(run) + 1:
            run.append(marker)
    return [run for run in series if len(run) >= (_FEWEST_INLINE if "bracket" in run[0].style else 3)]


def _marker(match: re.Match[str], limit: int) -> Marker:
    name = match.lastgroup or ""
    style, ordinal = name[: -len("_style")].replace("_", "-"), 0
    if style == "markdown":
        style = f"markdown:{len(match['hashes'])}"
    elif style == "part":
        style, ordinal = f"part:{match['part']}", ordinal_of(match["part_number"])
    elif style == "label":
        style, ordinal = f"label:{match['label']}", ordinal_of(match["label_number"])
    elif style == "spaced":
        style, ordinal = f"spaced:{match['spaced']}", ordinal_of(match["spaced_number"])
    elif style.startswith("letter"):
        ordinal = ord((match["letter_bracketed"] or match["letter_stop"]).lower()) - ord("a") + 1
    elif style == "ordinal":
        ordinal = ordinal_of(match["ordinal"] or match["of_these"])
    elif style == "question":
        number = match["q_number"] or match["q_han"] or match["q_boxed"] or match["q_before"]
        ordinal = ordinal_of(number) if number else 0
    elif style == "decimal":  # 3.1 and 3.2 are a series, 4.1 begins another one
        whole, ordinal = (
            re.split("[.．]", match["decimal"])[:-1],
            int(re.split("[.．]", match["decimal"])[-1]),
        )
        style = f"decimal:{'.'.join(whole)}"
    elif style == "roman":
        ordinal = _ROMAN.index(match["roman"] or match["roman_bracketed"]) + 1
    elif style == "stem":
        ordinal = "甲乙丙丁戊己庚辛".index(match["stem"] or match["bare_stem"]) + 1
    elif style not in ("asker", "answer", "bullet"):
        ordinal = ordinal_of(match[_NUMBER_GROUP[style]])
    end = match.end()
    blanks = _BLANKS.match(match.string, end, limit)
    return Marker(match.start(), blanks.end() if blanks else end, style, ordinal, match.group().rstrip())


_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
)
_NUMBER_GROUP = {
    "roman-symbol": "roman_symbol",
    "negative-circled": "negative",
    "circled": "circled",
    "double-circled": "double",
    "han-formal": "formal",
    "bracketed-symbol": "bracketed",
    "stopped-symbol": "stopped",
    "han-bracketed": "han_bracketed",
    "han": "han",
    "han-is": "han_is",
    "boxed": "boxed",
    "digit-bracketed": "digit_bracketed",
    "digit-half-bracket": "digit_half",
    "digit-pause": "digit_pause",
    "digit-stop": "digit_stop",
    "digit-blank": "digit_blank",
    "hash": "hash",
    "step": "step",
}
_SYMBOL_RUNS = (
    ("❶", 10, 1),
    ("⓫", 10, 11),
    ("①", 20, 1),
    ("⓵", 10, 1),
    ("㉑", 15, 21),
    ("⑴", 20, 1),
    ("⒈", 20, 1),
    ("㈠", 10, 1),
    ("Ⅰ", 12, 1),
    ("ⅰ", 12, 1),
)


@cache
def ordinal_of(numeral: str) -> int:
    """The value of a numeral: 12, 十二, ⑫; 0 for what is none."""
    if numeral.isdecimal():
        return int(numeral)
    for first, size, value in _SYMBOL_RUNS:
        if len(numeral) == 1 and 0 <= ord(numeral) - ord(first) < size:
            return ord(numeral) - ord(first) + value
    total = unit = 0
    for char in numeral:
        if char in "十拾":
            total += (unit or 1) * 10
            unit = 0
        elif char == "百":
            total += (unit or 1) * 100
            unit = 0
        else:
            unit = _DIGITS.get(char, 0)
    return total + unit
