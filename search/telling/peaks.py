"""Tell what made a peak: the nouns that articles of a time have more often than others found.

In: what was found, a time, an engine and the texts of articles.  Out: nouns and names.
The heads of the time's best articles give candidates. Each is counted in all that was found, in
that time and at others, and told if the difference is hardly chance (log-likelihood ratio).
Source: Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational
Linguistics 19 (1993).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus import Article
from search.analysis import STOP_WORDS, Analyzer, fold_exact, tokenize
from search.engines.base import TEXT_STEM, Question, SearchEngine
from search.models import TellingNoun
from search.query import names_a_time, plan
from search.telling.nouns import Noun, names, nouns
from search.telling.stems import telling_stems
from search.understood import Understood

# Articles read, candidates counted, nouns told.
SAMPLE, COUNTED, TOLD = 60, 24, 5
# A noun is told if so many articles have it, and the like is chance once in a thousand times.
LEAST = 3
SURE = 10.8


@dataclass(frozen=True, slots=True)
class Peak:
    """What was found within a time. `found`: asks for it and for what was found at other times.

    Its plan is without the time, its folding that of the page.
    """

    found: Question
    time: plan.Plan
    engine: SearchEngine

    def sample(self) -> list[tuple[str, int]]:
        """Return id and revision of the best articles of the time."""
        within = plan.AllOf((self.found.plan, self.time))
        asked = replace(self.found, plan=within, limit=SAMPLE, facets=False, counted=False)
        return [(hit.article_id, hit.revision) for hit in self.engine.answer(asked).hits]

    def count(self, *more: plan.Plan) -> int:
        """Return how many articles were found, at all times, that match more as well."""
        asked = plan.AllOf((self.found.plan, *more))
        question = replace(self.found, plan=asked, limit=0, facets=False, counted=False)
        return self.engine.answer(question).articles


def telling_nouns(
    peak: Peak, articles: Iterable[Article], understood: Understood
) -> Iterator[TellingNoun]:
    """Yield the nouns and names that set the articles of a time apart, the surest first.

    Args:
        articles: those of `peak.sample()`.
        understood: the request, whose own words would tell nothing.
    """
    heads = [nouns(article) for article in articles]
    stems = _stems(heads, peak.engine, understood)
    rows = [[(stems.get(noun.text, ""), noun) for noun in head] for head in heads]
    having = Counter(stem for row in rows for stem in {stem for stem, _ in row if stem})
    often = {stem: count for stem, count in having.items() if count >= LEAST}
    candidates = telling_stems(often, peak.engine, COUNTED, articles=len(heads))
    told = _surprising(peak, [stem for stem, _ in candidates])
    distinct = _distinct(told, stems, peak.engine.analyzer())
    for name in islice(names(distinct, rows), TOLD):
        yield TellingNoun(text=name, request=understood.with_noun(name))


def surprise(has: int, of: int, elsewhere: int, of_elsewhere: int) -> float:
    """Return the log-likelihood ratio of a share that is larger than that elsewhere, else 0.

    Args:
        has, of: articles with a word, and all, 0 <= has <= of; the others alike. Not all are 0.
    Returns: as chi-square of one degree of freedom.
    """
    share = (has + elsewhere) / (of + of_elsewhere)
    if has <= share * of:
        return 0.0
    cells = (
        (has, share * of), (of - has, (1 - share) * of),
        (elsewhere, share * of_elsewhere), (of_elsewhere - elsewhere, (1 - share) * of_elsewhere),
    )  # fmt: skip
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)


def _stems(
    heads: Sequence[Sequence[Noun]], engine: SearchEngine, understood: Understood
) -> dict[str, str]:
    """Return form → stem of the forms that may tell something; those of one head do not."""
    spelling = engine.analyzer().spelling
    asked = {spelling[token.text].stem[-1] for token in tokenize(understood.parsed.text)}
    forms = Counter(form for head in heads for form in {noun.text for noun in head})
    told = (f for f, n in forms.items() if n > 1 and fold_exact(f) not in STOP_WORDS)
    stems = {form: spelling[form].stem[-1] for form in told if not names_a_time(form)}
    return {form: stem for form, stem in stems.items() if stem not in asked}


def _surprising(peak: Peak, stems: Sequence[str]) -> list[str]:
    """Return the stems that are surely more frequent in the time, the surest first."""
    of, everywhere = peak.count(peak.time), peak.count()
    found = {}
    for stem in stems:
        asked = plan.AnyTerm((plan.WeightedTerm(TEXT_STEM, stem),))
        if (has := peak.count(asked, peak.time)) < LEAST:
            continue
        told = surprise(has, of, peak.count(asked) - has, everywhere - of)
        if told >= SURE:
            found[stem] = told
    return sorted(found, key=lambda stem: (-found[stem], stem))


def _distinct(told: Sequence[str], stems: Mapping[str, str], analyzer: Analyzer) -> list[str]:
    """Leave out what is a part of a noun told before, or has one as a part."""
    forms = {stem: form for form, stem in stems.items()}
    kept: dict[str, set[str]] = {}
    for stem in told:
        parts = {part for part, _ in analyzer.part_stems[forms[stem]]}
        if not any(stem in others or other in parts for other, others in kept.items()):
            kept[stem] = parts
    return list(kept)
