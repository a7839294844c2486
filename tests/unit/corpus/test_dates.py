"""Dates as files and pages give them."""

from datetime import datetime

import pytest

from corpus.readers.dates import parse_date
from corpus.readers.page import read_page

TEXT = "<p>" + "Der Rat hat den Steg am Ufer beschlossen, er kostet mehr als gedacht. " * 5 + "</p>"
DAY = datetime(2022, 3, 12)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-03-12", DAY),
        ("12.03.2022", DAY),
        ("12. 3. 2022, 18.05 Uhr", datetime(2022, 3, 12, 18, 5)),
        ("12. März 2022", DAY),
        ("12. Mrz. 2022", DAY),
        ("Samstag, 12. MÄRZ 2022, 18:05", datetime(2022, 3, 12, 18, 5)),
        ("1. Jänner 2022", datetime(2022, 1, 1)),
        ("31. Februar 2022", None),
        ("12. Foo 2022", None),
    ],
)
def test_german_dates_are_read(text, moment):
    assert parse_date(text) == moment


def shown(before="", after="", name="Rat baut Steg"):
    menu = "<p>Stadt</p><p>Presse</p>"
    return read_page(f"{menu}{before}<h1>{name}</h1>{after}{TEXT}").published


@pytest.mark.parametrize(
    "line",
    [
        "12.03.2022",
        "Stand: 12. März 2022",
        "Veröffentlicht am 12.03.2022",
        "12.03.2022 | Meldung | Bauen",
        "Pressestelle • 12.03.2022",
        "Aulen, 12. März 2022",
    ],
)
def test_a_page_without_other_date_has_the_one_beside_its_headline(line):
    assert shown(after=f"<p>{line}</p>") == DAY
    assert shown(before=f"<div>{line}</div>") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Konzert am 12.03.2022",
        "12.03.2022 bis 14.03.2022",
        "Der Rat hat am 12.03.2022 beschlossen.",
        "12.03.9022",
        "31.02.2022",
    ],
)
def test_a_date_that_is_spoken_of_is_none_of_the_page(line):
    assert shown(after=f"<p>{line}</p>") is None


def test_a_date_far_from_the_headline_is_that_of_another_article():
    assert shown(after=TEXT * 8 + "<p>12.03.2022</p>") is None
