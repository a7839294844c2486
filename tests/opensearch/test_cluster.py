"""The cluster of the tests: nodes come and go, acknowledged documents stay, no JVM stays."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys

import pytest
from opensearchpy import NotFoundError, OpenSearch, RequestError

from tests.commands import PATIENCE_S
from tests.opensearch.cluster import Cluster

pytestmark = pytest.mark.opensearch

# A starter that forked, as the workers of an index run do: its child keeps the JVM's input open.
STARTER = """
import os, pathlib, signal, sys
from tests.opensearch.cluster import Cluster
with Cluster(pathlib.Path(sys.argv[1])) as cluster:
    print(cluster.pid, os.fork() or signal.pause(), flush=True)
    signal.pause()
"""


@pytest.fixture(scope="module")
def three(opensearch, tmp_path_factory):
    """A cluster of three nodes, all of them running again after each test."""
    with Cluster(tmp_path_factory.mktemp("three"), 3) as cluster:
        yield cluster


def _index(cluster: Cluster, name: str) -> OpenSearch:
    """Make an index with replicas; return a client of all nodes."""
    client = OpenSearch(cluster.urls)
    settings = {
        "number_of_shards": 3,
        "number_of_replicas": 1,
        "unassigned.node_left.delayed_timeout": "0s",
    }
    client.indices.create(index=name, body={"settings": {"index": settings}})
    cluster.health()  # before, a replica may be missing
    return client


def test_one_node_serves_all_tests_of_a_process(opensearch_url):
    assert OpenSearch(opensearch_url).cluster.health()["status"] == "green"


def test_no_index_comes_or_goes_by_mistake(opensearch_url):
    client = OpenSearch(opensearch_url)
    with pytest.raises(NotFoundError, match="index_not_found"):
        client.index(index="vertippt", body={})
    with pytest.raises(RequestError, match="Wildcard expressions"):
        client.indices.delete(index="*")


def test_each_of_three_nodes_stops_and_starts_and_nothing_is_lost(three):
    client = _index(three, "halten")
    for node in range(3):
        three.stop(node)
        assert three.health()["number_of_nodes"] == 2
        client.index(index="halten", id=str(node), body={}, refresh=True)
        three.start(node)
        assert three.health()["number_of_nodes"] == 3
    assert client.count(index="halten")["count"] == 3


def test_another_manager_is_elected_when_it_stops(three):
    manager = three.manager()
    three.stop(manager)
    three.health()
    assert three.manager() != manager
    three.start(manager)
    three.health()


def test_an_acknowledged_document_outlives_the_kill_of_all_nodes(three):
    client = _index(three, "bleiben")
    client.index(index="bleiben", id="1", body={"wort": "Fluss"})
    three.restart()
    three.health()
    assert client.get(index="bleiben", id="1")["_source"] == {"wort": "Fluss"}


def test_clusters_run_side_by_side(three, opensearch_url):
    names = {OpenSearch(url).info()["cluster_name"] for url in (three.url, opensearch_url)}
    assert len(names) == 2


def test_a_jvm_that_died_is_told_with_its_log(make_cluster):
    cluster = make_cluster(1)
    os.kill(cluster.pid, signal.SIGKILL)
    with pytest.raises(RuntimeError, match=r"(?s)did not say 'stop 0':.*\] started"):
        cluster.stop(0)
    assert cluster.pid is None


def test_no_jvm_outlives_its_starter(opensearch, tmp_path):
    command = [sys.executable, "-c", STARTER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout
        jvm, child = (int(pid) for pid in starter.stdout.readline().split())
        end = os.pidfd_open(jvm)
        try:
            assert not select.select([end], [], [], 0)[0]
            starter.kill()
            starter.wait()
            assert select.select([end], [], [], PATIENCE_S)[0]
        finally:
            os.kill(child, signal.SIGKILL)
            os.close(end)
