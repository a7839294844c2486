"""When it was: bars above the hits, each a link to its time."""

from __future__ import annotations

import re
from html import unescape

import pytest

from search.errors import DeadlineExceededError

BAR = re.compile(
    r'<a class="timeline__link" href="([^"]*)" tabindex="-1"><title>([^<]*): ([0-9.]+) Artikel'
    r'</title><rect[^>]*/><rect class="([^"]*)" x="([0-9]+)" y="([0-9]+)" width="8"'
    r' height="([0-9]+)"/></a>'
)


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
    "asked", ["von=01.02.2024&bis=29. Februar 2024", "von=Februar 2024&bis=2024-02"]
)
def test_a_month_is_chosen_in_whatever_words_it_is_asked_for(site, asked):
    client = site(["2024-02-29"] * 9 + ["2024-02-02"] * 3 + ["2024-06-01"])
    page = client.get(f"/suche?q=Nachricht&kopien=an&{asked}").text
    chosen, *days = page.partition("Zeitraum</h3>")[2].split("<li>")[1:]
    assert 'href="/suche?q=Nachricht&amp;kopien=an" aria-current="true"' in chosen
    assert "<bdi>Februar 2024</bdi>" in chosen
    assert len(days) == 2


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


TIMES_LINK = re.compile(
    r'href="(/suche[^"]*)"[^>]*><span class="facets__value">.*?<bdi>([^<]*)</bdi>.*?count">([0-9]+)'
)


@pytest.mark.parametrize(
    ("asked", "days_or_months"),
    [
        ("von=2024-01-20&bis=2024-03-10", ("März 2024", "Februar 2024", "Januar 2024")),
        ("von=20.01.2024&bis=März 2024", ("März 2024", "Februar 2024", "Januar 2024")),
        ("von=2024-03-10&bis=2024-03-20", ("20. März 2024", "10. März 2024")),
        ("von=2024-03-10&bis=2024-03-10", ("10. März 2024",)),
        ("von=2024-03&bis=2024-03", ("März 2024", "30. März 2024", "20. März 2024")),
        ("von=2024-03&bis=2024-03-20", ("20. März 2024", "10. März 2024")),
        ("von=2020-02&bis=2024-12", ("Dezember 2024", "März 2024")),
    ],
)
def test_no_link_to_a_time_leads_beyond_the_time_that_is_asked_for(site, asked, days_or_months):
    days = [f"2024-{month:02}-{day}" for month in (1, 2, 3) for day in (10, 20, 30) if day <= 28]
    client = site([*days, "2024-01-30", "2024-03-30", "2020-01-01", "2020-02-01", "2024-12-01"] * 4)
    page = client.get(f"/suche?q=Nachricht&kopien=an&{asked}").text
    for address, _, count, *_ in BAR.findall(page):
        assert f">{count} Artikel (" in client.get(unescape(address)).text
    times = TIMES_LINK.findall(page.partition("Zeitraum</h3>")[2])
    assert tuple(label for _, label, _ in times)[: len(days_or_months)] == days_or_months
    for address, label, count in times:
        if "von=" in address:
            assert f">{count} Artikel (" in client.get(unescape(address)).text, label


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


def test_of_equal_bars_none_is_said_to_have_the_most(site):
    page = site(["2024-01-05"] * 9 + ["2024-02-05"] * 2 + ["2024-03-05"] * 9)
    caption = page.get("/suche?q=Nachricht&kopien=an").text.partition("<figcaption")[2]
    assert "höchstens 9 Artikel" in caption
    assert "die meisten" not in caption


def test_a_time_in_force_is_called_as_one_says_it(site):
    client = site(["2024-01-05"])
    for filters, label in (
        ("von=2024&bis=2024", "2024"),
        ("von=2024&bis=2025-03", "2024 bis März 2025"),
        ("von=2024", "ab 2024"),
        ("bis=2024-02-01", "bis 1. Februar 2024"),
        ("von=seit+2020", "seit 2020"),
        ("von=letzte+7+Tage", "letzte 7 Tage"),
        ("bis=vor+2025", "vor 2025"),
        ("von=gestern", "ab gestern"),
    ):
        page = client.get(f"/suche?q=Nachricht&{filters}").text
        assert f"<bdi>Zeitraum: {label}</bdi>" in page, filters


@pytest.mark.parametrize(
    ("articles_of_months", "stands_out"),
    [
        ((9, 3, 2), True),
        ((9, 4, 2), False),  # less than three times as high as half of them
        ((4, 1, 1, 1, 1, 1, 1, 1), False),  # hardly anything
        ((9, *(0,) * 9, 9), False),  # what is empty makes no peak of the rest
        ((9, 0, 0, 3, 2), True),
    ],
)
def test_of_a_bar_that_stands_out_one_can_ask_what_was_the_matter(
    site, articles_of_months, stands_out
):
    dates = [
        f"2024-{month:02}-05"
        for month, articles in enumerate(articles_of_months, 1)
        for _ in range(articles)
    ]
    page = site(dates).get("/suche?q=Nachricht&kopien=an&sort=neu").text
    asked = re.findall(r'href="([^"]*)">Was war da\?</a>', page)
    why = "/suche?q=Nachricht&sort=neu&kopien=an&von=2024-01&bis=2024-01&anlass=an"
    assert [unescape(address) for address in asked] == [why] * stands_out


