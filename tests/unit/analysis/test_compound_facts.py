"""Facts of words are found in arrays as in a dictionary, in the first lookups and in later ones."""

import random

import pytest

from search.analysis.compound_facts import ASKED_OFTEN, FENCE, MappedFacts, facts_arrays


@pytest.mark.parametrize("size", [1, FENCE - 1, FENCE, FENCE + 1, 1000])
def test_mapped_facts_are_those_of_a_dictionary(size):
    rnd = random.Random(size)
    facts = {f"wört{rnd.randrange(10**6)}": rnd.randrange(1 << 40) for _ in range(size)}
    arrays = facts_arrays(facts)
    mapped = MappedFacts(arrays["words"], arrays["ends"], arrays["facts"])
    others = [f"wört{rnd.randrange(10**6)}" for _ in range(2 * ASKED_OFTEN)]
    for word in ["", "a", "z", *others, *facts, *others]:
        assert mapped.get(word, -1) == facts.get(word, -1)
    assert mapped._asked > ASKED_OFTEN
