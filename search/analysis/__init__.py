"""Text to terms. The door of the German analysis."""

from collections.abc import Mapping

from search.analysis.analyzer import (
    BLOCK_GAP,
    AnalyzedToken,
    Terms,
    analyze,
    analyzer_version,
    positions_by_term,
    terms_of,
    word_terms,
    words_of,
)
from search.analysis.compound_words import OverridesError, read_overrides
from search.analysis.compounds import CompoundModel, Part, Split
from search.analysis.normalize import fold_exact, fold_keyword, keyword_matches
from search.analysis.stopwords import STOP_WORDS
from search.analysis.tokens import Token, token_spans, tokenize


def learn_compounds(
    frequency: Mapping[str, int], overrides: Mapping[str, tuple[str, ...]] | None = None
) -> CompoundModel:
    """Return a model of the compounds of a corpus; loads the dictionary, so only on demand."""
    from search.analysis.compound_learning import learn_compounds as learn

    return learn(frequency, overrides)


__all__ = [
    "BLOCK_GAP",
    "STOP_WORDS",
    "AnalyzedToken",
    "CompoundModel",
    "OverridesError",
    "Part",
    "Split",
    "Terms",
    "Token",
    "analyze",
    "analyzer_version",
    "fold_exact",
    "fold_keyword",
    "keyword_matches",
    "learn_compounds",
    "positions_by_term",
    "read_overrides",
    "terms_of",
    "token_spans",
    "tokenize",
    "word_terms",
    "words_of",
]
