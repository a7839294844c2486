"""Tell whether two texts are copies of one: the same report, edited by two papers.

In: the shingles of both, and what is known of agency and outlet.  Out: yes or no.
The relation looks at these two texts alone, so groups do not depend on the order of arrival.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.copies.shingles import Shingles

AnyHashes = npt.NDArray[np.uint64] | npt.NDArray[np.uint32]

# Below this many words two texts say too little to be told from two short reports of one kind.
MIN_WORDS = 25
# Below this many an editor has hardly anything to cut: the texts must be nearly the same.
SHORT_WORDS = 60
# Facts in the same words before at least so many differ by chance.
MIN_FACTS = 3
MIN_SAME_FACTS = 0.5


class Bar(NamedTuple):
    """What a pair must reach: share of the shorter text, share of both together (Jaccard)."""

    containment: float
    jaccard: float


USUAL = Bar(0.5, 0.25)
# Both name the same agency.
SAME_AGENCY = Bar(0.4, 0.2)
# One outlet's letters to subscribers share more than half of their words and are no copies: what
# it prints again is nearly the same, or has the same title.
SAME_SOURCE = Bar(0.9, 0.75)
SAME_TITLE = Bar(0.7, 0.5)
SHORT = Bar(0.8, 0.6)
LOWEST = SAME_AGENCY


def are_copies(
    one: Shingles,
    other: Shingles,
    *,
    same_agency: bool = False,
    same_source: bool = False,
    same_title: bool = False,
) -> bool:
    """Tell whether two texts are copies of one text."""
    if min(one.words, other.words) < MIN_WORDS:
        return False
    bar = SAME_AGENCY if same_agency else USUAL
    if same_source:
        bar = SAME_TITLE if same_title else SAME_SOURCE
    elif min(one.words, other.words) < SHORT_WORDS:
        bar = SHORT
    containment, jaccard = resemblance(one.hashes, other.hashes)
    enough = containment >= bar.containment and jaccard >= bar.jaccard
    return enough and _same_facts(one, other)


def resemblance(one: AnyHashes, other: AnyHashes) -> tuple[float, float]:
    """Return the share of the smaller set that both have, and the share of all they have."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    both = np.sort(np.concatenate([one, other]))
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / min(len(one), len(other)), shared / (len(both) - shared)


def _same_facts(one: Shingles, other: Shingles) -> bool:
    """Tell whether facts that stand between the same words are the same.

    Reports of a series share their sentences and differ here: "am Montag … bei 12 Grad".
    """
    mine, theirs = _facts_within(one, other), _facts_within(other, one)
    fewer = min(len(mine), len(theirs))
    return fewer < MIN_FACTS or len(mine & theirs) >= MIN_SAME_FACTS * fewer


def _facts_within(one: Shingles, other: Shingles) -> set[int]:
    """Return the facts of a text between words that stand around a fact of the other."""
    # A text has a few dozen facts: for these sets are a tenth of what np.isin takes.
    known = set(other.frames.tolist())
    facts = zip(one.frames.tolist(), one.values.tolist(), strict=True)
    return {value for frame, value in facts if frame in known}
