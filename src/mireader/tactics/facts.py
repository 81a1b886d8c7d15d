"""Facts in digits: dates as in ISO 8601, numbers, shares, sums with their currency (ISO 4217), durations.

A bound goes before the value: `>` (超过, 多, 以上), `<` (不到, 以内), `~` (约, 左右, 几).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Fact(NamedTuple):
    """A normalised value and its unit."""

    value: str
    unit: str


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 0.5, "〇": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_MORE = re.compile("超过|逾|多|余|以上|上万|至少|起")
_LESS = re.compile("不到|以内|以下|之内")
_ABOUT = re.compile("约|左右|前后|近|几|数|初|底")
_FESTIVALS = {
    "情人节": "--02-14", "双十一": "--11-11", "双11": "--11-11", "双十二": "--12-12", "圣诞节": "--12-25",
    "国庆节": "--10-01", "元旦": "--01-01", "六一儿童节": "--06-01", "五一": "--05-01",
}  # fmt: skip
_CURRENCIES = {
    "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP",
    "新台币": "TWD", "台币": "TWD", "令吉": "MYR",
}  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_PERIODS = {
    "年": "P{}Y", "季度": "P{}M", "月": "P{}M", "星期": "P{}W", "周": "P{}W", "天": "P{}D", "小时": "PT{}H",
    "钟头": "PT{}H", "分钟": "PT{}M", "秒钟": "PT{}S", "秒": "PT{}S",
}  # fmt: skip
_PERIOD = "年|季度|月|星期|周|天|小时|钟头|分钟|秒钟|秒"
_NUMBER = r"\d[\d,]{0,16}(?:\.\d{1,16})?|[零一二两三四五六七八九十百千半]{1,12}"


def number_of(text: str) -> float | None:
    """The value of a number in digits or Chinese numerals (3.4亿, 二十五, 10万, 两千); None for none."""
    found = re.finditer(rf"({_NUMBER})?(?:多|几|余)?([十百千]?)([万亿]{{0,2}})", text)
    match = next((match for match in found if match.group()), None)
    if match is None:
        return None
    value = _plain(match[1]) if match[1] else 1.0
    value *= _POWERS.get(match[2], 1)
    for char in match[3]:
        value *= _MYRIADS[char]
    return value


def _plain(numeral: str) -> float:
    if numeral[0].isdigit():
        return float(numeral.replace(",", ""))
    total = unit = 0.0
    for char in numeral:
        if char in _POWERS:
            total += (unit or 1) * _POWERS[char]
            unit = 0
        else:
            unit = unit * 10 + _DIGITS[char] if unit and char != "半" and not total else _DIGITS[char]
    return total + unit


def written(value: float) -> str:
    """A number in digits without needless zeros."""
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def bound_of(text: str) -> str:
    """`>`, `<` or `~` where a text says that a number is one, else nothing."""
    if _MORE.search(text):
        return ">"
    return "<" if _LESS.search(text) else "~" if _ABOUT.search(text) else ""


def normalise(kind: str, text: str) -> Fact | None:
    """The value of what a pattern of one kind found in folded text; None where it has none."""
    return _KINDS[kind](text) if text.strip() else None


def _date(text: str) -> Fact | None:
    if text in _FESTIVALS:
        return Fact(_FESTIVALS[text], "date")
    half = re.match(r"(\d{4})年(上|下)半年", text)
    if half:
        return Fact(f"{half[1]}-H{1 if half[2] == '上' else 2}", "date")
    year = re.match(r"(\d{4})(?=年|[-/.]|$)", text)
    month = re.search(r"(?:^|[年\s])(\d{1,2})月", text) or re.search(r"\d{4}[-/.](\d{1,2})", text)
    day = re.search(r"月\s?(\d{1,2})[日号]", text) or re.search(r"\d{4}[-/.]\d{1,2}[-/.](\d{1,2})", text)
    if month and not 1 <= int(month[1]) <= 12:
        return None
    value = year[1] if year else "-"
    value += f"-{int(month[1]):02}" if month else ""
    value += f"-{int(day[1]):02}" if day else ""
    part = {"初": " (early)", "底": " (late)", "末": " (late)"}.get(re.sub("左右|前后|份", "", text)[-1], "")
    return Fact(value + part, "date")


def _time(text: str) -> Fact | None:
    days = re.findall("[一二三四五六日]", text) if re.match("周|星期|礼拜", text) else []
    if days:
        return Fact("/".join(_WEEKDAYS[day] for day in days), "day of the week")
    clock = re.search(r"(\d{1,2}):(\d{2})", text)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock is None:
        match = re.search(rf"({_NUMBER})点(半|\d{1, 16})?", text)
        if match is None:
            return None
        hour = int(_plain(match[1]))
        minute = 30 if match[2] == "半" else int(match[2] or 0)
    if hour < 12 and re.search("下午|晚|傍晚|夜里", text):
        hour += 12
    return Fact(f"T{hour:02}:{minute:02}", "time of day") if hour <= 24 else None


def _frequency(text: str) -> Fact | None:
    match = re.match(rf"({_NUMBER})个?({_PERIOD})", text)
    if match is None:
        return None
    period = _period(match[1], match[2])
    short = "小时" in match[2] or "分钟" in match[2]
    return Fact(period if short else f"1/{period}", "frequency")


def _duration(text: str) -> Fact | None:
    match = re.search(rf"({_NUMBER}|几)(?:多|几)?(?:个)?(半)?({_PERIOD})(半)?", text)
    if match is None:
        return None
    if match[1] == "几":
        vague = {"分钟": "minutes", "年": "years", "天": "days", "小时": "hours", "月": "months"}
        return Fact(f"~{vague.get(match[3], 'some')}", match[3])
    if match[1] == "半" and match[3] == "年":
        return Fact("P6M", "月")
    bound = bound_of(re.sub("内$", "", text))
    return Fact(bound + _period(match[1], match[3], 0.5 if match[2] or match[4] else 0), match[3])


def _period(numeral: str, unit: str, more: float = 0) -> str:
    value = _plain(numeral) + more
    return _PERIODS[unit].format(written(value * 3 if unit == "季度" else value))


def _price(text: str) -> Fact | None:
    currency = next((code for name, code in _CURRENCIES.items() if name in text), "CNY")
    span = re.search(r"(\d[\d,]{0,16}(?:\.\d{1,16})?)[-~至到](\d[\d,]{0,16}(?:\.\d{1,16})?)", text)
    if span:
        return Fact(f"{span[1].replace(',', '')}-{span[2].replace(',', '')} {currency}", "元")
    value = number_of(text)
    return None if value is None else Fact(f"{bound_of(text)}{written(value)} {currency}", "元")


def _share(text: str) -> Fact | None:
    percent = re.search(r"(\d{1,16})(?:\.(\d{1,16}))?%", text)
    if percent:
        decimals = len(percent[2] or "") + 2
        number = float(f"{percent[1]}.{percent[2] or 0}") / 100
        return Fact(f"{bound_of(text)}{number:.{decimals}f}", "share")
    fraction = re.match(rf"({_NUMBER})分之({_NUMBER})", text)
    if fraction:
        return Fact(f"{written(_plain(fraction[2]))}/{written(_plain(fraction[1]))}", "share")
    value = re.search(_NUMBER, text.removeprefix("百分之"))
    if value is None:
        return None
    number = _plain(value.group())
    if text.startswith("百分之"):
        return Fact(f"{number / 100:.2f}", "share")
    if "倍" in text:
        return Fact(f"{written(number)}x", "times")
    return Fact(f"{bound_of(text)}{number / 10:.2f}", "share")


def _quantity(text: str) -> Fact | None:
    span = re.search(r"(\d[\d,]{0,16}(?:\.\d{1,16})?)[-~至到](\d[\d,]{0,16}(?:\.\d{1,16})?)", text)
    unit = re.sub("(?:以上|以下|以内|左右)$", "", text)
    unit = re.sub(r"^.*[\d零一二两三四五六七八九十百千万亿多几余]\s?", "", unit)
    if span:
        return Fact(f"{span[1].replace(',', '')}-{span[2].replace(',', '')}", unit)
    if re.match("几十万|几百万|几千万|数百万|数十万|数千万", text):
        return Fact(
            "~" + {"十": "hundreds of thousands", "百": "millions", "千": "tens of millions"}[text[1]], unit
        )
    value = number_of(re.sub("^(上|数|几)(?=[十百千万亿])", "", text))
    bound = ">" if text.startswith("上") else bound_of(text.replace("几", "多"))
    return None if value is None else Fact(bound + written(value), unit)


_KINDS: dict[str, Callable[[str], Fact | None]] = {
    "date": _date,
    "time": _time,
    "frequency": _frequency,
    "duration": _duration,
    "price": _price,
    "share": _share,
    "quantity": _quantity,
}
KINDS = frozenset(_KINDS)


def with_years(dates: list[str]) -> list[str]:
    """Dates in reading order, those without a year given that of the story they are told in.

    The year of the last full date, or the next one where the months go back by two or more; a date
    before any full date stays without.
    """
    found = []
    year = month = 0
    for value in dates:
        full = re.match(r"(\d{4})-(\d\d)", value)
        bare = re.match(r"--?-?(\d\d)-(\d\d)", value) if value.startswith("-") else None
        if full:
            year, month = int(full[1]), int(full[2])
        elif bare and year:
            year += int(bare[1]) < month - 1
            month = int(bare[1])
            value = f"{year}-{bare[1]}-{bare[2]}"
        found.append(value)
    return found
