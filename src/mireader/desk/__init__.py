"""What the user keeps: reading positions and bookmarks, in one SQLite file."""
