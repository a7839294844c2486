"""Keep how far each saved search was reported: a small file beside the index.

    {"format": 1, "searches": {name: {"question": text, "last": [id, revision, moment] or null}}}

In and out: names of searches, their questions, the revision up to which all was reported.
The file is replaced as a whole after a report was written. Who is killed in between reports again;
nothing is lost. One run at a time: another is refused.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.history import Stored
from search.engines.lock import writer_lock
from search.errors import IndexDamagedError
from search.settings import reported_of
from search.system.storage import Storage, translated

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reported:
    """What a search asked when it was last reported, and the last revision that it looked at.

    `last`: None if there was none yet. Its `number` is 0: a place is looked up in the store.
    """

    question: str
    last: Stored | None


class Reports:
    """The file of one index."""

    def __init__(self, index: Path) -> None:
        self.path = reported_of(index)

    def exclusive(self) -> AbstractContextManager[None]:
        """Keep other runs away in the block. Raises WriterBusyError."""
        return writer_lock(self.path.parent, f"{self.path.stem}.lock", "report")

    def read(self) -> dict[str, Reported]:
        """Return what is known of each search. Raises IndexDamagedError."""
        try:
            told = json.loads(self.path.read_bytes())
            if told["format"] != FORMAT:
                raise ValueError(f"format {told['format']}")
            return {
                str(name): Reported(str(search["question"]), _stored(search["last"]))
                for name, search in told["searches"].items()
            }
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexDamagedError(
                f"{self.path} cannot be read ({error!r}): remove it, then `fundstelle alerts "
                "--since DATE` reports what came from that day on"
            ) from error

    def write(self, searches: Mapping[str, Reported]) -> None:
        """Replace what is known. Raises CannotWriteError, StorageFullError."""
        told = {
            name: {"question": search.question, "last": search.last and search.last[1:]}
            for name, search in searches.items()
        }
        content = json.dumps({"format": FORMAT, "searches": told}, ensure_ascii=False, indent=1)
        aside, storage = self.path.with_name(f"{self.path.name}.{os.getpid()}.part"), Storage()
        with translated(self.path):
            try:
                storage.write(aside, content.encode())
                storage.sync(aside)
                storage.rename(aside, self.path)
            finally:
                aside.unlink(missing_ok=True)
            storage.sync(self.path.parent)


def _stored(told: object) -> Stored | None:
    if told is None:
        return None
    if not isinstance(told, list) or len(told) != 3:
        raise ValueError(f"no revision: {told!r}")
    article_id, revision, moment = told
    datetime.fromisoformat(moment)
    return Stored(0, str(article_id), int(revision), str(moment))
