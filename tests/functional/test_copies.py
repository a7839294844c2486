"""Copies and revisions as a reader meets them, on the site and on the command line."""

from __future__ import annotations

import json
import re

import pytest

from search import SearchRequest, index_samples, index_sources, open_service
from tests.prose import prose
from web import create_app

SHARED = [f"{prose(f'Teil {n}', 30)}." for n in range(6)]


def line(name, paragraphs, **facts):
    values = {"id": name, "title": f"Titel {name}", "text": "\n".join(paragraphs), **facts}
    return json.dumps(values, ensure_ascii=False)


LINES = [
    line("bote", ["Hafen.", *SHARED], source="Bote", date="2025-03-02T08:00:00+01:00"),
    line("kurier", SHARED[:5], source="Kurier", date="2025-03-01T06:12:00+01:00", agency="dpa"),
    line("radio", [*SHARED, "Nur im Hafen von Aulen."], source="Radio", date="2025-03-03"),
    line("fremd", [prose("fremd", 90), "Hafen."], source="Bote", date="2025-03-04"),
]
WORD = SHARED[0].split()[2]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kopien")
    (folder / "zeilen.jsonl").write_text("\n".join(LINES), "utf-8")
    index_sources([folder / "zeilen.jsonl"], index=folder / "index")
    later = line("bote", ["Hafen.", *SHARED[:5], "Ganz neu."], source="Bote", date="2025-03-02")
    (folder / "zeilen.jsonl").write_text("\n".join([later, *LINES[1:]]), "utf-8")
    index_sources([folder / "zeilen.jsonl"], index=folder / "index")
    return folder / "index"


@pytest.fixture
def client(index):
    return create_app(open_service(index)).test_client()


@pytest.fixture
def run(run, index, monkeypatch):
    monkeypatch.setenv("FUNDSTELLE_INDEX", str(index))
    return run


def hits(index, text, **options):
    results = open_service(index).search(SearchRequest(text=text, **options))
    shown = {hit.id: [copy.id for copy in hit.copies] for hit in results.hits}
    return shown, results.articles, results.copies


def test_the_first_published_copy_stands_for_all(index):
    assert hits(index, WORD) == ({"kurier": ["bote", "radio"]}, 1, 2)
    assert hits(index, WORD, copies=True)[1:] == (3, 0)


def test_of_the_copies_that_match_the_first_is_shown(index):
    assert hits(index, "Hafen") == ({"bote": ["radio"], "fremd": []}, 2, 1)
    assert hits(index, WORD, sources=("Radio",)) == ({"radio": []}, 1, 0)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [("first", "kurier"), ("longest", "radio"), ("Bote", "bote"), ("Nirgends, RADIO,Bote", "radio"),
     ("Nirgends", "kurier")],
)  # fmt: skip
def test_the_setting_says_which_copy_is_shown(index, monkeypatch, rule, shown):
    monkeypatch.setenv("FUNDSTELLE_SHOWN_COPY", rule)
    assert list(hits(index, WORD)[0]) == [shown]


def test_counts_of_a_facet_are_what_it_leads_to(index):
    service = open_service(index)
    facets = service.search(SearchRequest(text="Hafen")).facets
    for value in facets["source"]:
        request = SearchRequest(text="Hafen", sources=(value.value,))
        assert service.search(request).articles == value.articles
    assert {value.value: value.articles for value in facets["source"]} == {"Bote": 2, "Radio": 1}


