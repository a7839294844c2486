"""The engines that the contract is tested on, each empty and for one test or module alone."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.memory import MemoryEngine

# Those that are compared with the reference, and all.
COMPARED = ["embedded", pytest.param("opensearch", marks=pytest.mark.opensearch)]
ENGINES = ["memory", *COMPARED]


def make_engine(request: pytest.FixtureRequest, name: str, place: Path) -> SearchEngine:
    """Return an engine of a name without an index; what it makes in a cluster is removed."""
    if name == "memory":
        return MemoryEngine()
    if name == "embedded":
        return EmbeddedEngine(place / "index")
    from search.engines.opensearch import OpenSearchEngine

    url = request.getfixturevalue("opensearch_url")
    engine = OpenSearchEngine(place / "index", f"{url}/{uuid.uuid4().hex}", shards=2)

    def remove() -> None:
        indices = engine.cluster.client.indices
        for index in indices.get(index=f"{engine.cluster.alias}-*"):
            indices.delete(index=index)

    request.addfinalizer(remove)
    return engine
