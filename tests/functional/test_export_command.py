"""`fundstelle export`: all that is stored or what a query finds, on stdout or in a file."""

from __future__ import annotations

import csv
import json
import os
from io import StringIO
from xml.etree import ElementTree

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from search import understood
from search.cli import export as exporting

READ = {
    "jsonl": lambda text: [json.loads(line)["title"] for line in text.splitlines()],
    "csv": lambda text: [row["title"] for row in csv.DictReader(StringIO(text))],
    "csv-de": lambda text: [
        row["title"] for row in csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=";")
    ],
    "ris": lambda text: [one["title"] for one in rispy.loads(text)],
    "csl": lambda text: [one["title"] for one in json.loads(text)],
    "bibtex": lambda text: [one["title"].strip("{}") for one in parse_string(text).entries],
    "atom": lambda text: [
        one.findtext("{*}title") for one in ElementTree.fromstring(text).findall("{*}entry")
    ],
}


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_every_format_holds_what_is_stored_or_what_is_found(run, indexed, form):
    everything = READ[form](run("export", "--format", form).out)
    assert sorted(everything) == [
        "Hochwasser an der Tarn", "Kampf um die Macht im Stadtrat", "Ohne Datum", "Wahl der Worte"
    ]  # fmt: skip
    found = run("export", "Kampf", "Macht", "--sort", "newest", "--format", form)
    assert READ[form](found.out) == ["Wahl der Worte", "Kampf um die Macht im Stadtrat"]
    assert "2 Artikel" in found.err
    assert "Gesucht: " in found.err


def test_what_is_exported_whole_is_indexed_as_it_was(run, indexed, tmp_path):
    lines = tmp_path / "alles.jsonl"
    run("export", "-o", lines)
    again = ["--index", tmp_path / "neu" / "index"]
    run("index", lines, *again)
    assert run("export", *again).out == lines.read_text("utf-8")
    assert run("search", "Macht", "--format", "jsonl", *again).out == (
        run("search", "Macht", "--format", "jsonl").out
    )


def test_lines_of_hits_are_those_of_the_search(run, indexed):
    assert run("export", "Macht").out == run("search", "Macht", "--format", "jsonl").out
    narrowed = run("export", "--source", "Aulener Bote", "--from", "2025", "--format", "csv").out
    assert READ["csv"](narrowed) == ["Kampf um die Macht im Stadtrat"]


def test_hits_of_many_pages_are_each_there_once(run, indexed, monkeypatch):
    wanted = run("export", "--sort", "newest").out
    for size in (1, 2, 3, 4):
        monkeypatch.setattr(exporting, "PAGE", size)
        assert run("export", "--sort", "newest").out == wanted


def test_more_than_a_search_reaches_is_said(run, indexed, monkeypatch):
    monkeypatch.setattr(exporting, "PAGE", 1)
    monkeypatch.setattr(understood, "WINDOW", 2)
    done = run("export", "--sort", "newest")
    assert len(done.out.splitlines()) == 2
    assert "4 Artikel gefunden, die ersten 2" in done.err


def test_nothing_found_is_exit_1(run, indexed):
    done = run("export", "gibtesnicht", "--format", "csv", code=1)
    assert READ["csv"](done.out) == []
    assert "0 Artikel" in done.err


def test_a_file_is_replaced_as_a_whole_or_not_at_all(run, indexed, tmp_path, monkeypatch):
    target = tmp_path / "treffer.csv"
    target.write_text("was hier stand")
    for wrong, code in ((["x", "--from", "quatsch"], 2), (["x", "--index", tmp_path / "no"], 3)):
        run("export", *wrong, "-o", target, code=code)
        assert target.read_text() == "was hier stand"

    def fails(entries, stream, form):
        stream.write("halb")
        raise OSError(28, "No space left on device", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "_write", fails)
        run("export", "Macht", "-o", target, code=74)
    assert target.read_text() == "was hier stand"
    run("export", "Macht", "--format", "csv", "-o", target)
    assert len(READ["csv"](target.read_text("utf-8"))) == 2
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_what_a_link_leads_to_is_replaced_and_a_pipe_is_written_to(run, indexed, tmp_path):
    target, link, pipe = (tmp_path / name for name in ("ziel.csv", "link.csv", "rohr"))
    target.write_text("alt")
    link.symlink_to(target)
    run("export", "Macht", "-o", link)
    assert link.is_symlink()
    assert target.read_text("utf-8") == run("export", "Macht").out
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # so that the writer does not wait
    try:
        run("export", "Macht", "-o", pipe)
        assert os.read(reader, 1 << 16).decode() == target.read_text("utf-8")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_errors_say_what_to_do(run, tmp_path, article_lines):
    assert "fundstelle index" in run("export", code=3).err
    assert "fundstelle index" in run("export", "Macht", code=3).err
    run("index", article_lines)
    assert "fehlt" in run("export", "-o", tmp_path / "fehlt" / "x.csv", code=73).err
    assert "tex" in run("export", "--format", "tex", code=2).err


def test_a_backup_is_restored_elsewhere_and_answers_the_same(run, indexed, tmp_path):
    saved, there = tmp_path / "alles.tar", ["--index", tmp_path / "neu" / "index"]
    assert "4 articles" in run("export", "--backup", saved).out
    assert "4 articles" in run("restore", saved, *there).out
    for command in (["search", "Macht", "--format", "jsonl"], ["export"], ["check"]):
        assert run(*command, *there).out == run(*command).out
    run("restore", saved, *there, code=2)
    run("export", "--backup", saved, code=2)


def test_a_backup_is_of_everything_or_refused(run, indexed, tmp_path):
    saved = tmp_path / "alles.tar"
    for more in (
        ["Macht"],
        ["--source", "Aulener Bote"],
        ["-o", tmp_path / "x"],
        ["--format", "csv"],
    ):
        assert "--backup" in run("export", *more, "--backup", saved, code=2).err
    assert not saved.exists()
