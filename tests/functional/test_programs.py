"""What programs get: the JSON interface as the command line prints it, every search as a feed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from corpus.readers.feeds.feed import read_feed
from corpus.readers.markup import parse_xml
from search import (
    SearchRequest,
    Sort,
    article_dict,
    index_sources,
    json_text,
    open_service,
    results_dict,
)
from tests.browser.hostile import ARTICLES
from web import create_app
from web.security import HEADERS

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def client(service):
    return create_app(service).test_client()


def without_time(told):
    return {name: value for name, value in told.items() if name != "seconds"}


@pytest.mark.parametrize(
    ("parameters", "wanted"),
    [
        ("q=Macht", SearchRequest(text="Macht")),
        ("q=Macht&limit=1&offset=1", SearchRequest(text="Macht", limit=1, offset=1)),
        ("q=&sort=oldest&copies=true", SearchRequest(text="", sort=Sort.OLDEST, copies=True)),
        ("q=Macht&from=2024&to=2025", SearchRequest(text="Macht", since="2024", until="2025")),
        (
            "source=Aulener+Bote&source=Kurier&section=Politik",
            SearchRequest(text="", sources=("Aulener Bote", "Kurier"), topics=("Politik",)),
        ),
        ("q=Mahct", SearchRequest(text="Mahct")),
    ],
)
def test_a_search_is_what_the_command_line_prints_as_json(client, service, parameters, wanted):
    answer = client.get(f"/api/v1/search?{parameters}")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    expected = json_text(without_time(results_dict(service.search(wanted))))
    assert json_text(without_time(answer.json)) == expected
    assert {k: answer.headers[k] for k in HEADERS} == HEADERS


def test_a_search_by_section_has_one_section_a_hit_and_counts_nothing(client):
    told = client.get("/api/v1/search?q=Macht&by=section").json
    assert told["hits"]
    assert all(len(hit["sections"]) == 1 for hit in told["hits"])
    assert "articles" not in told


def test_an_article_and_suggestions(client, service):
    article = client.get("/api/v1/articles/macht").json
    assert json_text(article) == json_text(article_dict(service.article("macht")))
    told = client.get("/api/v1/suggest?q=Mach").json
    assert told["query"] == "Mach"
    assert {"text", "article"} == set(told["suggestions"][0])


def test_every_moment_has_its_zone_as_the_description_says(tmp_path, run):
    lines = tmp_path / "artikel.jsonl"
    text = " ".join(f"Wort{n}" for n in range(40))
    dates = {"tag": "2025-03-12", "zeit": "2025-07-01T18:05:00", "zone": "2025-07-01T18:05:00Z"}
    rows = [{"id": id_, "source": id_, "text": text, "date": day} for id_, day in dates.items()]
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    told = {
        "tag": "2025-03-12T00:00:00+01:00",
        "zeit": "2025-07-01T18:05:00+02:00",
        "zone": "2025-07-01T18:05:00+00:00",
    }
    (hit,) = client.get("/api/v1/search?q=Wort7").json["hits"]
    assert {one["id"]: one["published"] for one in (hit, *hit["copies"])} == told
    for id_, moment in told.items():
        assert client.get(f"/api/v1/articles/{id_}").json["published"] == moment
        shown = run("show", id_, "--format", "json", "--index", tmp_path / "index").out
        assert json.loads(shown)["published"] == moment


def test_what_sets_a_time_apart_comes_with_queries_for_it(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    rows = [("05", "Da stürzt ein Kran um")] * 5 + [("07", "Es ist ruhig")] * 20
    articles = [
        {"id": f"a{n}", "date": f"2024-{month}-05", "text": f"Nachricht: {text}."}
        for n, (month, text) in enumerate(rows)
    ]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    path = "/api/v1/telling?q=Nachricht&copies=true"
    told = client.get(f"{path}&from=2024-05&to=2024-05").json
    assert told == {"nouns": [{"text": "Kran", "query": "Nachricht +Kran"}]}
    assert client.get(path).json == {"nouns": []}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("search?q=x&sort=neu", 400, "relevance"),
        ("search?q=x&limit=101", 400, "limit"),
        ("search?q=x&offset=-1", 400, "offset"),
        ("search?q=x&by=satz", 400, "article"),
        ("search?q=x&copies=an", 400, "true"),
        ("search?q=x&from=quatsch", 400, "quatsch"),
        ("search?q=a%00b", 400, "Zeichen"),
        ("search?q=x&page=2", 400, "„page“ gibt es nicht: möglich sind q, by, limit,"),
        ("search?q=x&q=y", 400, "„q“ darf nur einmal vorkommen"),
        ("search?q=x&sort=newest&sort=newest", 400, "„sort“ darf nur einmal"),
        ("telling?q=x&limit=3", 400, "„limit“"),
        ("suggest?q=x&" + "a" * 900, 400, f"„{'a' * 40}“"),
        ("articles/macht?q=x", 400, "hier ist keiner möglich"),
        ("telling?q=x&from=quatsch", 400, "quatsch"),
        ("articles/gibtesnicht", 404, "Artikel"),
        ("gibtesnicht", 404, "Seite"),
    ],
)
def test_errors_are_json_that_says_what_is_wrong(client, path, status, said):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert said in answer.json["error"]
    assert answer.json["error"] in answer.text  # as it is read, not in escapes
    assert client.post(f"/api/v1/{path}").status_code == 405


def test_the_description_names_every_path_and_parameter(client, service):
    described = client.get("/api/v1/openapi.json").json
    assert described["openapi"].startswith("3.1")
    rules = {rule.rule for rule in create_app(service).url_map.iter_rules()}
    api = {re.sub("<path:.*?>", "{id}", rule) for rule in rules if rule.startswith("/api/")}
    assert set(described["paths"]) == api - {"/api/v1/openapi.json"}
    for name in ("telling", "suggest"):
        asked = [one["name"] for one in described["paths"][f"/api/v1/{name}"]["get"]["parameters"]]
        assert client.get(f"/api/v1/{name}?{'=&'.join(asked)}=").status_code == 200
    for parameter in described["paths"]["/api/v1/search"]["get"]["parameters"]:
        for choice in parameter["schema"].get("enum", ()):
            assert client.get(f"/api/v1/search?{parameter['name']}={choice}").status_code == 200
        if most := parameter["schema"].get("maximum"):
            for value, status in ((most, 200), (most + 1, 400)):
                path = f"/api/v1/search?{parameter['name']}={value}"
                assert client.get(path).status_code == status, path


@pytest.mark.parametrize("query", ["", "?q=Macht", "?q=%22%3C%26%08&kopien=an"])
def test_a_search_is_a_feed_of_its_newest_articles(client, service, query):
    answer = client.get(f"/feed.atom{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    root = ElementTree.fromstring(answer.data)
    for name in ("id", "title", "updated"):
        assert root.findtext(f"a:{name}", "", ATOM), name
    for entry in root.findall("a:entry", ATOM):
        for name in ("id", "title", "updated", "author/a:name"):
            assert entry.findtext(f"a:{name}", "", ATOM), name
        assert datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)).tzinfo
    found = service.search(SearchRequest(text="Macht", sort=Sort.NEWEST)).hits
    if query == "?q=Macht":
        ids = [entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)]
        assert [name.rpartition("/")[2] for name in ids] == [hit.id for hit in found]


def test_a_feed_waits_for_what_was_asked_where_the_page_shows_what_has_less(client):
    assert 'class="hit"' in client.get("/suche?q=Macht+Quantenschaum").text
    feed = ElementTree.fromstring(client.get("/feed.atom?q=Macht+Quantenschaum").data)
    assert not feed.findall("a:entry", ATOM)


def test_a_feed_that_is_the_same_is_not_sent_again(client):
    first = client.get("/feed.atom?q=Macht")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/feed.atom?q=Macht", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    for answer in (first, again):  # to be kept by who asks, and asked for again
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert client.get("/feed.atom?von=quatsch").headers["Cache-Control"] == "no-store"
    assert client.get("/feed.atom", headers=known).status_code == 200


def test_our_own_reader_reads_the_feed(client, service):
    articles = list(read_feed(parse_xml(client.get("/feed.atom").text)))
    assert [article.title for article in articles] == [
        hit.title.text or hit.id
        for hit in service.search(SearchRequest(text="", sort=Sort.NEWEST, limit=50)).hits
    ]


def test_a_feed_of_hostile_texts_is_sound(tmp_path):
    lines = tmp_path / "feind.jsonl"
    article = {"id": "xml", "title": "Zeichen\uffff", "text": "Kein\ufffe ]]> <b> &amp; XML."}
    lines.write_text("\n".join(map(json.dumps, (*ARTICLES, article))), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    root = ElementTree.fromstring(client.get("/feed.atom?q=%EF%BF%BF").data)
    titles = [entry.findtext("a:title", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert "Zeichen" in titles
    assert len(titles) == len(ARTICLES) + 1
    links = root.findall(".//a:link", ATOM)
    assert len(links) > len(ARTICLES)
    assert all(link.get("href", "").startswith("http") for link in links)


def test_the_results_page_leads_to_its_feed(client):
    page = client.get("/suche?q=Macht&sort=neu&quelle=Aulener+Bote").text
    assert page.count('href="/feed.atom?q=Macht&amp;quelle=Aulener+Bote"') == 2
    assert "feed.atom" not in client.get("/suche").text
    assert client.get("/feed.atom?q=x&von=quatsch").status_code == 400
