"""Every weight of the ranking, with the reason for its value.

Measured with `fundstelle evaluate` on judged sets of German news and encyclopedia sections;
the table stands in `search/README.md`. Do not tune one alone.
"""

from __future__ import annotations

# Kinds of term: a word meets by its stem; the typed spelling ranks first.
STEM = 1.0
EXACT = 0.3
# A word asked for alone: nothing but its spelling and its number tells articles apart.
EXACT_ALONE = 1.0
# An irregular form has two stems, of its lemma ("gehen" for "ging") and of its spelling.
LEMMA = 0.8
# The parts of compounds: "Wahl" in "Bundestagswahl", and every word as a part of its own.
PARTS = 0.5
# A number or a date that is written otherwise ("Zweiter" for "2.", "8.5.1945"), by all its words.
WRITTEN = 0.5
# A compound with another joint ("Schadenersatz" for "Schadensersatz"), whole and as a part. With .5
# a rare spelling decides for a headline (fang: nDCG@10 .5843 → .5832).
JOINT = 0.1
# Words that are written as one ("Email" for "E-Mail"), by all of them; with twice as much the
# rarest chain decides for a headline (wikinews: nDCG@10 .9703 → .9691).
AS_ONE = 0.25
# From so many words on a phrase that stands nowhere is sought word by word, with a notice.
LONG_PHRASE = 5
# A word in the title counts once more, lightly: headlines name what a text is about.
TITLE = 0.1
# A stop word beside other words adds a little to an article that has it.
STOP_WORD = 0.5
# Two words of the query that follow each other and stand near each other in the text.
PAIR = 0.3
# Share of the best section's score that is added to the score of the whole article.
BEST_SECTION = 0.25
# Articles whose sections are scored too (second stage); the others follow in first-stage order.
CANDIDATES = 300
# Sections listed under a found article.
SECTIONS_SHOWN = 3


def words_needed(count: int) -> int:
    """Return how many of `count` words without operators must match, where hits are ranked.

    One or two: all. Three and more: one is enough, the ranking does the rest. The stricter rule
    cost nDCG@10 .932 → .890 on questions (germanquad) and .952 → .928 on headlines (wikinews):
    the article that answers is often worded otherwise.
    """
    return count if count <= 2 else 1


def words_needed_unranked(count: int) -> int:
    """Return the same where hits are sorted by date and no ranking pushes weak ones down.

    One or two: all. Three or four: all but one. More: 60 %, rounded up.
    """
    if count <= 2:
        return count
    return count - 1 if count <= 4 else -(-count * 6 // 10)
