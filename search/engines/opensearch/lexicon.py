"""The words of an index: what wildcards and fuzzy words stand for.

In: distinct exact words of what is indexed.  Out: the terms of a pattern, with the number of live
sections that have them.
The words of all generations are kept in one index beside them, which only grows; those that no live
section has are left out when they are asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.mapping import MOST_HITS, Json
from search.engines.opensearch.statistics import Statistics
from search.query import plan
from search.query.patterns import SURE_LETTERS, Expansion, expansion, mistakes

# Words looked at for one pattern at most, ten times what it may stand for.
MOST_LOOKED_AT = 50_000


class Lexicon:
    """The index of words that belongs to an alias."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.name = f"{cluster.alias}-words"

    def make(self) -> None:
        """Make the index if it is not there."""
        word = {"type": "keyword"}
        mappings = {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "properties": {"field": word, "word": word},
        }
        self._cluster.make(self.name, mappings)

    def add(self, words: Iterable[tuple[str, str]]) -> None:
        """Add words, each with its field; what is there already stays."""

        def actions() -> Iterator[Json]:
            for field, word in words:
                name = hashlib.sha1(f"{field} {word}".encode(), usedforsecurity=False).hexdigest()
                yield {"_id": name, "_index": self.name, "field": field, "word": word}

        self._cluster.bulk(actions(), 5_000)
        with self._cluster.errors():
            self._cluster.client.indices.refresh(index=self.name, request_timeout=WRITE_S)

    def expand(self, node: plan.Pattern, statistics: Statistics) -> Expansion:
        """Return the terms that a pattern stands for."""
        test = mistakes(node)
        found = {w: count for w in self._words(node) if (count := test(w)) is not None}
        statistics.know((node.field, word) for word in found)
        of = statistics.sections.frequency
        return expansion(found, {word: of[node.field, word] for word in found})

    def _words(self, node: plan.Pattern) -> Iterator[str]:
        """Yield the words that may be meant, all that are and a few more."""
        shape = _shape(node)
        if shape is None:
            return
        query = {"bool": {"filter": [{"term": {"field": node.field}}, shape]}}
        body: Json = {
            "query": query,
            "size": MOST_HITS,
            "sort": ["word"],
            "stored_fields": "_none_",
        }
        for _ in range(MOST_LOOKED_AT // MOST_HITS):
            hits = self._cluster.search(self.name, body)["hits"]["hits"]
            yield from (hit["sort"][0] for hit in hits)
            if len(hits) < MOST_HITS:
                return
            body["search_after"] = hits[-1]["sort"]


def _shape(node: plan.Pattern) -> Json | None:
    """Return the query of the words of a shape; None if there are none."""
    if isinstance(node, plan.Wildcard):
        return {"wildcard": {"word": {"value": node.pattern.replace("\\", "\\\\")}}}
    if node.beginning:
        return {"prefix": {"word": node.text[:SURE_LETTERS]}}
    if not node.text:
        return None
    return {
        "fuzzy": {
            "word": {
                "value": node.text,
                "fuzziness": node.edits,
                "prefix_length": 1,
                "max_expansions": MOST_HITS,
                "rewrite": "constant_score",
            }
        }
    }
