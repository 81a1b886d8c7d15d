"""How a hit matched, in words. Apart from `query`, which the first frame does without."""

from __future__ import annotations

KIND_NAMES = {
    "exact": "exact",
    "script": "other script",
    "region": "regional word",
    "variant": "substituted characters",
    "pinyin": "pinyin",
    "mixed": "pinyin and more",
    "initials": "initials",
    "typo": "similar",
    "words": "words",
    "regex": "regular expression",
}
"""Message ids by kind, the best first."""
