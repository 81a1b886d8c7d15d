"""What scrapers and mangled formats put into a line: told here once, for titles and for repairs."""

from __future__ import annotations

import re

from mireader.hanzi.characters import LETTER

STUFFED = re.compile(
    rf"(?<={LETTER})(?!(?:19|20)\d{{2}}[年/-])\d{{6,}}(?= |{LETTER})(?![万萬億亿元年月日号號个個台部次名人])"
)
"""A number pushed in between characters, no date, price or count."""
QUESTION_MARKS = re.compile(r"(?m)^[?？]{2,}(?=\s*\S)")
"""Characters that an older encoding did not have, pictures for the most part."""
SYMBOL_FONT = re.compile(rf"(?m)^[lnuØüv§][ \xa0]+(?={LETTER})")
"""Wingdings' bullets ● ■ ◆ ➢ ✓ ❖ are its letters l n u Ø ü v."""
