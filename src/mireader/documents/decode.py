"""Bytes to text: UTF-8, UTF-16 with BOM, GB18030, Big5 (HKSCS), and a guess where a page does not say."""

from __future__ import annotations

import codecs
import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mireader.hanzi.characters import ordinary_characters
from mireader.i18n import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("gb18030", "big5hkscs")
_MOST_BROKEN = 0.1
"""Share of its characters beyond ASCII that may be broken in UTF-8; other encodings break all over."""
_FEW_BROKEN = 0.005
"""Share of all bytes that may be broken in UTF-8, for text that is nearly all ASCII."""
_LIKELY = 0.6
"""Share of a page's characters beyond ASCII that are common ones, from which a guess is trusted."""
_CLEAR = 0.1
"""By so much the best guess must be likelier than the next to be certain."""
_SAMPLE = 1 << 18
_LOOK_AHEAD = 24
"""Bytes by which decoding finds its step again."""


class DecodeError(ValueError):
    """The bytes are no text; the message is a sentence for the reader."""


class Decoded(NamedTuple):
    """Text, the encoding it was read in, whether that is certain, and byte offsets that did not decode."""

    text: str
    encoding: str
    certain: bool
    bad_bytes: tuple[int, ...]


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decodes a page; `encoding` overrides what the bytes say.

    A byte sequence that does not decode becomes U+FFFD, one per maximal subpart (WHATWG Encoding).
    Raises DecodeError for an encoding that does not exist and for binary data.
    """
    for bom, name in _BOMS:
        if data.startswith(bom) and encoding in (None, name):
            return _decoded(data[len(bom) :], name, True, len(bom))
    if encoding is not None:
        try:
            codecs.lookup(encoding)
            return _decoded(data, encoding, True, 0)
        except (LookupError, UnicodeError) as error:
            raise DecodeError(_("no text encoding is called {name}").format(name=repr(encoding))) from error
    if b"\x00" in data[:_SAMPLE]:
        raise DecodeError(_("this is a binary file, not text"))
    if _is_utf8(data[:_SAMPLE]):
        as_utf8 = _decoded(data, "utf-8", True, 0)
        if len(data) <= _SAMPLE or _few_broken(as_utf8, len(data)):
            return as_utf8
    return _guess(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return _few_broken(_decoded(data, "utf-8", True, 0), len(data))


def _few_broken(found: Decoded, size: int) -> bool:
    """Whether what was read as UTF-8 is UTF-8 with some damage; size in bytes."""
    beyond_ascii = sum(char > "\x7f" for char in found.text) if found.bad_bytes else 0
    return len(found.bad_bytes) <= max(_MOST_BROKEN * beyond_ascii, _FEW_BROKEN * size)


_PIECE = 1 << 19
"""Bytes that are decoded in one go: while a large file is read, the screen gets its turn between two."""


def _pieces(data: bytes, encoding: str) -> Iterator[tuple[int, bytes]]:
    """A file in pieces that end with a line, and where each begins; whole where a line end may be half a
    character.
    """
    if encoding.startswith("utf-16") or len(data) <= _PIECE:
        yield 0, data
        return
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + _PIECE) + 1 or len(data)
        yield at, data[at:end]
        at = end


class _Decoding(threading.local):
    """The file that a thread decodes: what the handler of broken bytes needs to know of it."""

    data = b""
    encoding = ""
    base = 0
    """Where the piece at hand begins."""
    bad: list[int]


_decoding = _Decoding()


def _note(error: UnicodeError) -> tuple[str, int]:
    """What becomes of a broken byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    now = _decoding
    now.bad.append(now.base + error.start)
    resumed = _resume(now.data, now.base + error.end, now.encoding) - now.base
    return "\ufffd", min(len(error.object), resumed)


codecs.register_error("mireader.note", _note)


def _decoded(data: bytes, encoding: str, certain: bool, offset: int) -> Decoded:
    now = _decoding
    now.data, now.encoding, now.bad = data, encoding, []
    found = []
    for now.base, piece in _pieces(data, encoding):
        text = piece.decode(encoding, "mireader.note")
        found.append(re.sub("[\ud800-\udfff]", "\ufffd", text) if encoding != "utf-8" else text)
    now.data = b""  # a large file is not held on to
    return Decoded("".join(found), encoding, certain, tuple(at + offset for at in now.bad))


def _resume(data: bytes, at: int, encoding: str) -> int:
    """Where decoding goes on after a broken byte.

    In an encoding of two bytes a character its second byte would pair with the first of the next one, and
    so on to the end of the line; it is passed over where what follows is then made of common characters.
    """
    if encoding not in _CHINESE:
        return at
    straight, over = (
        _commonness(data[start : start + _LOOK_AHEAD].decode(encoding, "replace")) for start in (at, at + 1)
    )
    return at + 1 if over > straight and data[at : at + 1] > b"\x7f" else at


@cache
def _common() -> frozenset[str]:
    """Common Han characters and punctuation."""
    return ordinary_characters() | set("，。、；：？！“”‘’（）《》…—「」『』·")


def _commonness(text: str) -> float:
    """Share of the characters beyond ASCII that are common; a wrong guess shows as rare ones."""
    other = [char for char in text if char > "\x7f"]
    if not other:
        return 1.0
    return sum(map(_common().__contains__, other)) / len(other)


def _guess(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    ranked = sorted(
        ((_commonness(_decoded(sample, name, True, 0).text), name) for name in _CHINESE), reverse=True
    )
    likeness, best = ranked[0]
    if likeness >= _LIKELY:
        certain = likeness - ranked[1][0] > _CLEAR
        return _decoded(data, best, certain, 0)
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    if match is not None and match.encoding not in ("ascii", "utf_8"):
        return _decoded(data, match.encoding, False, 0)
    as_utf8 = _decoded(data, "utf-8", True, 0)
    if len(as_utf8.bad_bytes) > len(data) * 0.1:
        raise DecodeError(_("this is no text in an encoding known here; try --encoding"))
    return Decoded(as_utf8.text, "utf-8", False, as_utf8.bad_bytes)
