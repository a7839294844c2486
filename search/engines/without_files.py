"""What an engine says of backups whose index lies in no files of ours: in memory, in a cluster.

In: an engine that can describe its index.  Out: no files; its index is built anew from the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from search.errors import UsageError
from search.models import IndexInfo


class _Described(Protocol):
    def info(self) -> IndexInfo: ...


class WithoutFiles:
    """The port's `files`, `receive` and `stamped` for an engine without files."""

    @contextmanager
    def files(self: _Described) -> Iterator[tuple[IndexInfo, Mapping[str, BinaryIO]]]:
        """Describe the live generation; there is nothing to open."""
        yield self.info(), {}

    def receive(self, generation: str) -> AbstractContextManager[Path]:
        """Refuse: what is in files came from another engine."""
        raise UsageError(f"this engine cannot take {generation}: it keeps its index in no files")

    def stamped(self, stamp: str) -> str:
        """Return the stamp as it is."""
        return stamp
