"""The command line as a user meets it: output, exit codes, clear errors."""

from __future__ import annotations

import gzip
import json
import os

import pytest

from search import index_sources


def test_index_then_search_then_again_unchanged(run_apart, article_lines):
    first = json.loads(run_apart("index", article_lines, "--format", "json").out)
    assert (first["new"], first["failed"], first["articles"]) == (4, 0, 4)
    again = json.loads(run_apart("index", article_lines, "--format", "json").out)
    assert (again["new"], again["unchanged"]) == (0, 4)
    assert again["generation"] == first["generation"]
    found = run_apart("search", "Macht", "--format", "jsonl").out
    hits = [json.loads(line) for line in found.splitlines()]
    assert hits[0]["id"] == "macht"
    snippet = hits[0]["sections"][0]["snippets"][0]
    assert [snippet["text"][a:b] for a, b in snippet["marks"]] == ["Macht"]
    run_apart("check")
    run_apart("stats")


def test_no_hits_is_exit_1_and_no_index_is_3(run_apart, article_lines):
    assert "fundstelle index" in run_apart("search", "x", code=3).err
    run_apart("index", article_lines)
    run_apart("search", "gibtesnicht", code=1)


def test_why_an_article_matches_that_there_is_not_is_exit_2(run, indexed):
    assert "wasser" in run("explain", "Hochwasser", "--article", "wasser").out
    answer = run("explain", "Hochwasser", "--article", "nirgends", code=2)
    assert "there is no article 'nirgends'" in answer.err


@pytest.mark.parametrize("command", ["check", "stats", "export"])
def test_a_store_that_is_missing_is_exit_3(run, indexed, command):
    answer = run(command, "--store", "nirgends.sqlite", code=3)
    assert "nothing is stored in nirgends.sqlite yet: run `fundstelle index SOURCE…`" in answer.err


def test_the_list_of_commands_is_not_cut_off(run):
    assert "..." not in run("--help").out.partition("Commands:")[2]


def test_how_far_results_reach_is_told_in_german(run, indexed):
    answer = run("search", "Wasser", "--offset", "9999", code=2)
    assert "Mehr als 10.000 Treffer" in answer.err


def test_the_day_of_a_hit_is_that_of_the_time_zone_in_which_it_is_asked_for(run, tmp_path):
    lines = tmp_path / "artikel.jsonl"
    text = "Die Fähre ruht. " + " ".join(f"Wort{n}" for n in range(40))
    dates = {"a": "2025-01-31T23:30:00Z", "b": "2025-02-02T05:00:00+07:00"}
    rows = [{"id": id_, "source": id_, "text": text, "date": day} for id_, day in dates.items()]
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    run("index", lines)
    for id_, day in (("a", "01.02.2025"), ("b", "01.02.2025")):
        told = run("search", f"Fähre am:{day}", "--source", id_).out
        assert f"{id_} · {day} · {id_}" in told
    assert "b · 01.02.2025 23:00 · b" in run("show", "a", "--copies").out


def test_where_results_end_before_a_page_that_is_told(run, indexed):
    found = len(run("search", "Wasser", "--format", "jsonl").out.splitlines())
    told = run("search", "Wasser", "--offset", found, code=1).err
    assert f"So weit reicht das Ergebnis nicht: --offset höchstens {found - 1}" in told
    assert "So weit" not in run("search", "Wasser", "--offset", found - 1).err
    assert "So weit" not in run("search", "Quantenschaum", "--offset", 3, code=1).err


def test_wrong_usage_is_exit_2(run, run_apart, indexed):
    for arguments in (["search", "a" * 600], ["search", "x", "--from", "quatsch"], ["index"],
                      ["index", "nirgends"], ["search", "x", "--limit", "0"]):  # fmt: skip
        assert run(*arguments, code=2).err.strip(), arguments
    assert run_apart("nonsense", code=2).err.strip()


def test_bad_files_are_named_and_the_rest_is_indexed(run, tmp_path):
    folder = tmp_path / "ein ordner"
    folder.mkdir()
    (folder / "leer.txt").write_text("")
    (folder / "binaer.txt").write_bytes(b"\x00\x01" * 50)
    (folder / "ohne.html").write_text("<html><body><nav>x</nav></body></html>")
    (folder / "gross.html").write_bytes(b"x" * (11 << 20))
    (folder / "kaputt.html.gz").write_bytes(b"no gzip")
    (folder / "bombe.html.gz").write_bytes(gzip.compress(b"a" * (40 << 20)))
    (folder / "zeilen.jsonl").write_text(
        '{"id": "gut", "text": "Ein Satz."}\n{"id": \n{"id": "gut", "text": "doppelt markerwort"}\n'
        '{"id": "x", "title": 3, "text": "unerhörtwort"}\n'
    )
    report = json.loads(run("index", folder, "--format", "json").out)
    assert report["articles"] == 1
    reasons = {f["file"].rsplit("/", 1)[1]: f["reason"] for f in report["failures"]}
    assert set(reasons) == {"leer.txt", "binaer.txt", "ohne.html", "gross.html", "kaputt.html.gz",
                            "bombe.html.gz", "zeilen.jsonl"}  # fmt: skip
    assert report["failed"] == 9
    run("search", "markerwort", code=1)
    run("search", "unerhörtwort", code=1)


