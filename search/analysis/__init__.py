"""Text to terms. The door of the German analysis."""

from search.analysis.addresses import address_key, asked_address
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
from search.analysis.normalize import fold_exact, fold_keyword, keyword_matches
from search.analysis.stopwords import STOP_WORDS
from search.analysis.tokens import Token, token_spans, tokenize

__all__ = [
    "BLOCK_GAP",
    "STOP_WORDS",
    "AnalyzedToken",
    "Terms",
    "Token",
    "address_key",
    "analyze",
    "analyzer_version",
    "asked_address",
    "fold_exact",
    "fold_keyword",
    "keyword_matches",
    "positions_by_term",
    "terms_of",
    "token_spans",
    "tokenize",
    "word_terms",
    "words_of",
]
