"""A hit tells which words of the query stand nowhere in its article."""

from __future__ import annotations

import json
import re

import pytest

from search import SearchRequest, index_sources, open_service
from web import create_app

FERRIES = [
    {"heading": f"Fähre {n}", "paragraphs": [f"Am Ort {n} legt die Fähre an."]} for n in "ABCD"
]
ARTICLES = [
    {"id": "kai", "title": "Der Kai", "text": "Am Kai lag die Fähre, die Mole war leer."},
    {"id": "steg", "title": "Der Steg", "text": "Am Steg lag die Fähre lange Zeit."},
    {
        "id": "lang",
        "title": "Am Ufer",
        "sections": [*FERRIES, {"heading": "Und sonst", "paragraphs": ["Ganz am Ende der Kai."]}],
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("missing")
    lines = folder / "zeilen.jsonl"
    lines.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    index_sources([lines], index=folder / "index")
    return open_service(folder / "index")


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("Fähre Kai Mole", {"kai": (), "steg": ("Kai", "Mole"), "lang": ("Mole",)}),
        ("die Fähren vom Kai zur Mole", {"kai": (), "steg": ("Kai", "Mole"), "lang": ("Mole",)}),
        ('Fähre Mole "lange Zeit"', {
            "kai": ("„lange Zeit“",), "steg": ("Mole",), "lang": ("Mole", "„lange Zeit“")}),
        ("Fähre Kabel* Mole~", {
            "kai": ("Kabel*",), "steg": ("Kabel*", "Mole~"), "lang": ("Kabel*", "Mole~")}),
        ("Fähre (Kai ODER Boot) Mole", {
            "kai": (), "steg": ("Kai oder Boot", "Mole"), "lang": ("Mole",)}),
        ('Fähre Ort (Mole ODER "am Steg")', {
            "kai": ("Ort",), "steg": ("Ort",), "lang": ("Mole oder „am Steg“",)}),
        ("Fähre Mole (Kai ODER (Boot UND Anker))", {
            "kai": (), "steg": ("Mole",), "lang": ("Mole",)}),
        ("titel:(Kai Ufer Mole)", {"kai": (), "lang": ()}),
        ("Fähre Mole (Boot ODER autor:Alm)", {"kai": (), "steg": ("Mole",), "lang": ("Mole",)}),
        ("Fähre Mole (Boot ODER quelle:bote)", {"kai": (), "steg": ("Mole",), "lang": ("Mole",)}),
        ("Fähre Kai Mole +Steg", {"steg": ("Kai", "Mole")}),
        ("Fähre ODER (Kai Mole Steg)", {"kai": (), "steg": (), "lang": ()}),
        ("Fähre Kai", {"kai": (), "lang": ()}),
        ("Kai Steg", {"kai": ("Steg",), "steg": ("Kai",), "lang": ("Steg",)}),
    ],
)  # fmt: skip
def test_words_that_stand_nowhere_in_an_article_are_told(service, query, missing):
    """Of those typed side by side, of which some may be missing; in no section, listed or not."""
    hits = service.search(SearchRequest(text=query)).hits
    assert {hit.id: hit.missing for hit in hits} == missing


def test_of_a_single_section_it_is_told_what_it_and_the_title_lack(service):
    found = service.best_sections(SearchRequest(text="Kai Ufer Fähre Mole"))
    told = {(hit.id, hit.sections[0].number): hit.missing for hit in found.hits}
    assert told["lang", 1] == ("Kai", "Mole")
    assert told["kai", 0] == ("Ufer",)


def test_the_page_the_command_and_programs_tell_it(service):
    client = create_app(service).test_client()
    page = client.get("/suche?q=Fähre+Kai+Mole").text
    assert re.findall("Es fehlt: <bdi>(.*?)</bdi>", page) == ["Mole", "Kai, Mole"]
    hits = client.get("/api/v1/search?q=Fähre+Kai+Mole").json["hits"]
    assert {hit["id"]: hit["missing"] for hit in hits}["steg"] == ["Kai", "Mole"]
