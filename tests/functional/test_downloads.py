"""Hits and articles as files for spreadsheets and reference managers."""

from __future__ import annotations

import csv
import json
import re
import signal
from datetime import UTC, datetime
from io import StringIO

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from corpus import Article, Section
from search import index_sources, open_service
from tests.browser.hostile import ARTICLES
from web import create_app, downloads
from web.filters import cited
from web.security import HEADERS

READ = {
    "csv": lambda text: [
        row["id"] for row in csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";")
    ],
    "ris": lambda text: [one["id"] for one in rispy.loads(text)],
    "json": lambda text: [one["id"] for one in json.loads(text)],
    "bib": lambda text: [one.key for one in parse_string(text).entries],
}
KINDS = pytest.mark.parametrize("ending", READ)
# What the page's parameters are called in the JSON interface.
ORDERS = {
    "": "", "&sort=neu": "&sort=newest", "&sort=alt": "&sort=oldest",
    "&quelle=Aulener+Bote": "&source=Aulener+Bote",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(service):
    return create_app(service).test_client()


@KINDS
def test_hits_come_in_the_order_of_the_page(client, ending):
    for order, named in ORDERS.items():
        hits = client.get(f"/api/v1/search?q=Macht{named}").json["hits"]
        answer = client.get(f"/treffer.{ending}?q=Macht{order}")
        assert answer.status_code == 200
        assert READ[ending](answer.text) == [hit["id"] for hit in hits], order


@KINDS
def test_a_file_has_a_name_its_kind_and_our_headers(client, ending):
    answer = client.get(f"/treffer.{ending}?q=Macht")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="treffer.{ending}"'
    assert answer.mimetype == downloads.KINDS[ending][1]
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_table_is_one_for_german_spreadsheets_and_utf_8_is_told_there_alone(client):
    starts = {ending: client.get(f"/treffer.{ending}?q=Macht").data[:3] for ending in READ}
    assert [ending for ending, start in starts.items() if start == b"\xef\xbb\xbf"] == ["csv"]


def test_no_more_than_the_first_are_taken_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(downloads, "MOST", 1)
    monkeypatch.setattr("web.pages.MOST", 1)
    assert len(READ["csv"](client.get("/treffer.csv?q=Macht&seite=2").text)) == 1
    assert "Die ersten 1 Treffer herunterladen" in client.get("/suche?q=Macht").text


def test_how_many_there_were_when_is_a_table_without_gaps(tmp_path):
    days = ["2023-11-30", "2024-02-03", "2024-02-03", "2024-02-05", ""]
    rows = [
        {"id": f"a{n}", "text": f"{'Mole' if n % 2 else 'Steg'} und Kai {n}.", "date": day}
        for n, day in enumerate(days * 3)
    ]
    lines = tmp_path / "zeilen.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()

    def table(query: str, counted: str = "Artikel") -> list[list[str]]:
        answer = client.get(f"/verlauf.csv?{query}")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="verlauf.csv"'
        head, *told = csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
        assert head == ["Zeit", counted, "von allen"]
        return told

    months = [["2023-11", "1", "3"], ["2023-12", "0", "0"], ["2024-01", "0", "0"]]
    assert table("q=Mole") == [*months, ["2024-02", "5", "9"]]
    february = [["2024-02-03", "3", "6"], ["2024-02-04", "0", "0"], ["2024-02-05", "2", "3"]]
    assert table("q=Mole&von=2024-02&bis=2024-02&sort=neu") == february
    assert table("q=gibtesnicht") == []
    assert table("q=Mole+Steg", "Artikel, die nur zum Teil passen")[-1] == ["2024-02", "9", "9"]
    page = client.get("/suche?q=Kai&von=2024&sort=neu")
    assert "verlauf.csv" not in page.text, "all are on one page"
    assert 'href="/verlauf.csv?q=Kai">' in client.get("/suche?q=Kai&sort=neu").text
    assert client.get("/verlauf.csv?q=x&von=quatsch").status_code == 400


@pytest.mark.parametrize(
    ("ending", "author"),
    [("ris", "Vandrey, Ilka"), ("bib", "Vandrey, Ilka"), ("json", '"family": "Vandrey"')],
)
def test_an_article_is_cited(client, ending, author):
    answer = client.get(f"/zitat.{ending}/macht")
    assert READ[ending](answer.text) == ["macht"]
    assert author in answer.text
    assert client.get(f"/zitat.{ending}/gibtesnicht").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("treffer.tex?q=x", 404),
        ("treffer.csv?q=x&von=quatsch", 400),
        ("treffer.csv?q=a%00b", 400),
        ("treffer.csv?q=x&sort=neu2", 400),
        ("zitat.csv/macht", 404),
        ("zitat.bib/", 404),
    ],
)
def test_what_is_no_file_is_an_error_page(client, path, status):
    answer = client.get(f"/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_pages_lead_to_their_files(client):
    page = client.get("/suche?q=Macht&sort=neu&quelle=Aulener+Bote").text
    for ending in READ:
        assert f'href="/treffer.{ending}?q=Macht&amp;sort=neu&amp;quelle=Aulener+Bote"' in page
    article = client.get("/artikel/macht").text
    assert 'href="/zitat.bib/macht"' in article
    assert 'href="/zitat.ris/macht"' in article
    assert 'href="/zitat.json/macht"' in article
    assert "treffer.csv" not in client.get("/suche?q=gibtesnicht").text


def test_hostile_texts_stay_texts(tmp_path):
    lines = tmp_path / "feind.jsonl"
    lines.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    for ending, read in READ.items():
        assert len(read(client.get(f"/treffer.{ending}?q=").text)) == len(ARTICLES), ending


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            {
                "title": "Kreis baut", "authors": ("Nora von der Aue", "Jo Pell"), "source": "Bote",
                "published": datetime(2025, 3, 9, 23, 30, tzinfo=UTC),
                "url": "https://bote.example/a",
            },
            "Nora von der Aue, Jo Pell: Kreis baut. In: Bote, 10. März 2025, https://bote.example/a"
            " (abgerufen am 2. April 2025).",
        ),
        ({"title": "Wer zahlt?", "agencies": ("lnd",)}, "lnd: Wer zahlt?"),
        ({"title": "A", "source": "Bote", "url": "javascript:x"}, "A. In: Bote."),
        ({}, "Text."),
    ],
)  # fmt: skip
def test_a_citation_tells_what_is_known(known, expected):
    article = Article(
        id="a", sections=(Section(heading="", level=0, paragraphs=("Text.",)),), **known
    )
    assert cited(article, datetime(2025, 4, 1, 22, 30, tzinfo=UTC)) == expected


def test_an_article_page_shows_its_citation(client):
    page = client.get("/artikel/macht").text
    assert 'href="#zitieren">Zitieren</a>' in page.partition('id="zitieren"')[0], "a long way down"
    assert re.search(r'<p class="cited"><bdi>Ilka Vandrey[^<]*: [^<]*In: [^<]*</bdi></p>', page)


def limits():
    """Return after how many seconds of work and by the clock a request is ended."""
    return tuple(round(signal.getitimer(t)[0]) for t in (signal.ITIMER_PROF, signal.ITIMER_REAL))


@pytest.mark.parametrize(
    ("address", "seconds"),
    [("suche", (1, 5)), ("feed.atom", (1, 5)), ("api/v1/search", (1, 5)), ("treffer.csv", (3, 7))],
)
def test_a_download_may_work_longer_than_a_page_and_all_may_wait(
    client, service, monkeypatch, address, seconds
):
    own, found = type(service).search, []

    def search(self, request, **options):
        found.append(limits())
        return own(self, request, **options)

    monkeypatch.setattr(type(service), "search", search)
    assert client.get(f"/{address}?q=x").status_code == 200
    assert found == [seconds]
