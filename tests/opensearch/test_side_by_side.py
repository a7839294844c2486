"""Readers, writers and processes side by side: an answer is of one generation, a writer wins or
is told that another has.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from search.engines.base import Question
from search.engines.opensearch import OpenSearchEngine, generations
from search.errors import EngineUnavailableError, StorageFullError, WriterBusyError
from search.query import plan
from tests.opensearch.rounds import (
    ARTICLES,
    QUESTION,
    assert_tidy,
    at,
    before_request,
    live_round,
    publish,
    round_of,
    undisturbed,
)

pytestmark = pytest.mark.opensearch


@pytest.fixture
def machine(opensearch_url, tmp_path):
    """Make engines on one alias, each as on a machine of its own."""
    return lambda name: OpenSearchEngine(
        tmp_path / name / "index", f"{opensearch_url}/{tmp_path.name}"
    )


def _reads(engine: OpenSearchEngine, stop: threading.Event) -> list[int]:
    seen = []
    while not stop.is_set():
        seen.append(round_of(engine.answer(QUESTION)))
    return [*seen, round_of(engine.answer(QUESTION))]


def _reads_steadily(engine: OpenSearchEngine, stop: threading.Event) -> list[int]:
    seen = []
    while not stop.is_set():
        with engine.steady():
            number = round_of(engine.answer(QUESTION))
            assert set(engine.articles().values()) == {number}
            assert engine.info().articles == ARTICLES + number
            assert round_of(engine.answer(QUESTION)) == number
        seen.append(number)
    return [*seen, round_of(engine.answer(QUESTION))]


@contextmanager
def _readers(machine, *, each: int) -> Iterator[list[list[int]]]:
    """Read in threads, of this machine and of others; give what each has seen after the block."""
    stop, seen, shared = threading.Event(), [], machine("shared")
    with ThreadPoolExecutor(2 * each) as threads:
        jobs = [
            threads.submit(read, shared if number else machine("own"), stop)
            for number in range(each)
            for read in (_reads, _reads_steadily)
        ]
        try:
            yield seen
        finally:
            stop.set()
        seen.extend(job.result() for job in jobs)


@pytest.mark.parametrize(
    ("published", "each"), [(4, 1), pytest.param(10, 3, marks=pytest.mark.long)]
)
def test_each_answer_is_of_one_generation_while_others_are_published(machine, published, each):
    writer = machine("writer")
    publish(writer, 0)
    with _readers(machine, each=each) as seen:
        for number in range(1, published + 1):
            publish(writer, number, full=number == published // 2)
    for numbers in seen:
        assert numbers == sorted(numbers)
        assert numbers[-1] == published
    assert any(len(set(numbers)) > 2 for numbers in seen)


def test_a_reader_stays_with_a_generation_that_others_have_replaced(machine, monkeypatch):
    reader, writer = machine("reader"), machine("writer")
    publish(writer, 0)
    with reader.steady():
        for number in range(1, 4):
            publish(writer, number)
        assert round_of(reader.answer(QUESTION)) == 0
    assert round_of(reader.answer(QUESTION)) == 3
    assert len(writer.generations.all()) == 4
    monkeypatch.setattr(generations, "KEPT_SECONDS", -1.0)
    publish(writer, 4)
    assert len(writer.generations.all()) == generations.KEPT
    writer.rollback()
    assert live_round(reader) == 3


@pytest.mark.parametrize("copy", [None, b"", b"no arrays"])
def test_a_machine_gets_its_copy_of_the_vocabulary_anew(machine, copy):
    publish(machine("writer"), 0)
    reader = machine("reader")
    words = reader.analyzer().terms["häusern"]
    (path,) = reader.root.glob("vocabulary-*")
    if copy is None:
        path.unlink()
    else:
        path.write_bytes(copy)
    assert machine("reader").analyzer().terms["häusern"] == words


@pytest.mark.parametrize("moment", ["_clone", "_bulk", "_aliases"])
def test_of_two_machines_that_update_one_wins(machine, moment):
    first, second = machine("first"), machine("second")
    publish(first, 0)
    before_request(first, at(moment, lambda: publish(second, 1)))
    with pytest.raises(WriterBusyError, match="another machine"):
        publish(first, 1)
    undisturbed(first)
    assert live_round(first) == live_round(second) == 1
    assert_tidy(first)
    publish(first, 2)
    assert live_round(second) == 2


@pytest.mark.parametrize("moment", ["_bulk", "_aliases"])
def test_of_two_machines_that_build_the_first_index_one_wins(machine, moment):
    first, second = machine("first"), machine("second")
    before_request(first, at(moment, lambda: publish(second, 1)))
    with pytest.raises(WriterBusyError, match="another machine"):
        publish(first, 0)
    undisturbed(first)
    assert live_round(first) == live_round(second) == 1
    assert_tidy(first)


def test_a_machine_that_fails_does_not_disturb_another_at_work(machine):
    first, second = machine("first"), machine("second")
    publish(first, 0)

    def fail():
        raise EngineUnavailableError

    before_request(second, at("_aliases", fail))

    def other():
        with pytest.raises(EngineUnavailableError):
            publish(second, 1)

    before_request(first, at("_mapping", lambda: before_request(first, at("_aliases", other))))
    publish(first, 1)
    undisturbed(first)
    undisturbed(second)
    assert live_round(second) == 1
    publish(second, 2)
    assert live_round(first) == 2
    assert_tidy(first)


def test_a_forked_child_and_its_parent_ask_at_once(machine):
    engine = machine("one")
    publish(engine, 0)
    questions = [QUESTION, Question(plan=plan.Everything(), limit=1)]
    answers = [engine.answer(question) for question in questions]

    def right(number: int) -> bool:
        return all(engine.answer(questions[number]) == answers[number] for _ in range(20))

    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if right(1) else 1
        finally:
            os._exit(code)
    assert right(0)
    assert os.waitpid(child, 0)[1] == 0


def _full(engine: OpenSearchEngine, index: str, *, full: bool = True) -> None:
    """Do what a cluster does to an index on a disk that is nearly full, or to take it back."""
    body = {"index.blocks.read_only_allow_delete": full or None}
    engine.cluster.client.indices.put_settings(index=index, body=body)


def test_a_full_cluster_takes_no_update_and_answers(machine):
    engine = machine("one")
    publish(engine, 0)
    live = engine.generations.live()
    _full(engine, live)
    with pytest.raises(StorageFullError, match="flood-stage"):
        publish(engine, 1)
    assert live_round(engine) == 0
    _full(engine, live, full=False)
    publish(engine, 1)
    assert live_round(engine) == 1
    assert_tidy(engine)


@pytest.mark.parametrize("which", ["words", "00000002"])
def test_a_cluster_that_gets_full_meanwhile_keeps_the_index_of_before(machine, monkeypatch, which):
    engine = machine("one")
    publish(engine, 0)
    index, waited = f"{engine.cluster.alias}-{which}", []
    monkeypatch.setattr("opensearchpy.helpers.actions.time.sleep", waited.append)
    before_request(engine, at("_bulk", lambda: _full(machine("operator"), index)))
    with pytest.raises(StorageFullError, match="flood-stage"):
        publish(engine, 1)
    assert waited == [1, 2, 4, 8, 16]  # it might have been only busy
    undisturbed(engine)
    _full(engine, f"{engine.cluster.alias}-words", full=False)
    assert live_round(engine) == 0
    assert_tidy(engine)
    publish(engine, 1)
    assert live_round(engine) == 1