def test_a_file_of_nothing_but_bad_lines_does_not_hide_the_others(run, tmp_path):
    (tmp_path / "a.jsonl").write_text("{}\n" * 200)
    (tmp_path / "b.txt").write_bytes(b"")
    answer = run("index", tmp_path, code=65)
    assert answer.err.count("a.jsonl") == 5
    assert "b.txt: empty file" in answer.err
    assert "… and 195 more" in answer.err


def test_names_of_files_do_not_steer_the_terminal(run, tmp_path, monkeypatch):
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)  # as on a terminal
    (tmp_path / "rot\x1b[31m\n.txt").write_bytes(b"")
    assert "rot\ufffd[31m\ufffd.txt: empty file\n" in run("index", tmp_path, code=65).err
    assert "rot\ufffd[31m\ufffd.txt" in run("show", tmp_path / "rot\x1b[31m\n.txt", code=65).err


def test_of_one_article_in_several_files_the_fuller_text_is_kept(run, tmp_path):
    folder = tmp_path / "mehrmals"
    folder.mkdir()
    for name, text in (("a", "Ein Satz."), ("b", "Ein Satz."), ("c", "Ein Satz mit mehr Worten."),
                       ("d", "Ein Satz.")):  # fmt: skip
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": "eins", "text": text}))
    report = json.loads(run("index", folder, "--format", "json").out)
    assert (report["articles"], report["failed"], report["skipped"]) == (1, 0, 1)
    assert report["skips"][0]["file"].endswith("d.jsonl")
    assert "an excerpt of an article that is kept in full" in report["skips"][0]["reason"]
    assert "c.jsonl" in report["skips"][0]["reason"]
    run("search", "Worten")
    again = json.loads(run("index", folder, "--format", "json").out)
    assert (again["unchanged"], again["skipped"]) == (1, 1)


def test_files_of_no_known_kind_are_passed_over_unless_they_are_named(run, tmp_path):
    folder = tmp_path / "gemischt"
    folder.mkdir()
    (folder / "paket.json").write_text('{"name": "werkzeug", "version": 3}')
    (folder / "daten.json").write_text("[1, 2, 3]")
    (folder / "karte.xml").write_text("<urlset><url/></urlset>")
    (folder / "kaputt.json").write_text("{")
    (folder / "artikel.txt").write_text("Titel\nDarunter steht ein Satz.")
    report = json.loads(run("index", folder, "--format", "json").out)
    assert (report["articles"], report["skipped"], report["failed"]) == (1, 3, 1)
    assert report["failures"][0]["file"].endswith("kaputt.json")
    told = run("index", folder)
    assert "3 passed over" in told.out
    assert "and 1 more: JSON of no known kind" in told.err
    assert "karte.xml: XML of no known kind (root <urlset>)" in told.err
    assert run("index", folder / "karte.xml", "--full", "--format", "json", code=0)
    report = json.loads(
        run("index", folder / "daten.json", "--format", "json", "--index", tmp_path / "neu" / "i",
            code=65).out
    )  # fmt: skip
    assert (report["skipped"], report["failed"]) == (0, 1)


def test_files_of_other_kinds_in_a_folder_are_counted_by_their_ending(run, tmp_path):
    folder = tmp_path / "gespeichert"
    (folder / "seite_files").mkdir(parents=True)
    for name in (
        "bericht.PDF",
        "seite_files/a.pdf",
        "seite_files/stil.css",
        "LIESMICH",
        ".versteckt",
    ):
        (folder / name).write_text("x")
    (folder / "artikel.txt").write_text("Titel\nDarunter steht ein Satz.")
    report = json.loads(run("index", folder, "--format", "json").out)
    assert report["others"] == {".pdf": 2, "": 1, ".css": 1}
    assert (report["articles"], report["skipped"], report["failed"]) == (1, 0, 0)
    told = run("index", folder)
    assert "left alone: 4 files of other kinds (.pdf, none, .css)" in told.err


def wire(version, headline, text, embargo=""):
    return f"""<newsItem guid="urn:newsml:a.example:1" version="{version}"><itemMeta>
        <itemClass qcode="ninat:text"/>{embargo}</itemMeta>
        <contentMeta><headline>{headline}</headline></contentMeta>
        <contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet>
        </newsItem>"""


