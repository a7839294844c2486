"""The engines and how to choose one. Imports none before it is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from search.errors import UsageError

if TYPE_CHECKING:
    from search.engines.base import SearchEngine

ENGINES = ("embedded", "opensearch")


def open_engine(name: str, index: Path) -> SearchEngine:
    """Return the engine of a name on an index directory. Raises UsageError."""
    if name == "embedded":
        from search.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(index)
    if name == "opensearch":
        try:
            from search.engines.opensearch import open_cluster
        except ImportError as error:
            raise UsageError(
                f"--engine opensearch wants: pip install 'fundstelle[opensearch]' ({error})"
            ) from error

        return open_cluster(index)
    raise UsageError(f"there is no engine {name!r}: choose one of {', '.join(ENGINES)}")


def verify_ahead(name: str, index: Path) -> None:
    """Begin to verify an index, while the caller imports what will answer from it."""
    if name == "embedded":
        from search.engines.embedded.generations.chain import Generations

        Generations(index).verify_ahead()
