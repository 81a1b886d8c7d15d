"""What fuzzing found stays found; and each target is tried a little at every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mireader.documents.formats import FORMATS
from tests.fuzz.__main__ import samples
from tests.fuzz.targets import TARGETS

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*/*"))


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_does_no_harm_any_more(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_format_is_a_target() -> None:
    """Plain text and Markdown are what `outlining` reads, TSV is CSV with another comma."""
    assert set(FORMATS.values()) - set(TARGETS) == {"text", "markdown", "tsv"}


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_samples(name: str) -> None:
    begun = samples(name)

    @settings(max_examples=10)
    @given(st.sampled_from(begun), st.integers(0, 400), st.binary(max_size=12), st.integers(0, 12))
    def damaged(sample: bytes, at: int, put: bytes, gone: int) -> None:
        TARGETS[name](sample[:at] + put + sample[at + gone :])

    damaged()
