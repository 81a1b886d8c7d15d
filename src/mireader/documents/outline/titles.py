"""What a line says as a title: question words, run-in headings, scraper noise."""

from __future__ import annotations

import re

from mireader.hanzi.characters import LETTER
from mireader.hanzi.fold import fold
from mireader.hanzi.noise import QUESTION_MARKS, STUFFED, SYMBOL_FONT

_ASKS = re.compile(
    r"[?]\s*$|[?]|吗|呢|什么|怎么|怎样|如何|为何|为什么|哪|是否|多(?:少|大|久|长|远|高|重)|几(个|种|点|年|次|时|张)|谁|有没有|能不能|要不要|是不是|会不会|"
    r"区别|请问|求(助|教|问|推荐|解)|求一?[份个篇些]|求.{0,8}(资料|提纲|方案|答案|模板|攻略)|急用|跪求|在线等|好不好|啥|咋|想写|(在哪|怎么)办"
)
_ANY = re.compile("(?:谁|什么|怎么|怎样|哪.{0,2}|多少)(?:时候|人|事)?[都也]")
"""What asks for nothing: 跟谁都能合作."""
_EDIT = re.compile(r"\s{0,8}[\[［](编辑|編輯|edit)[\]］]\s*$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|`")
_BOLD_START = re.compile(r"\*\*([^*]{2,22})\*\*(?=[，,：:。、]|[^\W\d_])")
_CLAUSE = re.compile(r"[，,。:：；;！!？?]")
_EXAMPLE = re.compile(rf"[，,；;：:](?=比如|例如|譬如|如{LETTER})")
LONGEST_TITLE = 44
"""Code points; a longer line is text with a run-in heading at most."""
LONGEST_RUN_IN = 22
_NAMED = re.compile(rf"({LETTER}{{2,6}})(?:[ \u3000]+(?=(?:{LETTER}{{2}}|[\d“「《]).{{3}})|[，,](?=.{{13}}))")
"""A short name before a blank, or before a comma and a longer explanation: 云认养 就是在淘宝上玩个小游戏."""
_STOP, _PAUSE = re.compile("[。！!]"), re.compile("[，,；;]")
_RUN_IN = re.compile(rf"([^，,。:：；;！!？?]{{2,{LONGEST_RUN_IN}}})[:：。]")


def asks(line: str) -> bool:
    """Whether a line reads like a question, with or without its mark."""
    folded = fold(line)
    return bool(_ASKS.search(folded)) and bool(_ASKS.search(_ANY.sub("", folded)))


def without_noise(title: str) -> str:
    """A title without what scrapers put in: a stray letter before it, stuffed numbers."""
    for noise in (SYMBOL_FONT, QUESTION_MARKS, STUFFED, _EDIT, _EMPHASIS):
        title = noise.sub("", title)
    return title.strip()


def is_heading_like(content: str) -> bool:
    """Whether a whole line can be a heading: short, and no sentence."""
    body = content.rstrip("。：:；; ")
    return (
        0 < len(body) <= LONGEST_TITLE
        and not _STOP.search(body)
        and len(content) - len(body) <= 1
        and (not content.endswith("。") or (len(body) <= LONGEST_RUN_IN and not _PAUSE.search(body)))
    )


def run_in(content: str, whole: bool) -> str | None:
    """The heading that runs into its paragraph (線下活動:線上線下…), or None.

    `whole`: all of the line can be a heading.
    """
    match = _RUN_IN.match(content)
    if match is None or (whole and len(content) <= LONGEST_RUN_IN and content[match.end() :]):
        return None  # 产品:先选战场 is all heading
    return match.group(1).strip()


def title_of(content: str) -> str:
    """The title of a marked line: all of it, its run-in heading, or its first clause."""
    content = content.strip()
    if content.endswith(("]", "］")):
        content = _EDIT.sub("", content)
    if "*" in content or "_" in content or "`" in content:
        bold = _BOLD_START.match(content)
        content = bold[1] if bold else _EMPHASIS.sub("", content)
    whole = is_heading_like(content)
    inner = run_in(content, whole)
    if inner:
        return inner
    example = _EXAMPLE.search(content)
    if example:
        content = content[: example.start()]
        whole = is_heading_like(content)
    named = _NAMED.match(content)
    if named:
        return named[1]
    if whole:
        return content.rstrip("。：:；; ").strip()
    clause = next((piece for piece in _CLAUSE.split(content) if piece.strip()), content)
    return clause.strip()[:LONGEST_TITLE]
