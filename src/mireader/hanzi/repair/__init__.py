"""Repairs: what a mangled page says, beside what it should say, of which kind and how sure.

Two tiers. Silent repairs (`silent`) are made in the mended view: substituted characters, stray
traditional in simplified text, and what cleaning took out. Offers (`offers`) are listed for the
reader to accept; finding them takes longer and reads OpenCC's phrase tables.
"""

from mireader.hanzi.repair.model import KINDS, Repair, mending
from mireader.hanzi.repair.silent import find_silent

__all__ = ["KINDS", "Repair", "find_silent", "mending"]
