"""How much less an older article scores, if newer ones are preferred.

In: ages.  Out: factors.  The factor falls like a hyperbola and not by halves, so that articles of
last year still differ from those of ten years ago, and never below LEAST: what is about the matter
of a query stays before what is merely new.
"""

from __future__ import annotations

import numpy as np

from search.system.arrays import FloatArray

# The factor of what has no date, or one endlessly long ago.
LEAST = 0.5
# At this age half of what can be lost is lost.
MIDDLE_S = 30 * 86_400.0


def recency(ages: FloatArray) -> FloatArray:
    """Return the factors of some ages in seconds, of any shape, in [LEAST, 1].

    Ages below 0 are 0, nan is an article without a date.
    """
    factors = LEAST + (1 - LEAST) / (1 + np.maximum(ages, 0.0) / MIDDLE_S)
    result: FloatArray = np.where(np.isnan(ages), LEAST, factors)
    return result
