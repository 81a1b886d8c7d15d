"""Bytes to documents: decoding, formats, boilerplate, outline. A `Document` is a plain value."""
