"""The engine on Whoosh files. Its door is `EmbeddedEngine`."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
