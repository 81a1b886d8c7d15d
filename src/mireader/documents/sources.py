"""Where a page came from: what its head, its own words and a `sources.csv` beside it say.

What is missing stays missing; nothing is guessed from a date or a name that stands by an answer.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from mireader.documents.model import Source

SOURCES = "sources.csv"
"""Beside the pages: a table with the column `file` and any of those of `Source`."""
_HEAD, _TAIL = 1500, 800
"""Code points at a page's beginning and end in which it speaks of itself."""
_DATE = r"(?P<date>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})"
_MARK = r"\s*[:：/／]\s*"
_SAYS = {
    "author": (
        ("作者", "编辑", "編輯", "撰文"),
        rf"(?m)(?:^|[\s|｜])(?:作者|撰文|责任编辑|責任編輯|编辑|編輯){_MARK}(\S{{2,12}})",
    ),
    "site": (
        ("来源", "來源", "转自", "轉自", "出处", "出處"),
        rf"(?m)(?:^|[\s|｜])(?:文章)?(?:来源|來源|转自|轉自|出处|出處){_MARK}([^\s|｜,，。]{{2,20}})",
    ),
    "url": (
        ("http",),
        r"(?:原文|本文|转载)(?:链接|連結|地址|网址|網址)\s*[:：]?\s*(https?://\S+)",
    ),
    "date": (
        ("时间", "時間", "日期", "发布", "發布"),
        rf"(?:发布|發布|发表|發表|更新|刊登)?(?:时间|時間|日期|发布|發布){_MARK}{_DATE}",
    ),
}
"""For each thing that a page may say of itself: words one of which must be there, and the pattern."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<rows>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEYS = {
    "author": "author", "作者": "author", "site": "site", "source": "site", "来源": "site", "title": "title",
    "标题": "title", "date": "date", "日期": "date", "url": "url", "link": "url", "accessed": "accessed",
}  # fmt: skip
_NO_SITE = re.compile("^(网络|互联网|網路|網際網路|本站|未知|佚名)")


_SITE_SUFFIX = re.compile(r"\s{0,8}[-_|–—]\s*(?P<site>[^-_|–—]{1,16})$")
_SITE_NAME = re.compile(
    r"(百度|知道|知乎|問問|问问|问答|問答|百科|网|網|论坛|論壇|社区|社區|博客|文库|文庫|经验|經驗)$"
)
_LONGEST_TITLE = 100


def parted(title: str, site: str | None = None) -> tuple[str, str | None]:
    """A title without the site's name at its end (…_百度知道), and that name, if it ends so."""
    match = _SITE_SUFFIX.search(title) if len(title) <= _LONGEST_TITLE else None
    if match and match.start() and (match["site"] == site or _SITE_NAME.search(match["site"])):
        return title[: match.start()], match["site"]
    return title, None


def source_of(path: str, text: str, known: Source) -> Source:
    """What is known of a page: by a `sources.csv`, its head (`known`), front matter, its own words."""
    found = [_listed(path), known, _front_matter(text), _said(text), titled_by_site(text)]
    merged = (next((value for value in values if value), None) for values in zip(*found, strict=True))
    return Source(*merged)


def _front_matter(text: str) -> Source:
    match = _FRONT_MATTER.match(text)
    if not match:
        return Source()
    rows = (line.partition(":") for line in match["rows"].splitlines())
    values = {_KEYS.get(key.strip().lower(), ""): value.strip().strip("\"'") for key, _, value in rows}
    return Source(**{key: value or None for key, value in values.items() if key})


def _said(text: str) -> Source:
    """What the page says of itself at its beginning and its end."""
    parts = text[:_HEAD] + "\n" + text[max(_HEAD, len(text) - _TAIL) :]
    said: dict[str, str | None] = {}
    for key, (words, pattern) in _SAYS.items():
        match = re.search(pattern, parts) if any(word in parts for word in words) else None
        if match is None:
            continue
        if key == "date":
            said[key] = f"{match['date']}-{int(match['month']):02}-{int(match['day']):02}"
        elif key != "site" or not _NO_SITE.match(match.group(1)):
            said[key] = match.group(1)
    return Source(**said)


def titled_by_site(text: str) -> Source:
    """The title and the site of a page that begins with both."""
    title, site = parted(text[:_HEAD].strip().partition("\n")[0].rstrip())
    return Source(title=title, site=site) if site else Source()


def _listed(path: str) -> Source:
    folder = Path(path).parent
    try:
        changed = os.stat(folder / SOURCES).st_mtime_ns
    except OSError:
        return Source()
    return _table(folder / SOURCES, changed).get(Path(path).name, Source())


@lru_cache(maxsize=64)
def _table(path: Path, changed: int) -> dict[str, Source]:
    """The rows of a `sources.csv` by file name; `changed` is its time, so that a new one is read again."""
    import csv
    import io

    from mireader.documents.decode import DecodeError, decode

    try:
        text = decode(path.read_bytes()).text
    except (OSError, DecodeError):
        return {}
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        return {
            (row.get("file") or "").strip(): Source(
                **{key: (row.get(key) or "").strip() or None for key in Source._fields}
            )
            for row in rows
        }
    except csv.Error:
        return {}
