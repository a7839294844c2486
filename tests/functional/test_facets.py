"""The values to narrow by: ten at once, more behind a click, never a dead end."""

import json
import re
from html import unescape

from search import index_sources, open_service
from web import create_app

OUTLETS = 75


def test_of_many_months_the_years_are_offered_and_in_a_year_its_months(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    dates = [f"{year}-{month:02}-03" for year in (2019, 2021, 2022) for month in range(1, 13)]
    articles = [
        {"id": date, "text": f"Nachricht vom {number}. Tag.", "date": date}
        for number, date in enumerate([*dates, "2020-05-01"])
    ]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()

    def times(url: str) -> list[tuple[str, str]]:
        link = r'href="(/suche[^"]*von=[^"]*)"[^>]*>.*?<bdi>([^<]*)</bdi>.*?facets__count">([0-9]+)'
        page = client.get(url).text.partition("Zeitraum</h3>")[2]
        return [(label, count) for _, label, count in re.findall(link, page)]

    whole = times("/suche?q=Nachricht")
    assert whole == [("2022", "12"), ("2021", "12"), ("2020", "1"), ("2019", "12")]
    year = times("/suche?q=Nachricht&von=2021&bis=2021")
    assert len(year) == 12
    assert year[0] == ("Dezember 2021", "1")
    assert "Zeitraum: 2021" in client.get("/suche?q=Nachricht&von=2021&bis=2021").text


def test_values_beyond_the_first_are_a_click_away(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    articles = [
        {"id": f"{n}.{copy}", "text": f"Nachricht {n} und {copy}.", "source": f"Blatt {n:02}"}
        for n in range(OUTLETS)
        for copy in range(1 + (n < 15))
    ]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    page = client.get("/suche?q=Nachricht").text
    shown, _, rest = page.partition('<details class="facets__more">')
    links = re.compile(r'href="/suche\?q=Nachricht&amp;quelle=Blatt\+(\d\d)"')
    assert len(links.findall(shown)) == 10
    behind = links.findall(rest)
    assert (len(behind), behind[:5]) == (50, ["10", "11", "12", "13", "14"])
    assert "65 weitere Werte</summary>" in rest
    assert "und 15 seltenere" in rest
    chosen = client.get("/suche?q=Nachricht&quelle=Blatt+70&quelle=Blatt+71").text
    shown, _, rest = chosen.partition('<details class="facets__more">')
    assert shown.count('aria-current="true"><span class="facets__value">') == 2
    assert "65 weitere Werte</summary>" in rest
    assert "facets__more" not in client.get('/suche?q="Nachricht 70"').text


def test_every_facet_narrows_to_what_it_counts_on_the_site_for_programs_and_on_the_command_line(
    tmp_path, run
):
    lines = tmp_path / "artikel.jsonl"
    rows = [
        {"id": f"{n}", "text": f"Nachricht {n}.", "source": f"Blatt {n % 3}", "agencies": agency}
        for n, agency in enumerate([["lnd"], ["abc", "lnd"], ["abc"], [], []])
    ]
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index = tmp_path / "index"
    index_sources([lines], index=index)
    client = create_app(open_service(index)).test_client()
    page = client.get("/suche?q=Nachricht").text
    agencies = page.partition("Agentur</h3>")[2].partition("</section>")[0]
    links = re.findall(r'href="([^"]*)".*?<bdi>([^<]*)</bdi>.*?facets__count">([0-9]+)', agencies)
    assert [link[1:] for link in links] == [("abc", "2"), ("keine", "2"), ("lnd", "2")]
    narrowed = client.get(unescape(links[2][0])).text
    assert "2 Artikel (" in narrowed
    assert "Gesucht: <bdi>Nachricht, Agentur: lnd</bdi>" in narrowed
    assert '<input type="hidden" name="agentur" value="lnd">' in narrowed
    assert "Agentur: lnd</bdi> <span" in narrowed, "a chip takes it back"
    assert "2 Artikel (" in client.get("/suche?q=Nachricht+agentur:keine").text
    assert "Agentur</h3>" not in client.get('/suche?q="Nachricht 4"').text, "it parts nothing"
    both = client.get("/api/v1/search?q=Nachricht&agency=lnd&source=Blatt+1").json
    assert [hit["id"] for hit in both["hits"]] == ["1"]
    done = run("search", "Nachricht", "--index", index, "--agency", "LND", "--format", "jsonl")
    assert sorted(json.loads(line)["id"] for line in done.out.splitlines()) == ["0", "1"]
    none = client.get("/suche?q=Nachricht&agentur=lnd&quelle=Blatt+2").text
    assert "ohne „Agentur: lnd“" in none


def test_beside_a_chosen_value_others_can_be_taken_too(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    rows = [
        {"id": f"{n}", "text": f"Nachricht {n}.", "topics": topics, "source": source}
        for n, (topics, source) in enumerate(
            [
                (["Hafen", "Fischerei"], "Bote"), (["Fischerei"], "Blatt"), (["Hafen"], "Bote"),
                (["Sport"], "Blatt"), (["Sport"], "Bote"), ([], "Bote"), ([], "Kurier"),
            ]
        )
    ]  # fmt: skip
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()

    def offered(facet: str, asked: str) -> list[tuple[str, str, str]]:
        page = client.get(f"/suche?q=Nachricht{asked}").text.partition(f"{facet}</h3>")[2]
        link = re.compile(
            r'href="([^"]*)".*?<bdi>([^<]*)</bdi>(?:</span><span class="visually-hidden"> (\w+))?'
            r'.*?facets__count">([0-9]+)'
        )
        found = link.findall(page.partition("</section>")[0])
        for address, value, does, count in found:
            if not does:
                assert f">{count} Artikel (" in client.get(unescape(address)).text, value
        return [(does, value, count) for _, value, does, count in found]

    assert offered("Ressort", "") == [
        ("", "Fischerei", "2"), ("", "Hafen", "2"), ("", "Sport", "2"),
    ]  # fmt: skip
    assert offered("Ressort", "&ressort=Hafen") == [
        ("entfernen", "Hafen", "2"), ("dazunehmen", "Fischerei", "2"), ("dazunehmen", "Sport", "2"),
    ]  # fmt: skip
    assert offered("Ressort", "&ressort=Hafen&ressort=Fischerei") == [
        ("entfernen", "Fischerei", "2"), ("entfernen", "Hafen", "2"), ("dazunehmen", "Sport", "2"),
    ]  # fmt: skip
    # The other filters hold for what is counted.
    assert offered("Ressort", "&ressort=Hafen&quelle=Bote") == [
        ("entfernen", "Hafen", "2"), ("dazunehmen", "Fischerei", "1"), ("dazunehmen", "Sport", "1"),
    ]  # fmt: skip
    assert offered("Quelle", "&ressort=Sport&quelle=Bote") == [
        ("entfernen", "Bote", "1"), ("dazunehmen", "Blatt", "1"),
    ]  # fmt: skip
    # Of a search that nothing is left of, too.
    assert offered("Quelle", "&ressort=Sport&quelle=Kurier") == [
        ("dazunehmen", "Blatt", "1"), ("dazunehmen", "Bote", "1"),
    ]  # fmt: skip
    both = client.get("/suche?q=Nachricht&ressort=Hafen&ressort=Sport").text
    assert ">4 Artikel (" in both


def _typed(client, page: str, **ends: str) -> str:
    """Return the page that the form for a time leads to, filled in as a reader does."""
    form = page.partition('<form class="span"')[2].partition("</form>")[0]
    kept = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return client.get("/suche", query_string=[*kept, *ends.items()]).text


def test_any_time_can_be_typed_and_the_rest_of_the_search_stays(service):
    client = create_app(service).test_client()
    page = client.get("/suche?q=Kampf&ressort=Politik&sort=neu&kopien=an&seite=1").text
    narrowed = _typed(client, page, von="", bis="März 2025")
    assert "Zeitraum: bis März 2025" in narrowed
    assert "Ressort: Politik" in narrowed
    assert 'aria-current="true">Neueste</a>' in narrowed
    assert "zusammenfassen" in narrowed


def test_a_time_without_hits_and_one_that_cannot_be_read_can_be_mended_where_they_are(service):
    client = create_app(service).test_client()
    for url, typed in {
        "/suche?q=Kampf&von=1999-02&bis=1999-02-07": ("Februar 1999", "7. Februar 1999"),
        "/suche?q=Kampf&von=quatsch": ("quatsch", ""),
    }.items():
        page = client.get(url).text
        assert tuple(re.findall(r'span__input" name="\w+" value="([^"]*)"', page)) == typed
        assert "Gesucht: <bdi>Kampf, seit 1. Januar 2024" in _typed(client, page, von="2024")
    assert 'class="span"' not in client.get("/suche?q=Ma*").text
