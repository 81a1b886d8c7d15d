"""Message catalogues: `LANG/LC_MESSAGES/mireader.po` and the `.mo` compiled from it (see CONTRIBUTING.md)."""
