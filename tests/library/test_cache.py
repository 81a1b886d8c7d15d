"""Kept indexes: used where everything about them is right, and never else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mireader.documents.formats import ReadOptions
from mireader.library import cache
from mireader.library.cache import find, keep, key_of
from mireader.library.collection import Collection

OPTIONS = ReadOptions()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection that is large enough to be kept, in this test and in the index process."""
    path = tmp_path / "pages.jsonl"
    rows = [
        json.dumps(
            {"id": str(at), "title": f"第{at}个问题是什么？", "body": f"饥饿营销是第{at}种做法。" * 20},
            ensure_ascii=False,
        )
        for at in range(5000)
    ]
    path.write_text("\n".join(rows), "utf-8")
    assert path.stat().st_size > cache.SMALLEST
    return path


def indexed(page: Path) -> tuple[Collection, list[str]]:
    """The collection with its index, and where its segments lie."""
    collection = Collection([str(page)], OPTIONS, cache=True)
    segments: list[str] = []
    collection.start_indexing()
    messages = collection._process.messages

    def told():
        for message in messages():
            segments.extend([message["segment"]] if "segment" in message else [])
            yield message

    collection._process.messages = told
    collection.follow(lambda done, of: None)
    return collection, segments


def kept_folder() -> Path:
    (found,) = [folder for folder in cache.cache_folder().iterdir() if (folder / "manifest.json").exists()]
    return found


def answers(collection: Collection) -> list[tuple[int, int, str]]:
    hits = collection.search("jeyx 4711").hits + collection.search("饥饿营销").hits
    return [(hit.start, hit.end, hit.match) for hit in hits]


def test_the_second_time_the_kept_index_answers_the_same(page: Path) -> None:
    first, built = indexed(page)
    wanted = answers(first)
    first.close()
    second, used = indexed(page)
    assert all(str(kept_folder()) in path for path in used)
    assert not any(str(kept_folder()) in path for path in built)
    assert wanted
    assert answers(second) == wanted
    second.close()


@pytest.mark.parametrize(
    "damage", ["cut", "flip", "places", "manifest", "chunks", "missing", "open to others", "link"]
)
def test_a_damaged_or_foreign_index_is_built_anew(page: Path, tmp_path: Path, damage: str) -> None:
    indexed(page)[0].close()
    folder = kept_folder()
    segment = next(folder.glob("*.segment"))
    data = segment.read_bytes()
    if damage == "cut":
        segment.write_bytes(data[:-9])
    elif damage == "flip":
        segment.write_bytes(data[:999] + bytes([data[999] ^ 1]) + data[1000:])
    elif damage == "places":
        segment.with_suffix(".json").write_text("{}", "utf-8")
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{", "utf-8")
    elif damage == "chunks":
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        manifest["parts"][0][2][0][0] = 7
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    elif damage == "missing":
        segment.unlink()
    elif damage == "open to others":
        folder.chmod(0o777)
    else:
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert find(folder.name, [str(page)]) is None
    collection, used = indexed(page)
    assert not any(str(folder) in path for path in used)
    assert answers(collection)
    collection.close()


def test_other_bytes_another_order_or_other_columns_are_another_collection(
    page: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_bytes(page.read_bytes())
    key = key_of([str(page)], OPTIONS)
    assert key is not None
    assert key_of([str(page)], OPTIONS) == key
    both = [str(page), str(other)]
    assert len({key, key_of(both, OPTIONS), key_of(both[::-1], OPTIONS)}) == 3
    assert key_of([str(page)], ReadOptions("gb18030")) != key
    with page.open("ab") as file:
        file.write(b"\n")
    assert key_of([str(page)], OPTIONS) != key


def test_what_is_small_or_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    small = tmp_path / "small.txt"
    small.write_text("短", "utf-8")
    assert key_of([str(small)], OPTIONS) is None
    assert key_of([str(tmp_path / "none.txt")], OPTIONS) is None


def test_without_room_nothing_is_kept_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *args: object, **kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    keep("key", [], [], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segment = tmp_path / "0.segment"
    segment.write_bytes(b"x" * 1000)
    segment.with_suffix(".json").write_text("{}")
    monkeypatch.setattr(cache, "LARGEST", 2500)
    root = tmp_path / "kept"
    for at, key in enumerate(("a", "b", "c")):
        keep(key, [], [cache.Part(segment, [])], root)
        os.utime(root / key / "manifest.json", (at, at))
    keep("d", [], [cache.Part(segment, [])], root)
    assert sorted(folder.name for folder in root.iterdir()) == ["c", "d"]
    assert find("d", [], root) is not None
