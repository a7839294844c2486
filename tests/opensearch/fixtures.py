"""Fixtures of all tests that want OpenSearch; those tests are marked `opensearch`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.opensearch.cluster import Cluster, missing, prepare


def require_opensearch() -> None:
    """Get what a cluster wants; skip the test if none can be run, fail it where one must."""
    reason = missing()
    if not reason:
        try:
            prepare()
        except subprocess.CalledProcessError:
            reason = "Maven could not fetch the jars of OpenSearch"
    if reason:
        required = os.environ.get("FUNDSTELLE_REQUIRE_OPENSEARCH") == "1"
        (pytest.fail if required else pytest.skip)(reason)


@pytest.fixture(scope="session")
def opensearch() -> None:
    """Clusters can be run."""
    require_opensearch()


@pytest.fixture(scope="session")
def opensearch_url(opensearch: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of one node; its tests share it, so each names its own indices."""
    with Cluster(tmp_path_factory.mktemp("opensearch")) as cluster:
        yield cluster.url


@pytest.fixture
def make_cluster(opensearch: None, tmp_path: Path) -> Iterator[Callable[[int], Cluster]]:
    """Start clusters of this test alone, of the number of nodes given; they end with it."""
    with ExitStack() as clusters:
        yield lambda nodes: clusters.enter_context(Cluster(tmp_path, nodes))