@pytest.mark.parametrize("order", [("3", "2", "1"), ("2", "3", "1")])
def test_the_newest_version_of_a_wire_text_is_kept(run, tmp_path, order):
    folder = tmp_path / "eingang"
    folder.mkdir()
    for number, version in enumerate(order):
        text = f"Fassung {version} der Meldung. " + "Ein Satz mehr. " * (3 - int(version))
        (folder / f"{number}.xml").write_text(wire(version, f"Stand {version}", text))
        report = json.loads(run("index", folder, "--format", "json").out)
        assert report["failed"] == 0
        (folder / f"{number}.xml").unlink()
    assert "Fassung 3" in run("show", "urn:newsml:a.example:1").out
    again = wire("1", "Stand 1", "Fassung 1 der Meldung, die zu spät kommt.")
    (folder / "spaet.xml").write_text(again)
    report = json.loads(run("index", folder, "--format", "json").out)
    assert "version 1 of an article that is kept in version 3" in report["skips"][0]["reason"]


def test_an_embargoed_text_is_read_when_its_time_has_come(run, tmp_path):
    folder = tmp_path / "eingang"
    folder.mkdir()
    path = folder / "sperre.xml"
    mark = "<embargoed>2999-01-01T06:00:00+01:00</embargoed>"
    path.write_text(wire(1, "Später", "Ein Text, den noch niemand sehen darf.", mark))
    for _ in range(2):
        report = json.loads(run("index", folder, "--format", "json").out)
        assert (report["articles"], report["failed"], report["skipped"]) == (0, 0, 1)
        assert "embargoed until 01.01.2999 06:00" in report["skips"][0]["reason"]
    path.write_text(path.read_text().replace("2999", "1999"))
    assert json.loads(run("index", folder, "--format", "json").out)["new"] == 1


def test_prune_drops_what_is_gone_and_rollback_brings_it_back(run, tmp_path):
    folder = tmp_path / "seiten"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(
            f"Titel {name}\nEin Teaser.\nDer Satz über {name}wort.\n"
        )
    run("index", folder)
    (folder / "a.txt").unlink()
    assert json.loads(run("index", folder, "--format", "json").out)["removed"] == 0
    assert json.loads(run("index", folder, "--prune", "--format", "json").out)["removed"] == 1
    run("search", "awort", code=1)
    run("index", "--rollback")
    run("search", "awort")


def test_where_there_is_no_index_there_is_nothing_to_roll_back_and_nothing_is_made(run, tmp_path):
    told = run("index", "--rollback", "--index", tmp_path / "fehlt/index", code=3)
    assert "run `fundstelle index SOURCE…" in told.err
    assert not (tmp_path / "fehlt").exists()


def test_prune_keeps_what_cannot_be_looked_at(tmp_path, monkeypatch):
    for name in ("a/eins", "a2/zwei", "drei"):
        path = tmp_path / "blatt" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Titel {name}\nEin Teaser.\nDer Satz über {name}.\n")
    place = {"index": tmp_path / "ix" / "index", "prune": True}
    assert index_sources([tmp_path / "blatt"], **place).new == 3
    scan = os.scandir

    def closed(folder):
        if str(folder).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    (tmp_path / "blatt/a2/zwei.txt").unlink()
    monkeypatch.setattr("os.scandir", closed)
    report = index_sources([tmp_path / "blatt"], **place)
    assert (report.removed, report.articles, len(report.failures)) == (1, 2, 1)


def test_show_needs_no_index(run, tmp_path):
    page = tmp_path / "seite.txt"
    page.write_text(
        "Ein Titel\nEin Teaser dazu.\nAulen – Der erste Absatz ist lang genug.\nMeine News\n"
        "Eine Zwischenzeile\nDer zweite Absatz. (kw/dpa)\n"
    )
    shown = json.loads(run("show", page, "--format", "json").out)
    assert (shown["title"], shown["dateline"], shown["agencies"]) == ("Ein Titel", "Aulen", ["dpa"])
    assert [s["heading"] for s in shown["sections"]] == ["", "Eine Zwischenzeile"]
    assert shown["sections"][1]["paragraphs"] == ["Der zweite Absatz."]


def test_evaluate_prints_the_measures(run, indexed, tmp_path):
    (tmp_path / "q.jsonl").write_text('{"id": "1", "text": "Hochwasser"}\n')
    (tmp_path / "r.tsv").write_text("query-id\tarticle-id\trelevance\n1\twasser\t1\n")
    figures = json.loads(
        run("evaluate", "--queries", "q.jsonl", "--qrels", "r.tsv", "--format", "json").out
    )
    assert (figures["queries"], figures["ndcg@10"]) == (1, 1.0)
    (tmp_path / "q.jsonl").write_text('{"id": "2", "text": "Hochwasser"}\n')
    answer = run("evaluate", "--queries", "q.jsonl", "--qrels", "r.tsv", code=2)
    assert "no query of q.jsonl is judged in r.tsv" in answer.err


def test_sources_of_which_none_can_be_read(run, indexed, article_lines, tmp_path):
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(b"PK")
    for _ in range(2):  # the second time it is known
        told = run("index", broken, code=65).err
        assert f"not indexed: {broken}: no ZIP file, or cut off" in told
        assert f"no article was found in {broken}" in told
    assert "no article was found" not in run("index", article_lines, broken).err
    empty = tmp_path / "leer"
    empty.mkdir()
    assert f"no article was found in {empty}" in run("index", empty).err
