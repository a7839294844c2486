"""The engines and how to choose one."""

from __future__ import annotations

from pathlib import Path

from search.engines.base import SearchEngine
from search.errors import UsageError

ENGINES = ("embedded",)


def open_engine(name: str, index: Path) -> SearchEngine:
    """Return the engine of a name on an index directory. Raises UsageError."""
    if name == "embedded":
        from search.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(index)
    raise UsageError(f"there is no engine {name!r}: choose one of {', '.join(ENGINES)}")
