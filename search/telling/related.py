"""Find articles about the same matter: those that share the words which set an article apart.

In: an article and an engine.  Out: a plan that finds its relatives, and those it finds.
The stems that tell most of the article are asked for (`stems.py`); a relative has at least a
share of them.
"""

from __future__ import annotations

import math
from collections import Counter

from corpus import Article
from search.analysis import STOP_WORDS, fold_exact, tokenize
from search.engines.base import TEXT_STEM, EngineHit, Question, SearchEngine
from search.engines.folding import Folding
from search.query import plan
from search.telling.stems import telling_stems

# So many stems are asked for; a relative has at least this share of them.
ASKED = 25
SHARE = 0.2
# A word of title or teaser counts for more than one further down.
HEAD = 3
# A word alone makes no relative.
LEAST = 2
FIRST_WORDS = 600


def related(
    article: Article, engine: SearchEngine, limit: int, folding: Folding | None, copies: set[str]
) -> list[EngineHit]:
    """Return the nearest relatives of an article, best first.

    Args:
        copies: ids of its copies, which are no relatives.
    """
    asked = telling_stems(_counts(article, engine), engine, ASKED)
    if len(asked) < LEAST:
        return []
    leaves = tuple(plan.AnyTerm((plan.WeightedTerm(TEXT_STEM, s, w),)) for s, w in asked)
    minimum = max(LEAST, math.ceil(SHARE * len(leaves)))
    wanted = plan.AnyOf(leaves, minimum=minimum)
    own = {article.id, *copies}
    room = limit + len(own) if folding is None else limit + 1
    answer = engine.answer(Question(plan=wanted, limit=room, folding=folding, facets=False))
    kept = [hit for hit in answer.hits if own.isdisjoint((hit.article_id, *hit.copies))]
    return kept[:limit]


def _counts(article: Article, engine: SearchEngine) -> dict[str, int]:
    """Return how often each stem stands in an article, title and teaser counted for more."""
    words = [
        (word, HEAD) for text in (article.title, article.teaser) for _, _, word in tokenize(text)
    ]
    words += [
        (word, 1)
        for section in article.sections
        for text in (section.heading, *section.paragraphs)
        for _, _, word in tokenize(text)
    ]
    terms, counts = engine.analyzer().terms, Counter[str]()
    for word, weight in words[:FIRST_WORDS]:
        if fold_exact(word) not in STOP_WORDS and len(word) > 1:
            counts[terms[word].stem[-1]] += weight
    return dict(counts)
