"""What saved searches report may come twice after a crash, and is never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import PATIENCE_S, call
from tests.reliability.conftest import REPO, environment, finish, lines, run, start, write_lines

SEARCH = '[[suche]]\nname = "alles"\nfrage = "gemeinsam"\n'

# What a step of writing is replaced by, to die before it or after.
KILLED = """
import os, signal
from search.alerts import Reports
from search.system.storage import Storage
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
"""
# Says that it has the lock, then waits until its standard input is closed.
WAITING = """
import sys
from search.alerts import Reports
read = Reports.read
def wait(self):
    print("held", flush=True)
    sys.stdin.read()
    return read(self)
Reports.read = wait
"""


@pytest.fixture(scope="module")
def _index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gemeldet")
    index, source = folder / "ix" / "index", folder / "artikel.jsonl"
    assert call("index", write_lines(source, lines(5)), "--index", index).code == 0
    (index.parent / "suchen.toml").write_text(SEARCH)
    assert call("alerts", "--index", index).code == 1
    assert call("index", write_lines(source, lines(8)), "--index", index).code == 0
    return index


@pytest.fixture
def index(_index: Path, copy_of: Callable[[Path], Path]) -> Path:
    """An index whose only search was reported, and three articles that came since."""
    return copy_of(_index)


def reported(index: Path) -> list[str]:
    done = call("alerts", "--index", index, "--format", "jsonl")
    return sorted(json.loads(line)["id"] for line in done.out.splitlines())


NEW = ["a0005", "a0006", "a0007"]


@pytest.mark.parametrize(
    ("step", "again"),
    [
        ("Reports.write = die", True),
        ("Storage.write = die", True),
        ("Storage.sync = die", True),
        ("Storage.rename = die", True),
        ("rename = Storage.rename\nStorage.rename = lambda *a: (rename(*a), die())", False),
    ],
)
def test_who_is_killed_before_it_is_noted_reports_again(index, step, again):
    killed = run("alerts", "--index", index, "--format", "jsonl", code=f"{KILLED}\n{step}")
    assert killed.code == -9
    # All of it had been written out by then.
    assert sorted(json.loads(line)["id"] for line in killed.out.splitlines()) == NEW
    assert reported(index) == (NEW if again else [])
    assert reported(index) == []


def test_what_a_reader_of_the_output_did_not_take_is_reported_again(index):
    process = start("alerts", "--index", index)
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(PATIENCE_S) == 0
    assert process.stderr is not None
    process.stderr.close()
    assert reported(index) == NEW


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_the_disk_did_not_take_is_reported_again(index):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "search", "alerts", "--index", index],
            stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), cwd=REPO,
        )  # fmt: skip
    assert done.returncode == 74, done.stderr
    assert reported(index) == NEW


def test_a_second_run_is_refused_while_a_peek_is_not(index):
    first = subprocess.Popen(
        [sys.executable, "-c", f"{WAITING}\nfrom search.cli import main\nmain()", "alerts",
         "--index", str(index), "--format", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(),
    )  # fmt: skip
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        second = call("alerts", "--index", index)
        assert (second.code, second.out) == (75, "")
        assert f"another report is at work on {index.parent}: process {first.pid}" in second.err
        assert call("alerts", "--index", index, "--peek").code == 0
        done = finish(first)
    finally:
        first.kill()
        first.communicate()
    assert done.code == 0
    assert len(done.out.splitlines()) == len(NEW)
    assert reported(index) == []


def test_an_index_run_that_is_killed_after_it_stored_costs_no_report(index, tmp_path):
    """Stored long before, its articles are new when they can be found."""
    assert reported(index) == NEW
    source = write_lines(tmp_path / "artikel.jsonl", lines(10))
    die = (
        "import os, search.indexing.update as update\nupdate._publish = lambda *a, **o: os._exit(9)"
    )
    assert run("index", source, "--index", index, code=die).code == 9
    assert reported(index) == []
    write_lines(source, lines(11))
    assert call("index", source, "--index", index).code == 0
    assert reported(index) == ["a0008", "a0009", "a0010"]


def test_a_place_that_cannot_be_written_is_told_before_anything_is_reported(index):
    lock = index.parent / "index.gemeldet.lock"
    lock.unlink()
    lock.mkdir()
    done = call("alerts", "--index", index)
    assert (done.code, done.out) == (74, "")
    assert str(lock) in done.err
    assert call("alerts", "--index", index, "--peek").code == 0
