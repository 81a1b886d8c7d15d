"""Makes docs/reader.svg from the real program: python docs/picture.py."""

from __future__ import annotations

import asyncio
from pathlib import Path

from mireader.documents.reader import ReadOptions
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config
from mireader.i18n import choose_language


async def main() -> None:
    """Searches the seeds and keeps the screen."""
    choose_language("zh-Hans")
    collection = Collection([], ReadOptions())
    collection.first_page()
    collection.start_indexing()
    app = ReaderApp(collection, Config())
    async with app.run_test(size=(140, 36)) as pilot:
        while not collection.ready:
            await pilot.pause(0.05)
        for key in ("slash", *"jeyx"):
            await pilot.press(key)
            await pilot.pause(0.3)
        app.save_screenshot(str(Path(__file__).parent / "reader.svg"))
    collection.close()


if __name__ == "__main__":
    asyncio.run(main())
