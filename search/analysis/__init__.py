"""Text to terms. The door of the German analysis."""

from search.analysis.addresses import address_key, asked_address
from search.analysis.analyzer import (
    BLOCK_GAP,
    KINDS,
    AnalyzedToken,
    Analyzer,
    Cache,
    Spelling,
    Terms,
    analyzer_version,
    words_of,
)
from search.analysis.normalize import fold_exact, fold_keyword, fold_umlauts, keyword_matches
from search.analysis.stopwords import STOP_WORDS
from search.analysis.tokens import Token, token_spans, tokenize
from search.analysis.vocabulary import Part, Split, Vocabulary

__all__ = [
    "BLOCK_GAP",
    "KINDS",
    "STOP_WORDS",
    "AnalyzedToken",
    "Analyzer",
    "Cache",
    "Part",
    "Spelling",
    "Split",
    "Terms",
    "Token",
    "Vocabulary",
    "address_key",
    "analyzer_version",
    "asked_address",
    "fold_exact",
    "fold_keyword",
    "fold_umlauts",
    "keyword_matches",
    "token_spans",
    "tokenize",
    "words_of",
]
