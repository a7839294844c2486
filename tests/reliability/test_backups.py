"""R12: a backup taken while an index run writes restores elsewhere to one whole generation."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import ArticleStore
from search import SearchRequest, index_sources, open_service
from search.as_json import json_text, results_dict
from search.backup import restore_backup, write_backup
from search.engines.embedded.generations import chain
from search.errors import StorageFullError
from search.settings import default_store
from search.system.storage import Storage
from tests.commands import call
from tests.reliability.conftest import QUERIES, REPO, environment, lines, run, write_lines

KIB = 1024


def told(index: Path) -> list[str]:
    """Return whole answers with texts and marks; nothing of them depends on time or place."""
    service = open_service(index)
    found = (results_dict(service.search(SearchRequest(text=query))) for query in QUERIES)
    return [json_text({**result, "seconds": 0}) for result in found]


class Backups:
    """Takes backups of one index, each of which is restored to a place of its own at once."""

    def __init__(self, index: Path, folder: Path) -> None:
        self.index, self.folder, self.count = index, folder, 0

    def take(self) -> tuple[str, list[str]]:
        """Return the generation that is restored, and its answers."""
        self.count += 1
        target, place = self.folder / f"{self.count}.tar", self.folder / f"{self.count}" / "index"
        write_backup(self.index, default_store(self.index), "embedded", target)
        report = restore_backup(target, place, default_store(place), "embedded")
        target.unlink()
        assert report.note == ""
        return report.generation, told(place)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    index = tmp_path / "ix" / "index"
    index_sources([write_lines(tmp_path / "artikel.jsonl", lines(40))], index=index)
    (tmp_path / "sicherung").mkdir()
    return Backups(index, tmp_path / "sicherung")


# What writes: every step of publishing, every statement that changes the store.
STEPS = [(Storage, name) for name in ("write", "sync", "link", "rename", "remove_tree")]
STEPS += [(ArticleStore, "_run"), (ArticleStore, "_many")]


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("full", [False, True])
def test_a_backup_at_any_step_of_an_index_run_is_of_before_or_after(
    backups, tmp_path, monkeypatch, full, every
):
    source = tmp_path / "artikel.jsonl"
    monkeypatch.setattr(chain, "KEPT_SECONDS", 0.0)
    write_lines(source, lines(40, seed=2))
    index_sources([source], index=backups.index)  # one to be collected as garbage
    before = told(backups.index)
    seen: list[list[str]] = []
    busy, count = False, 0

    def stepped(step: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object) -> object:
            nonlocal busy, count
            count += not busy
            if not busy and count % every == 0:
                busy = True
                seen.append(backups.take()[1])
                busy = False
            return step(*arguments)

        return wrapped

    write_lines(source, lines(40, seed=3) + lines(9, seed=4, first=40))
    with monkeypatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, stepped(getattr(owner, name)))
        index_sources([source], index=backups.index, full=full)
    after = told(backups.index)
    assert count > 30
    published = seen.index(after)
    assert seen == [before] * published + [after] * (len(seen) - published)
    assert 0 < published < len(seen)


WRITE = """
import json, sys
from pathlib import Path
from search import index_sources
from search.engines.embedded.generations import chain
from tests.reliability.conftest import lines, write_lines
from tests.reliability.test_backups import told
chain.KEPT_SECONDS = 0.0
index, source, known, seeds = *map(Path, sys.argv[1:4]), int(sys.argv[4])
for seed in range(10, 10 + seeds):
    write_lines(source, lines(40, seed=seed))
    report = index_sources([source], index=index, full=seed % 2 == 0)
    with known.open("a") as out:
        print(json.dumps([report.generation, told(index)]), file=out)
"""


@pytest.mark.parametrize("runs", [4, pytest.param(20, marks=pytest.mark.long)])
def test_backups_beside_a_writer_and_readers_are_each_of_one_generation(backups, tmp_path, runs):
    known = {"gen-00000001": told(backups.index)}
    arguments = backups.index, tmp_path / "artikel.jsonl", tmp_path / "bekannt.jsonl", str(runs)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, *arguments], env=environment(), cwd=REPO
    )
    failed: list[BaseException] = []
    reader = threading.Thread(target=_read_until, args=(writer, backups.index, failed))
    reader.start()
    try:
        taken = []
        while writer.poll() is None:
            taken.append(backups.take())
    finally:
        writer.kill()
        writer.wait()
        reader.join()
    assert (writer.returncode, failed) == (0, [])
    known |= dict(map(json.loads, (tmp_path / "bekannt.jsonl").read_text().splitlines()))
    assert len(known) == runs + 1
    assert all(known[generation] == answers for generation, answers in taken)
    assert len({generation for generation, _ in taken}) > 1


def _read_until(writer: subprocess.Popen[str], index: Path, failed: list[BaseException]) -> None:
    service = open_service(index)
    try:
        while writer.poll() is None:
            assert service.search(SearchRequest(text="gemeinsam")).articles == 40
    except BaseException as error:
        failed.append(error)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [4 * KIB, 1024 * KIB])
def test_a_full_disk_is_told_and_nothing_is_left(backups, tmp_path, size):
    target, place = tmp_path / "a.tar", tmp_path / "neu" / "index"
    store = default_store(backups.index)
    with no_file_beyond(size), pytest.raises(Exception, match=str(tmp_path)) as caught:
        write_backup(backups.index, store, "embedded", target)
    assert isinstance(caught.value, StorageFullError) or size < store.stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["artikel.jsonl", "ix", "sicherung"]
    write_backup(backups.index, store, "embedded", target)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    done = run("restore", target, "--index", place, code=limited)
    assert (done.code, done.out, done.err.count("\n")) == (74, "", 1), done
    assert not place.parent.exists()
    assert call("restore", target, "--index", place).code == 0
    assert told(place) == told(backups.index)
