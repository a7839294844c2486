"""The index under comparison, written once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.snapshot import Snapshot
from tests.differential.batches import Written, write
from tests.differential.oracle import Oracle
from tests.differential.queries import KINDS
from tests.differential.whoosh_side import WhooshSide


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of one kind follow each other: what Whoosh found is kept for the next."""
    asked = {"kind", "count"}
    places = [n for n, item in enumerate(items) if asked <= _parameters(item).keys()]
    alike = sorted((items[n] for n in places), key=_kind)
    for place, item in zip(places, alike, strict=True):
        items[place] = item


def _parameters(item: pytest.Item) -> dict[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


def _kind(item: pytest.Item) -> tuple[int, int]:
    of = _parameters(item)
    return of["count"], list(KINDS).index(of["kind"])


@pytest.fixture(scope="package")
def written(
    made_articles: Callable[..., list[Article]], tmp_path_factory: pytest.TempPathFactory
) -> Written:
    """Three batches on disk."""
    return write(tmp_path_factory.mktemp("differential") / "index", made_articles)


@pytest.fixture(scope="package")
def side(written: Written) -> WhooshSide:
    """Stock Whoosh on the live generation."""
    return WhooshSide(written.directory, written.live)


@pytest.fixture(scope="package")
def oracle(side: WhooshSide) -> Oracle:
    """Whoosh's answers."""
    return Oracle(side)


@pytest.fixture(scope="package")
def engine(written: Written) -> EmbeddedEngine:
    """Our engine on the same directory, opened anew."""
    return EmbeddedEngine(written.root)


@pytest.fixture
def level(written: Written) -> SectionLevel:
    """Our engine's view of the sections, of its own for each test."""
    return SectionLevel(Snapshot("differential", written.directory))
