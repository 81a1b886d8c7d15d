"""Segmentation into words, by rjieba where it is installed, else by jieba: the same words.

jieba keeps the cache of its dictionary in the program's own cache folder, never in a shared
temporary folder, where another user could leave a file of its predictable name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from platformdirs import user_cache_path

Cut = Callable[[str], list[str]]
"""Text to its words, in order and without loss."""


@cache
def rjieba_cut() -> Cut | None:
    """Rjieba's segmentation, or None where it is not installed."""
    try:
        import rjieba
    except ImportError:
        return None

    def cut(text: str) -> list[str]:
        return list(rjieba.cut(text))

    return cut


@cache
def jieba_module() -> Any:
    """Jieba with its messages silenced; its dictionary is read at the first use."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    folder = user_cache_path("mireader", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(mkdtemp(prefix="mireader-"))
    jieba.dt.tmp_dir = str(folder)
    return jieba


def jieba_cut() -> Cut:
    """Jieba's segmentation (slow to start: 0.7 s for its dictionary)."""
    cut: Cut = jieba_module().lcut
    return cut


def segmenter() -> tuple[str, Cut]:
    """The name of the segmentation in use and its function."""
    fast = rjieba_cut()
    return ("rjieba", fast) if fast else ("jieba", jieba_cut())


def keywords(text: str, most: int = 8, names: Iterable[str] = ()) -> list[str]:
    """The words that tell a text from others, the weightiest first (TF-IDF, jieba.analyse); no numbers.

    `names` are words that jieba's dictionary may not know: 海底捞.
    """
    module = jieba_module()
    import jieba.analyse

    for name in names:
        if not module.dt.FREQ.get(name):
            module.add_word(name)
    found: list[str] = jieba.analyse.extract_tags(text, topK=2 * most)
    return [word for word in found if not word.replace(".", "").isdecimal()][:most]
