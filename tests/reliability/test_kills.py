"""R2: SIGKILL at any moment of `fundstelle index` leaves the index of before or of after."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from search import SearchRequest, open_service
from search.errors import IndexMissingError
from tests.commands import PATIENCE_S, Outcome, call
from tests.reliability.conftest import finish, leftovers, lines, run, start, write_lines

ARTICLES, CHANGED, FILES = 240, 60, 12
# The words of earlier rounds are written over since; of those the last two are looked for too.
LOOKED_FOR = ARTICLES // CHANGED + 2
# Garbage is collected at once, so that kills hit that step too.
HASTY = "from search.engines.embedded.generations import chain; chain.KEPT_SECONDS = 0.0"


def _write_round(folder: Path, number: int) -> None:
    """Rewrite a quarter of the articles so that they hold the word of this round."""
    share = ARTICLES // FILES
    for part in range(FILES):
        if number == 0 or (part + number) % (ARTICLES // CHANGED) == 0:
            made = lines(share, 100 * number + part, f"runde{_letters(number)}", part * share)
            write_lines(folder / f"teil{part:02d}.jsonl", made)


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number)) + "x"


def _counts(index: Path, rounds: int) -> list[int]:
    """Return how many articles hold the word of each of the last rounds, in one generation."""
    service = open_service(index)
    try:
        return [
            service.search(SearchRequest(text=f'"runde{_letters(number)}"', limit=1)).articles
            for number in range(max(0, rounds - LOOKED_FOR), rounds)
        ]
    except IndexMissingError:
        return []


def _kill_after(seconds: float, *arguments: object) -> Outcome:
    process = start(*arguments, code=HASTY)
    try:
        process.wait(seconds)
    except BaseException:
        process.kill()
    return finish(process)


def _index_seconds(folder: Path, index: Path) -> float:
    begin = time.monotonic()
    assert run("index", folder, "--index", index, "--workers", 1, code=HASTY).code == 0
    return time.monotonic() - begin


def _assert_sound(index: Path) -> None:
    checked = call("check", "--index", index)
    published = _counts(index, 1) != []
    assert checked.code == (0 if published else 3), checked


# A hundred kills in four tests, so that both cores have some.
LONG = [pytest.param(25, seed, marks=pytest.mark.long) for seed in range(4)]


@pytest.mark.parametrize(("kills", "seed"), [(4, 4), *LONG])
def test_a_killed_run_leaves_the_index_before_or_after_it(tmp_path, kills, seed):
    rnd = random.Random(seed)
    folder, index = tmp_path / "quelle", tmp_path / "ix" / "index"
    _write_round(folder, 0)
    seconds = _index_seconds(folder, tmp_path / "probe" / "index")
    expected: list[int] = []
    killed = 0
    for number in range(10 * kills):
        if killed == kills:
            break
        _write_round(folder, number)
        before = [*expected, 0][-LOOKED_FOR:] if expected else []
        after = _expected(number)
        begin = time.monotonic()
        outcome = _kill_after(rnd.uniform(0.3, 1.0) * seconds, "index", folder, "--index", index,
                              "--workers", 1)  # fmt: skip
        assert outcome.code in (0, -signal.SIGKILL), outcome
        killed += outcome.code == -signal.SIGKILL
        if outcome.code == 0:  # it was quicker than thought: aim better
            seconds = min(seconds, time.monotonic() - begin)
        _assert_sound(index)
        found = _counts(index, number + 1)
        assert found == after or (outcome.code and found == before)
        healed = call("index", folder, "--index", index, "--workers", 1, "--format", "json")
        assert (healed.code, json.loads(healed.out)["articles"]) == (0, ARTICLES), healed
        assert _counts(index, number + 1) == after
        assert call("check", "--index", index).out == "ok\n"
        assert leftovers(index) == []
        expected = after
    assert killed == kills
    _write_round(folder, kills)
    assert call("index", folder, "--index", index).code == 0
    assert leftovers(index) == []


def _expected(rounds: int) -> list[int]:
    """Return what `_counts` finds once the rounds 0 to `rounds` are indexed."""
    owner = [0] * FILES
    for number in range(1, rounds + 1):
        for part in range(FILES):
            if (part + number) % (ARTICLES // CHANGED) == 0:
                owner[part] = number
    found = [owner.count(number) * (ARTICLES // FILES) for number in range(rounds + 1)]
    return found[-LOOKED_FOR:]


@pytest.fixture(scope="module")
def two_rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with its store after two rounds, each built as a whole."""
    place = tmp_path_factory.mktemp("runden")
    for number in range(2):
        _write_round(place / "quelle", number)
        index = place / "ix" / "index"
        assert call("index", place / "quelle", "--index", index, "--full").code == 0
    return index


@pytest.mark.parametrize("step", ["sync", "rename", "remove_tree", "link"])
def test_a_run_killed_in_a_step_of_publishing_is_completed_by_the_next(
    two_rounds, copy_of, tmp_path, step
):
    folder, index = tmp_path / "quelle", copy_of(two_rounds)
    for number in range(3):
        _write_round(folder, number)
    killer = (
        f"{HASTY}\nimport os, signal\nfrom search.system.storage import Storage\n"
        f"Storage.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = run("index", folder, "--index", index, "--workers", 1, code=killer)
    assert killed.code == -signal.SIGKILL
    _assert_sound(index)
    assert _counts(index, 3) in ([*_expected(1), 0], _expected(2))
    for number in (2, 3):
        _write_round(folder, number)
        assert call("index", folder, "--index", index).code == 0
    assert _counts(index, 4) == _expected(3)
    assert leftovers(index) == []
    assert call("check", "--index", index).out == "ok\n"


def test_workers_of_a_killed_run_end_with_it(tmp_path):
    """A run with worker processes leaves none of them behind."""
    folder, index = tmp_path / "quelle", tmp_path / "ix" / "index"
    for part in range(400):
        write_lines(folder / f"teil{part:03d}.jsonl", lines(5, part, "wort", part * 5))
    process = start("index", folder, "--index", index, "--workers", 2)
    workers: list[int] = []
    until = time.monotonic() + PATIENCE_S
    while len(workers) < 2 and time.monotonic() < until and process.poll() is None:
        workers = _children(process.pid)
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert len(workers) == 2
    try:
        until = time.monotonic() + PATIENCE_S
        while (alive := [pid for pid in workers if _alive(pid)]) and time.monotonic() < until:
            time.sleep(0.05)
        assert not alive
    finally:
        for pid in filter(_alive, workers):
            os.kill(pid, signal.SIGKILL)
        process.stdout.close()
        process.stderr.close()


def _children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def _alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
