"""The in-memory segmented index: layers, postings, query, ranking, matches.

Knows texts and passages, no documents' formats and no tactics: the library hands texts in and turns
matches into hits.
"""