SHARE = re.compile(
    r"<title>([^<]*): ([0-9.]+) von ([0-9.]+) Artikeln? \(([0-9,]+)\xa0%\)</title><rect[^>]*/>"
    r'<rect class="([^"]*)"[^>]* height="([0-9]+)"'
)
CRANES = (("2024-01-05", 5, 50), ("2024-02-05", 9, 20), ("2024-03-05", 2, 2))


def cranes(site, rows):
    """Make a site where of (date, n, m) n of m articles tell of a crane."""
    told = [
        (date, "Ein Kran." if number < found else "Ein Boot.")
        for date, found, articles in rows
        for number in range(articles)
    ]
    return site([date for date, _ in told], [text for _, text in told])


def test_bars_are_shares_of_all_articles_of_their_time_where_that_is_asked_for(site):
    client = cranes(site, CRANES)
    counts = client.get("/suche?q=Kran&kopien=an&sort=neu").text
    assert not SHARE.findall(counts)
    link = unescape(re.search(r'href="([^"]*)">als Anteil an allem</a>', counts)[1])
    page = client.get(link).text
    assert [(label, found, of, part) for label, found, of, part, *_ in SHARE.findall(page)] == [
        ("Januar 2024", "5", "50", "10,0"),
        ("Februar 2024", "9", "20", "45,0"),
        ("März 2024", "2", "2", "100,0"),
    ]
    assert [int(height) for *_, height in SHARE.findall(page)] == [22, 100, 100]
    bars = [name.partition(" ")[2] for *_, name, _ in SHARE.findall(page)]
    assert bars == ["", "timeline__bar--most", "timeline__bar--unsure"], "two articles say little"
    assert re.search(r"größter Anteil: <a[^>]*>Februar 2024</a> \(45,0\xa0%\)", page)
    assert unescape(re.search(r'href="([^"]*)">als Anzahl</a>', page)[1]) in unescape(counts)


@pytest.mark.parametrize(
    ("asked", "shares"),
    [
        ("q=Kran+im:2024-01", [("4. Januar 2024", "3", "30"), ("5. Januar 2024", "9", "90")]),
        ("q=Kran&von=2024-01&bis=2024-01",
         [("4. Januar 2024", "3", "30"), ("5. Januar 2024", "9", "90")]),
        ("q=Kran+NICHT+im:2024-02", [("Januar 2024", "12", "120"), ("März 2024", "1", "2")]),
    ],
)  # fmt: skip
def test_shares_are_of_what_the_filters_of_a_search_leave(site, asked, shares):
    rows = [("2024-01-04", 3, 30), ("2024-01-05", 9, 90), ("2024-03-07", 1, 2)]
    page = cranes(site, rows).get(f"/suche?{asked}&kopien=an&anteil=an").text
    assert [found[:3] for found in SHARE.findall(page)] == shares


def test_equal_shares_and_few_articles_are_no_peak(site):
    client = cranes(site, [("2024-01-05", 6, 60), ("2024-02-05", 6, 60)])
    caption = client.get("/suche?q=Kran&kopien=an&anteil=an").text.partition("<figcaption")[2]
    assert "höchstens 10,0\xa0%" in caption
    few = cranes(site, [("2024-01-05", 6, 8), ("2024-02-05", 5, 10)])
    caption = few.get("/suche?q=Kran&kopien=an&anteil=an").text.partition("<figcaption")[2]
    assert "größter Anteil" in caption, "where nothing is sure all bars are compared"


def test_times_without_a_hit_are_no_measure_of_shares(site):
    rows = [("2024-01-05", 6, 6), ("2024-02-05", 0, 30), ("2024-03-05", 0, 30)]
    page = cranes(site, [*rows, ("2024-04-05", 6, 7)]).get("/suche?q=Kran&kopien=an&anteil=an")
    assert page.status_code == 200
    assert "größter Anteil" in page.text


def test_shares_that_take_too_long_are_counts(site, monkeypatch):
    def ended(*_):
        raise DeadlineExceededError

    client = cranes(site, CRANES)
    monkeypatch.setattr("search.service.SearchService.times", ended)
    page = client.get("/suche?q=Kran&kopien=an&anteil=an").text
    assert bars(page) == [("Januar 2024", 5), ("Februar 2024", 9), ("März 2024", 2)]
    assert "als Anteil an allem" in page
