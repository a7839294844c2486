"""A term is found at its place, in the first lookups and in later ones that use fences."""

import random
from bisect import bisect_left

import numpy as np
import pytest

from search.engines.embedded.segment import ASKED_OFTEN, FENCE, Lexicon


@pytest.mark.parametrize("size", [0, 1, FENCE - 1, FENCE, FENCE + 1, 2 * FENCE, 1000])
def test_places_are_those_of_a_sorted_list(size):
    rnd = random.Random(size)
    terms = sorted({f"{rnd.randrange(10**6)}".encode() for _ in range(size)})
    ends = np.cumsum([len(term) for term in terms], dtype=np.uint32)
    lexicon = Lexicon(np.frombuffer(b"".join(terms), np.uint8), ends)
    others = [f"{rnd.randrange(10**6)}".encode() for _ in range(3 * ASKED_OFTEN)]
    for term in [b"", b"\xff", *others, *terms, *others]:
        place = bisect_left(terms, term)
        assert lexicon.place(term) == place
        assert lexicon.find(term) == (place if term in terms else None)
    assert lexicon._asked > ASKED_OFTEN
