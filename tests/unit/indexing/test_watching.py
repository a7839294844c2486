"""Watching: what has settled is read, once; what is being written waits; what is gone is said."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from corpus import SourceMissingError, find_files
from search.errors import StorageFullError, WriterBusyError
from search.indexing import IndexReport
from search.indexing.watching import (
    LEAST_PAUSE_S,
    LONGEST_PAUSE_S,
    RETRY_PAUSE_S,
    Watcher,
    keep_updating,
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "blatt"
    made.mkdir()
    return made


class Script:
    """Steps that happen during the pauses; the interrupt comes behind the last one."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.pauses: list[float] = []

    def __call__(self, seconds):
        self.pauses.append(seconds)
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


def nothing():
    return None


def watched(folder, *steps, settings=(), prune=False, update=None, clock=lambda: 0.0):
    """Return what each update was given to read, what was told, and the pauses."""
    watcher = Watcher([str(folder)], settings, prune=prune)
    given: list[list[str]] = []
    told: list[str] = []
    script = Script(*steps)

    def read(leave):
        given.append([f.path.name for f in find_files([str(folder)]) if not leave(f)])
        return IndexReport()

    with suppress(KeyboardInterrupt):
        list(keep_updating(watcher, update or read, tell=told.append, sleep=script, clock=clock))
    return given, told, script.pauses


def writes(path, text):
    return lambda: path.write_text(text)


def test_what_is_there_is_read_once_and_then_what_comes(folder):
    (folder / "a.txt").write_text("eins")
    given, _, pauses = watched(
        folder, nothing, nothing, nothing, writes(folder / "b.txt", "zwei"), nothing, nothing
    )
    assert given == [["a.txt"], ["a.txt", "b.txt"]]
    assert set(pauses) == {LEAST_PAUSE_S}


def test_a_file_that_grows_waits_and_the_others_do_not(folder):
    (folder / "a.txt").write_text("fertig")
    growing = folder / "b.txt"
    growing.write_text("x")
    given, _, _ = watched(
        folder,
        writes(growing, "xx"),  # the first look and the second differ
        writes(growing, "xxx"),
        nothing,
        nothing,
    )
    assert given == [["a.txt"], ["a.txt", "b.txt"]]


def test_many_files_at_once_are_one_batch(folder):
    def all_at_once():
        for number in range(5):
            (folder / f"{number}.txt").write_text("neu")

    given, _, _ = watched(folder, nothing, all_at_once, nothing, nothing, nothing)
    assert given == [[f"{number}.txt" for number in range(5)]]


def test_a_change_between_looking_and_reading_waits(folder):
    path = folder / "a.txt"
    path.write_text("alt")
    seen = []

    def late(leave):
        path.write_text("gerade geändert")
        seen.append([f.path.name for f in find_files([str(folder)]) if not leave(f)])
        return IndexReport()

    # Settled, but changed before it is read; two looks later it has settled again.
    steps = [nothing, nothing, nothing]
    watched(folder, *steps, update=late)
    assert seen[0] == []
    assert len(seen) == 2


def test_a_changed_time_is_a_change(folder):
    path = folder / "a.txt"
    path.write_text("eins")
    given, _, _ = watched(folder, nothing, lambda: os.utime(path, ns=(1, 1)), nothing, nothing)
    assert given == [["a.txt"], ["a.txt"]]


@pytest.mark.parametrize(("prune", "updates"), [(False, 1), (True, 2)])
def test_a_file_that_is_gone_matters_only_to_prune(folder, prune, updates):
    for name in "ab":
        (folder / f"{name}.txt").write_text("da")
    gone = (folder / "a.txt").unlink
    given, _, _ = watched(folder, nothing, gone, nothing, nothing, prune=prune)
    assert len(given) == updates


def test_hidden_names_and_unknown_kinds_are_not_looked_at(folder):
    (folder / "a.txt").write_text("da")

    def other():
        (folder / ".b.txt.part").write_text("halb")
        (folder / "bild.png").write_text("x")
        (folder / ".git").mkdir()
        (folder / ".git/c.txt").write_text("x")
        (folder / "d.txt").symlink_to(folder / "a.txt")

    assert len(watched(folder, nothing, other, nothing, nothing)[0]) == 1


def test_settings_beside_the_index_ask_for_an_update(folder, tmp_path):
    (folder / "a.txt").write_text("da")
    words = tmp_path / "woerter.txt"
    given, _, _ = watched(
        folder, nothing, writes(words, "Wort"), nothing, words.unlink, nothing, nothing,
        settings=[words],
    )  # fmt: skip
    assert len(given) == 3


def test_an_unmounted_drive_is_waited_for_and_nothing_is_dropped(folder):
    path = folder / "a.txt"
    path.write_text("da")

    def mounted():
        folder.mkdir()
        path.write_text("wieder da")

    given, told, _ = watched(
        folder, nothing, path.unlink, nothing, folder.rmdir, nothing, mounted, nothing, nothing,
        prune=True,
    )  # fmt: skip
    assert given == [["a.txt"], ["a.txt"]]
    assert [line.rpartition(": ")[2] for line in told] == [
        "all files are gone; waiting for it", "No such file or directory; waiting for it"
    ]  # fmt: skip


def test_a_source_that_was_never_there_is_wrong_usage(tmp_path):
    with pytest.raises(SourceMissingError, match="nirgends"):
        watched(tmp_path / "nirgends", nothing)


@pytest.mark.parametrize(
    ("error", "pause"), [(WriterBusyError, LEAST_PAUSE_S), (StorageFullError, RETRY_PAUSE_S)]
)
def test_what_passes_is_told_once_and_tried_again(folder, error, pause):
    (folder / "a.txt").write_text("da")
    tries = []

    def update(leave):
        tries.append(1)
        if len(tries) < 3:
            raise error("pid 7 is at work")
        return IndexReport()

    _, told, pauses = watched(folder, *[nothing] * 5, update=update)
    assert len(tries) == 3
    assert told == ["pid 7 is at work; trying again"]
    assert pauses == [LEAST_PAUSE_S, pause, pause] + [LEAST_PAUSE_S] * 3


def test_other_errors_end_the_watch(folder):
    (folder / "a.txt").write_text("da")

    def update(leave):
        raise PermissionError

    with pytest.raises(PermissionError):
        watched(folder, nothing, nothing, update=update)


@pytest.mark.parametrize(("look_s", "pause"), [(0.01, LEAST_PAUSE_S), (0.5, 5), (9, 60)])
def test_looking_takes_a_tenth_of_the_time(folder, look_s, pause):
    times = iter(range(100))
    # Nothing is there: nothing has to settle.
    _, _, pauses = watched(folder, nothing, clock=lambda: next(times) * look_s)
    assert pauses[0] == pytest.approx(pause)
    assert max(pauses) <= LONGEST_PAUSE_S


def test_what_settles_is_looked_at_sooner(folder):
    times = iter(range(100))
    path = folder / "a.txt"
    path.write_text("da")
    _, _, pauses = watched(
        folder, nothing, writes(path, "neu"), nothing, nothing, clock=lambda: next(times) * 1.0
    )
    assert pauses == [4, 10, 4, 10, 10]
