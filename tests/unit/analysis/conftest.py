"""What is known of words without a corpus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search.analysis import Vocabulary
from search.analysis.normalize import fold_exact


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    """Return the vocabulary of the dictionary alone."""
    return Vocabulary.of_dictionary()


@pytest.fixture(scope="module")
def stems_of(known: Vocabulary) -> Callable[[str], set[str]]:
    """Return the stems of a word as it is written."""
    return lambda word: set(known.stems(fold_exact(word), capital=word[0].isupper()))
