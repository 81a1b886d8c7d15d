"""Evidence sheets: what a library's pages say, with where they say it."""
