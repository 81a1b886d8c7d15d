"""Bytes to documents: encodings, formats, and what cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mireader.documents.decode import DecodeError, decode
from mireader.documents.reader import Failure, ReadError, ReadOptions, find_files, read_document

CHINESE = "小米的營銷模式是什麼?我們認為飢餓營銷是關鍵,其次是論壇與微博。\n" * 8
SIMPLE = "小米的营销模式是什么?我们认为饥饿营销是关键,其次是论坛与微博。\n" * 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings_are_recognised(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)).text == CHINESE


def test_simplified_in_gbk() -> None:
    assert decode(SIMPLE.encode("gbk")).text == SIMPLE


def test_a_broken_byte_spoils_only_its_place() -> None:
    data = SIMPLE.encode()
    at = len("小米".encode())
    found = decode(data[:at] + b"\xff" + data[at:])
    assert found.text == SIMPLE[:2] + "\ufffd" + SIMPLE[2:]
    assert found.bad_bytes == (at,)


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
@pytest.mark.parametrize("at", [20, 21, 60, 101])
def test_a_broken_byte_does_not_shift_the_bytes_after_it(encoding: str, at: int) -> None:
    text = CHINESE if encoding == "big5" else SIMPLE
    data = bytearray(text.encode(encoding))
    data[at] = 0xFF
    found = decode(bytes(data))
    assert found.bad_bytes[0] in (at, at - 1)
    assert found.text.count("\ufffd") <= 2
    assert found.text.endswith(text[60:])


def test_one_replacement_for_each_maximal_subpart() -> None:
    assert decode(b"abc" * 200 + b"\xe5\xb0x").text.endswith("\ufffdx")


def test_an_encoding_can_be_forced_and_must_exist() -> None:
    assert decode(SIMPLE.encode("gbk"), "gbk").text == SIMPLE
    with pytest.raises(DecodeError, match="no text encoding"):
        decode(b"abc", "klingon")


def test_binary_is_refused() -> None:
    with pytest.raises(DecodeError, match="binary"):
        decode(b"\x7fELF\x00\x01\x02")


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_say_why(data: bytes) -> None:
    try:
        found = decode(data)
    except DecodeError:
        return
    else:
        found.text.encode("utf-8")  # no lone surrogates


def reason(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_document(str(path))
    return str(caught.value)


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\nnot json\n')
    assert "no such file" in reason(tmp_path / "missing.txt")
    assert "empty" in reason(tmp_path / "empty.txt")
    assert "binary" in reason(tmp_path / "binary.txt")
    assert "line 2" in reason(tmp_path / "bad.jsonl")
    assert "no ordinary file" in reason(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no ordinary file" in reason(tmp_path / "pipe.txt")


def test_folders_are_walked_in_order_and_hidden_files_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "sub/c.txt", ".git/d.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("甲")
    found = list(find_files([str(tmp_path)]))
    assert [Path(str(item)).name for item in found] == ["a.md", "b.txt", "c.txt"]
    empty = tmp_path / "none"
    empty.mkdir()
    assert isinstance(next(iter(find_files([str(empty)]))), Failure)


def test_rows_are_entries(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": "a", "title": "问一", "body": "答一"}, {"id": "b", "title": "问二", "body": "答\ud800二"}]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    document = read_document(str(path))
    assert document.text == "问一\n答一\n\n问二\n答\ufffd二"
    assert [(n.title, document.text[n.start : n.end]) for n in document.outline] == [
        ("问一", "问一\n答一"),
        ("问二", "问二\n答\ufffd二"),
    ]
    assert [row.id for row in document.rows] == ["a", "b"]


def test_tables(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("科室,title,ask\n内科,头疼怎么办？,休息\n".encode("gb18030") * 1)
    options = ReadOptions("gb18030", ("title", "ask"))
    assert [n.title for n in read_document(str(path), options).outline] == ["头疼怎么办？"]
    with pytest.raises(ReadError, match="no column"):
        read_document(str(path), ReadOptions("gb18030", ("x", "ask")))


def test_the_stored_text_keeps_line_ends_and_loses_only_the_bom(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "甲？\r\n乙\r丙".encode())
    document = read_document(str(path))
    assert document.text == "甲？\r\n乙\r丙"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
