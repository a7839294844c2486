"""R14: whatever dies between two requests of an index run, all before or all of it is live."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from opensearchpy import ConnectionError as NoConnection

from search.engines.opensearch import OpenSearchEngine
from search.errors import EngineUnavailableError, WriterBusyError
from tests.opensearch.cluster import Cluster
from tests.opensearch.rounds import (
    QUESTION,
    assert_tidy,
    at,
    before_request,
    live_round,
    publish,
    undisturbed,
)

pytestmark = pytest.mark.opensearch

# What is killed before: the copy of the live generation, the writing of words, the swap of the
# alias, and in long runs each of the requests of an update, which are that many. Always the first
# and the last, before and behind the swap: an update that sends fewer would show there.
UPDATE = 21
ALWAYS = (1, UPDATE - 2, UPDATE)
EACH = [
    number if number in ALWAYS else pytest.param(number, marks=pytest.mark.long)
    for number in range(1, UPDATE + 1)
]
KILLED = """
import os, signal, sys
from pathlib import Path
from search.engines.opensearch import OpenSearchEngine
from tests.opensearch.rounds import at, before_request, publish
root, url, moment, full = sys.argv[1:]
engine = OpenSearchEngine(Path(root), url)
moment = int(moment) if moment.isdigit() else moment
before_request(engine, at(moment, lambda: os.kill(os.getpid(), signal.SIGKILL)))
publish(engine, 1, full=full == "full")
"""


def _engine(url: str, folder) -> OpenSearchEngine:
    """Return an engine whose round 0 is live."""
    engine = OpenSearchEngine(folder / "index", f"{url}/{folder.name}")
    publish(engine, 0)
    return engine


@pytest.fixture
def engine(opensearch_url, tmp_path):
    """An engine on the shared cluster whose round 0 is live."""
    return _engine(opensearch_url, tmp_path)


def _complete(engine: OpenSearchEngine, number: int) -> None:
    publish(engine, number)
    assert live_round(engine) == number
    assert_tidy(engine)


def test_an_update_sends_as_many_requests_as_these_tests_break_it_at(engine):
    sent = []
    before_request(engine, lambda number, _: sent.append(number))
    publish(engine, 1)
    assert sent[-1] == UPDATE


@pytest.mark.parametrize("moment", ["_bulk", "_aliases", *EACH])
@pytest.mark.parametrize("full", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_cluster_is_away_from_some_request_on(engine, moment, full):
    """It comes back later: the next run completes what this one began, without leftovers."""

    def refuse(*_):
        raise NoConnection("N/A", "refused", ConnectionRefusedError())

    before_request(engine, at(moment, lambda: before_request(engine, refuse) or refuse()))
    ended = False
    try:
        publish(engine, 1, full=full)
    except EngineUnavailableError:
        ended = True
    undisturbed(engine)
    found = live_round(engine)
    assert found == (not ended)  # either nothing was swapped, or the run says so
    _complete(engine, found + 1)


@pytest.mark.parametrize("moment", ["_clone", "_aliases", *EACH])
@pytest.mark.parametrize("full", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_answer_to_some_request_is_lost(engine, monkeypatch, moment, full):
    """The transport sends it again: what is done twice is done once, and what is live stays."""
    connection = type(engine.cluster.client.transport.get_connection())
    send, lost = connection.perform_request, []
    before_request(engine, at(moment, lambda: lost.append(moment)))

    def lose(self, *args, **options):
        answer = send(self, *args, **options)
        if lost:
            lost.clear()
            raise NoConnection("N/A", "reset", ConnectionResetError())
        return answer

    monkeypatch.setattr(connection, "perform_request", lose)
    published = True
    try:
        publish(engine, 1, full=full)
    except WriterBusyError:  # it seems that another machine has made the same generation
        published = False
    undisturbed(engine)
    assert live_round(engine) == published
    _complete(engine, published + 1)


def test_a_swap_is_done_and_the_cluster_dies_before_it_says_so(engine, monkeypatch):
    connection = type(engine.cluster.client.transport.get_connection())
    send = connection.perform_request

    def die(*_args, **_options):
        raise NoConnection("N/A", "reset", ConnectionResetError())

    def swap_and_die(self, method, url, *args, **options):
        answer = send(self, method, url, *args, **options)
        if url == "/_aliases":
            monkeypatch.setattr(connection, "perform_request", die)
            die()
        return answer

    monkeypatch.setattr(connection, "perform_request", swap_and_die)
    with pytest.raises(EngineUnavailableError, match="does not answer"):
        publish(engine, 1)
    monkeypatch.undo()
    assert live_round(engine) == 1
    _complete(engine, 2)


@pytest.mark.parametrize("moment", ["_bulk", "_aliases", *EACH])
@pytest.mark.parametrize("full", ["", pytest.param("full", marks=pytest.mark.long)])
def test_the_process_is_killed(opensearch_url, engine, moment, full):
    url = f"{opensearch_url}/{engine.cluster.alias.removeprefix('fundstelle-')}"
    command = [sys.executable, "-c", KILLED, str(engine.root), url, str(moment), full]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    found = live_round(engine)
    # The last two requests of an update look for old generations: the new one is live before.
    assert found in (0, 1) if full else found == (moment in (UPDATE - 1, UPDATE))
    _complete(engine, found + 1)


@pytest.fixture(scope="module")
def mortal(opensearch, tmp_path_factory):
    """A cluster of this module alone, to be killed."""
    with Cluster(tmp_path_factory.mktemp("mortal")) as cluster:
        yield cluster


@pytest.mark.parametrize("moment", EACH[: UPDATE - 2])  # the last of them is the swap
def test_all_nodes_are_killed(mortal, tmp_path, moment):
    engine = _engine(mortal.url, tmp_path)
    # Somebody else asks: what a reader has fetched, an update would not ask for.
    reader = OpenSearchEngine(tmp_path / "reader", f"{mortal.url}/{tmp_path.name}")
    asked = reader.answer(QUESTION)
    before_request(engine, at(moment, mortal.kill))
    with pytest.raises(EngineUnavailableError, match="does not answer"):
        publish(engine, 1)
    undisturbed(engine)
    with pytest.raises(EngineUnavailableError, match="does not answer"):
        reader.answer(QUESTION)
    mortal.restart()
    mortal.health()
    assert reader.answer(QUESTION) == asked
    assert live_round(engine) == 0
    _complete(engine, 1)
