"""No page is a dead end: where something is gone or nothing is found, it leads on."""

from __future__ import annotations

import json
import re

import pytest

from search import index_sources, open_service
from web import create_app, forms, presenters


@pytest.fixture(scope="module")
def client(service):
    return create_app(service).test_client()


def test_where_an_article_is_gone_one_comes_back_to_the_results(client):
    results = "/suche?q=Macht&quelle=Aulener+Bote"
    gone = client.get("/artikel/weg?q=Macht", headers={"Referer": f"http://localhost{results}"})
    assert gone.status_code == 404
    assert "Diesen Artikel gibt es hier nicht" in gone.text
    assert f'href="{results.replace("&", "&amp;")}">Zu den Treffern</a>' in gone.text
    assert "Zu den Treffern" not in client.get("/artikel/weg").text
    assert "Diesen Artikel" not in client.get("/nichts").text


def test_where_a_version_is_gone_the_article_is_a_click_away(client):
    for version in ("vergleich=weg", "fassung=99"):
        gone = client.get(f"/artikel/macht?{version}")
        assert gone.status_code == 400
        assert 'href="/artikel/macht">Zum Artikel</a>' in gone.text
    assert "Zum Artikel" not in client.get("/suche?q=Ma*").text


def test_a_search_that_finds_nothing_can_be_watched(client):
    none = client.get("/suche?q=xyzzyx&quelle=Aulener+Bote").text
    assert 'href="/feed.atom?q=xyzzyx&amp;quelle=Aulener+Bote">Als Feed</a>' in none
    assert client.get("/feed.atom?q=xyzzyx&quelle=Aulener+Bote").status_code == 200
    assert "künftig" not in client.get("/suche?q=Macht").text
    assert "künftig" not in client.get("/suche?q=Macht&seite=900").text


@pytest.mark.parametrize(
    ("dates", "offered"),
    [(["2003-05-01", "1998-12-31T23:30:00Z"], ["Schule seit:2003"]),
     (["1998-12-31T23:30:00Z", ""], ["Schule seit:1999"]), (["", ""], [])],
)  # fmt: skip
def test_the_start_page_asks_for_no_time_without_articles(tmp_path, dates, offered):
    rows = [
        json.dumps({"id": f"a{n}", "title": f"Schule {n}", "text": f"Nr. {n}", "date": date})
        for n, date in enumerate(dates)
    ]
    (tmp_path / "zeilen.jsonl").write_text("\n".join(rows), "utf-8")
    index_sources([tmp_path / "zeilen.jsonl"], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    page = client.get("/").text
    assert "Bus ODER Bahn" in page
    assert re.findall(r">(Schule seit:[^<]*)<", page) == offered
    for query in offered:
        assert "1 Artikel (" in client.get("/suche", query_string={"q": query}).text


def test_from_a_late_page_the_first_is_a_click_away(client, monkeypatch):
    for module in (forms, presenters):
        monkeypatch.setattr(module, "PAGE_SIZE", 1)
    asked = "/suche?q=&sort=neu&von=1900"
    for page, there in ((1, False), (2, False), (3, True)):
        text = client.get(f"{asked}&seite={page}").text
        assert (f'href="{asked.replace("&", "&amp;")}">zur ersten</a>' in text) == there
