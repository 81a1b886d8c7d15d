"""Lists without markers: several short lines of one make after a line that ends in a colon."""

from __future__ import annotations

import pytest

from mireader.documents.outline.lines import split_lines
from mireader.documents.outline.listed import listed
from mireader.documents.reader import from_text

FEES = """在县城加盟一家要准备多少钱？
这条路的账大致是这些：
加盟费 7000元一年
管理费 4800元一年
保证金 2万元，走的时候退
房租和转让费另算，我自己前后掏了三十七万，回本用了十四个月，算是快的，下午学生放学那一阵忙得连口水都喝不上。
"""


def test_short_lines_after_a_colon_are_points_of_the_answer() -> None:
    outline = from_text(FEES, "fees.txt").outline
    points = [node for node in outline if node.kind == "item"]
    assert [FEES[node.start : node.end] for node in points] == FEES.splitlines()[2:5]
    assert {node.marker for node in points} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "老板当时说：\n今天不卖了\n明天再来\n后天也行\n",  # speech
        "要准备的东西：\n身份证\n租约\n",  # too few
        "要准备的东西：\n身份证。\n租约\n印章\n",  # not alike
        "要准备的东西：\n1、身份证\n2、租约\n3、印章\n",  # numbered: a series
        "价钱：\n便宜吗？\n贵不贵？\n划算吗？\n",  # questions
    ],
)
def test_other_short_lines_are_not(text: str) -> None:
    assert not listed(split_lines(text))
