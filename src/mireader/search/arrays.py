"""Arrays in one file, opened without reading it: how an index reaches another process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_ALIGN = 64


def save_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Writes `path` (the bytes) and beside it `path`.json (names, types, shapes, places). Raises OSError."""
    places: dict[str, dict[str, Any]] = {}
    at = 0
    with path.open("wb") as file:
        for name, array in arrays.items():
            places[name] = {"dtype": array.dtype.str, "shape": array.shape, "at": at}
            data = array.tobytes()
            padding = -len(data) % _ALIGN
            file.write(data + b"\0" * padding)
            at += len(data) + padding
    path.with_suffix(".json").write_text(json.dumps(places), encoding="utf-8")


def load_arrays(path: Path) -> dict[str, Array]:
    """The arrays of `save_arrays`, memory-mapped and read-only. Raises OSError."""
    import numpy as np

    places = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    buffer = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
    found: dict[str, Array] = {}
    for name, place in places.items():
        dtype = np.dtype(place["dtype"])
        size = dtype.itemsize * int(np.prod(place["shape"]))
        found[name] = buffer[place["at"] : place["at"] + size].view(dtype).reshape(place["shape"])
    return found