def test_new_copies_are_folded_by_a_service_that_is_open(tmp_path):
    lines = tmp_path / "a.jsonl"
    lines.write_text(LINES[0], "utf-8")
    index_sources([lines], index=tmp_path / "index")
    service = open_service(tmp_path / "index")
    assert service.search(SearchRequest(text=WORD)).copies == 0
    lines.write_text("\n".join(LINES[:3]), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    assert service.search(SearchRequest(text=WORD)).copies == 2


def test_warming_reads_new_groups_once(tmp_path, monkeypatch):
    lines = tmp_path / "a.jsonl"
    lines.write_text(LINES[0], "utf-8")
    index_sources([lines], index=tmp_path / "index")
    service = open_service(tmp_path / "index")
    read = []
    monkeypatch.setattr(
        "search.results.copies.CopyTable.all", lambda self: read.append(1) or iter(())
    )
    service.warm()
    service.warm()
    assert len(read) == 1
    lines.write_text("\n".join(LINES[:3]), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    service.warm()
    service.search(SearchRequest(text=WORD))
    assert len(read) == 2


def test_results_page_folds_and_unfolds(client):
    page = client.get(f"/suche?q={WORD}&quelle=").text
    assert "1 Artikel (1 Abschnitt), 2 Kopien ausgeblendet" in page
    assert f'href="/suche?q={WORD}&amp;kopien=an"' in page
    assert 'href="/artikel/radio?q=' in page
    page = client.get(f"/suche?q={WORD}&kopien=an").text
    assert "3 Artikel (3 Abschnitte), Kopien einzeln" in page
    assert 'name="kopien" value="an"' in page
    assert "2 Kopien" not in page
    assert client.get(f"/suche?q={WORD}&kopien=ja").status_code == 400


def test_article_page_lists_copies_and_what_one_changed(client):
    page = client.get("/artikel/kurier").text
    assert "2 Kopien dieses Textes" in page
    assert 'href="/artikel/bote"' in page
    assert "unterschiede" in page
    assert "<ins>" not in page
    page = client.get("/artikel/kurier?vergleich=radio").text
    assert "Nur im Hafen von Aulen.</bdi></ins>" in page
    assert "Titel <mark>kurier</mark></bdi></del>" in page
    assert 'content="noindex"' in page
    assert "Kopie" not in client.get("/artikel/fremd").text


def test_article_page_lists_revisions_and_what_changed_since(client):
    page = client.get("/artikel/bote?fassung=1").text
    assert "2 Fassungen" in page
    assert "Ganz neu.</bdi></ins>" in page
    assert "Fassungen" not in client.get("/artikel/radio").text


def test_above_the_text_stands_what_is_below_it(client):
    def ways(article: str) -> list[tuple[str, str]]:
        top = client.get(f"/artikel/{article}").text.partition('<div class="text__body">')[0]
        return re.findall(r'text__step" href="(#\w+)">([^<]*)</a>', top)

    cite = ("#zitieren", "Zitieren")
    assert ways("bote") == [cite, ("#kopien", "2 Kopien"), ("#fassungen", "2 Fassungen")]
    assert ways("fremd") == [cite]


def test_an_article_page_tells_when_its_text_came_and_changed(tmp_path):
    lines = tmp_path / "zeilen.jsonl"
    day = "2025-03-02T08:{}+01:00"
    rows = [
        line("eins", ["Hafen."], date=day.format("00:00"), modified=day.format("00:40")),
        line("zwei", ["Mole."], date=day.format("00:00"), modified="2025-03-03T09:30:00+01:00"),
        line("drei", ["Steg."], date=day.format("00:00"), modified="2025-03-01T09:30:00+01:00"),
    ]
    lines.write_text("\n".join(rows), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    pages = {name: client.get(f"/artikel/{name}").text for name in ("eins", "zwei", "drei")}
    for page in pages.values():
        assert ">2. März 2025, 08:00 Uhr</time>" in page
        assert re.search(r"In diesem Wortlaut gelesen am <time [^>]*>[^<]*Uhr</time>", page)
    assert [name for name, page in pages.items() if "geändert" in page] == ["zwei"]
    assert re.search(r"geändert <time [^>]*>3\. März 2025, 09:30 Uhr</time>", pages["zwei"])


@pytest.mark.parametrize(
    "query", ["vergleich=fremd", "vergleich=kurier", "vergleich=x", "fassung=2", "fassung=9",
              "fassung=%C2%B2", "fassung=-1", "fassung=x"],
)  # fmt: skip
def test_versions_that_are_none_are_400_with_a_reason(client, query):
    assert client.get(f"/artikel/kurier?{query}").status_code == 400


def test_searching_finds_the_current_text_alone(index):
    assert hits(index, '"Ganz neu"')[0] == {"bote": []}
    assert list(hits(index, SHARED[5].split()[4], copies=True)[0]) == ["radio"]


def test_show_tells_of_an_article_what_one_cites(run, tmp_path):
    page = tmp_path / "zeile.jsonl"
    page.write_text(
        line("x", ["Hafen."], date="2025-03-02T07:00:05Z", url="https://bote.example/x",
             source="Bote", topics=["Politik", "Hafen"]), "utf-8"
    )  # fmt: skip
    facts = ["Bote · 02.03.2025 08:00", "https://bote.example/x", "Politik, Hafen", "Hafen."]
    assert run("show", page).out.splitlines() == ["Titel x", *facts]


def test_search_prints_copies_and_a_switch_shows_them(run):
    done = run("search", WORD)
    assert "2 Kopien: Bote (bote), Radio (radio)" in done.out
    assert "1 Artikel (1 Abschnitt), 2 Kopien ausgeblendet" in done.err
    hit = json.loads(run("search", WORD, "--no-copies", "--format", "jsonl").out)
    assert [copy["source"] for copy in hit["copies"]] == ["Bote", "Radio"]
    assert len(run("search", WORD, "--copies", "--format", "jsonl").out.splitlines()) == 3


def test_show_takes_an_id_where_there_is_no_such_file(run, tmp_path):
    assert json.loads(run("show", "radio", "--format", "json").out)["source"] == "Radio"
    (tmp_path / "radio").write_text("x")
    assert "radio" in run("show", "radio", code=65).err
    error = run("show", "niemand", code=2).err
    assert "no file 'niemand'" in error
    assert "articles.sqlite" in error


def test_show_lists_copies_with_what_each_changed(run):
    done = json.loads(run("show", "kurier", "--copies", "--format", "json").out)
    assert [copy["id"] for copy in done["copies"]] == ["bote", "radio"]
    changes = done["copies"][1]["difference"]
    assert {"change": "added", "sentences": [SHARED[5], "Nur im Hafen von Aulen."]} in changes
    text = run("show", "kurier", "--copies").out
    assert "  + Nur im Hafen von Aulen." in text
    assert json.loads(run("show", "fremd", "--copies", "--format", "json").out)["copies"] == []


def test_show_lists_revisions_with_time_fingerprint_and_change(run):
    done = json.loads(run("show", "bote", "--revisions", "--format", "json").out)
    assert [revision["number"] for revision in done["revisions"]] == [1, 2]
    assert all(len(revision["fingerprint"]) == 64 for revision in done["revisions"])
    assert "+ Ganz neu." in run("show", "bote", "--revisions").out
    assert "- Ganz neu." in run("show", "bote", "--diff", "2", "1").out
    assert "[1, 2]" in run("show", "bote", "--diff", "1", "7", code=2).err
    for wrong in (["niemand", "--revisions"], ["bote", "--copies", "--revisions"]):
        assert run("show", *wrong, code=2).err


def test_the_samples_hold_copies_and_a_revision(tmp_path):
    index_samples(tmp_path / "index")
    service = open_service(tmp_path / "index")
    results = service.search(SearchRequest(text="Abkochgebot Breitenwehr Gesundheitsamt"))
    assert len(results.hits[0].copies) == 2
    assert len(service.versions.revisions("AB-2025-0117")) == 2
    article = service.article("AB-2025-0117")
    assert article is not None
    assert "91 Hektar" in article.sections[0].paragraphs[0]


def test_single_sections_are_hits_of_their_own_but_for_those_of_copies(run):
    def sections(*options):
        lines = run("search", WORD, "--by", "section", "--format", "jsonl", *options).out
        return [hit["sections"] for hit in map(json.loads, lines.splitlines())]

    assert [len(of_hit) for of_hit in sections("--copies")] == [1, 1, 1]
    ((section,),) = sections()
    assert section["snippets"][0]["marks"]
    done = run("search", WORD, "--by", "section")
    assert f"Gesucht: {WORD}" in done.err
    assert "Artikel (" not in done.err  # nothing is counted
    run("search", "gibtesnicht", "--by", "section", code=1)
