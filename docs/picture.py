"""Makes the pictures of the README from the real program: python docs/picture.py [NAME]..."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from mireader.desk.desk import Desk
from mireader.documents.reader import ReadOptions
from mireader.i18n import choose_language
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config


class Picture(NamedTuple):
    """What is pressed before the screen is kept."""

    keys: tuple[str, ...]
    language: str = "en"
    size: tuple[int, int] = (110, 30)


PICTURES = {
    "reader": Picture(("slash", *"jeyx"), "zh-Hans", (140, 36)),
    "tactics": Picture(("right_square_bracket", "n", "T")),
    "concordance": Picture(("w", "slash", *"饥饿营销", "down")),
    "matrix": Picture(("W",)),
    "mended": Picture(("equals_sign",)),
    "repairs": Picture(("R",)),
    "evidence": Picture(("e",)),
}
"""By name; each is written to docs/NAME.svg."""


async def draw(name: str) -> None:
    """Opens the seeds, presses the keys of a picture and keeps the screen."""
    picture = PICTURES[name]
    choose_language(picture.language)
    collection = Collection([], ReadOptions())
    collection.first_page()
    collection.start_indexing()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.sqlite3")
        app = ReaderApp(collection, Config(), desk)
        async with app.run_test(size=picture.size) as pilot:
            while not collection.ready:
                await pilot.pause(0.05)
            await pilot.pause(1.0)
            for key in picture.keys:
                await pilot.press(key)
                await pilot.pause(0.4)
            await pilot.pause(0.6)
            app.save_screenshot(str(Path(__file__).parent / f"{name}.svg"))
        desk.close()
    collection.close()


if __name__ == "__main__":
    for wanted in sys.argv[1:] or PICTURES:
        asyncio.run(draw(wanted))
