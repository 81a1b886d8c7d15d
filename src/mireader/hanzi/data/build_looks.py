"""Builds `looks.tsv`: the characters in ordinary use that look like another one.

Run by hand, by a developer: `python -m mireader.hanzi.data.build_looks FONT...`, with fonts of both styles
(Noto Serif CJK and Noto Sans CJK, Regular, the Debian package fonts-noto-cjk); needs Pillow, which the
program does not. Each character is drawn and blurred, and two characters are as alike as their pictures
correlate: what a reader who types what was seen, and a scanner, take one for the other by.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from mireader.hanzi.characters import is_han, ordinary_characters
from mireader.hanzi.fold import fold

HERE = Path(__file__).parent
SIZE = 40
"""Pixels of a side; blurred by one, so that a stroke need not stand in exactly the same place."""
LEAST = 0.55
"""Correlation from which two are alike: .93 for 已 and 己, .71 for 侍 and 持, .58 for 对 and 时."""
MOST = 8
"""Look-alikes of a character."""
SIMPLIFIED = 2
"""Index of the simplified forms in a collection of Noto CJK fonts."""
HEADER = """# Folded character <TAB> characters in ordinary use that look like it, the likest first.
# Built by build_looks.py from pictures of the characters.
"""


def known_characters() -> set[str]:
    """Folded characters that are looked at: all of GB 2312, and what is in ordinary use elsewhere."""
    found = set(ordinary_characters())
    for row in range(0xD8, 0xF8):
        for cell in range(0xA1, 0xFF):
            found.update(bytes((row, cell)).decode("gb2312", "ignore"))
    return set(filter(is_han, map(fold, found)))


def usual_characters() -> set[str]:
    """Folded characters that one may have meant: level 1 of GB 2312."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return set(filter(is_han, (fold(cell.decode("gb2312", "ignore")) for cell in cells)))


def pictures(chars: list[str], font: str) -> NDArray[np.float32]:
    """A row for each character: its picture as a vector of length one around zero."""
    face = ImageFont.truetype(font, SIZE, index=SIMPLIFIED)
    found = np.zeros((len(chars), SIZE * SIZE), np.float32)
    for row, char in zip(found, chars, strict=True):
        picture = Image.new("L", (SIZE, SIZE), 0)
        ImageDraw.Draw(picture).text((SIZE / 2, SIZE / 2), char, font=face, fill=255, anchor="mm")
        row[:] = np.asarray(picture.filter(ImageFilter.GaussianBlur(1)), np.float32).ravel()
        row -= row.mean()
        row /= np.linalg.norm(row)
    return found


def main(fonts: list[str]) -> None:
    """Writes the table beside this file."""
    chars, usual = sorted(known_characters()), sorted(usual_characters())
    alike = np.zeros((len(chars), len(usual)), np.float32)
    for font in fonts:
        alike += pictures(chars, font) @ pictures(usual, font).T / len(fonts)
    lines = [HEADER]
    for char, row in zip(chars, alike, strict=True):
        best = [i for i in np.argsort(-row)[: MOST + 1].tolist() if row[i] >= LEAST and usual[i] != char]
        if best:
            lines.append(f"{char}\t{''.join(usual[i] for i in best[:MOST])}\n")
    (HERE / "looks.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
