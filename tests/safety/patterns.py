"""Every pattern that the program's modules compile, at import and at work, as JSON: `[[pattern, flags], …]`.

    python -m tests.safety.patterns

In a process of its own: every module is to be imported anew, and would stand beside those that tests have.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent


def patterns_used() -> list[tuple[str, int]]:
    """The patterns with their flags, in order and each once; mireader must not have been imported yet."""
    found: set[tuple[str, int]] = set()
    compiled = re._compile

    def noting(pattern: Any, flags: int) -> Any:
        frame = sys._getframe(1)
        for _ in range(4):
            if frame is None:
                break
            if frame.f_globals.get("__name__", "").startswith("mireader") and isinstance(pattern, str):
                found.add((pattern, int(flags)))
                break
            frame = frame.f_back
        return compiled(pattern, flags)

    re._compile = noting
    import mireader

    for module in pkgutil.walk_packages(mireader.__path__, "mireader."):
        if ".build_" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    library = mireader.open(TESTS / "pages", TESTS / "outlines", codebooks=["marketing", "facts"])
    for page in library.documents:
        assert page.mentions is not None
        assert page.repairs is not None
        page.view("tw")
    library.search('jeyx "饥饿" -海底捞 问:营销 /限./')
    for typed in ("jieyingx", "vivoyx", "饥饿y", "a" * 40, "v" + "a" * 40):
        sys.modules["mireader.hanzi.typed"].sounding(typed)
    return sorted(found)


if __name__ == "__main__":
    json.dump(patterns_used(), sys.stdout)
