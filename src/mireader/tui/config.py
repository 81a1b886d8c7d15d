"""The configuration: one TOML file, one dataclass, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path

SMALLEST_MEASURE, WIDEST_MEASURE = 16, 200


@dataclass(frozen=True)
class Config:
    """What a user can set; `warnings` are sentences about values that were not taken."""

    measure: int = 66
    """Widest line of the reading pane, in cells (two for a Chinese character)."""
    theme: str = "textual-dark"
    ambiguous_width: int = 1
    """Cells of a character of ambiguous width (“ ” … ①) in this terminal: 1 or 2."""
    warnings: tuple[str, ...] = field(default=(), compare=False)


def config_path() -> Path:
    """Where the configuration lies."""
    return user_config_path("mireader", appauthor=False) / "config.toml"


def load_config(path: Path | None = None) -> Config:
    """The configuration in a file, defaults for what is missing or wrong."""
    target = path or config_path()
    try:
        data = tomllib.loads(target.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        return Config(warnings=(f"{target}: {error.strerror}",) if path is not None else ())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config(warnings=(f"{target}: {error}",))
    reading = data.get("reading", {})
    warnings: list[str] = []
    default = Config()
    measure = reading.get("measure", default.measure) if isinstance(reading, dict) else default.measure
    if not isinstance(measure, int) or not SMALLEST_MEASURE <= measure <= WIDEST_MEASURE:
        warnings.append(f"{target}: reading.measure is a number from {SMALLEST_MEASURE} to {WIDEST_MEASURE}")
        measure = default.measure
    theme = data.get("theme", default.theme)
    if not isinstance(theme, str):
        warnings.append(f"{target}: theme is the name of a theme")
        theme = default.theme
    ambiguous = reading.get("ambiguous_width", 1) if isinstance(reading, dict) else 1
    if ambiguous not in (1, 2):
        warnings.append(f"{target}: reading.ambiguous_width is 1 or 2")
        ambiguous = 1
    return Config(measure, theme, ambiguous, tuple(warnings))
