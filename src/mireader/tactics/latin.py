"""Latin names, words and numbers among Chinese text, where no blank need part them."""

from __future__ import annotations


def inside_a_word(folded: str, start: int, end: int) -> bool:
    """Whether letters or figures go on before or after folded[start:end]: kol in kolkata, 360 in 3600."""
    before, after = folded[start - 1 : start] if start else "", folded[end : end + 1]
    if (folded[end - 1].isdecimal() and after.isdecimal()) or (
        folded[start].isdecimal() and before.isdecimal()
    ):
        return True
    goes_on = folded[end - 1].isascii() and after.isascii() and after.isalpha()
    return goes_on or (folded[start].isascii() and before.isascii() and before.isalpha())
