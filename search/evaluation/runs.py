"""Keep the scores of every query in a file, so that two runs can be compared later.

In: a `Measured`.  Out: TSV, a header `query` and `MEASURES`, one row a judged query; and back.
Raises UsageError that names file and line, CannotWriteError.
"""

from __future__ import annotations

from pathlib import Path

from search.errors import CannotWriteError, UsageError
from search.evaluation.measured import MEASURES, Measured, QueryScores
from search.evaluation.topics import numbered_lines

HEADER = ("query", *MEASURES)


def write_run(path: Path, run: Measured) -> None:
    """Write one row a query; six decimals, so that equal runs give equal files."""
    rows = [HEADER, *((name, *(f"{v:.6f}" for v in row)) for name, row in run.scores.items())]
    try:
        path.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    except OSError as error:
        raise CannotWriteError(f"cannot write {path}: {error.strerror}") from error


def read_run(path: Path) -> Measured:
    """Return the scores written by `write_run`."""
    (_, head), *lines = numbered_lines(path) or [(1, "")]
    if tuple(head.split("\t")) != HEADER:
        raise UsageError(f"{path}:1: not the header {' '.join(HEADER)}, divided by tabs")
    scores = {}
    for number, line in lines:
        try:
            name, *values = line.split("\t")
            row = QueryScores(*map(float, values))
        except (ValueError, TypeError) as error:
            raise UsageError(f"{path}:{number}: not {' '.join(HEADER)}") from error
        if not all(0 <= value <= 1 for value in row):
            raise UsageError(f"{path}:{number}: a score is not between 0 and 1")
        scores[name] = row
    return Measured(scores)
