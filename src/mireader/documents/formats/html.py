"""Saved HTML: the main text, not the menus; headings, lists and tables as their text.

By selectolax (Lexbor). The main text is the smallest element that holds most of the text outside of
links. Headings become Markdown's `#` lines, ordered points get their numbers, so that the outline of a
saved page is found like any other's. Scripts, styles and hidden parts are never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mireader.documents.formats import Extract, ReadError, ReadOptions
from mireader.documents.formats.text import decoded
from mireader.documents.model import Source
from mireader.i18n import _

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page says its encoding (WHATWG looks at 1024; saved pages put more before it)."""
_NEVER = (
    "script, style, noscript, template, svg, math, iframe, object, canvas, "
    "select, button, input, textarea, [hidden]"
)
_AROUND = (
    "nav, aside, footer, form, "
    "[role=navigation], [role=complementary], [role=contentinfo], [aria-hidden=true]"
)
_MAIN = "article, main, [role=main], #content, .content, .article, .post"
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "tr", "ul",
})  # fmt: skip
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_ENOUGH = 0.6
"""Share of the page's text outside of links that its main element holds."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DATE = re.compile(r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}")


def read_html(data: bytes, options: ReadOptions) -> Extract:
    """The main text of a page, and where it says it came from. Raises ReadError."""
    found = decoded(data, options.encoding or _declared(data))
    text, source = html_text(found.text)
    if not text:
        raise ReadError(_("this page holds no text"))
    return Extract(
        text, source=source, encoding=found.encoding, certain=found.certain, bad_bytes=found.bad_bytes
    )


def html_text(markup: str) -> tuple[str, Source]:
    """The main text of HTML, and its source."""
    tree = LexborHTMLParser(markup)
    source = _source(tree)
    for node in tree.css(_NEVER):
        node.decompose()
    body = tree.body
    if body is None:
        return "", source
    for node in body.css(_AROUND):
        if _weight(node) < _ENOUGH * _weight(body):
            node.decompose()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(_pieces(_main(body))).split("\n"))
    text = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text + "\n" if text else "", source


def _declared(data: bytes) -> str | None:
    """The encoding that a page names, unless it is UTF-8 or unknown: those are found by looking."""
    match = _CHARSET.search(data[:_HEAD])
    name = match.group(1).decode("ascii").lower() if match else ""
    return {
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "gb18030": "gb18030",
        "big5": "big5hkscs",
        "big5-hkscs": "big5hkscs",
    }.get(name)


def _weight(node: LexborNode) -> int:
    """Characters of an element's text outside of links."""
    return len(node.text(strip=True)) - sum(len(link.text(strip=True)) for link in node.css("a"))


def _main(body: LexborNode) -> LexborNode:
    """The smallest element that holds most of the text: one that says so, else by weight, top down."""
    whole = _weight(body)
    named = [node for node in body.css(_MAIN) if _weight(node) >= _ENOUGH * whole]
    node = min(named, key=_weight) if named else body
    while True:
        heavy = [
            child
            for child in node.iter()
            if child.tag in ("div", "section", "td", "table", "tbody", "tr", "center")
            and _weight(child) >= 0.9 * whole
        ]
        if not heavy:
            return node
        node = heavy[0]


def _pieces(root: LexborNode) -> Iterator[str]:
    """The text of an element, block by block; a blank line between paragraphs."""
    todo: list[LexborNode | str] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            yield node
            continue
        if node.is_text_node:
            yield _BLANKS.sub(" ", node.text_content or "")
            continue
        tag = node.tag or ""
        if tag == "br":
            yield "\n"
        inside: list[LexborNode | str] = list(node.iter(include_text=True))
        if tag in ("td", "th"):
            inside.append("\t")
        elif tag in _BLOCKS:
            end = "\n\n" if tag == "p" or tag in _HEADINGS else "\n"
            inside = ["\n" + _HEADINGS.get(tag, "") + _point(node), *inside, end]
        todo.extend(reversed(inside))


def _point(node: LexborNode) -> str:
    """What stands before a point of a list: its number, or a dash."""
    if node.tag != "li":
        return ""
    if node.parent is None or node.parent.tag != "ol":
        return "- "
    number = 1
    before = node.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "


def _source(tree: LexborHTMLParser) -> Source:
    """Author, site, title, date and address by the page's head; what is missing stays missing."""

    def meta(*names: str) -> str | None:
        for name in names:
            for node in tree.css(
                f'meta[name="{name}" i], meta[property="{name}" i], meta[itemprop="{name}" i]'
            ):
                content = (node.attributes.get("content") or "").strip()
                if content:
                    return content
        return None

    canonical = tree.css_first("link[rel=canonical]")
    heading = tree.css_first("title")
    date = (
        meta("article:published_time", "datePublished", "pubdate", "publishdate", "og:release_date", "date")
        or ""
    )
    when = _DATE.search(date)
    return Source(
        author=meta("author", "article:author"),
        site=meta("og:site_name", "application-name"),
        title=meta("og:title") or (heading.text(strip=True) if heading else None) or None,
        date=when.group() if when else None,
        url=(canonical.attributes.get("href") if canonical else None) or meta("og:url"),
    )
