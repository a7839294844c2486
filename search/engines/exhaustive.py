"""What `search/query/plan.py` and the port promise, by loops that look at everything.

In: analysed sections grouped into units, each scored as one document.  Out: yes or no, scores,
counts by value.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from search.analysis import fold_keyword, keyword_matches
from search.engines.base import FACET_FIELDS, LINK, SectionDocument
from search.engines.days import days_within
from search.engines.folding import Folding
from search.engines.reference import AnalyzedSection, expand, nearby, row_starts
from search.query import plan
from search.query.patterns import Expansion
from search.ranking.bm25 import K1, B
from search.settings import SITE_ZONE

Unit = tuple[AnalyzedSection, ...]  # an article or one section


class Collection:
    """Documents with the statistics that BM25 needs."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = units
        self._df: dict[tuple[str, str], int] = {}
        self._stats: dict[str, tuple[int, float]] = {}
        self._terms: dict[plan.Pattern, Expansion] = {}

    def expand(self, node: plan.Pattern) -> Expansion:
        """Return the terms that a pattern stands for."""
        if node not in self._terms:
            self._terms[node] = expand((s for unit in self._units for s in unit), node)
        return self._terms[node]

    def matches(self, node: plan.Plan, unit: Unit) -> bool:
        """Tell whether a plan holds for a unit."""
        match node:
            case plan.AnyTerm(terms):
                return any(_freq(unit, term.field, term.text) for term in terms)
            case plan.InOrder(field, words):
                return any(row_starts(section, field, words) for section in unit)
            case plan.StartsWith(field, prefix):
                return any(
                    term.startswith(prefix) for s in unit for term in s.postings.get(field, {})
                )
            case plan.Wildcard() | plan.Similar():
                return any(_freq(unit, node.field, f.term) for f in self.expand(node).terms)
            case plan.Nearby():
                return any(nearby(section, node) for section in unit)
            case plan.Linked(key, whole):
                keys = unit[0].keywords.get(LINK, ())
                return any(k == key if whole else k.startswith(key) for k in keys)
            case plan.Among(ids):
                return unit[0].article_id in ids
            case plan.Between(_, start, end):
                stamp = unit[0].published
                return (
                    stamp is not None
                    and (start is None or start <= stamp)
                    and (end is None or stamp < end)
                )
            case plan.Equals(column, values):
                stored = [fold_keyword(v) for v in unit[0].keywords.get(column, ())]
                return any(keyword_matches(s, value) for s in stored for value in values)
            case plan.AllOf(children):
                return all(self.matches(child, unit) for child in children)
            case plan.AnyOf(children, minimum):
                return sum(self.matches(child, unit) for child in children) >= minimum
            case plan.Without(keep, drop):
                return self.matches(keep, unit) and not self.matches(drop, unit)
            case plan.AndMaybe(keep, _):
                return self.matches(keep, unit)
            case plan.Everything():
                return True
            case plan.Nothing():
                return False

    def score(self, node: plan.Plan, unit: Unit) -> float:
        """Return the score of a unit that matches."""
        match node:
            case plan.AnyTerm(terms):
                return sum(self._bm25(term, unit) for term in terms)
            case plan.InOrder(scored=scored) | plan.Nearby(scored=scored) if self.matches(
                node, unit
            ):
                return sum(self._bm25(term, unit) for term in scored)
            case plan.StartsWith() | plan.Wildcard() if self.matches(node, unit):
                return node.weight
            case plan.Similar() if self.matches(node, unit):
                found = self.expand(node).terms
                return node.weight / (
                    1 + min(f.edits for f in found if _freq(unit, node.field, f.term))
                )
            case plan.AllOf(children) | plan.AnyOf(children):
                return sum(self.score(c, unit) for c in children if self.matches(c, unit))
            case plan.Without(keep, _):
                return self.score(keep, unit)
            case plan.AndMaybe(keep, maybe):
                bonus = self.score(maybe, unit) if self.matches(maybe, unit) else 0.0
                return self.score(keep, unit) + bonus
            case _:
                return 0.0

    def _bm25(self, term: plan.WeightedTerm, unit: Unit) -> float:
        freq = _freq(unit, term.field, term.text)
        if not freq:
            return 0.0
        key = (term.field, term.text)
        if key not in self._df:
            self._df[key] = sum(bool(_freq(other, *key)) for other in self._units)
        if term.field not in self._stats:
            lengths = [length for u in self._units if (length := _length(u, term.field))]
            self._stats[term.field] = len(lengths), sum(lengths) / len(lengths)
        count, average = self._stats[term.field]
        df = self._df[key]
        idf = math.log(1 + (count - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * _length(unit, term.field) / average)
        return term.weight * idf * freq / (freq + norm)


def _freq(unit: Unit, field: str, term: str) -> int:
    return sum(len(section.postings.get(field, {}).get(term, ())) for section in unit)


def _length(unit: Unit, field: str) -> int:
    return sum(section.lengths.get(field, 0) for section in unit)


def counts_by_value(
    leads: Sequence[SectionDocument], folding: Folding
) -> dict[str, dict[str, int]]:
    """Return facet → value → number of articles; copies that have the same value count once.

    Args:
        leads: the first section of each found article.
    """
    seen: dict[str, set[tuple[str, object]]] = {
        name: set() for name in (*FACET_FIELDS, "month", "day")
    }
    for lead in leads:
        values = {field: lead.keywords.get(field, ()) for field in FACET_FIELDS}
        if lead.published is not None:
            day = datetime.fromtimestamp(lead.published, ZoneInfo(SITE_ZONE)).date().isoformat()
            values |= {"month": (day[:-3],), "day": (day,)}
        for name, of_lead in values.items():
            seen[name] |= {(value, folding.group(lead.article_id)) for value in of_lead}
    if not days_within({month for month, _ in seen["month"]}):
        del seen["day"]
    return {name: dict(Counter(value for value, _ in pairs)) for name, pairs in seen.items()}
