"""How commands end when it is not for their own reasons: the exit code and one line, no more."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest

from search.cli import cli

COMMANDS = ("search Macht --format jsonl", "search Macht", "export", "stats", "--help")


@pytest.fixture(params=["held", "written at once"])
def _output(request, monkeypatch):
    """Output is held until there is much of it, or none is."""
    if request.param == "held":
        monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    else:
        monkeypatch.setenv("PYTHONUNBUFFERED", "1")


def _ended(*arguments: str, stdout: int) -> tuple[int, list[str]]:
    """Run the command on a stream; return its exit code and what it said of its end."""
    done = subprocess.run(
        [sys.executable, "-m", "search", *arguments],
        stdout=stdout, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, [line for line in done.stderr.splitlines() if "fundstelle:" in line]


@pytest.mark.usefixtures("_output", "indexed")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_of_the_output_who_has_gone_is_no_error(command):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert _ended(*command.split(), stdout=writing) == (0, [])
    finally:
        os.close(writing)


@pytest.mark.usefixtures("_output", "indexed")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_finds_no_room_is_exit_74_and_may_be_the_output(command):
    with open("/dev/full", "wb") as full:
        code, said = _ended(*command.split(), stdout=full.fileno())
    assert code == 74
    assert len(said) == 1
    assert said[0].startswith("fundstelle: standard output or temporary files in ")
    assert said[0].endswith("No space left on device")


@pytest.mark.usefixtures("_output", "indexed")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("closed", [(1,), (0, 1, 2)])
def test_streams_that_were_closed_lead_nowhere(command, closed):
    code = f"""
import os, sys
for stream in {closed}:
    os.close(stream)
os.execv(sys.executable, [sys.executable, "-m", "search", *sys.argv[1:]])
"""
    done = subprocess.run([sys.executable, "-c", code, *command.split()], stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert b"internal error" not in done.stderr


@pytest.mark.parametrize("command", ["search Mueller", "export", "search Mueller --format jsonl"])
def test_what_is_written_is_utf_8_whatever_the_locale(indexed, command):
    usual, *others = (
        subprocess.run(
            [sys.executable, "-m", "search", *command.split()],
            env={**os.environ, "PYTHONIOENCODING": encoding}, check=True, capture_output=True,
        ).stdout
        for encoding in ("utf-8", "ascii", "latin-1")
    )  # fmt: skip
    assert others == [usual, usual]
    assert not usual.isascii()


def test_ctrl_c_while_the_command_is_being_imported_is_exit_130():
    code = """
import sys
class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "search.cli.commands":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
import search.cli
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 130
    assert done.stderr == "fundstelle: interrupted; the index is as it was before\n"


def test_a_minus_that_is_taken_for_an_option_is_explained_where_there_is_a_query(run):
    told = "A query with a minus stands between quotes"
    for command in ("search", "explain", "export"):
        assert told in run(command, "Kampf", "-Macht", code=2).err
    for command in ("fetch", "index", "stats", "alerts"):
        assert told not in run(command, "--nirgends", code=2).err


def test_a_rebuild_without_a_store_is_exit_3_and_makes_nothing(run, tmp_path):
    answer = run("index", "--full", code=3)
    assert "yet: run `fundstelle index SOURCE…`" in answer.err
    assert not (tmp_path / "ix").exists()


def test_the_help_tells_where_to_begin(run):
    assert "fundstelle index ~/Zeitung" in run("--help").out


@pytest.mark.parametrize("command", cli.commands.values(), ids=lambda command: command.name)
def test_every_option_tells_what_it_is_for(command):
    options = [option for option in command.params if isinstance(option, click.Option)]
    bare = [option.name for option in options if not option.help]
    assert set(bare) <= {"form", "port"}  # which say it themselves


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"Donau|\n", "woerter.txt, line 1: '' is no part of a word: write letters only"),
        ("Straßen|bahn\n".encode("cp1252"), "woerter.txt: not UTF-8: save the file as UTF-8"),
        (None, "woerter.txt: cannot be read: Is a directory"),
    ],
)
def test_a_mistake_in_the_own_words_names_file_and_remedy_once(
    run, indexed, tmp_path, written, said
):
    words = tmp_path / "ix" / "woerter.txt"
    words.write_bytes(written) if written else words.mkdir()
    told = run("index", "--full", code=2).err
    assert said in told
    assert told.count("woerter.txt") == 1


@pytest.mark.parametrize("command", ["search Mueller", "index --full", "check", "export"])
@pytest.mark.parametrize(
    ("layout", "said", "advice"),
    [(99, "a newer version of Fundstelle (layout 99", "update Fundstelle"),
     (3, "an older version of Fundstelle (layout 3", "read the files into another --store")],
)  # fmt: skip
def test_a_store_of_another_version_is_exit_65_and_says_what_to_do(
    run, indexed, tmp_path, command, layout, said, advice
):
    with closing(sqlite3.connect(tmp_path / "ix" / "articles.sqlite")) as database:
        database.execute(f"PRAGMA user_version = {layout}")
    told = run(*command.split(), code=65).err
    assert (said in told, advice in told) == (True, True)


def test_a_damaged_index_is_named_with_exit_65(run, indexed, tmp_path):
    generation = tmp_path / "ix/index/gen-00000001"
    victim = max(generation.glob("*.fnd"), key=lambda p: p.stat().st_size)
    victim.chmod(0o644)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    assert victim.name in run("check", code=65).out
    assert victim.name in run("search", "Macht", code=65).err
