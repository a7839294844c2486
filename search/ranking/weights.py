"""Every weight of the ranking, with the reason for its value.

Measured with `fundstelle evaluate` on judged sets of German news and encyclopedia sections;
the table stands in `search/README.md`. Do not tune one alone.
"""

from __future__ import annotations

# Kinds of term: a word meets by its stem; the typed spelling ranks first.
STEM = 1.0
EXACT = 0.3
# A word in the title counts once more, lightly: headlines name what a text is about.
TITLE = 0.1
# Share of the best section's score that is added to the score of the whole article.
BEST_SECTION = 0.5
# Articles whose sections are scored too (second stage); the others follow in first-stage order.
CANDIDATES = 300
# Sections listed under a found article.
SECTIONS_SHOWN = 3


def words_needed(count: int) -> int:
    """Return how many of `count` words without operators must match an article.

    One or two: all. Three and more: one is enough, the ranking does the rest. The rule that was
    planned first (three or four: all but one; more: 60 %) cost nDCG@10 .932 → .890 on questions
    (germanquad) and .952 → .928 on headlines (wikinews): the article that answers is often worded
    otherwise.
    """
    return count if count <= 2 else 1
