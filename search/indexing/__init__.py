"""Article store and index are brought up to date with files, once or as files come and change.

`intake.py` (files → store) → `grouping.py` (copies, beside) → `update.py` (store → index), which
`watching.py` asks for again and again.
"""

from search.indexing.intake import Progress
from search.indexing.update import IndexReport, update_index
from search.indexing.watching import Leave, Watcher, keep_updating

__all__ = ["IndexReport", "Leave", "Progress", "Watcher", "keep_updating", "update_index"]
