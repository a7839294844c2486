"""The site over HTTP: status codes, headers, escaping, parameters."""

from __future__ import annotations

import json
import re
import select
from pathlib import Path

import pytest
from flask import url_for
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from search import index_sources, open_service
from search.errors import UsageError
from web import create_app, forms, links, presenters
from web.deadline import deadline
from web.security import HEADERS


@pytest.fixture(scope="session")
def client(service):
    return create_app(service).test_client()


GOOD = ["/", "/suche", "/suche?q=Macht", "/suche?q=Macht&sort=neu&von=2024&bis=2025&seite=1",
        "/suche?quelle=Aulener+Bote", "/artikel/macht", "/artikel/worte?q=Mueller", "/hilfe",
        "/healthz", "/suche?q=%22unbalanced", "/suche?q=((", "/suche?q=UND"]  # fmt: skip
BAD = ["/suche?q=x&seite=0", "/suche?q=x&seite=1e3", "/suche?q=x&seite=9999999",
       "/suche?q=x&sort=egal", "/suche?q=x&von=quatsch", "/suche?q=x&von=2025&bis=2024",
       "/suche?q=" + "a" * 600,
       "/suche?q=a%00b", "/artikel/macht?q=" + "a" * 600]  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_good_requests_are_answered(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert {k: answer.headers[k] for k in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    assert client.head(url).data == b""


@pytest.mark.parametrize("url", BAD)
def test_bad_parameters_are_400_with_a_reason(client, url):
    answer = client.get(url)
    assert answer.status_code == 400
    assert {k: answer.headers[k] for k in HEADERS} == HEADERS
    assert "<h1" in answer.text


def test_crawlers_may_read_articles_and_not_search(client):
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    rules = Protego.parse(answer.text)
    for path in ("/", "/hilfe", "/artikel/macht", "/static/icon.svg"):
        assert rules.can_fetch(path, "Crawler"), path
    for path in ("/suche?q=Macht", "/artikel/macht?q=Macht", "/treffer.csv?q=Macht", "/feed.atom",
                 "/zitat.bib/macht", "/api/v1/search?q=Macht", "/metrics", "/?q=x"):  # fmt: skip
        assert not rules.can_fetch(path, "Crawler"), path


def test_unknown_pages_and_methods(client):
    assert client.get("/artikel/gibtesnicht").status_code == 404
    assert client.get("/nichts").status_code == 404
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.open("/suche?q=x", method=method)
        assert answer.status_code == 405
        assert {k: answer.headers[k] for k in HEADERS} == HEADERS


@pytest.mark.parametrize("host", ["x" * 64, "suche..example", "x" * 3000])
@pytest.mark.parametrize("path", ["/", "/suche?q=Macht", "/api/v1/search?q=Macht", "/nichts"])
def test_a_host_name_that_can_be_none_is_400(client, host, path):
    for asked in ({}, {"method": "POST"}, {"data": b"x" * 20_000}):
        answer = client.open(path, headers={"Host": host}, **asked)
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
        assert {k: answer.headers[k] for k in HEADERS} == HEADERS


def test_results_show_counts_readback_marks_and_deep_links(client):
    page = client.get("/suche?q=Mueller").text
    assert "2 Artikel (2 Abschnitte)" in page
    assert "Gesucht: <bdi>Mueller</bdi>" in page
    assert "<mark>Mueller</mark> spricht" in page
    assert "#abschnitt-1" in page
    assert "<title>Mueller – 2 Treffer – Fundstelle</title>" in page


def test_only_where_nothing_is_found_other_words_are_advised(client):
    beyond, none = client.get("/suche?q=Macht&seite=900"), client.get("/suche?q=xyzzyx")
    assert "So weit reicht das Ergebnis nicht" in beyond.text
    assert "Schreibweise" not in beyond.text
    assert "Schreibweise" in none.text


def test_no_way_out_leads_to_a_page_that_asks_for_a_word(client):
    page = client.get("/suche?q=&von=1999&bis=1999").text
    assert "Kein Artikel passt zu dieser Anfrage" in page
    assert "ohne „Zeitraum“" not in page
    assert "ohne „Zeitraum“" in client.get("/suche?q=&quelle=Aulener+Bote&von=1999&bis=1999").text


def test_from_an_article_one_comes_back_to_the_page_of_the_results(client):
    results = "/suche?q=Macht&sort=neu&quelle=Aulener+Bote&seite=2"

    def back(referrer: str) -> str:
        page = client.get("/artikel/macht?q=Macht", headers={"Referer": referrer}).text
        (link,) = re.findall(r'href="([^"]*)"><span [^>]*>← </span>Zu den Treffern', page)
        return link.replace("&amp;", "&")

    assert back(f"http://localhost{results}") == results
    for other in ("http://elsewhere.example" + results, "http://localhost/suche?q=Anderes", "",
                  "http://localhost/hilfe?q=Macht", "http://[::1/suche?q=Macht"):  # fmt: skip
        assert back(other) == "/suche?q=Macht"


def test_a_query_that_cannot_be_read_keeps_the_filters_and_they_can_be_taken_back(client):
    page = client.get("/suche?q=Ma*&quelle=Aulener+Bote&von=quatsch&sort=neu").text
    for field in ('"quelle" value="Aulener Bote"', '"von" value="quatsch"', '"sort" value="neu"'):
        assert f'type="hidden" name={field}' in page
    assert 'href="/suche?q=Ma*&amp;sort=neu&amp;quelle=Aulener+Bote"' in page


def test_the_first_mark_below_the_title_can_be_jumped_to(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    texts = {"weit": ["Nichts."] * 200 + ["Die <i>Mole</i> bricht, die Mole."], "oben": ["Nichts."]}
    articles = [{"id": i, "title": "Die Mole", "text": "\n".join(t)} for i, t in texts.items()]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    page = client.get("/artikel/weit?q=Mole").text
    assert 'href="#stelle">3 markierte Stellen</a>' in page
    assert page.count('id="stelle"') == 1
    assert 'Die &lt;i&gt;<mark id="stelle">Mole</mark>' in page
    for other in ("/artikel/oben?q=Mole", "/artikel/weit"):
        answer = client.get(other).text
        assert 'id="stelle"' not in answer
        assert "#stelle" not in answer


def test_without_articles_the_start_says_how_to_get_some(tmp_path):
    (tmp_path / "leer").mkdir()
    index_sources([tmp_path / "leer"], index=tmp_path / "index")
    page = create_app(open_service(tmp_path / "index")).test_client().get("/").text
    assert "fundstelle index ORDNER" in page
    assert "Zum Beispiel" not in page


def test_where_paging_ends_before_the_hits_do_that_is_said(client, monkeypatch):
    for module in (forms, presenters):
        monkeypatch.setattr(module, "LAST_PAGE", 1)
        monkeypatch.setattr(module, "PAGE_SIZE", 1)
    assert "Weiter lässt sich nicht blättern" in client.get("/suche?q=Macht+ODER+Mueller").text
    assert "Weiter lässt" not in client.get("/suche?q=titel:Kampf").text


def test_filters_count_articles_and_narrow(client):
    page = client.get("/suche?q=Kampf&ressort=Politik").text
    assert "1 Artikel (1 Abschnitt)" in page
    assert "Ressort: Politik" in page


def test_every_order_is_one_click_away_and_stays_with_the_next_query(client):
    page = client.get("/suche?q=Kampf&sort=aktuell").text
    assert 'aria-current="true">Relevanz und Aktualität</a>' in page
    assert '<input type="hidden" name="sort" value="aktuell">' in page
    for name in ("neu", "alt"):
        assert f'href="/suche?q=Kampf&amp;sort={name}"' in page
    assert 'href="/suche?q=Kampf">Relevanz</a>' in page


def test_hostile_text_is_escaped(tmp_path):
    evil = "<script>alert(1)</script> \"onload=x' & Wort"
    lines = tmp_path / "x.jsonl"
    article = {
        "id": "e<v>",
        "title": evil,
        "text": f"{evil}.",
        "source": evil,
        "url": "javascript:alert(1)",
    }
    lines.write_text(json.dumps(article))
    index_sources([lines], index=tmp_path / "i/index")
    client = create_app(open_service(tmp_path / "i/index")).test_client()
    for url in ("/", "/suche?q=Wort", "/artikel/e%3Cv%3E?q=Wort", "/suche?q=%3Cscript%3E"):
        page = client.get(url).text
        ours = re.findall(r'<script src="/static/(\w+\.js)\?v=\w+" defer></script>', page)
        assert ours == ["suggestions.js", "keys.js"]
        assert page.count("<script") == len(ours)
        assert "javascript:" not in page


def test_health_names_the_generation_and_no_paths(client):
    health = client.get("/healthz").get_json()
    assert health["generation"] == "gen-00000001"
    assert "/" not in json.dumps(health)


def test_without_an_index_the_site_says_503(tmp_path):
    client = create_app(open_service(tmp_path / "none/index")).test_client()
    answer = client.get("/suche?q=x")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_what_only_the_operator_can_mend_is_503_and_not_told_to_readers(
    client, service, monkeypatch
):
    def refused(self, request, **_):
        raise UsageError("cluster.example:9200 refuses the name or password")

    monkeypatch.setattr(type(service), "search", refused)
    for address in ("/suche?q=x", "/api/v1/search?q=x"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert "cluster.example" not in answer.text


def test_a_request_that_takes_too_long_is_ended(client, service, monkeypatch):
    def never_ends(_):
        while True:
            pass

    monkeypatch.setattr("web.asking.deadline", lambda *_: deadline(0.05))
    monkeypatch.setattr(type(service), "search", lambda self, request, **_: never_ends(request))
    answer = client.get("/suche?q=x")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "dauert zu lange" in answer.text


def test_a_request_that_only_waits_is_ended_too(client, service, monkeypatch):
    monkeypatch.setattr("web.deadline.PATIENCE_S", 0.05)
    monkeypatch.setattr("web.asking.deadline", lambda *_: deadline(0.05))
    monkeypatch.setattr(type(service), "search", lambda *_, **__: select.select([], [], [], 30))
    assert "dauert zu lange" in client.get("/suche?q=x").text


def test_suggestions_have_the_form_of_opensearch(client):
    answer = client.get("/vorschlaege?q=Hochw")
    assert answer.mimetype == "application/x-suggestions+json"
    text, found, described, urls = answer.get_json(force=True)
    assert text == "Hochw"
    assert found[0] == "Hochwasser"
    assert described[0] == ""
    assert urls[0] == "/suche?q=Hochwasser"
    assert len(found) == len(described) == len(urls)
    title = described.index("Artikel")
    assert "hochw" in found[title].lower()
    assert client.get(urls[title]).status_code == 200


@pytest.mark.parametrize("text", ["", "x", "Hoch ", "<b>", "%00", "q" * 3000])
def test_what_cannot_be_completed_gives_an_empty_list(client, text):
    assert client.get(f"/vorschlaege?q={text}").get_json(force=True)[1] == []


def test_a_browser_can_learn_to_search_here(client):
    assert 'href="/opensearch.xml"' in client.get("/").text
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    assert "http://localhost/suche?q={searchTerms}" in answer.text
    assert "http://localhost/vorschlaege?q={searchTerms}" in answer.text
    assert len(re.search("<ShortName>(.*)</ShortName>", answer.text)[1]) <= 16


@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_links_to_articles_are_those_of_flask(article_id, query):
    site = create_app(open_service(Path("none/index")))
    with site.test_request_context():
        expected = url_for("pages.article", article_id=article_id, q=query)
        assert links.article(article_id, query) == expected


def test_links_begin_with_the_root_that_the_site_is_served_under(client):
    page = client.get("/suche?q=Mueller", environ_overrides={"SCRIPT_NAME": "/nachrichten"}).text
    assert 'href="/nachrichten/hilfe"' in page
    assert 'href="/nachrichten/artikel/' in page
    assert not re.search(r'(?:href|src|action)="/(?!nachrichten/)', page)
    assert "nachrichten" not in client.get("/suche?q=Mueller").text
    told = client.get("/api/v1/openapi.json", environ_overrides={"SCRIPT_NAME": "/nachrichten"})
    assert told.json["servers"] == [{"url": "http://localhost/nachrichten"}]
