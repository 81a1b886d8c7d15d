"""Chinese text itself: cleaning, folding, pinyin, segmentation, scripts, repair, line breaking.

Knows no documents. Everything here is text in, text (or numbers) out, with a map back.
"""
