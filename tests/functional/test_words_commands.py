"""`fundstelle split` and `fundstelle analyze` as a user meets them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from search.analysis import Analyzer, Vocabulary
from search.analysis.compounds import CompoundModel
from search.analysis.compounds.facts import pack
from search.analysis.compounds.grammar import JOINTS, NOUN
from search.cli import cli
from search.cli.options import Place


@pytest.fixture
def run(monkeypatch):
    """Call a command with a model of three words: learning is tested elsewhere."""
    words = ("wetter", "bericht", "brücke")
    row = np.ones(len(words), np.int64)
    facts = pack(NOUN * row, 60 * row, 60 * row, 40 * row, np.zeros((len(words), len(JOINTS))))
    model = CompoundModel(dict(zip(words, facts.tolist(), strict=True)), {})
    analyzer = Analyzer(Vocabulary(compounds=model))
    monkeypatch.setattr(Place, "analyzer", lambda *_, **__: analyzer)

    def call(*arguments, typed=None):
        done = CliRunner().invoke(cli, list(arguments), input=typed)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def test_split_tells_parts_and_reason(run):
    assert run("split", "Wetterbericht") == (
        "Wetter + Bericht  (bekannte Teile: Wetter (rund 42) + Bericht (rund 42), ohne Fuge)\n"
    )


def test_split_reads_one_word_a_line_and_prints_one_line_each(run):
    typed = "Wetterbericht\n\nBru\u0308cke\r\nLehrer:innen\n"
    lines = [
        json.loads(line)
        for line in run("split", "-", "--format", "jsonl", typed=typed).split("\n")
        if line
    ]
    assert [line["word"] for line in lines] == ["Wetterbericht", "", "Brücke", "Lehrer:innen"]
    assert [line["parts"] for line in lines] == [
        ["Wetter", "Bericht"], [""], ["Brücke"], ["Lehrer:innen"],
    ]  # fmt: skip
    assert all(set(line) == {"word", "parts", "reason"} and line["reason"] for line in lines)


def test_standard_input_is_read_once(run):
    lines = run("split", "-", "Hafen", "-", typed="Brücke\nTurm\n").splitlines()
    assert [line.split()[0] for line in lines] == ["Brücke", "Turm", "Hafen"]


def test_split_as_json_is_one_list(run):
    answer = json.loads(run("split", "Brücke", "Wetterbericht", "--format", "json"))
    assert [entry["word"] for entry in answer] == ["Brücke", "Wetterbericht"]


def test_analyze_tells_the_terms_of_every_word(run):
    line = run("analyze", "Der Wetterbericht", "--format", "jsonl")
    assert json.loads(line) == {
        "text": "Der Wetterbericht",
        "tokens": [
            {"start": 0, "end": 3, "exact": "der", "stem": ["·der"], "parts": []},
            {"start": 4, "end": 17, "exact": "wetterbericht", "stem": ["wetterbericht"],
             "parts": ["wetter", "bericht", "wetterbericht"]},
        ],
    }  # fmt: skip


def test_analyze_for_people_shows_the_parts(run):
    told = run("analyze", "Wetterbericht")
    assert "wetterbericht → wetterbericht, darin wetter, bericht, wetterbericht" in told


@pytest.mark.parametrize("command", ["split", "analyze"])
def test_no_word_is_wrong_usage(command):
    assert CliRunner().invoke(cli, [command]).exit_code == 2
