"""The headless commands: the library without a screen, for scripts, tests and measurement.

They never import textual.
"""
