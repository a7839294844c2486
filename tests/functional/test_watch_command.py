"""`fundstelle index --watch` as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.commands import PATIENCE_S

# As the command, but it looks every hundredth of a second.
HASTY = """
import search.indexing.watching
search.indexing.watching.LEAST_PAUSE_S = search.indexing.watching.LONGEST_PAUSE_S = 0.01
from search.cli import main
main()
"""


@pytest.fixture
def watch(tmp_path):
    """Start the command; what it prints is read line by line, which waits for it."""

    @contextmanager
    def start(*arguments, before=""):
        process = subprocess.Popen(
            [sys.executable, "-c", before + HASTY, "index", "blatt", "--watch", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
            env={**os.environ, "FUNDSTELLE_INDEX": str(tmp_path / "ix/index")},
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    (tmp_path / "blatt").mkdir()
    (tmp_path / "blatt/a.txt").write_text("Titel\nEin Teaser.\nDer Satz über die Brücke.\n")
    return start


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_new_files_are_indexed_until_interrupted_which_is_exit_0(watch, tmp_path, name):
    with watch("--format", "json", "--prune") as process:
        assert json.loads(process.stdout.readline())["new"] == 1
        (tmp_path / "blatt/b.txt").write_text("Titel\nEin Teaser.\nDer Satz über den Hafen.\n")
        report = json.loads(process.stdout.readline())
        assert (report["new"], report["articles"]) == (1, 2)
        (tmp_path / "blatt/a.txt").unlink()
        assert json.loads(process.stdout.readline())["removed"] == 1
        process.send_signal(getattr(signal, name))
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    assert "Traceback" not in err


def test_rules_take_effect_while_watching_and_a_mistake_is_waited_out(watch, tmp_path):
    rules = tmp_path / "ix/regeln.toml"
    with watch("--format", "json") as process:
        assert json.loads(process.stdout.readline())["new"] == 1
        assert process.stderr.readline().startswith("watching blatt")
        rules.write_text("[[weglassen]]\nzeile = Der\n")
        told = process.stderr.readline()
        assert "regeln.toml, line 2" in told
        assert told.endswith("waiting for a change\n")
        rules.write_text('[[weglassen]]\nzeile = "Der Satz*"\n')
        assert json.loads(process.stdout.readline())["changed"] == 1


def test_an_update_that_is_cut_off_is_130(watch):
    slow = """
import os, signal, search.indexing.update
search.indexing.update._publish = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)
"""
    with watch(before=slow) as process:
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "interrupted; the index is as it was before" in err


def test_a_file_that_cannot_be_read_is_told_once(watch, tmp_path):
    (tmp_path / "blatt/leer.txt").write_text("")
    with watch() as process:
        assert "1 failed" in process.stdout.readline()
        (tmp_path / "blatt/b.txt").write_text("Titel\nEin Teaser.\nDer Satz über den Hafen.\n")
        assert "1 new" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert err.count("leer.txt") == 1


def test_watching_nothing_or_what_is_not_there_is_exit_2(tmp_path):
    for arguments in (["--watch"], ["--watch", "--full"], ["nirgends", "--watch"]):
        done = subprocess.run(
            [sys.executable, "-m", "search", "index", *arguments], capture_output=True, text=True,
            cwd=tmp_path, env={**os.environ, "FUNDSTELLE_INDEX": str(tmp_path / "ix/index")},
        )  # fmt: skip
        assert done.returncode == 2, done.stderr
