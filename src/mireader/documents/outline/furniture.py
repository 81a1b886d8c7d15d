"""Site text that shows by where it stands: related questions at the end, names over an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mireader.documents.outline.answers import DATED
from mireader.documents.outline.lines import Line
from mireader.documents.outline.titles import asks
from mireader.hanzi.fold import fold

_RELATED = re.compile(
    r"^\W*((类似|相关|相似|热门|最新|更多|推荐|其他|同类|热点)(的)?(问题|问答|内容|阅读|文章|搜索|资料|推荐|话题|知识)"
    r"|与.{2,20}相关的(资料|内容|问题|知识)|猜你(想搜|想看|喜欢|想问)|(看看)?其他人(也|都)?在|没有找到|大家(都|还)?在(搜|看|问)|好文推荐|为您?你?推荐|留言板|网友评论|你可能)"
)
_RULE = re.compile(r"[—–\-=─━_*]{3,}")
_ADVERT = re.compile(r"[—–\-=─━_*\s]{2,}(广告|推广|赞助)[—–\-=─━_*\s]{2,}")
_LONGEST_ADVERT = 3
"""Lines of an advert between two rules."""
_TAIL = 14
"""Lines from the end in which related questions are looked for."""
_LONGEST_RELATED = 60
_ROW = re.compile(r"(?:[ \t]{2,}|\u3000+|\s[|·]\s)")
_LONGEST_PIECE = 24
_PRAISED = re.compile(r"^\d[\d,.]*\s?[kw万]?\s?人(赞同|觉得|推荐)")
_LONGEST_NAME, _LONGEST_PEN_NAME = 30, 14
_STOP = re.compile("[。!;]")
_SIGNED = re.compile("(发布|编辑|发表|回答|更新)于|赞同|条评论|个回答|热心网友|匿名用户")
"""Site text of pages on which a name stands over each answer."""
_SHORTEST_ANSWER = 20


def furnished(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked as boilerplate that show as such by what stands around them."""
    found = list(lines)
    folded = {index: fold(lines[index].text) for index in range(max(0, len(lines) - _TAIL), len(lines))}
    for index in sorted(folded):
        rest = range(index, len(lines))
        if _RELATED.match(folded[index]) and all(_is_short(folded[at]) for at in rest):
            found[index:] = [line._replace(boilerplate=True) for line in found[index:]]
            break
    for index, text in folded.items():
        if found[index].marker is not None or text.startswith("|"):  # a row of a table in Markdown
            continue
        pieces = [piece for piece in _ROW.split(text) if piece.strip()]
        if len(pieces) > 2 and all(map(_is_piece, pieces)):
            found[index] = found[index]._replace(boilerplate=True)
    _mark_adverts(found)
    signed = any(line.boilerplate and _SIGNED.search(fold(line.text)) for line in found)
    for index, line in enumerate(found):
        if signed and index and _is_signature(found, index):
            found[index] = line._replace(boilerplate=True)
        if line.boilerplate and index and _PRAISED.match(fold(line.text)) and _is_name(found[index - 1]):
            found[index - 1] = found[index - 1]._replace(boilerplate=True)
            if index > 2 and found[index - 3].boilerplate and _is_pen_name(found[index - 2]):
                found[index - 2] = found[index - 2]._replace(boilerplate=True)  # over what its owner is
        if line.boilerplate and DATED.match(line.text):
            _mark_name(found, index)
    return found


def _mark_adverts(lines: list[Line]) -> None:
    """What stands between a rule that says that an advert follows (—— 广告 ——) and the next rule."""
    for index, line in enumerate(lines):
        if line.boilerplate and _ADVERT.fullmatch(fold(line.text)):
            near = range(index + 1, min(index + 2 + _LONGEST_ADVERT, len(lines)))
            stop = next((at for at in near if _RULE.fullmatch(lines[at].text)), index)
            for at in range(index + 1, stop):
                lines[at] = lines[at]._replace(boilerplate=True)


def _mark_name(lines: list[Line], dated: int) -> None:
    """The name over the next answer, after the date under one; an advert may stand between."""
    for index in range(dated + 1, min(dated + 3, len(lines))):
        if not lines[index].boilerplate:
            if _is_pen_name(lines[index]):
                lines[index] = lines[index]._replace(boilerplate=True)
            return


def _is_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is who answers, right under a question and over what is answered."""
    asked, line = lines[index - 1], lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or asked.boilerplate or asked.text[-1] not in "?？" or line.boilerplate:
        return False
    pieces = _ROW.split(line.text)
    named = len(pieces) == 2 and all(map(_is_piece, map(fold, pieces)))  # with what one does for a living
    return named or (
        len(line.text) <= _LONGEST_PEN_NAME and len(following.text) > _SHORTEST_ANSWER and _is_name(line)
    )


def _is_short(folded: str) -> bool:
    return len(folded) <= _LONGEST_RELATED and not _STOP.search(folded)


def _is_piece(folded: str) -> bool:
    return 1 < len(folded) <= _LONGEST_PIECE and not _STOP.search(folded)


def _is_pen_name(line: Line) -> bool:
    return len(line.text) <= _LONGEST_PEN_NAME and _is_name(line)


def _is_name(line: Line) -> bool:
    short = line.marker is None and len(line.text) <= _LONGEST_NAME
    return short and not asks(line.text) and not re.search("[。！!？?，,：:]", line.text)
