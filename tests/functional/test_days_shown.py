"""When an article was published: the day, or how long ago with the day at hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from web.filters import dated

NOW = datetime(2025, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "told", "title"),
    [
        (datetime(2025, 4, 10, 6, 5, tzinfo=UTC), "heute, 08:05 Uhr", "10. April 2025, 08:05 Uhr"),
        (datetime(2025, 4, 9, 22, 30, tzinfo=UTC), "heute, 00:30 Uhr", "10. April 2025, 00:30 Uhr"),
        (datetime(2025, 4, 9, 6, 5, tzinfo=UTC), "gestern", "9. April 2025, 08:05 Uhr"),
        (datetime(2025, 4, 4), "vor 6 Tagen", "4. April 2025"),
    ],
)
def test_how_long_ago_has_the_day_for_the_pointer_and_for_paper(moment, told, title):
    page = dated(moment, "facts__item", NOW)
    assert f' title="{title}"><span class="ago">{told}</span></time>' in page
    assert page.startswith(f'<time class="facts__item" datetime="{moment.isoformat()}"')


@pytest.mark.parametrize("day", [3, 11])
def test_what_is_a_week_old_or_yet_to_come_is_a_day(day):
    moment = datetime(2025, 4, day, 6, 5, tzinfo=UTC)
    expected = f'<time datetime="2025-04-{day:02d}T06:05:00+00:00">{day}. April 2025</time>'
    assert dated(moment, now=NOW) == expected
