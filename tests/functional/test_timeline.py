"""When it was: bars above the hits, each a link to its time."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from search import index_sources, open_service
from web import create_app

BAR = re.compile(
    r'<a class="timeline__link" href="([^"]*)" tabindex="-1"><title>([^<]*): ([0-9.]+) Artikel'
    r'</title><rect[^>]*/><rect class="([^"]*)" x="([0-9]+)" y="([0-9]+)" width="8"'
    r' height="([0-9]+)"/></a>'
)


@pytest.fixture
def site(tmp_path):
    """Make a site of articles with these dates, "" for none."""

    def make(dates):
        lines = tmp_path / "artikel.jsonl"
        rows = [
            {"id": f"a{n}", "text": f"Nachricht Nummer {n}.", **({"date": date} if date else {})}
            for n, date in enumerate(dates)
        ]
        lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        index_sources([lines], index=tmp_path / "index")
        return create_app(open_service(tmp_path / "index")).test_client()

    return make


def bars(page):
    return [(unescape(label), int(n.replace(".", ""))) for _, label, n, *_ in BAR.findall(page)]


def test_a_bar_of_every_time_leads_to_what_it_counts(site):
    client = site(
        [f"2024-{month:02}-{day:02}" for month in (1, 2, 5) for day in range(1, month + 7)]
    )
    page = client.get("/suche?q=Nachricht").text
    assert bars(page) == [("Januar 2024", 7), ("Februar 2024", 8), ("Mai 2024", 11)]
    for address, _, count, *_ in BAR.findall(page):
        narrowed = client.get(unescape(address)).text
        assert f"{count} Artikel (" in narrowed
    assert [int(x) for *_, x, _, _ in BAR.findall(page)] == [1, 11, 41], "March and April are empty"
    assert [int(height) for *_, height in BAR.findall(page)] == [64, 73, 100]
    assert [("most" in name) for *_, name, _, _, _ in BAR.findall(page)] == [False, False, True]
    assert re.search(r'timeline__peak" href="[^"]*von=2024-05&amp;bis=2024-05">Mai 2024</a>', page)


def test_days_of_a_chosen_month_are_bars_and_stand_below_it(site):
    client = site(["2024-02-29"] * 9 + ["2024-02-02"] * 3 + ["2024-06-01"])
    page = client.get("/suche?q=Nachricht&von=2024-02&bis=2024-02&kopien=an").text
    assert bars(page) == [("2. Februar 2024", 3), ("29. Februar 2024", 9)]
    times = page.partition("Zeitraum</h3>")[2]
    assert re.findall(r"<bdi>([^<]*)</bdi>", times) == [
        "Februar 2024", "29. Februar 2024", "2. Februar 2024",
    ]  # fmt: skip
    day = client.get("/suche?q=Nachricht&von=2024-02-02&bis=2024-02-02&kopien=an").text
    assert "3 Artikel (" in day
    assert "Zeitraum: 2. Februar 2024" in day
    assert "timeline" not in day, "one page shows all"


@pytest.mark.parametrize(
    ("first", "last", "labels", "spans"),
    [
        ("2020-01", "2025-02", ("Januar 2020", "Februar 2025"), ("2020-01", "2020-01")),
        ("2020-01", "2025-03", ("1. Quartal 2020", "1. Quartal 2025"), ("2020-01", "2020-03")),
        ("1964-05", "2025-12", ("1964", "2025"), ("1964", "1964")),
        ("1687-05", "2025-12", ("1680 bis 1689", "2020 bis 2029"), ("1680", "1689")),
    ],
)
def test_the_longer_the_time_the_wider_a_bar(site, first, last, labels, spans):
    client = site([f"{first}-05"] * 6 + [f"{last}-05"] * 6)
    page = client.get("/suche?q=Nachricht&kopien=an").text
    found = BAR.findall(page)
    assert [label for _, label, *_ in found] == list(labels)
    assert f"von={spans[0]}&amp;bis={spans[1]}" in found[0][0]
    assert int(found[-1][4]) < 62 * 10
    for address, _, count, *_ in found:
        assert f"{count} Artikel (" in client.get(unescape(address)).text


@pytest.mark.parametrize(
    "dates",
    [
        ["2024-01-01", "2024-09-01"] * 5,  # a page shows them all
        ["2024-01-01"] * 12,
        [""] * 12,
    ],
)
def test_where_bars_would_tell_nothing_there_are_none(site, dates):
    page = site(dates).get("/suche?q=Nachricht&kopien=an").text
    assert f"{len(dates)} Artikel (" in page
    assert "timeline" not in page
