"""An article without a title is called by how its text begins, by whatever door one comes."""

from __future__ import annotations

import csv
import json
from io import StringIO
from xml.etree import ElementTree

import pytest

from corpus import Article, Section
from search import open_service
from web import create_app

TEXT = "Der Steg am Ufer der Laume wird im Frühjahr gebaut, sagte die Bürgermeisterin am Montag."
NAME = "Der Steg am Ufer der Laume wird im Frühjahr gebaut, sagte die …"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"title": "Rat baut Steg", "teaser": TEXT}, "Rat baut Steg"),
        ({"title": "Wort " * 30}, "Wort " * 30),
        ({"teaser": TEXT}, NAME),
        ({"sections": (Section(), Section(heading="Kosten", paragraphs=(TEXT,)))}, NAME),
        ({"sections": (Section(), Section(heading="Kosten"))}, "Kosten"),
        ({"teaser": "Der Steg kommt."}, "Der Steg kommt."),
        ({"teaser": "a" * 70}, "a" * 70),
        ({"teaser": "a" * 71}, "a" * 70 + " …"),
        ({"teaser": f"{'a' * 70} b"}, "a" * 70 + " …"),
        ({"teaser": f"{'a' * 60} – „{'b' * 20}"}, "a" * 60 + " …"),
        ({}, "eins"),
    ],
)
def test_the_name_of_an_article_ends_at_the_border_of_a_word(parts, name):
    article = Article(id="eins", **parts)
    assert article.name == name
    assert article.to_dict()["title"] == article.title


@pytest.fixture
def untitled(run, tmp_path):
    lines = tmp_path / "artikel.jsonl"
    titled = {"id": "zwei", "title": "Ganz anders", "text": f"{TEXT} Der Rat berät heute."}
    lines.write_text(f"{json.dumps({'id': 'eins', 'text': TEXT})}\n{json.dumps(titled)}\n")
    run("index", lines)
    return create_app(open_service(tmp_path / "ix" / "index")).test_client()


def test_every_door_calls_it_so(run, untitled):
    told = run("search", "Laume").out
    assert f". {NAME}\n" in told
    hits = map(json.loads, run("search", "Laume", "--format", "jsonl").out.splitlines())
    assert NAME in {hit["title"] for hit in hits}
    rows = csv.DictReader(StringIO(run("export", "Laume", "--format", "csv").out))
    assert NAME in {row["title"] for row in rows}
    feed = ElementTree.fromstring(run("export", "--format", "atom").out)
    assert NAME in {one.findtext("{*}title") for one in feed.findall("{*}entry")}
    assert NAME in run("show", "eins", "--revisions").out
    for path in ("/", "/suche?q=Laume", "/artikel/eins", "/artikel/eins?q=Steg"):
        page = untitled.get(path, follow_redirects=True)
        assert page.status_code == 200
        assert NAME in page.text.replace("<mark>", "").replace("</mark>", "")
        assert ">eins<" not in page.text


def test_no_word_of_the_name_counts_as_one_of_a_title(run, untitled):
    assert run("search", "titel:Steg", code=1).out == ""
    lines = [json.loads(line) for line in run("export").out.splitlines()]
    assert {line["id"]: line["title"] for line in lines} == {"eins": "", "zwei": "Ganz anders"}
    hits = [json.loads(one) for one in run("search", "Steg", "--format", "jsonl").out.splitlines()]
    assert not any(why["block"] == "title" for hit in hits for why in hit["why"])
