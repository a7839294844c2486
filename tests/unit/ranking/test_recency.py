"""The factor of an article's age."""

import numpy as np
import pytest

from search.ranking import recency

DAY = 86_400.0


def test_half_of_what_can_be_lost_is_lost_in_thirty_days_and_never_more_than_all():
    ages = np.array([-DAY, 0.0, 30 * DAY, 90 * DAY, 1e12, np.nan])
    assert recency(ages) == pytest.approx([1.0, 1.0, 0.75, 0.625, 0.5, 0.5], abs=1e-4)
