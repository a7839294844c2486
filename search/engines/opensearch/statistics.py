"""What BM25 needs to know of all documents: how many there are, how long, how many have a term.

In: one index that never changes.  Out: exact numbers of live articles or sections, from all shards,
asked for once.
Lucene's own count what was replaced as well, and each shard's for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search.engines.base import GROUPS
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.mapping import SECTIONS, Json, length_field
from search.ranking.bm25 import K1, B, idf

# Frequencies kept; above that the table starts anew.
MOST_KEPT = 200_000
# Terms of one request.
AT_ONCE = 1_000

Term = tuple[str, str]  # field, text
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


class Norm(NamedTuple):
    """What the length of a document stands for in BM25: fixed + by_word x its words."""

    fixed: float
    by_word: float


class Level:
    """The articles of an index, or its sections (`path`): what is scored as one document."""

    def __init__(self, path: str, sums: Mapping[str, Json]) -> None:
        self.path = path
        counted = {g: int(sums[f"count {g}"]["value"]) for g in GROUPS}
        words = {g: float(sums[f"words {g}"]["value"]) for g in GROUPS}
        self.counts = counted
        self._averages = {g: words[g] / n if n else 0.0 for g, n in counted.items()}
        self.frequency: dict[Term, int] = {}

    def field(self, name: str) -> str:
        """Return the full name of a field."""
        return f"{self.path}.{name}" if self.path else name

    def idf(self, term: Term) -> float:
        """Return the inverse document frequency of a term whose frequency is known."""
        return idf(self.frequency[term], self.counts[GROUP_OF[term[0]]])

    def norm(self, field: str) -> Norm:
        """Return the norm of a field that some document has."""
        average = self._averages[GROUP_OF[field]]
        return Norm(K1 * (1 - B), K1 * B / average if average else 0.0)


class Statistics:
    """The numbers of one index."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        answer = self._ask(
            {**_sums(""), "newest": {"max": {"field": "published"}}}, _sums(SECTIONS)
        )
        inner = answer[SECTIONS]
        self.articles, self.sections = Level("", answer), Level(SECTIONS, inner)
        date = answer["newest"]["value"]
        # The date of the newest article in epoch seconds, None if none has one.
        self.newest = None if date is None else int(date)

    def origin(self, as_of: int | None) -> int | None:
        """Return the moment that ages are counted from, None if no article has a date."""
        return self.newest if self.newest is None or as_of is None else min(self.newest, as_of)

    def know(self, terms: Iterable[Term]) -> None:
        """Ask for the frequencies of terms that are not known yet."""
        levels = (self.articles, self.sections)
        due = [term for term in dict.fromkeys(terms) if term not in self.sections.frequency]
        if len(self.sections.frequency) + len(due) > MOST_KEPT:
            for level in levels:
                level.frequency.clear()
        for start in range(0, len(due), AT_ONCE):
            some = due[start : start + AT_ONCE]
            outer, inner = ({"terms": _filters(level, some)} for level in levels)
            answer = self._ask(outer, inner)
            for level, found in zip(levels, (answer, answer[SECTIONS]), strict=True):
                buckets = found["terms"]["buckets"]
                for number, term in enumerate(some):
                    level.frequency[term] = int(buckets[str(number)]["doc_count"])

    def _ask(self, articles: Json, sections: Json) -> Json:
        nested = {SECTIONS: {"nested": {"path": SECTIONS}, "aggs": sections}}
        body = {"size": 0, "track_total_hits": False, "aggs": {**articles, **nested}}
        found: Json = self._cluster.search(self._index, body)["aggregations"]
        return found


def _sums(path: str) -> Json:
    prefix = f"{path}." if path else ""
    return {
        f"{label} {group}": {kind: {"field": prefix + length_field(group)}}
        for group in GROUPS
        for label, kind in (("count", "value_count"), ("words", "sum"))
    }


def _filters(level: Level, terms: list[Term]) -> Json:
    named = {str(n): {"term": {level.field(f): text}} for n, (f, text) in enumerate(terms)}
    return {"filters": {"filters": named}}
