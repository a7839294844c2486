"""Facts of words are found in arrays as in a dictionary."""

import random

import pytest

from search.analysis.compounds.facts import MappedFacts, facts_arrays
from search.system.sorted_texts import STEP


@pytest.mark.parametrize("size", [1, STEP - 1, STEP, STEP + 1, 1000])
def test_mapped_facts_are_those_of_a_dictionary(size):
    rnd = random.Random(size)
    facts = {f"wört{rnd.randrange(10**6)}": rnd.randrange(1 << 40) for _ in range(size)}
    arrays = facts_arrays(facts)
    mapped = MappedFacts(arrays["words"], arrays["ends"], arrays["facts"])
    others = [f"wört{rnd.randrange(10**6)}" for _ in range(500)]
    # What is part of a word, or of two in a row, is none.
    pieces = [word[1:] for word in facts] + [word[:-1] for word in facts] + ["tw", "w"]
    for _ in ("as it is mapped", "heated"):
        for word in ["", "a", "z", *others, *facts, *pieces]:
            assert mapped.get(word, -1) == facts.get(word, -1)
        mapped.heat()
