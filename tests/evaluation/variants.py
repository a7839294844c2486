"""Variants of the ranking: a weight or a rule replaced for a while, in one place.

In: names of weights with values; rules by name.  Out: a `Variant` to be `applied`.
Only the query side varies, so that one index serves all, opened anew for each: an open engine keeps
the scores of words. What the index holds of lemmas and parts stays: "without" means that no query
asks for it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from search.analysis import Analyzer
from search.models import Sort
from search.query.rewriting import words
from search.ranking import weights

WEIGHTS, BM25 = "search.ranking.weights", "search.ranking.bm25"
WORDS, UNDERSTOOD = "search.query.rewriting.words", "search.understood"
REWRITE, COUNTED = "search.query.rewriting.tree_to_plan", "search.query.rewriting.significant"


@dataclass(frozen=True)
class Variant:
    """`replaced`: module, name in it, and what stands there while the variant is applied."""

    name: str
    replaced: tuple[tuple[str, str, Any], ...] = ()


@contextmanager
def applied(variant: Variant) -> Iterator[None]:
    """Replace, and put everything back. Raises AttributeError if there is no such name."""
    kept = []
    try:
        for place, name, value in variant.replaced:
            module = importlib.import_module(place)
            kept.append((module, name, getattr(module, name)))
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in reversed(kept):
            setattr(module, name, value)


def with_weights(**values: float) -> Variant:
    """Return a variant with other weights, K1 and B among them."""
    told = ", ".join(f"{name} {value:g}" for name, value in values.items())
    return Variant(
        told,
        tuple((BM25 if n in ("K1", "B") else WEIGHTS, n, v) for n, v in values.items()),
    )


def nothing(*_: Any, **__: Any) -> tuple[()]:
    """Stand in for a rule that adds clauses."""
    return ()


def _asked(change: Callable[[words.Asked, str, Analyzer], words.Asked]) -> tuple[str, str, Any]:
    usual = words.asked

    def changed(text: str, analyzer: Analyzer, *, alone: bool = False) -> words.Asked:
        return change(usual(text, analyzer, alone=alone), text, analyzer)

    return WORDS, "asked", changed


def _plain_stem(terms: words.Asked, text: str, analyzer: Analyzer) -> words.Asked:
    """Leave the stem of the spelling alone: the first of a word, of "Impfung" the last."""
    place = -1 if text.endswith(("ung", "ungen")) else 0
    return terms._replace(stems=((analyzer.spelling[text].stem[place], 1.0),))


FULL = Variant("**Fundstelle**")
RULES = (
    Variant("without lemma stems in queries", (_asked(_plain_stem),)),
    Variant(
        "without parts of compounds",
        (
            (WORDS, "word_terms", words.whole_terms),
            (WORDS, "part_leaves", nothing),
            _asked(lambda terms, *_: terms._replace(halves=())),
        ),
    ),
    Variant("… parts, but not of query words", ((WORDS, "part_leaves", nothing),)),
    Variant("without the exact spelling", ((WEIGHTS, "EXACT", 0.0), (WEIGHTS, "EXACT_ALONE", 0.0))),
    Variant("without the title", ((WEIGHTS, "TITLE", 0.0),)),
    Variant("without pairs", ((REWRITE, "pairs", nothing),)),
    Variant("without stop words", ((REWRITE, "light_words", nothing),)),
    Variant("stop words full", ((WEIGHTS, "STOP_WORD", 1.0),)),
    Variant("without loose words of phrases", ((REWRITE, "_loose_words", nothing),)),
    Variant("without loosened phrases", ((UNDERSTOOD, "loosens", lambda _: False),)),
    Variant(
        "words with hyphens as phrases",
        tuple((place, "parts_of", lambda child: [child]) for place in (REWRITE, COUNTED)),
    ),
    Variant("numbers as typed", ((WORDS, "otherwise_written", nothing),)),
    Variant("without the best section", ((WEIGHTS, "BEST_SECTION", 0.0),)),
    Variant("newer articles preferred", ((UNDERSTOOD, "order_of", lambda *_: (Sort.RECENT, "")),)),
    Variant(
        "60 % of the words needed", ((WEIGHTS, "words_needed", weights.words_needed_unranked),)
    ),
)
VALUES: Sequence[Variant] = tuple(
    with_weights(**{name: value})
    for name, values in {
        "LEMMA": (0.5, 1.0),
        "PARTS": (0.3, 0.7),
        "EXACT": (0.1, 0.5),
        "TITLE": (0.3,),
        "PAIR": (0.1, 0.2, 0.4),
        "STOP_WORD": (0.3,),
        "BEST_SECTION": (0.5, 1.0),
        "CANDIDATES": (100,),
        "K1": (1.2,),
        "B": (0.4, 0.6),
    }.items()
    for value in values
)
