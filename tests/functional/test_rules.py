"""`regeln.toml` beside the index, as a user meets it."""

from __future__ import annotations

import json

import pytest

RULES = """
[[weglassen]]
zeile = "Unser Merkwortkasten*"

[[quelle]]
name = "zeitung.example"
heisst = "Aulener Bote"
"""


@pytest.fixture(autouse=True)
def _articles(tmp_path):
    (tmp_path / "ix").mkdir()
    for number, name in enumerate(("zeitung.example", "anderswo.example")):
        text = f"Der Satz über die Brücke Nummer {number}.\nUnser Merkwortkasten zum Thema"
        (tmp_path / f"{number}.jsonl").write_text(
            json.dumps({"id": str(number), "title": f"T{number}", "source": name, "text": text})
        )


def index(run, *sources):
    report = json.loads(run("index", *sources, "--format", "json").out)
    return report["new"], report["changed"], report["unchanged"]


def test_changed_rules_take_effect_with_the_next_run(run, tmp_path):
    rules = tmp_path / "ix/regeln.toml"
    assert index(run, "0.jsonl", "1.jsonl") == (2, 0, 0)
    run("search", "Merkwortkasten")
    rules.write_text(RULES)
    assert index(run, "0.jsonl", "1.jsonl") == (0, 2, 0)
    run("search", "Merkwortkasten", code=1)
    run("search", "Brücke quelle:Bote")
    # Nothing changed: nothing is read again.
    assert index(run, "0.jsonl", "1.jsonl") == (0, 0, 2)
    rules.unlink()
    assert index(run, "0.jsonl", "1.jsonl") == (0, 2, 0)
    run("search", "Merkwortkasten")


def test_a_file_that_was_left_out_is_read_under_the_new_rules_when_it_is_named(run, tmp_path):
    index(run, "0.jsonl", "1.jsonl")
    (tmp_path / "ix/regeln.toml").write_text(RULES)
    assert index(run, "0.jsonl") == (0, 1, 0)
    assert index(run, "0.jsonl", "1.jsonl") == (0, 1, 1)


def test_show_tells_what_the_rules_did(run, tmp_path):
    (tmp_path / "ix/regeln.toml").write_text(RULES)
    done = run("show", "0.jsonl", "--explain", "--format", "json")
    assert json.loads(done.out)["source"] == "Aulener Bote"
    assert done.err.splitlines() == [
        "regeln.toml, line 5, quelle: zeitung.example",
        "regeln.toml, line 2, weglassen: Unser Merkwortkasten zum Thema",
    ]
    (tmp_path / "ix/regeln.toml").write_text('[[absatz]]\nzeile = "gibt es nicht"')
    assert run("show", "0.jsonl", "--explain").err == "regeln.toml: no rule fits\n"
    run("show", "gibtesnicht", "--explain", code=2)


def test_a_mistake_is_wrong_usage_before_anything_is_read(run, tmp_path):
    (tmp_path / "ix/regeln.toml").write_text("[[weglassen]]\nzeile = Werbung\n")
    told = run("index", "0.jsonl", code=2).err
    assert "regeln.toml, line 2" in told
    assert 'write a text in quotes, as in zeile = "Lesen Sie auch*"' in told
    run("search", "Brücke", code=3)


def test_a_table_is_read_by_the_columns_the_user_names(run, tmp_path):
    (tmp_path / "export.csv").write_text("Kennung;Meldung\nm1;Der Kutter Elvira ist gesunken.\n")
    done = run("index", "export.csv", code=65)
    assert "[[spalte]]" in done.err
    assert "'Meldung'" in done.err
    (tmp_path / "ix/regeln.toml").write_text(
        '[[spalte]]\nname = "Kennung"\ninhalt = "id"\n'
        '[[spalte]]\nname = "meldung"\ninhalt = "text"\ndatei = "export*.csv"\n'
    )
    assert index(run, "export.csv") == (1, 0, 0)
    assert '"m1"' in run("search", "Kutter", "--format", "json").out
    shown = run("show", "export.csv", "--explain")
    assert "Elvira" in shown.out
    assert shown.err.splitlines() == [
        "regeln.toml, line 1, spalte: Kennung = id",
        "regeln.toml, line 4, spalte: meldung = text",
    ]
