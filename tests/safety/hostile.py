"""Pages that try to harm the terminal, the machine or the reader's work."""

from __future__ import annotations

import json
from itertools import cycle, islice, product
from pathlib import Path

PAYLOADS = {
    "clear": "\x1b[2J\x1b[H",
    "colour": "\x1b[31;5m红\x1b[0m",
    "scroll region": "\x1b[1;2r",
    "reset": "\x1bc",
    "title": "\x1b]0;pwned\x07",
    "title, st": "\x1b]2;pwned\x1b\\",
    "link": "\x1b]8;;http://evil.example/\x1b\\点我\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "dcs": "\x1bP+q544e\x1b\\",
    "apc": "\x1b_Gi=31,s=1;AAAA\x1b\\",
    "ask": "\x1b[6n\x1b[c\x1b[>q",
    "keyboard": "\x1b[>1u\x1b[?1003h",
    "alternate": "\x1b[?1049l",
    "c1 csi": "\x9b31m",
    "c1 osc": "\x9d0;pwned\x9c",
    "c1 dcs": "\x90+q544e\x9c",
    "overwrite": "真的是这样\r假",
    "backspace": "不好\x08\x08很",
    "bell": "\x07\x07",
    "shift out": "\x0e乱码\x0f",
    "override": "\u202e销营饿饥\u202c",
    "isolate": "\u2067销营\u2069",
    "embedding": "\u202b营\u202c\u200f\u061c",
    "tags": "\U000e0041\U000e0042\U000e007f",
    "variation": "营\ufe0f\U000e0100销",
    "flood": "e" + "\u0301" * 300,
    "separators": "一\u2028二\u2029三\x85四",
    "rich": "[bold red]红[/bold red] [link=http://evil.example]x[/link]",
    "textual": "[@click=app.quit]点我[/] [$error on $surface]x[/]",
    "formula": "=cmd|' /C calc'!A0",
    "html": "<script>fetch('http://evil.example')</script><img src=http://evil.example/x.png onerror=alert(1)>",
    "braces": "{name} {0} %s %(x)s ${HOME} $(id) `id`",
    "null-like": "\u2400\u0001\u0002",
    "astral": "𠮷𠮷\U0001f468\u200d\U0001f469\u200d\U0001f467",
}
PLACES = (
    "{payload}饥饿营销是什么？\n答：限量发售，{payload}先到先得。\n",
    "❶ {payload}怎么做？\n一、{payload}线下\n门店很多。\n二、线上\n{payload}\n❷ 好吗？\n好。{payload}\n",
    "问：{payload}\n答：{payload}\n【广告】{payload}\n",
    "---\ntitle: {payload}\nauthor: {payload}\nurl: http://x.example/{payload}\n---\n# {payload}标题\n正文{payload}\n",
)
ENDINGS = ("txt", "md", "html", "jsonl", "csv")


def name_of(number: int, payload: str) -> str:
    """A file name that tries the same: without what a file name cannot hold."""
    return f"{number:03} {''.join(char for char in payload if char not in '/' + chr(0))[:40]}"


def write(folder: Path, count: int) -> None:
    """Writes so many hostile pages, in every format by turns."""
    combinations = cycle(product(PAYLOADS.values(), PLACES))
    for number, (payload, place) in enumerate(islice(combinations, count)):
        text = place.replace("{payload}", payload)
        ending = ENDINGS[number % len(ENDINGS)]
        if ending == "html":
            text = f"<title>{payload}</title><body><h1>{payload}好吗？</h1><p>{text}{'很好。' * 20}</p>"
        elif ending == "jsonl":
            text = json.dumps({"id": payload, "title": f"{payload}？", "body": text})
        elif ending == "csv":
            text = "title,answer\n" + ",".join(
                '"' + part.replace('"', '""') + '"' for part in (f"{payload}？", text)
            )
        path = folder / f"{name_of(number, payload)}.{ending}"
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
