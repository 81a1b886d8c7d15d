"""A few pictures of the screen; the rest is asserted by what it holds."""

from __future__ import annotations

import pytest

from mireader.documents.reader import ReadOptions
from mireader.i18n import choose_language
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config

SCENES = {
    "seeds": ((140, 40), ["]", "]"], "textual-dark"),
    "search": ((100, 30), [], "textual-dark"),
    "narrow": ((80, 24), ["]"], "textual-light"),
    "help": ((100, 30), ["?"], "textual-dark"),
    "ansi": ((100, 30), ["]", "n"], "ansi-dark"),
}


@pytest.mark.parametrize("scene", SCENES)
def test_the_screen_looks_as_it_did(snap_compare, scene: str) -> None:
    size, keys, theme = SCENES[scene]
    choose_language("zh-Hans")
    collection = Collection([], ReadOptions())
    collection.first_page()
    collection.start_indexing()
    app = ReaderApp(collection, Config(theme=theme))

    async def before(pilot) -> None:
        while not collection.ready or len(collection.keywords) < 2:
            await pilot.pause(0.02)
        for _ in range(10):
            await pilot.pause()
            waiting = [w for w in app.workers if w.group not in ("index", "watch") and not w.is_finished]
            if waiting:
                await app.workers.wait_for_complete(waiting)
        app.screen.bar.query_.cursor_blink = False
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        if scene == "search":
            app.screen.action_search()
            app.screen.bar.query_.value = "饥饿营销"
            for _ in range(10):
                await pilot.pause()
                waiting = [w for w in app.workers if w.group not in ("index", "watch") and not w.is_finished]
                if waiting:
                    await app.workers.wait_for_complete(waiting)
            app.screen.bar.tell("5 处 · 3 问 · 繁简")  # the time differs
        await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=before)
    finally:
        collection.close()
        choose_language("en")
