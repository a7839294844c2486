"""The engine on Whoosh files. Its door is `EmbeddedEngine`, imported when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]


def __getattr__(name: str) -> object:
    """Import the engine: it needs numpy, verifying its files (`ahead.py`) does not."""
    if name != "EmbeddedEngine":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from search.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine
