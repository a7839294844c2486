"""The days of a month or two, by the site's clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.engines.days import days_within


def test_days_begin_at_midnight_in_berlin_when_clocks_change_too():
    days = days_within(["2025-03"])
    assert (len(days), next(iter(days)), list(days)[-1]) == (31, "2025-03-01", "2025-03-31")
    at = [datetime.fromtimestamp(days[day], UTC).hour for day in ("2025-03-30", "2025-03-31")]
    assert at == [23, 22]


@pytest.mark.parametrize(
    ("months", "count"),
    [(["2024-12", "2025-01"], 62), (["2024-03", "2024-02"], 60), (["1683-02"], 28)],
)
def test_two_months_in_a_row_are_one_stretch(months, count):
    days = days_within(months)
    assert len(days) == count
    assert list(days.values()) == sorted(set(days.values()))


@pytest.mark.parametrize(
    "months",
    [[], ["2025-01", "2025-03"], ["2024-01", "2025-01"], ["2025-01", "2025-02", "2025-03"]],
)
def test_of_more_or_others_there_are_none(months):
    assert days_within(months) == {}
