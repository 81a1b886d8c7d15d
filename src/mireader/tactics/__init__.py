"""Tactics: codebooks, and where a page mentions what they look for."""
