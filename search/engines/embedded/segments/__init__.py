"""A segment as a file of arrays: terms, packed lists and columns; knows nothing of Whoosh."""
