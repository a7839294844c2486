"""The terms of words come by term, however many words are looked up at a time."""

import numpy as np
import pytest

from search.analysis.bulk import KindTerms
from search.engines.embedded.writing import word_terms
from search.engines.embedded.writing.word_terms import put_terms_aside
from search.system.texts import Texts

TERMS = [[2], [0, 1], [], [1], [0, 2, 1]]


@pytest.mark.parametrize("most", [1, 4, 100])
@pytest.mark.parametrize("page", [1, 2, 100])
def test_each_term_is_told_with_the_places_of_its_words(tmp_path, monkeypatch, page, most):
    monkeypatch.setattr(word_terms, "_PAGE", page)
    monkeypatch.setattr(word_terms, "_PAIRS", most)
    numbers = np.array([number for terms in TERMS for number in terms], np.uint32)
    counts = np.array([len(terms) for terms in TERMS], np.uint8)
    load = put_terms_aside(KindTerms(Texts.of("abc"), numbers, counts), tmp_path / "terms")
    words = [4, 0, 2, 1]
    expected = sorted((term, row) for row, word in enumerate(words) for term in TERMS[word])
    ranges = [pairs.tolist() for pairs in load().pairs(np.array(words, np.uint32))]
    assert [divmod(pair, 1 << 32) for pairs in ranges for pair in pairs] == expected
    assert len(ranges) == 6 // most + 1
    assert load().names.strings() == ["a", "b", "c"]
