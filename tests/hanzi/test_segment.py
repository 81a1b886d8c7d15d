"""Segmentation: rjieba and jieba cut Chinese alike, and jieba's cache is the program's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from mireader.hanzi import segment
from tests.conftest import SEED_000


def test_both_segmentations_cut_chinese_alike() -> None:
    if segment.rjieba_cut() is None:
        pytest.skip("rjieba is not installed")
    for sentence in SEED_000.read_text(encoding="utf-8").split("。"):
        chinese = "".join(char for char in sentence if "\u4e00" <= char <= "\u9fff")
        assert segment.rjieba_cut()(chinese) == segment.jieba_cut()(chinese)


def test_keywords_know_names_and_pass_over_numbers() -> None:
    text = "海底捞的服务好，海底捞的等位也好，10 分钟，10 分钟，10 分钟。"
    found = segment.keywords(text, 4, ["海底捞"])
    assert "海底捞" in found
    assert "10" not in found


def test_jieba_serves_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "rjieba_cut", lambda: None)
    name, cut = segment.segmenter()
    assert name == "jieba"
    assert cut("小米手机的饥饿营销") == ["小米", "手机", "的", "饥饿", "营销"]


def test_the_cache_of_the_dictionary_is_in_the_programs_own_folder() -> None:
    segment.jieba_module.cache_clear()
    folder = Path(segment.jieba_module().dt.tmp_dir)
    assert folder.name == "mireader"
    assert folder.is_dir()


def test_keywords_say_what_a_text_is_about() -> None:
    assert "饥饿" in segment.keywords("饥饿营销是小米的手段,饥饿营销很有效,饥饿营销", 3)
