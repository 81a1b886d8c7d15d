"""References after GB/T 7714-2015 (信息与文献 参考文献著录规则); what is missing is named, not invented."""

from __future__ import annotations

from mireader.documents.model import Source

MISSING = {
    "author": "作者不详",
    "site": "网站不详",
    "date": "日期不详",
    "url": "网址不详",
    "accessed": "引用日期不详",
}


def reference(source: Source, title: str) -> str:
    """An online document: 作者. 题名[EB/OL]. 网站, (日期)[引用日期]. 网址.

    `title` is the page's own, for a source that has none.
    """
    known = {key: getattr(source, key) or f"[{words}]" for key, words in MISSING.items()}
    name = source.title or title
    return (
        f"{known['author']}. {name}[EB/OL]. {known['site']}, "
        f"({known['date']})[{known['accessed'].strip('[]')}]. {known['url']}."
    )
