"""R6: one writer at a time; the others are told at once who is at work."""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.engines.lock import writer_lock
from search.errors import WriterBusyError
from tests.commands import PATIENCE_S, call
from tests.reliability.conftest import finish, lines, run, start, write_lines

# Says when it has the lock, then waits until the gate, its last argument, is opened and closed.
HOLD = """
import sys
from search.engines.embedded.generations.chain import Generations
begin, gate = Generations.begin, sys.argv.pop()
def wait(*arguments, **options):
    print("held", flush=True)
    open(gate).read()
    return begin(*arguments, **options)
Generations.begin = wait
"""
HOLD_STORE = HOLD.replace("search.engines.embedded.generations.chain", "corpus.store").replace(
    "Generations", "ArticleStore").replace("begin", "batch")  # fmt: skip


@contextmanager
def holder(index: Path, source: Path, code: str = HOLD) -> Iterator[tuple[int, Callable[[], None]]]:
    """Run an `index` that stops at its first step; yield its pid and what lets it go to its end."""
    gate = index.parent.parent / "tor"
    os.mkfifo(gate)
    process = start("index", source, "--index", index, gate, code=code)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"

        def go_on() -> None:
            gate.open("w").close()
            assert finish(process).code == 0

        yield process.pid, go_on
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "ix" / "index", write_lines(tmp_path / "artikel.jsonl", lines(20))


@contextmanager
def at_once() -> Iterator[None]:
    """Let the block fail if it sleeps or waits for a lock."""
    lock = fcntl.flock

    def locked(file: int, how: int) -> None:
        assert how & fcntl.LOCK_NB, "waits for a lock"
        lock(file, how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fcntl, "flock", locked)
        patch.setattr(time, "sleep", lambda _: pytest.fail("sleeps"))
        yield


def test_who_waits_is_noticed(tmp_path):
    with (tmp_path / "LOCK").open("w") as file, pytest.raises(AssertionError), at_once():
        fcntl.flock(file, fcntl.LOCK_EX)
    with pytest.raises(pytest.fail.Exception), at_once():
        time.sleep(1)


def test_a_second_writer_is_told_at_once_who_is_at_work(place):
    index, source = place
    with holder(index, source) as (pid, _):
        with at_once():
            done = call("index", source, "--index", index)
        assert done.code == 75
        assert re.search(rf"\b{pid}\b", done.err)
        started = re.search(r"started (\S+);", done.err)
        assert started
        age = datetime.now(UTC) - datetime.fromisoformat(started[1])
        assert 0 <= age.total_seconds() < PATIENCE_S
        for command in (["index", "--full"], ["index", "--rollback"]):
            assert call(*command, "--index", index).code == 75
        assert run("index", source, "--index", index).code == 75


def test_a_second_writer_does_not_wait_while_the_first_writes_the_store(place):
    index, source = place
    with holder(index, source, HOLD_STORE) as (pid, _):
        # Whoever waits for the store waits longer than this test.
        patient = f"import corpus.database\ncorpus.database.BUSY_TIMEOUT_S = {2 * PATIENCE_S}"
        second = start("index", source, "--index", index, code=patient)
        try:
            done = finish(second)
        finally:
            second.kill()
            second.communicate()
        assert done.code == 75
        assert str(pid) in done.err


def test_readers_do_not_wait_for_a_writer(place):
    index, source = place
    assert call("index", source, "--index", index).code == 0
    write_lines(source, lines(25, seed=2))
    with holder(index, source), at_once():
        assert call("search", "gemeinsam", "--index", index).code == 0
        assert call("check", "--index", index).code == 0


def test_the_lock_is_free_when_its_holder_is_killed(place):
    index, source = place
    with holder(index, source):
        assert call("index", source, "--index", index).code == 75
    with writer_lock(index):
        pass
    assert call("index", source, "--index", index).code == 0
    assert call("check", "--index", index).out == "ok\n"


def test_of_ten_at_once_exactly_one_runs(place):
    index, source = place
    with holder(index, source) as (pid, go_on):
        processes = [start("index", source, "--index", index) for _ in range(9)]
        others = [finish(process) for process in processes]
        assert [other.code for other in others] == [75] * 9
        assert all(str(pid) in other.err for other in others)
        go_on()
    assert call("search", "gemeinsam", "--index", index).code == 0


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"pid": 1}', b"0" * 9999])
def test_a_busy_lock_with_odd_content_is_still_a_clear_answer(tmp_path, content):
    (tmp_path / "LOCK").write_bytes(content)
    with open(tmp_path / "LOCK") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(WriterBusyError, match="another writer is at work"):
            writer_lock(tmp_path).__enter__()


def test_odd_content_of_a_free_lock_is_overwritten(tmp_path):
    (tmp_path / "LOCK").write_bytes(b"\0" * 500)
    with writer_lock(tmp_path):
        assert str(os.getpid()).encode() in (tmp_path / "LOCK").read_bytes()
        assert (tmp_path / "LOCK").stat().st_size < 200


def test_there_is_no_option_to_force_the_lock():
    assert "force" not in call("index", "--help").out.lower()
    assert "unlock" not in call("index", "--help").out.lower()
