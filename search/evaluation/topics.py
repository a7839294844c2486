"""Read test queries and judgments.

In: queries as JSON lines {"id", "text"}; qrels as TSV query-id, article-id, relevance, headed.
Out: dictionaries.  Raises UsageError that names file and line.
"""

from __future__ import annotations

import json
from pathlib import Path

from search.errors import UsageError


def read_queries(path: Path) -> dict[str, str]:
    """Return query id → text."""
    queries = {}
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
            queries[str(row["id"])] = str(row["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'{path}:{number}: not a line {{"id", "text"}}') from error
    return queries


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return query id → article id → grade."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in numbered_lines(path)[1:]:
        try:
            query, article, grade = line.split("\t")
            qrels.setdefault(query, {})[article] = int(grade)
        except ValueError as error:
            raise UsageError(
                f"{path}:{number}: not query-id, article-id, relevance, divided by tabs"
            ) from error
    return qrels


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a text file that are not blank, each with its number from 1."""
    try:
        # Not `splitlines`: JSON may hold other line separators as they are.
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: not UTF-8") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
