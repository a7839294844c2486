"""`fundstelle alerts` and `suchen.toml`, as a user meets them."""

from __future__ import annotations

import json

import pytest

SEARCHES = """
[[suche]]
name = "Hochwasser"
frage = 'Hochwasser NICHT Theater quelle:"Aulener Bote"'

[[suche]]
name = "Bühne"
frage = "Theater ("
"""


def line(name, text, **facts):
    values = {"id": name, "title": f"Titel {name}", "source": "Aulener Bote", "text": text}
    return json.dumps({**values, **facts}, ensure_ascii=False)


@pytest.fixture
def add(run, tmp_path):
    """Write article lines and index them."""

    def add(*lines):
        (tmp_path / "zeilen.jsonl").write_text("\n".join(lines), "utf-8")
        run("index", "zeilen.jsonl")

    return add


@pytest.fixture
def searches(tmp_path, add):
    """The file of searches beside an index that has something for each; both were reported."""
    add(line("alt", "Das Hochwasser stieg."), line("stück", "Ein Stück im Theater."))
    path = tmp_path / "ix" / "suchen.toml"
    path.write_text(SEARCHES, "utf-8")
    return path


def test_the_first_run_tells_how_each_is_understood_and_reports_nothing(run, searches):
    done = run("alerts", code=1)
    assert done.out == ""
    assert done.err.splitlines() == [
        "Hochwasser: 1 Artikel gibt es schon, gemeldet wird, was von nun an dazukommt",
        "   Gesucht: Hochwasser, ohne Theater, Quelle: „Aulener Bote“",
        "Bühne: 1 Artikel gibt es schon, gemeldet wird, was von nun an dazukommt",
        "   Gesucht: Theater",
        "   Eine Klammer ohne Gegenstück wurde übergangen.",
        "nichts Neues in 2 Suchen",
    ]
    assert run("alerts", code=1).err == "nichts Neues in 2 Suchen\n"


def test_what_is_new_is_reported_once(run, searches, add):
    run("alerts", code=1)
    add(
        line("a", "Das Hochwasser sank.", date="2025-03-01"),
        line("b", "Hochwasser im Keller.", date="2025-03-02"),
        line("c", "Hochwasser.", source="Tarner Tagblatt"),
    )
    done = run("alerts")
    assert done.out == (
        "Hochwasser: 2 neue Artikel\n\n"
        "1. Titel b\n   Aulener Bote · 02.03.2025 · b\n     Hochwasser im Keller.\n\n"
        "2. Titel a\n   Aulener Bote · 01.03.2025 · a\n     Das Hochwasser sank.\n\n"
    )
    assert done.err == "2 neue Artikel in 1 von 2 Suchen\n"
    assert run("alerts", code=1).out == ""


def test_a_line_for_programs_is_that_of_search_with_the_name_of_the_search(run, searches, add):
    run("alerts", code=1)
    add(line("a", "Hochwasser unter dem Zelt der Bühne."), line("b", "Theater am Wehr."))
    told = [json.loads(text) for text in run("alerts", "--format", "jsonl").out.splitlines()]
    assert [(one["search"], one["rank"], one["id"]) for one in told] == [
        ("Hochwasser", 1, "a"),
        ("Bühne", 1, "b"),
    ]
    query = ["search", "Hochwasser", "--sort", "newest", "--format", "jsonl"]
    same = [json.loads(text) for text in run(*query).out.splitlines()]
    other = next(one for one in same if one["id"] == "a")
    assert {**told[0], "rank": 0} == {"search": "Hochwasser", **other, "rank": 0}


def test_json_tells_all_searches_also_those_without_news(run, searches, add):
    run("alerts", code=1)
    searches.write_text(SEARCHES.replace("Theater (", "Oper"), "utf-8")
    add(line("a", "Hochwasser."))
    told = json.loads(run("alerts", "--format", "json").out)["searches"]
    assert [(one["search"], one["standing"], len(one["hits"])) for one in told] == [
        ("Hochwasser", None, 1),
        ("Bühne", 0, 0),
    ]
    assert told[1]["query"] == told[1]["described"] == "Oper"


def test_a_peek_leaves_it_new_and_since_a_day_it_is_reported_again(run, searches, add):
    run("alerts", code=1)
    add(line("a", "Hochwasser."))
    assert run("alerts", "--peek").out == run("alerts").out
    run("alerts", code=1)
    again = run("alerts", "--since", "2020", "--format", "jsonl").out.splitlines()
    assert [json.loads(text)["id"] for text in again] == ["a", "alt", "stück"]
    run("alerts", code=1)
    assert "ist als Anfang des Zeitraums nicht lesbar" in run(
        "alerts", "--since", "wann?", code=2
    ).err  # fmt: skip


def test_copies_are_one_unless_every_copy_is_wanted(run, searches, add):
    run("alerts", code=1)
    text = "Das Hochwasser stieg in der Nacht bis an den Markt und blieb dort drei Tage lang. " * 4
    add(line("a", text, date="2025-03-01"), line("b", text, date="2025-03-02"))
    told = json.loads(run("alerts", "--peek", "--format", "jsonl").out)
    assert (told["id"], [copy["id"] for copy in told["copies"]]) == ("a", ["b"])
    assert "1 Kopie: Aulener Bote (b)" in run("alerts", "--peek").out
    every = run("alerts", "--copies", "--format", "jsonl").out.splitlines()
    assert [json.loads(text)["id"] for text in every] == ["b", "a"]
    add(line("c", text))
    run("alerts", code=1)


def test_mistakes_are_told_before_anything_is_asked(run, tmp_path):
    assert "no search is saved: write such into" in run("alerts", code=2).err
    (tmp_path / "ix").mkdir()
    (tmp_path / "ix/suchen.toml").write_text('[[suche]]\nname = "a"\nfrage = "(("\n')
    told = run("alerts", code=2).err
    assert "suchen.toml, line 3: frage of 'a' means nothing: '(('" in told
    (tmp_path / "ix/suchen.toml").write_text(SEARCHES, "utf-8")
    assert "run `fundstelle index" in run("alerts", code=3).err
    assert not list((tmp_path / "ix").glob("*.json"))


def test_what_was_reported_is_known_no_more_if_its_file_is_damaged(run, searches):
    run("alerts", code=1)
    state = searches.with_name("index.gemeldet.json")
    state.write_bytes(state.read_bytes()[:-20])
    told = run("alerts", code=65).err
    assert f"{state} cannot be read" in told
    assert "remove it" in told


def test_a_backup_brings_searches_and_what_was_reported(run, searches, add, tmp_path):
    run("alerts", code=1)
    add(line("a", "Hochwasser."))
    run("export", "--backup", "a.tar")
    place = ["--index", tmp_path / "neu" / "archiv"]
    run("restore", "a.tar", *place)
    assert sorted(path.name for path in (tmp_path / "neu").glob("*.*")) == [
        "archiv.gemeldet.json", "articles.sqlite", "suchen.toml",
    ]  # fmt: skip
    assert '"id": "a"' in run("alerts", "--format", "jsonl", *place).out
    run("alerts", *place, code=1)
