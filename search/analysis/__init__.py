"""Text to terms. The door of the German analysis.

In: NFC text.  Out: its words with their positions (`words_of`, `indexed_words`), the terms of each
in three kinds (`Analyzer`: exact, stem, parts), what an index knows of words (`Vocabulary`), keys
of names and addresses (`fold_keyword`, `address_key`).
The way of a word: cut out of the text (`tokens.py`), joined with its chain ("Corona-Pandemie",
`joined.py`) or its particle ("lehnt … ab", `separated.py`), folded (`normalize.py`, `variants.py`),
stemmed (`stems.py`, `lemmas/`), split (`compounds/`).
"""

from search.analysis.addresses import address_key, asked_address
from search.analysis.analyzer import (
    BLOCK_GAP,
    CACHE_ASKED,
    KINDS,
    AnalyzedToken,
    Analyzer,
    Cache,
    Spelling,
    Terms,
    analyzer_version,
)
from search.analysis.coarse import BLANK, FRONT, Letters, coarse_all
from search.analysis.compounds import OverridesError, Part, Split, read_overrides
from search.analysis.dictionary import learn_german, separable_verbs
from search.analysis.fronts import is_letter
from search.analysis.joined import (
    chains_and_spans,
    parts_apart,
    told,
    words_and_spans,
    words_of,
    written,
)
from search.analysis.normalize import fold_exact, fold_keyword, fold_umlauts, keyword_matches
from search.analysis.particle_verbs import CAPITAL, bit_of, without_particle
from search.analysis.separated import Separated, indexed_words, of_row, separated, whole_form
from search.analysis.sieve import Sieve
from search.analysis.stopwords import STOP_WORDS
from search.analysis.tokens import TOKEN, Token, token_spans, tokenize
from search.analysis.variants import fold_variants
from search.analysis.vocabulary import (
    NO_OVERRIDES,
    Overrides,
    Vocabulary,
    overrides_version,
)

__all__ = [
    "BLANK",
    "BLOCK_GAP",
    "CACHE_ASKED",
    "CAPITAL",
    "FRONT",
    "KINDS",
    "NO_OVERRIDES",
    "STOP_WORDS",
    "TOKEN",
    "AnalyzedToken",
    "Analyzer",
    "Cache",
    "Letters",
    "Overrides",
    "OverridesError",
    "Part",
    "Separated",
    "Sieve",
    "Spelling",
    "Split",
    "Terms",
    "Token",
    "Vocabulary",
    "address_key",
    "analyzer_version",
    "asked_address",
    "bit_of",
    "chains_and_spans",
    "coarse_all",
    "fold_exact",
    "fold_keyword",
    "fold_umlauts",
    "fold_variants",
    "indexed_words",
    "is_letter",
    "keyword_matches",
    "learn_german",
    "of_row",
    "overrides_version",
    "parts_apart",
    "read_overrides",
    "separable_verbs",
    "separated",
    "token_spans",
    "tokenize",
    "told",
    "whole_form",
    "without_particle",
    "words_and_spans",
    "words_of",
    "written",
]
