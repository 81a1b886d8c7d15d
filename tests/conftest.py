"""What all tests share: the seeds, a library of them, and the reader without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from textual.worker import WorkerCancelled

import mireader
from mireader.desk.desk import Desk
from mireader.documents.reader import ReadOptions
from mireader.i18n import choose_language
from mireader.library.collection import Collection
from mireader.library.inputs import seeds_folder

settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
settings.load_profile("ci")

PAGES = Path(__file__).parent / "pages"
SEED_000 = seeds_folder() / "000_7a5667fe2433d5f5.txt"
SEED_003 = seeds_folder() / "003_766c814118b13f6a.txt"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the state of who runs it."""
    home = tmp_path_factory.mktemp("home")
    for key in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(key, str(home))
    for key in ("NO_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    choose_language("en")
    monkeypatch.setenv("LANGUAGE", "")


@pytest.fixture(scope="session")
def seeds() -> mireader.Library:
    """The default collection, indexed once."""
    return mireader.open()


class Reader:
    """The running reader in a test."""

    def __init__(self, app: object, pilot: object, collection: Collection) -> None:
        self.app = app
        self.pilot = pilot
        self.collection = collection

    @property
    def screen(self):
        return self.app.screen

    @property
    def pane(self):
        return self.app.screen.pane

    def status(self) -> str:
        """What is said at the right of the search bar."""
        return str(self.screen.bar.query_one("#search-status").content)

    async def settle(self) -> None:
        """Waits until nothing is under way but following the index."""
        for _ in range(3):
            await self.pilot.pause()
            waiting = [w for w in self.app.workers if w.group not in ("index", "watch") and not w.is_finished]
            if waiting:
                with suppress(WorkerCancelled):  # a newer one has taken its place
                    await self.app.workers.wait_for_complete(waiting)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Presses keys and waits for what they started."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def indexed(self) -> None:
        """Waits until everything can be found."""
        while not self.collection.ready:
            await asyncio.sleep(0.02)
        await self.settle()

    async def told(self, name: str) -> None:
        """Waits until the index process has told what a page says again."""
        while not any(path.endswith(name) for path in self.collection.same):
            await asyncio.sleep(0.02)
        await self.settle()

    def lines(self) -> list[str]:
        """The text of the rows of the reading pane, without the margin."""
        pane = self.pane
        return [pane.render_line(y).text for y in range(pane.size.height)]

    def lit(self, style: str) -> list[str]:
        """Texts in the reading pane's window that carry a component style, row by row."""
        layout, pane = self.pane.layout_, self.pane
        found = []
        for y in range(pane.size.height):
            row = layout.row(int(pane.scroll_offset.y) + y)
            if row is None or row.start == row.end:
                continue
            shown = layout.shown(row.paragraph)
            for start, end, name in pane.highlights.lit(shown):
                low, high = max(start, row.start), min(end, row.end)
                if low < high and name.split("-")[0] == style:
                    found.append(shown.text[low:high])
        return found


OpenReader = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def open_reader(tmp_path: Path) -> OpenReader:
    """Opens the reader over pages (the seeds by default) in a terminal of a size."""
    from mireader.tui.app import ReaderApp
    from mireader.tui.config import Config

    @asynccontextmanager
    async def opened(
        *paths: Path,
        size: tuple[int, int] = (120, 36),
        lang: str = "en",
        config: Config | None = None,
        index: bool = True,
        codebooks: Sequence[str] = (),
    ) -> AsyncIterator[Reader]:
        choose_language(lang)
        collection = Collection([str(path) for path in paths], ReadOptions(), codebooks)
        try:
            assert collection.first_page() is not None
            if index:
                collection.start_indexing()
            app = ReaderApp(collection, config or Config(), Desk(tmp_path / "desk.sqlite3"))
            async with app.run_test(size=size) as pilot:
                reader = Reader(app, pilot, collection)
                await reader.settle()
                if index:
                    await reader.indexed()
                yield reader
        finally:
            collection.close()
            choose_language("en")

    return opened
