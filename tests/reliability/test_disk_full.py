"""R3: a full or read-only disk is told in one line, and the old index answers on."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import index_sources, open_service
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.generations import chain
from search.engines.lock import writer_lock
from search.errors import StorageFullError
from tests.commands import Outcome, call
from tests.reliability.conftest import answers, leftovers, lines, run, write_lines

KIB = 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a disk in memory with given options, or change the options of it."""
    folder = tmp_path / "platte"
    folder.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        how = f"remount,{options}" if mounted else options
        command = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", folder]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError as error:
            pytest.skip(f"no mount: {error}")
        if done.returncode and not mounted:
            pytest.skip(f"no disk in memory may be mounted: {done.stderr.strip()}")
        assert done.returncode == 0, done.stderr
        mounted = True
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", "-l", folder], check=True)


def _used(folder: Path) -> int:
    return int(subprocess.check_output(["du", "-sk", folder], text=True).split()[0]) * KIB


def _assert_told(done: Outcome) -> None:
    assert done.code == 74, done
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    assert done.err.startswith("fundstelle: ")


@pytest.mark.parametrize("step", [160, pytest.param(24, marks=pytest.mark.long)])
def test_at_every_size_of_a_disk_a_run_is_done_or_leaves_the_old_answers(disk, tmp_path, step):
    folder = disk("size=8m")
    index = folder / "ix" / "index"
    source = write_lines(tmp_path / "artikel.jsonl", lines(30))
    assert call("index", source, "--index", index).code == 0
    before = answers(index)
    write_lines(source, lines(30) + lines(400, seed=2, first=30))
    size, full = _used(folder) + 4 * KIB, 0
    while size < 16 * KIB * KIB:
        disk(f"size={size}")
        done = run("index", source, "--index", index, "--workers", 1, "--format", "json")
        if done.code == 0:
            break
        full += 1
        _assert_told(done)
        assert answers(index) == before
        assert call("check", "--index", index).out == "ok\n"
        assert leftovers(index) == []
        with writer_lock(index):
            size += step * KIB
    assert json.loads(done.out)["articles"] == 430
    assert full >= (12 if step == 24 else 3)
    assert answers(index) != before
    assert call("check", "--index", index).out == "ok\n"


LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("limit", [40 * KIB, 400 * KIB])
def test_a_file_that_may_not_grow_is_told_and_the_next_run_completes(tmp_path, limit):
    index, source = tmp_path / "ix" / "index", write_lines(tmp_path / "artikel.jsonl", lines(4))
    assert call("index", source, "--index", index).code == 0
    before = answers(index)
    write_lines(source, lines(4) + lines(1000, seed=2, first=4))
    done = run("index", source, "--index", index, "--workers", 1, code=LIMITED.format(limit))
    _assert_told(done)
    assert answers(index) == before
    assert leftovers(index) == []
    assert call("index", source, "--index", index).code == 0
    assert call("check", "--index", index).out == "ok\n"
    assert open_service(index).info().articles == 1004


def test_a_disk_that_fills_while_indexing_is_told_with_path_and_free_bytes(tmp_path):
    index, source = tmp_path / "ix" / "index", write_lines(tmp_path / "artikel.jsonl", lines(150))
    assert call("index", source, "--index", index).code == 0
    code = LIMITED.format(40 * KIB)
    done = run("index", "--full", "--index", index, "--workers", 1, code=code)
    _assert_told(done)
    assert str(index) in done.err
    assert re.search(r"\b\d+ bytes are free", done.err)


def test_a_folder_for_temporary_files_without_room_does_not_matter(disk, tmp_path, monkeypatch):
    index, source = tmp_path / "ix" / "index", write_lines(tmp_path / "artikel.jsonl", lines(600))
    monkeypatch.setenv("TMPDIR", str(disk(f"size={8 * KIB}")))
    assert run("index", source, "--index", index, "--workers", 2).code == 0
    assert open_service(index).info().articles == 600


def test_too_little_room_is_told_before_anything_is_built(two_generations, monkeypatch):
    index = two_generations.index
    monkeypatch.setattr(chain, "free_bytes", lambda _: 4711)
    done = call("index", "--full", "--index", index)
    _assert_told(done)
    assert str(index) in done.err
    wanted = re.search(r": 4711 bytes free, (\d+) bytes wanted", done.err)
    assert wanted
    assert int(wanted[1]) == int(2.2 * open_service(index).info().size_bytes)
    assert answers(index) == two_generations.newer
    assert leftovers(index) == []


def test_a_full_disk_while_publishing_is_told_with_path_and_free_bytes(
    two_generations, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    engine = EmbeddedEngine(two_generations.index)
    monkeypatch.setattr(engine._generations.storage, "write", full)
    with (
        pytest.raises(StorageFullError, match=rf"{two_generations.index}.* \d+ bytes are free"),
        engine.writer(stamp="s", full=True),
    ):
        pass
    assert answers(two_generations.index) == two_generations.newer
    assert leftovers(two_generations.index) == []


def test_a_file_in_the_place_of_the_index_is_exit_73(tmp_path):
    source = write_lines(tmp_path / "artikel.jsonl", lines(4))
    (tmp_path / "index").write_text("keiner")
    for index in (tmp_path / "index", tmp_path / "index" / "tiefer"):
        done = call("index", source, "--index", index)
        assert (done.code, str(index) in done.err) == (73, True), done


def _read_only(disk: Callable[[str], Path], tmp_path: Path) -> tuple[Path, Path]:
    index = disk("size=8m") / "ix" / "index"
    source = write_lines(tmp_path / "artikel.jsonl", lines(30))
    index_sources([source], index=index)
    disk("ro")
    return index, source


def test_a_read_only_disk_answers_on(disk, tmp_path):
    index, source = _read_only(disk, tmp_path)
    assert call("search", "gemeinsam", "--index", index).code == 0
    assert call("check", "--index", index).out == "ok\n"
    assert call("index", "--rollback", "--index", index).code == 73
    elsewhere = tmp_path / "articles.sqlite"
    done = call("index", source, "--index", index, "--store", elsewhere)
    assert (done.code, "Read-only file system" in done.err) == (73, True), done


def test_writing_to_a_read_only_disk_is_exit_73(disk, tmp_path):
    index, source = _read_only(disk, tmp_path)
    for sources in ([source], ["--full"]):
        done = call("index", *sources, "--index", index)
        assert (done.code, str(index) in done.err) == (73, True), done
