"""Rules for the code of the screen that no type checker knows."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import mireader.tui
from mireader.tui.app import ReaderApp
from mireader.tui.screens.help import HelpScreen
from mireader.tui.screens.reader import ReaderScreen
from mireader.tui.widgets.bars import Breadcrumb, KeyBar
from mireader.tui.widgets.page_tree import PageTree
from mireader.tui.widgets.reading_pane import ReadingPane
from mireader.tui.widgets.results import Results
from mireader.tui.widgets.search_bar import SearchBar
from mireader.tui.widgets.tactic_panel import TacticPanel

CLASSES = [
    ReaderApp,
    ReaderScreen,
    HelpScreen,
    ReadingPane,
    PageTree,
    SearchBar,
    Results,
    TacticPanel,
    Breadcrumb,
    KeyBar,
]


def assigned(class_: type) -> set[str]:
    """Names of attributes that a class's own code assigns on self."""
    tree = ast.parse(Path(inspect.getsourcefile(class_)).read_text(encoding="utf-8"))
    body = next(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == class_.__name__)
    return {
        node.attr
        for node in ast.walk(body)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) == "self"
    }


@pytest.mark.parametrize("class_", CLASSES, ids=lambda c: c.__name__)
def test_no_attribute_hides_one_of_textual(class_: type) -> None:
    """`self._context = 0` once stopped a widget's message loop without a word."""
    meant = {
        "guide_depth",
        "show_root",
        "theme",
        "virtual_size",
        "highlighted",
        "border_title",
        "border_subtitle",
    }
    theirs = set()
    for base in class_.__mro__[1:]:
        if base.__module__.startswith("textual"):
            theirs |= set(vars(base)) | assigned(base)
    assert (assigned(class_) & theirs) - meant == set()


def test_what_is_shown_needs_no_terminal() -> None:
    for path in (Path(mireader.tui.__file__).parent / "reading").glob("*.py"):
        imports = [
            n
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.ImportFrom | ast.Import)
        ]
        assert not any("textual" in ast.unparse(node) for node in imports), path
