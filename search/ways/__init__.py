"""Other queries to offer: spelling correction ("did you mean") and query relaxation.

In: a request, its parsed text, how many articles it found.  Out: other requests, each tried, so
that what is offered finds something. A changed query text is parsed again: it must mean the old
query without the clause that was dropped, or it is not offered.
`changes.py` says what a change is; `spellings.py` (with `proposals.py`), `meanings.py`,
`abbreviated.py` (with `introductions.py`) and `clauses.py` make them; `tried.py` asks for each.
"""

from search.ways.tried import ways_out

__all__ = ["ways_out"]
