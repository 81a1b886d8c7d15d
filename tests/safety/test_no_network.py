"""Nothing goes out: the program runs with every way to the network refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety import hostile

REFUSED = """
import sys
LOCAL = 1  # AF_UNIX, of which the event loop makes a pair
def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"):
        family = getattr(arguments[0], "family", None)
        if family != LOCAL:
            raise PermissionError(f"{event} {arguments}")
    if event in ("urllib.Request", "http.client.connect", "webbrowser.open", "ftplib.connect", "smtplib.connect"):
        raise PermissionError(event)
sys.addaudithook(refuse)
"""
COMMANDS = """
from mireader.cli.main import run
for arguments in (["outline"], ["tactics"], ["search", "jeyx"], ["repair"], ["export"], ["doctor"]):
    status = run([*arguments, *([FOLDER] if arguments != ["doctor"] else [])])
    assert status in (0, 1), (arguments, status)
print("DONE")
"""
READER = """
import asyncio
from mireader.desk.desk import Desk
from mireader.documents.reader import ReadOptions
from mireader.library.collection import Collection
from mireader.tui.app import ReaderApp
from mireader.tui.config import Config

async def main():
    collection = Collection([FOLDER], ReadOptions())
    collection.start_indexing()
    app = ReaderApp(collection, Config())
    async with app.run_test(size=(140, 40)) as pilot:
        for _ in range(300):
            if collection.ready:
                break
            await asyncio.sleep(0.1)
        for key in (*"]]]nts", "slash", *"jeyx", "enter", *"yi", "escape", "W", "escape", "e", "escape"):
            await pilot.press(key)
        await pilot.pause(0.3)
        assert collection.ready
    collection.close()

asyncio.run(main())
print("DONE")
"""


@pytest.mark.parametrize("program", [COMMANDS, READER], ids=["commands", "reader"])
def test_no_socket_is_needed_and_no_page_is_called(program: str, tmp_path: Path) -> None:
    hostile.write(tmp_path, 40)
    source = f"{REFUSED}\nFOLDER = {str(tmp_path)!r}\n{program}"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, check=False)
    assert b"PermissionError" not in done.stderr, done.stderr.decode()[-2000:]
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout.rstrip().endswith(b"DONE")


def test_the_refusal_refuses() -> None:
    call = f"{REFUSED}\nimport socket\nsocket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, check=False)
    assert b"PermissionError" in done.stderr
