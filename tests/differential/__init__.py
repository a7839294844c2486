"""The embedded engine against stock Whoosh's exhaustive search on the same files.

`batches.py` writes several segments with replaced and removed articles; `queries.py` makes random
plans by kind; `oracle.py` asks Whoosh; `compare.py` lists every difference.
"""
