"""Dates as files give them, in German and international forms."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus.readers.dates import parse_date

DAY = datetime(2022, 3, 12)
CET = timezone(timedelta(hours=1))


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
        ("1 Maerz 2022", datetime(2022, 3, 1)),
        ("07 Dezember, 2022", datetime(2022, 12, 7)),
        ("März 12, 2022", DAY),
        ("March 12, 2022", DAY),
        ("2022-03-12 18:05 Uhr", datetime(2022, 3, 12, 18, 5)),
        ("Sat, 12 Mar 2022 18:05:00 +0000", datetime(2022, 3, 12, 18, 5, tzinfo=UTC)),
        ("2022/03/12 18:05", datetime(2022, 3, 12, 18, 5)),
        ("12.03.22", DAY),
        ("12.3.22, 18:05 Uhr", datetime(2022, 3, 12, 18, 5)),
        ("12.03.69", datetime(1969, 3, 12)),
        ("12. 3. 22", DAY),
        ("12/03/2022", DAY),
        ("12/03/22", DAY),
        ("12/03/2022 18:05", datetime(2022, 3, 12, 18, 5)),
        ("12-03-2022", DAY),
        ("12-Mrz-2022", DAY),
        ("12-Mar-22", DAY),
        ("12. März '22", DAY),
        ("Sa., 12. März 22", DAY),
        ("25/03/2022", datetime(2022, 3, 25)),
        ("03/25/2022", datetime(2022, 3, 25)),
        ("2022-3-12", DAY),
        ("2022/3/12", DAY),
        ("2022.03.12", DAY),
        ("2022-3-12T18:05:00+01:00", datetime(2022, 3, 12, 18, 5, tzinfo=CET)),
        ("2022-03-12 18:05:09 UTC", datetime(2022, 3, 12, 18, 5, 9, tzinfo=UTC)),
        ("2022-03-12T18:05:09:684Z", datetime(2022, 3, 12, 18, 5, 9, 684_000, UTC)),
        ("202203121805", datetime(2022, 3, 12, 18, 5)),
        ("20220312180509", datetime(2022, 3, 12, 18, 5)),
        ("1647108309", datetime(2022, 3, 12, 18, 5, 9, tzinfo=UTC)),
        ("1647108309123", datetime(2022, 3, 12, 18, 5, 9, tzinfo=UTC)),
        ("12.03.2022, 18 Uhr", datetime(2022, 3, 12, 18)),
        ("12.03.2022, 18h05", datetime(2022, 3, 12, 18, 5)),
        ("12.03.2022 18:05:09", datetime(2022, 3, 12, 18, 5, 9)),
        ("12.03.2022 24:00", datetime(2022, 3, 13)),
        ("March 12, 2022 6:05 PM", datetime(2022, 3, 12, 18, 5)),
        ("March 12, 2022 12:05 am", datetime(2022, 3, 12, 0, 5)),
        ("Sa, 12 März 2022 18:05:09 +0100", datetime(2022, 3, 12, 18, 5, 9, tzinfo=CET)),
        ("12.03.2022 25:00", None),
        ("13/13/2022", None),
        ("12/03-2022", None),
        ("KW 12/2022", None),
        ("März 2022", None),
        ("12.03.220", None),
        ("12 Markus 2022", None),
        ("31. Februar 2022", None),
        ("2022-02-31 18:05 Uhr", None),
        ("12. Foo 2022", None),
    ],
)
def test_german_dates_are_read(text, moment):
    assert parse_date(text) == moment


def test_a_date_with_strokes_begins_with_the_day_unless_it_is_said_otherwise():
    assert parse_date("04/03/2022") == datetime(2022, 3, 4)
    assert parse_date("04/03/2022", month_first=True) == datetime(2022, 4, 3)
    assert parse_date("25/03/2022", month_first=True) == datetime(2022, 3, 25)
    assert parse_date("04-03-2022", month_first=True) == datetime(2022, 3, 4)
