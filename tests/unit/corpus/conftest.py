"""What tests of the corpus share: an empty store, a web that was made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import ArticleStore
from tests.fetch_server import Web, serving


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    """An empty store."""
    with ArticleStore(tmp_path / "articles.sqlite") as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[Web]:
    """A web of its own, on this machine."""
    with serving(Web()) as made:
        yield made
