"""Read many files at full speed and let none of them do harm.

In: files from `find_files`.  Out: what each holds, in order.  Pages, feeds and archives come from
strangers: they are parsed in worker processes with bounded memory, processor time and patience,
so that the worst of them costs one line in the report.
"""

from corpus.intake.pool import FileResults, read_files

__all__ = ["FileResults", "read_files"]
