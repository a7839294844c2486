"""From a plan to the query of a cluster that matches and scores as the plan promises.

In: a plan, the level it is judged at (articles or sections), exact or not.
Out: a query in the cluster's language, made of `term`, `terms`, `ids`, `prefix`, `match_phrase`,
`intervals` and `bool`; nothing a reader typed is ever parsed there.

Two ways to score a term. Not exact: BM25 of rounded lengths and the statistics of a shard, which
can pass over what cannot be among the best. Exact: a script with the formula of
`search/ranking/bm25.py`, the exact length and the statistics of all shards. Both match the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from search.engines.base import LINK
from search.engines.opensearch.documents import document_name
from search.engines.opensearch.mapping import FREQUENCY, STACK, Json, key_field, length_field
from search.engines.opensearch.statistics import GROUP_OF, Level, Term
from search.query import plan
from search.query.patterns import Expansion

NOTHING: Json = {"match_none": {}}
_SCRIPT = (
    "params.weight * _score / (_score + params.fixed + params.by_word * doc[params.length].value)"
)


@dataclass(frozen=True)
class Scoring:
    """Makes queries of plans. `expand`: what a wildcard or a fuzzy word stands for."""

    level: Level
    expand: Callable[[plan.Pattern], Expansion]
    exact: bool

    def query(self, node: plan.Plan) -> Json:
        """Return the query of a plan."""
        match node:
            case plan.AnyTerm(terms):
                return _or(map(self._term, terms))
            case plan.InOrder(field, words, scored):
                return self._scored(self._row(field, words), scored)
            case plan.Nearby():
                return self._scored(self._nearby(node), node.scored)
            case plan.StartsWith(field, prefix, weight):
                return _constant({"prefix": {self.level.field(field): prefix}}, weight)
            case plan.Wildcard() | plan.Similar():
                return self._pattern(node)
            case plan.AllOf(children):
                return {"bool": {"must": [self.query(child) for child in children]}}
            case plan.AnyOf(children, minimum):
                asked = [self.query(child) for child in children]
                return {"bool": {"should": asked, "minimum_should_match": minimum}}
            case plan.Without(keep, drop):
                return {"bool": {"must": [self.query(keep)], "must_not": [self.query(drop)]}}
            case plan.AndMaybe(keep, maybe):
                return {"bool": {"must": [self.query(keep)], "should": [self.query(maybe)]}}
            case plan.Everything():
                return {"bool": {"filter": [{"match_all": {}}]}}
            case plan.Nothing():
                return NOTHING
            case plan.Between() | plan.Equals() | plan.Linked() | plan.Among():
                return {"bool": {"filter": [self._filter(node)]}}

    def _filter(self, node: plan.Between | plan.Equals | plan.Linked | plan.Among) -> Json:
        match node:
            case plan.Between(column, start, end):
                ends = {name: at for name, at in (("gte", start), ("lt", end)) if at is not None}
                field = self.level.field(column)
                return {"range": {field: ends}} if ends else {"exists": {"field": field}}
            case plan.Equals(column, values):
                return {"terms": {self.level.field(key_field(column)): list(values)}}
            case plan.Linked(key, whole):
                return {"term" if whole else "prefix": {self.level.field(LINK): key}}
            case plan.Among(ids):
                # Nested sections have the name of their article, though not its other fields.
                return {"ids": {"values": sorted(map(document_name, ids))}}

    def _scored(self, matching: Json, terms: tuple[plan.WeightedTerm, ...]) -> Json:
        """Return a query that scores what matches by some terms."""
        if not terms:
            return {"bool": {"filter": [matching]}}
        return {"bool": {"filter": [matching], "should": [self._term(term) for term in terms]}}

    def _term(self, term: plan.WeightedTerm) -> Json:
        """Return a query that scores one term."""
        level, field = self.level, self.level.field(term.field)
        if not self.exact:
            return {"term": {field: {"value": term.text, "boost": term.weight}}}
        if not level.frequency[term.field, term.text]:
            return NOTHING
        norm = level.norm(term.field)
        params = {
            "weight": term.weight * level.idf((term.field, term.text)),
            "fixed": norm.fixed,
            "by_word": norm.by_word,
            "length": level.field(length_field(GROUP_OF[term.field])),
        }
        asked = {"term": {field: {"value": term.text, "boost": FREQUENCY}}}
        return {"script_score": {"query": asked, "script": {"source": _SCRIPT, "params": params}}}

    def _row(self, field: str, words: tuple[tuple[str, ...] | None, ...]) -> Json:
        """Return the query of words in a row, in one block of one section."""
        asked = [word is not None for word in words]
        if not any(asked):
            return NOTHING
        if sum(asked) == 1:
            return {"terms": {self.level.field(field): list(words[asked.index(True)] or ())}}
        text = _groups(words)
        return {"match_phrase": {self.level.field(field): {"query": text, "analyzer": "rows"}}}

    def _nearby(self, node: plan.Nearby) -> Json:
        """Return the query of two rows near each other, each pair of rows by itself.

        Together, Lucene would keep the shortest of rows that contain one another, though the
        longer one may be nearer to the other side.
        """
        pairs = []
        for one in node.left:
            for two in node.right:
                for first, second in ((one, two), (two, one)):
                    near = {
                        "intervals": [_interval(self.level, first), _interval(self.level, second)],
                        "mode": "ordered",
                        "max_gaps": node.distance - 1,
                    }
                    field = self.level.field(first.field)
                    pairs.append({"intervals": {field: {"all_of": near}}})
        return _or(pairs)

    def _pattern(self, node: plan.Pattern) -> Json:
        """Return the query of a wildcard or a fuzzy word: fewer mistakes score higher."""
        field = self.level.field(node.field)
        found = [
            _constant({"terms": {field: [f.term for f in some]}}, node.weight / (1 + edits))
            for edits, some in groupby(self.expand(node).terms, key=lambda f: f.edits)
        ]
        return {"dis_max": {"queries": found}} if found else NOTHING


def terms_of(node: plan.Plan) -> Iterator[Term]:
    """Yield the terms that scores of a plan depend on."""
    match node:
        case plan.AnyTerm(terms):
            yield from ((term.field, term.text) for term in terms)
        case plan.InOrder(scored=scored) | plan.Nearby(scored=scored):
            yield from ((term.field, term.text) for term in scored)
        case plan.AllOf(children) | plan.AnyOf(children):
            for child in children:
                yield from terms_of(child)
        case plan.Without(one, two) | plan.AndMaybe(one, two):
            yield from (*terms_of(one), *terms_of(two))
        case _:
            return


def _interval(level: Level, row: plan.InOrder) -> Json:
    asked = {
        "query": _groups(row.words),
        "analyzer": "rows",
        "mode": "ordered",
        "max_gaps": 0,
        "use_field": level.field(row.field),
    }
    return {"match": asked}


def _groups(words: Iterable[tuple[str, ...] | None]) -> str:
    return " ".join(STACK if word is None else STACK.join(word) for word in words)


def _constant(matching: Json, weight: float) -> Json:
    return {"constant_score": {"filter": matching, "boost": weight}}


def _or(queries: Iterable[Json]) -> Json:
    found = list(queries)
    return found[0] if len(found) == 1 else {"bool": {"should": found, "minimum_should_match": 1}}
