"""The segments of a generation and what was deleted of them since: plain JSON, read by queries.

    segments-7.json    {"segments": [{"file": "MAIN_….fnd", "documents": 200, "deleted": [3, 4]}]}

Whoosh's table of contents says the same in a pickle. It is written beside, for Whoosh alone, and
never read here: a query needs neither Whoosh nor anything that can run code.
In: a directory.  Out: its segments, or a new list of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from search.errors import IndexDamagedError

EXTENSION = ".fnd"
_NAME = "segments-*.json"


class SegmentFacts(NamedTuple):
    """A segment: its file, how many documents it has, the deleted ones, ascending."""

    file: str
    documents: int
    deleted: tuple[int, ...] = ()


class Contents(NamedTuple):
    """The segments of the generation that was written as number `number` of its chain."""

    number: int
    segments: tuple[SegmentFacts, ...]


def read_contents(directory: Path) -> Contents:
    """Return the segments of a directory. Raises IndexDamagedError that names it."""
    found = list(directory.glob(_NAME))
    if len(found) != 1:
        raise IndexDamagedError(f"{directory} must hold one list of segments, not {len(found)}")
    try:
        number = int(found[0].stem.partition("-")[2])
        rows = json.loads(found[0].read_bytes())["segments"]
        entries = tuple(
            SegmentFacts(str(row["file"]), int(row["documents"]), tuple(map(int, row["deleted"])))
            for row in rows
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"{found[0]} is damaged: {error}") from error
    for entry in entries:
        if Path(entry.file).name != entry.file or not entry.file.endswith(EXTENSION):
            raise IndexDamagedError(f"{found[0]} names {entry.file!r}, which is no segment")
        if any(not 0 <= number < entry.documents for number in entry.deleted):
            raise IndexDamagedError(f"{found[0]} deletes what {entry.file} does not hold")
    return Contents(number, entries)


def write_contents(directory: Path, number: int, segments: Sequence[SegmentFacts]) -> None:
    """Write a list of segments in place of the one before, whose file may be shared."""
    for older in directory.glob(_NAME):
        older.unlink()
    body = {"segments": [entry._asdict() for entry in segments]}
    (directory / f"segments-{number}.json").write_text(json.dumps(body))
