"""A codebook that names words of its subject is for questions about it."""

from __future__ import annotations

import mireader

ANSWER = "问：{question}\n答：{answer}\n\n问：还有别的吗？\n答：没有了，就这样吧。\n"


def mentions(question: str, answer: str, tmp_path) -> list[str]:
    page = tmp_path / "page.txt"
    page.write_text(ANSWER.format(question=question, answer=answer), encoding="utf-8")
    return [mention.text for mention in mireader.open(page).documents[0].mentions]


def test_words_of_marketing_in_a_medical_answer_are_none(tmp_path) -> None:
    answer = (
        "一家人捆绑着一起治有好处，找哪家医院不用看口碑，药效会打折扣。" + "按时吃药，多喝水，少熬夜。" * 25
    )
    assert mentions("幽门螺杆菌怎么治？", answer, tmp_path) == []


def test_the_same_words_in_an_answer_about_a_brand_are_mentions(tmp_path) -> None:
    answer = "品牌靠口碑传播，门店里和顾客互动，新品捆绑销售，会员价打折扣。"
    assert mentions("这个品牌怎么做营销？", answer, tmp_path)


def test_a_codebook_without_such_words_is_for_all(tmp_path) -> None:
    answer = "一九八九年四月二十六日，三十六元。"
    page = tmp_path / "page.txt"
    page.write_text(ANSWER.format(question="什么时候？", answer=answer), encoding="utf-8")
    assert mireader.open(page, codebooks=["facts"]).documents[0].mentions
