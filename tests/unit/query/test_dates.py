"""Dates as readers type them, on Monday, 23 November 2026, in Berlin."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.dates import ZONE
from search.query.dates.periods import published_range, read_period
from search.query.dates.reading import date_clause, read_date
from search.query.tree import Published

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


def midnight(*day):
    return datetime(*day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", (2025, 1, 1), (2026, 1, 1)),
        ("1950er", (1950, 1, 1), (1960, 1, 1)),
        ("in den 1950er Jahren", (1950, 1, 1), (1960, 1, 1)),
        ("die 2010er-Jahre", (2010, 1, 1), (2020, 1, 1)),
        ("50er Jahre", (1950, 1, 1), (1960, 1, 1)),
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
        ("Jänner 2024", (2024, 1, 1), (2024, 2, 1)),
        ("das Jahr 2024", (2024, 1, 1), (2025, 1, 1)),
        ("heuer", (2026, 1, 1), (2027, 1, 1)),
        ("vor 3 Tagen", (2026, 11, 20), (2026, 11, 21)),
        ("vor drei Tagen", (2026, 11, 20), (2026, 11, 21)),
        ("vor einem Tag", (2026, 11, 22), (2026, 11, 23)),
        ("vor 1 Woche", (2026, 11, 16), (2026, 11, 23)),
        ("vor zwei Wochen", (2026, 11, 9), (2026, 11, 16)),
        ("vor 3 Monaten", (2026, 8, 1), (2026, 9, 1)),
        ("vor 12 Monaten", (2025, 11, 1), (2025, 12, 1)),
        ("vor einem Jahr", (2025, 1, 1), (2026, 1, 1)),
        ("vorletzte Woche", (2026, 11, 9), (2026, 11, 16)),
        ("vorletztes Jahr", (2024, 1, 1), (2025, 1, 1)),
        ("vergangenen Monat", (2026, 10, 1), (2026, 11, 1)),
        ("letzte 7 Tage", (2026, 11, 17), (2026, 11, 24)),
        ("den letzten zwei Wochen", (2026, 11, 10), (2026, 11, 24)),
        ("letzte drei Monate", (2026, 8, 24), (2026, 11, 24)),
        ("die letzten 2 Jahre", (2024, 11, 24), (2026, 11, 24)),
        ("Montag", (2026, 11, 23), (2026, 11, 24)),
        ("am Dienstag", (2026, 11, 17), (2026, 11, 18)),
        ("letzten Montag", (2026, 11, 16), (2026, 11, 17)),
        ("Sonnabend", (2026, 11, 21), (2026, 11, 22)),
        ("Frühjahr 2024", (2024, 3, 1), (2024, 6, 1)),
        ("Frühling 2024", (2024, 3, 1), (2024, 6, 1)),
        ("Sommer 2024", (2024, 6, 1), (2024, 9, 1)),
        ("Herbst", (2026, 9, 1), (2026, 12, 1)),
        ("Winter 2024", (2024, 12, 1), (2025, 3, 1)),
        ("Winter 2024/25", (2024, 12, 1), (2025, 3, 1)),
        ("Winter 1999/2000", (1999, 12, 1), (2000, 3, 1)),
        ("1. Halbjahr 2024", (2024, 1, 1), (2024, 7, 1)),
        ("zweites Halbjahr 2024", (2024, 7, 1), (2025, 1, 1)),
        ("erstes Quartal 2024", (2024, 1, 1), (2024, 4, 1)),
        ("Q3/2024", (2024, 7, 1), (2024, 10, 1)),
        ("KW 1 2026", (2025, 12, 29), (2026, 1, 5)),
        ("12. KW 2025", (2025, 3, 17), (2025, 3, 24)),
        ("Anfang März 2024", (2024, 3, 1), (2024, 3, 11)),
        ("Mitte März 2024", (2024, 3, 11), (2024, 3, 21)),
        ("Ende Februar 2024", (2024, 2, 21), (2024, 3, 1)),
        ("Anfang 2024", (2024, 1, 1), (2024, 5, 1)),
        ("Ende 2024", (2024, 9, 1), (2025, 1, 1)),
    ],
)
def test_a_readable_date_is_a_half_open_range(text, start, end):
    assert read_date(text, now=NOW) == (midnight(*start), midnight(*end))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Weihnachten", "31.02.2025", "29. Februar 2025", "2025-13", "2025-00", "0999"),
        *("0000-01-01", "12345", "32. März 2025", "13/2025", "5. Quartal 2024", "0. Quartal 2024"),
        *("20er", "0090er", "1955er", "den 1950", "1950er Jahr"),
        *("12.03", "12", "1", "gestern abend", "Woche", "٢٠٢٥", "²025", "2025 2024", "9" * 10_000),
        *("3. Halbjahr 2024", "KW 54 2025", "Winter 2024/26", "vor 3", "letzte 0 Tage", "Mitte"),
        *("vor tausend Jahren", "vor 999 Tagen Wochen", "letzte", "nächste Woche", "seit 2020"),
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
    [
        ("gestrn", "", "gestrn"),
        ("", "31.2.2025", "Ende des Zeitraums"),
        ("2025", "2024", "tauschen"),
    ],
)
def test_form_fields_that_make_no_range_are_refused(since, until, word):
    with pytest.raises(QueryError, match=word):
        published_range(since, until, now=NOW)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("seit 2020", (2020, 1, 1), None),
        ("ab 12. März 2025", (2025, 3, 12), None),
        ("seit dem 12.03.2025", (2025, 3, 12), None),
        ("nach 2020", (2021, 1, 1), None),
        ("seit vor 3 Tagen", (2026, 11, 20), None),
        ("bis 2020", None, (2021, 1, 1)),
        ("bis zum 12. März 2025", None, (2025, 3, 13)),
        ("vor 2020", None, (2020, 1, 1)),
        ("vor 3 Tagen", (2026, 11, 20), (2026, 11, 21)),
        ("im März 2025", (2025, 3, 1), (2025, 4, 1)),
        ("im Jahr 2025", (2025, 1, 1), (2026, 1, 1)),
        ("in den letzten 7 Tagen", (2026, 11, 17), (2026, 11, 24)),
        ("2020 bis 2022", (2020, 1, 1), (2023, 1, 1)),
        ("2020-2022", (2020, 1, 1), (2023, 1, 1)),
        ("2020–2022", (2020, 1, 1), (2023, 1, 1)),
        ("vom 12. März 2025 bis zum 1. April 2025", (2025, 3, 12), (2025, 4, 2)),
        ("zwischen März 2024 und gestern", (2024, 3, 1), (2026, 11, 23)),
    ],
)
def test_a_period_may_be_open(text, since, until):
    expected = since and midnight(*since), until and midnight(*until)
    assert read_period(text, now=NOW) == expected


@pytest.mark.parametrize(
    "text", ["2022 bis 2020", "seit gestrn", "seit", "bis bis 2020", "seit" * 99]
)
def test_other_periods_are_unreadable(text):
    assert read_period(text, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("15.03.2020", "am:15.03.2020"),
        ("15.3.20", "am:15.3.20"),
        ("15. 3. 2020,", "am:15. 3. 2020"),
        ("vom 15. März 2020", "am:15. März 2020"),
        ("am  15 März 2020?", "am:15 März 2020"),
        ("2020-03-15", "am:2020-03-15"),
        ("März 2020", "im:März 2020"),
        ("im märz 2020", "im:märz 2020"),
        ("03/2020", "im:03/2020"),
        ("2020", ""),
        ("März", ""),
        ("15. März", ""),
        ("gestern", ""),
        ("3.5", ""),
        ("15.03.2020 bis", ""),
    ],
)
def test_a_day_or_month_named_in_full_can_be_asked_for(text, clause):
    assert date_clause(text) == clause
