"""Dates as readers type them, on Monday, 23 November 2026, in Berlin."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.dates import read_date
from search.query.periods import published_range
from search.query.ranges import ZONE
from search.query.tree import Published

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


def midnight(*day):
    return datetime(*day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", (2025, 1, 1), (2026, 1, 1)),
        ("2025-03", (2025, 3, 1), (2025, 4, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2025-03-12", (2025, 3, 12), (2025, 3, 13)),
        ("12.03.2025", (2025, 3, 12), (2025, 3, 13)),
        ("12. 3. 2025", (2025, 3, 12), (2025, 3, 13)),
        ("12.3.25", (2025, 3, 12), (2025, 3, 13)),
        ("9.11.89", (1989, 11, 9), (1989, 11, 10)),
        ("12.3.", (2026, 3, 12), (2026, 3, 13)),
        ("12. März 2025", (2025, 3, 12), (2025, 3, 13)),
        ("12 Maerz 2025", (2025, 3, 12), (2025, 3, 13)),
        ("12.\N{NO-BREAK SPACE}MÄRZ  2025 ", (2025, 3, 12), (2025, 3, 13)),
        ("12. Ma\N{COMBINING DIAERESIS}rz 2025", (2025, 3, 12), (2025, 3, 13)),
        ("29. Februar 2024", (2024, 2, 29), (2024, 3, 1)),
        ("31. Dez. 2024", (2024, 12, 31), (2025, 1, 1)),
        ("12. März", (2026, 3, 12), (2026, 3, 13)),
        ("März 2025", (2025, 3, 1), (2025, 4, 1)),
        ("Februar 2024", (2024, 2, 1), (2024, 3, 1)),
        ("Jänner 2025", (2025, 1, 1), (2025, 2, 1)),
        ("Feber 2025", (2025, 2, 1), (2025, 3, 1)),
        ("Mai", (2026, 5, 1), (2026, 6, 1)),
        ("03/2025", (2025, 3, 1), (2025, 4, 1)),
        ("3. Quartal 2024", (2024, 7, 1), (2024, 10, 1)),
        ("4. Quartal 2024", (2024, 10, 1), (2025, 1, 1)),
        ("Q1 2024", (2024, 1, 1), (2024, 4, 1)),
        ("2. Quartal", (2026, 4, 1), (2026, 7, 1)),
        ("heute", (2026, 11, 23), (2026, 11, 24)),
        ("Gestern", (2026, 11, 22), (2026, 11, 23)),
        ("vorgestern", (2026, 11, 21), (2026, 11, 22)),
        ("diese Woche", (2026, 11, 23), (2026, 11, 30)),
        ("letzte Woche", (2026, 11, 16), (2026, 11, 23)),
        ("letzter Woche", (2026, 11, 16), (2026, 11, 23)),
        ("diesen Monat", (2026, 11, 1), (2026, 12, 1)),
        ("letzten Monat", (2026, 10, 1), (2026, 11, 1)),
        ("dieses Jahr", (2026, 1, 1), (2027, 1, 1)),
        ("letztes Jahr", (2025, 1, 1), (2026, 1, 1)),
        ("1000", (1000, 1, 1), (1001, 1, 1)),
    ],
)
def test_a_readable_date_is_a_half_open_range(text, start, end):
    assert read_date(text, now=NOW) == (midnight(*start), midnight(*end))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Weihnachten", "31.02.2025", "29. Februar 2025", "2025-13", "2025-00", "0999"),
        *("0000-01-01", "12345", "32. März 2025", "13/2025", "5. Quartal 2024", "0. Quartal 2024"),
        *("12.03", "12", "1", "gestern abend", "Woche", "٢٠٢٥", "²025", "2025 2024", "9" * 10_000),
        *("2025-03-12T10:00", "0.0.0000", "März 999", "\0", "\ud800"),
    ],
)
def test_anything_else_is_unreadable(text):
    assert read_date(text, now=NOW) is None


def test_the_last_year_has_an_end():
    start, end = read_date("9999", now=NOW)
    assert start == midnight(9999, 1, 1)
    assert end.timestamp() > midnight(9999, 12, 31).timestamp()
    assert read_date("31.12.9999", now=NOW)[1] == end


@pytest.mark.parametrize(("day", "hours"), [("29.3.2026", 23), ("25.10.2026", 25), ("heute", 24)])
def test_a_day_is_as_long_as_the_clock_change_makes_it(day, hours):
    start, end = read_date(day, now=NOW)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


def test_today_is_the_day_in_berlin():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert read_date("heute", now=late)[0] == midnight(2026, 11, 23)


def test_last_month_in_january_lies_in_the_year_before():
    january = midnight(2026, 1, 15)
    assert read_date("letzten Monat", now=january) == (midnight(2025, 12, 1), midnight(2026, 1, 1))


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-./ ]{1,2}[0-9]{1,4}([-./][0-9]{1,4})?"))
def test_a_date_is_a_range_in_order_or_nothing(text):
    found = read_date(text, now=NOW)
    assert found is None or found[0] < found[1]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", " ", None),
        ("2024", "", Published(midnight(2024, 1, 1), None)),
        ("", "12.03.2025", Published(None, midnight(2025, 3, 13))),
        ("2025-03-12", "2025-03-12", Published(midnight(2025, 3, 12), midnight(2025, 3, 13))),
        ("2024", "März 2024", Published(midnight(2024, 1, 1), midnight(2024, 4, 1))),
        ("gestern", "heute", Published(midnight(2026, 11, 22), midnight(2026, 11, 24))),
    ],
)
def test_form_fields_include_both_ends(since, until, expected):
    assert published_range(since, until, now=NOW) == expected


@pytest.mark.parametrize(
    ("since", "until", "word"),
    [("gestrn", "", "gestrn"), ("", "31.2.2025", "„bis“"), ("2025", "2024", "tauschen")],
)
def test_form_fields_that_make_no_range_are_refused(since, until, word):
    with pytest.raises(QueryError, match=word):
        published_range(since, until, now=NOW)
