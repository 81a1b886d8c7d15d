"""Indexes of large collections, kept on disk by what their files say.

A kept index is used only if everything about it is right: it was made by this program as it is now,
from the same bytes in the same order, its folder is the user's own, and each file has its checksum.
Anything else is passed over and built anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from mireader.documents.formats.packed import archived
from mireader.library.passages import Chunk

FORMAT = 1
SMALLEST = 3_000_000
"""Bytes of a collection from which its index is kept: a smaller one is built as fast as it is checked."""
LARGEST = 2_000_000_000
"""Bytes of all kept indexes; the oldest give way."""
_MANIFEST = "manifest.json"
_PIECE = 1 << 20
_PACKAGE = Path(__file__).parent.parent


class Part(NamedTuple):
    """A segment's file and the chunks that are in it."""

    file: Path
    chunks: list[Chunk]


def cache_folder() -> Path:
    """Where indexes are kept."""
    return user_cache_path("mireader", appauthor=False) / "index"


def key_of(paths: Sequence[str], options: Sequence[object]) -> str | None:
    """Names a collection by its bytes, how they are read, and the program; None for what is not kept."""
    files = list(dict.fromkeys(_file(path) for path in paths))
    try:
        if sum(file.stat().st_size for file in files) < SMALLEST:
            return None
        found = hashlib.blake2b(digest_size=20)
        found.update(json.dumps([FORMAT, *_program(), list(options), len(paths)]).encode())
        for file in files:
            found.update(f"\n{file.name} {file.stat().st_size}\n".encode("utf-8", "surrogateescape"))
            with file.open("rb") as opened:
                while piece := opened.read(_PIECE):
                    found.update(piece)
    except OSError:
        return None
    return found.hexdigest()


def _file(path: str) -> Path:
    """The file of a page: itself, or the archive it is in."""
    inside = archived(path) if not os.path.exists(path) else None
    return inside[0] if inside else Path(path)


def _program() -> Iterable[object]:
    """The modules and tables by which an index is made: their names, sizes and times."""
    for room in ("hanzi", "documents", "search", "library"):
        for file in sorted((_PACKAGE / room).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                found = file.stat()
                yield [file.name, found.st_size, found.st_mtime_ns]


def find(key: str, paths: Sequence[str], folder: Path | None = None) -> list[Part] | None:
    """The parts of a kept index, or None if there is none that can be trusted."""
    kept = (folder or cache_folder()) / key
    try:
        if not _is_own(kept):
            return None
        manifest = json.loads((kept / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["key"] != key:
            return None
        parts = []
        for name, checksums, chunks in manifest["parts"]:
            file = kept / Path(name).name
            if list(map(_checksum, _files(file))) != checksums:
                return None
            parts.append(Part(file, [Chunk(paths[at], offset, whole) for at, offset, whole in chunks]))
        os.utime(kept / _MANIFEST)
    except (OSError, ValueError, KeyError, TypeError, IndexError):  # damaged, or not ours
        return None
    return parts


def keep(key: str, paths: Sequence[str], parts: Sequence[Part], folder: Path | None = None) -> None:
    """Keeps an index whose segments are finished; without room for it, nothing is kept."""
    root = folder or cache_folder()
    beside = root / f"{key}.{os.getpid()}"
    number = {path: at for at, path in enumerate(paths)}
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.mkdir(mode=0o700)
        rows = []
        for part in parts:
            for file in _files(part.file):
                _take(file, beside / file.name)
            checksums = [_checksum(beside / file.name) for file in _files(part.file)]
            chunks = [[number[one.path], one.offset, one.whole] for one in part.chunks]
            rows.append([part.file.name, checksums, chunks])
        manifest = json.dumps({"key": key, "parts": rows})
        (beside / _MANIFEST).write_text(manifest, encoding="utf-8")
        shutil.rmtree(root / key, ignore_errors=True)
        beside.rename(root / key)
        _make_room(root)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)


def _files(segment: Path) -> tuple[Path, Path]:
    """The files of a segment: its arrays, and where they lie in it."""
    return segment, segment.with_suffix(".json")


def _take(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # another file system
        shutil.copyfile(file, to)


def _is_own(folder: Path) -> bool:
    """Whether nobody else can have written into a folder."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _checksum(file: Path) -> list[int]:
    """A file's bytes and their CRC-32."""
    found = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            found = zlib.crc32(piece, found)
    return [file.stat().st_size, found]


def _make_room(root: Path) -> None:
    """Removes the indexes that were not used for longest, and what a killed process left."""
    found = []
    for folder in root.iterdir():
        manifest = folder / _MANIFEST
        if manifest.exists():
            size = sum(file.stat().st_size for file in folder.iterdir())
            found.append((manifest.stat().st_mtime, size, folder))
    total = 0
    for _used, size, folder in sorted(found, reverse=True):
        total += size
        if total > LARGEST:
            shutil.rmtree(folder, ignore_errors=True)
