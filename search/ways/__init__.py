"""Ways out of a query that finds nothing, or that has a word the index hardly knows.

In: a request, its parsed text, how many articles it found.  Out: other requests, each tried, so
that what is offered is there. A changed query text is parsed again: it must mean the old query
without the clause that was dropped, or it is not offered.
`changes.py` → `spellings.py meanings.py clauses.py` (what might be meant instead) → `tried.py`.
"""

from search.ways.tried import ways_out

__all__ = ["ways_out"]
