"""Read many files at full speed and let none of them do harm.

In: files from `find_files`.  Out: what each holds, in order.  Pages, feeds and archives come from
strangers: they are parsed in worker processes with bounded memory, processor time and patience,
so that the worst of them costs one line in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.walk import SourceFile

if TYPE_CHECKING:
    from corpus.intake.pool import FileResults
    from corpus.rules import Rules


def read_files(
    files: Sequence[SourceFile],
    *,
    workers: int = 1,
    digests: Sequence[bool] = (),
    rules: Rules | None = None,
) -> Iterator[FileResults]:
    """Yield the results of each file, in the order given.

    Args:
        workers: how many processes read at once, at least 1.
        digests: for which of the files to tell the SHA-256; none if empty.
        rules: the user's corrections, applied to what is read.
    Raises: WorkerStartError.
    """
    # Imported here: a query must not pay for it.
    from corpus.intake.pool import read_in_processes
    from corpus.rules import NO_RULES

    return read_in_processes(files, workers, digests or [False] * len(files), rules or NO_RULES)
