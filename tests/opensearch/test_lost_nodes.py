"""Of three nodes one stops under readers and a writer: right answers, also before it is back."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.engines.opensearch import OpenSearchEngine
from search.errors import EngineUnavailableError, WriterBusyError
from tests.commands import PATIENCE_S
from tests.opensearch.cluster import Cluster
from tests.opensearch.rounds import QUESTION, live_round, publish, round_of

pytestmark = pytest.mark.opensearch


@pytest.fixture(scope="module")
def three(opensearch, tmp_path_factory):
    """A cluster of three nodes, all of them running again after each test."""
    with Cluster(tmp_path_factory.mktemp("three"), 3) as cluster:
        yield cluster


class _Loss:
    """A writer and a reader at work until all is done."""

    def __init__(self, url: str, folder) -> None:
        self.writer, self.reader = (
            OpenSearchEngine(folder / name / "index", url, shards=2) for name in ("w", "r")
        )
        self.done, self.published = threading.Event(), 0
        self.more = threading.Condition()
        publish(self.writer, 0)
        client, everything = self.writer.cluster.client, f"{self.writer.cluster.alias}*"
        # Any node may go now: nothing of ours is on one alone.
        assert client.cluster.health(index=everything)["status"] == "green"
        # A cluster waits a minute for a node that left before it copies anew what that had; clones
        # take over what is set here.
        client.indices.put_settings(
            index=everything,
            body={"index.unassigned.node_left.delayed_timeout": "0s"},
        )

    def write(self) -> int:
        """Publish one round after the other; return how many runs failed."""
        try:
            return self._write()
        finally:
            self.done.set()
            self._count(self.published)

    def _write(self) -> int:
        failed = 0
        while not self.done.is_set():
            try:
                publish(self.writer, self.published + 1)
            except (EngineUnavailableError, WriterBusyError):
                failed += 1
                # The swap may have been done before the answer was lost.
                self._count(self._ask(self.writer))
                continue
            self._count(self.published + 1)
        return failed

    def _ask(self, engine: OpenSearchEngine) -> int:
        # Without an answer for a while: the nodes elect a manager, copies become primary.
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return round_of(engine.answer(QUESTION))
            except EngineUnavailableError:
                assert time.monotonic() < until

    def _count(self, number: int) -> None:
        with self.more:
            self.published = number
            self.more.notify_all()

    def wait_for_more(self, rounds: int) -> None:
        """Wait until so many more generations are published."""
        with self.more:
            wanted = self.published + rounds
            assert self.more.wait_for(
                lambda: self.done.is_set() or self.published >= wanted, timeout=PATIENCE_S
            )

    def read(self) -> list[int]:
        """Ask all the time; return the rounds of the answers."""
        seen = []
        while not self.done.is_set():
            before = self.published
            number = self._ask(self.reader)
            assert before <= number <= self.published + 1
            seen.append(number)
        return seen


def _survives(three: Cluster, folder, choose, times: int) -> None:
    hosts = ",".join(url.removeprefix("http://") for url in three.urls)
    loss = _Loss(f"http://{hosts}/{folder.name}", folder)
    with ThreadPoolExecutor(2) as threads:
        writes, reads = threads.submit(loss.write), threads.submit(loss.read)
        try:
            for _ in range(times):
                node = choose()
                three.stop(node)
                loss.wait_for_more(2)
                three.start(node)
                loss.wait_for_more(1)
                three.health()  # before, another node may have the only copy of something
        finally:
            loss.done.set()
        failed, seen = writes.result(), reads.result()
    assert three.health()["status"] == "green"
    assert failed <= times * 2
    assert len(set(seen)) > 2
    assert live_round(loss.reader) == loss.published >= 3 * times


@pytest.mark.parametrize("times", [1, pytest.param(5, marks=pytest.mark.long)])
def test_the_manager_which_also_has_data_stops_under_a_reader_and_a_writer(three, tmp_path, times):
    _survives(three, tmp_path, three.manager, times)


@pytest.mark.long
def test_another_node_stops_under_a_reader_and_a_writer(three, tmp_path):
    _survives(three, tmp_path, lambda: (three.manager() + 1) % 3, 5)
