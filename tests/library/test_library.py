"""Pages, views, hits: the public API."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mireader
from mireader.documents.reader import from_text
from mireader.library.collection import Collection
from mireader.library.inputs import matcher_for
from mireader.library.page import VIEWS, Page
from mireader.library.passages import texts_of
from tests.conftest import PAGES, SEED_003

ALPHABET = st.sampled_from("饥饿营销飢餓營銷鼡叻软体信息U盘 \u200b&amp;(jī)。，？❶1、\n")


def page_of(text: str) -> Page:
    return Page(from_text(text, "page.txt"), lambda: matcher_for(()))


def test_the_readme_example(seeds: mireader.Library) -> None:
    hit = next(iter(seeds.search("jeyx", limit=10)))
    assert hit.entry.title.startswith("小米在網路")
    page = seeds.documents[0]
    assert page.text
    assert page.outline
    assert page.mentions
    assert page.repairs
    assert page.view("hant").text


def test_offsets_of_everything_are_of_the_stored_text(seeds: mireader.Library) -> None:
    for page in seeds.documents:
        for mention in page.mentions:
            assert page.text[mention.start : mention.end] == mention.text
        for repair in page.repairs:
            assert page.text[repair.start : repair.end] == repair.found


@given(st.text(ALPHABET, max_size=80), st.sampled_from(VIEWS), st.data())
def test_what_a_view_shows_is_mapped_to_what_is_stored(text: str, name: str, data: st.DataObject) -> None:
    page = page_of(text)
    view = page.view(name)
    if not view.text:
        return
    at = data.draw(st.integers(0, len(view.text) - 1))
    low, high = view.stored_span(at, at + 1)
    assert 0 <= low < high <= len(text)
    if name == "stored":
        assert text[low:high] == view.text[at]
    if view.text[at] in text[low:high] and high - low == 1:
        assert view.shown_span(low, high) == (at, at + 1)


@given(st.text(ALPHABET, max_size=120))
def test_every_character_is_in_one_passage(text: str) -> None:
    document = from_text(text, "page.txt")
    at = 0
    for _, indexed in texts_of(document):
        inside = 0
        for passage in indexed.passages:
            assert passage.start == inside
            assert passage.start <= passage.heading_end <= passage.end
            inside = passage.end
        assert inside == len(indexed.text)
        at += inside
    assert at == len(document.clean.text)


def test_rows_keep_their_ids_and_a_big_collection_is_cut() -> None:
    rows = [{"id": f"r{i}", "title": f"第{i}个问题怎么办", "body": "没有办法" * 60} for i in range(5000)]
    library = mireader.from_rows(rows)
    assert len(library.searcher.chunks) > 1
    hit = library.search("第4321个问题")[0]
    assert (hit.id, hit.entry.title) == ("r4321", "第4321个问题怎么办")
    text = library.documents[0].text
    assert "".join(text[a:b] for a, b in hit.spans[:1]) == "第4321个问题"
    assert library.index_bytes > 0


def test_what_cannot_be_read_is_listed_and_the_rest_is_there(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x00")
    library = mireader.open(tmp_path, PAGES, tmp_path / "missing.txt")
    assert len(library.documents) == 4
    assert sorted(Path(failure.path).name for failure in library.errors) == ["bad.txt", "missing.txt"]


def test_an_unknown_view_is_an_error(seeds: mireader.Library) -> None:
    with pytest.raises(KeyError):
        seeds.documents[0].view("klingon")


def test_the_index_process_hands_over_the_same_answers(seeds: mireader.Library) -> None:
    from mireader.documents.reader import ReadOptions

    collection = Collection([], ReadOptions())
    try:
        collection.start_indexing()
        steps: list[tuple[int, int]] = []
        collection.follow(lambda done, of: steps.append((done, of)))
        assert collection.ready
        words = collection.keywords[str(SEED_003)]["8"]
        assert "小米" in words
        assert steps
        for query in ("饥饿营销", "jeyx", "饥渴营消", "雷军粉丝数"):
            assert [(h.start, h.match) for h in collection.search(query).hits] == [
                (h.start, h.match) for h in seeds.search(query)
            ]
    finally:
        collection.close()


def test_the_private_folder_is_removed() -> None:
    from mireader.documents.reader import ReadOptions

    collection = Collection([str(SEED_003)], ReadOptions())
    folder = collection._folder
    assert folder.stat().st_mode & 0o077 == 0
    collection.close()
    assert not folder.exists()
