"""Where an answer begins: labels (最佳答案, 追答:), user and date lines, comments under a post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mireader.documents.outline.lines import Line

_LABEL = re.compile(
    r"^(其他|其它|更多|熱心|热心|最佳|推荐|推薦|满意|滿意|精彩|精选|精選|优质|優質|網友|网友|专家|專家)?(網友|网友|用户|用戶)?"
    r"(回答|答案|解答)\s*([(（]\d+[)）]|共\s?\d+\s?[条條个個則则])?[:：]?$"
    r"|^【?(医生|醫生|律师|律師|专家|專家|老师|老師|药师|藥師|营养师|營養師|官方)(回答|解答|回复|回覆|答复|答覆)】?"
    r"[:：]?([ \u3000]*[^，。！？!?,；;：:\s]{1,16}){0,4}$"
    r"|^(最佳|推荐|推薦)(解答|答案|回答)\s?由?(發問者|发问者|投票|网友|網友|知識|知识)\S{0,6}$"
    r"|^(回?答)[(（][^()（）\n]{1,24}[)）]\s?[:：]$"
    r"|^([热熱]心|匿名)([网網]友|用[户戶])([ \u3000]?\S{1,12})?([ \u3000]?回答)?[:：]$"
    r"|^\d{1,3}\s*(回答者|答主|网友|網友)[:：]\s*\S{1,16}$"
)
_FIRST = re.compile(r"^(最佳|推荐|推薦|满意|滿意|精彩|精选|精選|优质|優質)(回答|答案|解答)")
"""The label that stands under a question, not between its answers."""
_FOLLOW_UP = re.compile(r"^(?P<label>【?追[问問答]】?)[:：\s]|^追[问問答]$")
_COMMENT = re.compile(r"^(?P<label>(推|噓|嘘|→)\s?\w{2,16}\s*[:：])")
_SIGNED = re.compile(r"^【回?答\s?\d{0,3}】\s*(?P<name>[^\s，。！？!?：:]{1,16})$")
_FLOOR = re.compile(r"^\d{1,3}[楼樓]$")
BYLINE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}|[・·•]\s?\d{1,2}月\d{1,2}日|^#\d{1,4}\s+\S.*\s\d{1,2}:\d{2}(?!\d)"
)
DATED = re.compile(
    r"^\W*(发布|發布|编辑|編輯|更新|修改|回答|最后|最後|提问|提問|创建|采纳|浏览|瀏覽)\S{0,3}[于於日时時]?\s*[:：]?\s*\d"
)
"""A date that stands after the answer it belongs to."""


def is_label(line: Line) -> bool:
    """Whether a line is the label of an answer and nothing else."""
    return bool(_LABEL.match(line.text) or _FLOOR.match(line.text))


def asks_again(line: Line) -> bool:
    """Whether a line is the label of a further question by who asked, and nothing else."""
    return bool(re.fullmatch(r"【?追[问問]】?[:：]?", line.text))


def is_best_answer(line: Line) -> bool:
    """Whether a line is the label of the answer that a site puts first (最佳答案)."""
    return bool(_FIRST.match(line.text))


def opens_first_answer(line: Line) -> bool:
    """Whether the answers of a question begin here, so that what stands before it was asked."""
    answered = line.marker is not None and line.marker.style == "answer"
    return answered or bool(_FIRST.match(line.text)) or is_byline(line)


def is_byline(line: Line) -> bool:
    """Whether a line says who wrote when, before what was written."""
    return line.boilerplate and bool(BYLINE.search(line.text)) and not DATED.match(line.text)


def label_of(line: Line) -> str | None:
    """The label with which a line opens an answer, as printed; None if it opens none."""
    if line.marker is not None and line.marker.style == "answer":
        return line.marker.text
    if line.boilerplate and not is_label(line):
        return None
    match = _FOLLOW_UP.match(line.text) or _COMMENT.match(line.text)
    if match:
        return match["label"] or line.text
    return line.text if is_label(line) else None


def is_signed(line: Line) -> bool:
    """Whether a line is the label of an answer and the name of who wrote it, and nothing else."""
    return bool(_SIGNED.match(line.text))


def answer_starts(body: Sequence[Line]) -> list[int]:
    """Indexes of the lines under a question that open an answer."""
    before = next((index for index, line in enumerate(body) if not line.boilerplate), len(body))
    by_user = any(is_byline(line) for line in body[:before])
    return [
        index
        for index, line in enumerate(body)
        if label_of(line) is not None or (by_user and is_byline(line))
    ]


def parts_answered(body: Sequence[Line]) -> list[int]:
    """Indexes of the lines that number the parts of a question (1. …？), each answered before the next."""
    found: list[int] = []
    style = ""
    for index, (line, after) in enumerate(pairwise(body)):
        marker = line.marker
        if marker is None or marker.ordinal != len(found) + 1 or (style and marker.style != style):
            continue
        if after.marker is not None and after.marker.style == "answer":
            found.append(index)
            style = marker.style
    return found if len(found) > 1 else []


def writer_of(line: Line) -> str:
    """Who wrote what follows, by a user and date line, or by a label (【答1】小王); empty for any other."""
    if signed := _SIGNED.match(line.text):
        return signed["name"]
    return line.text.split()[0] if is_byline(line) and len(line.text.split()) > 1 else ""
