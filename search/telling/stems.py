"""Choose the words that set texts apart: frequent in them and rare elsewhere (tf-idf).

In: how often each stem stands in one article, or in how many of some articles.  Out: the most
telling stems, weighted. Source: Lucene, `MoreLikeThis`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from search.engines.base import TEXT_STEM, SearchEngine

# What stands in more than this share of the sections tells nothing; what stands in so few finds
# nothing.
COMMON = 0.1
SELDOM = 5


def telling_stems(
    counts: Mapping[str, int], engine: SearchEngine, most: int, articles: int = 1
) -> list[tuple[str, float]]:
    """Return the stems that set some articles apart, with weights up to 1, the most telling first.

    Args:
        counts: stem → how often it stands in the one article, or in how many of several, above 0.
        most: so many at most.
    """
    stems = list(counts)
    everywhere = engine.info().sections
    weights = {
        stem: math.sqrt(count) * math.log(min(1, count / articles) * everywhere / sections)
        for (stem, count), sections in zip(
            counts.items(), engine.frequencies(TEXT_STEM, stems), strict=True
        )
        if SELDOM <= sections <= max(SELDOM, COMMON * everywhere)
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:most]
    return [(stem, weights[stem] / weights[best[0]]) for stem in best if weights[stem] > 0]
