"""Answer a question from one index of a cluster.

In: a question.  Out: the port's answer; order and scores as of the other engines.
The cluster finds all that matches and gives the MOST_HITS best with exact scores; what is folded,
ranked and cut to a page of these is worked out here. Three rounds: what matches, with counts; the
best sections of the candidates, and what copies have in common; the sections of the page. Days are
counted in one more, where all that matches is of a month or two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from search.engines.base import (
    FACET_FIELDS,
    EngineAnswer,
    EngineHit,
    EngineSection,
    Question,
)
from search.engines.days import days_within
from search.engines.folding import UNFOLDED
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.mapping import MONTH, MOST_HITS, SECTIONS, Json
from search.engines.opensearch.passages import best_sections
from search.engines.opensearch.rows import (
    NUMBER,
    ROW,
    Folded,
    Row,
    folded,
    freshness,
    row_of,
    section_number,
    with_best,
    without_copies,
)
from search.engines.opensearch.scoring import Scoring, terms_of
from search.engines.opensearch.statistics import Statistics
from search.models import Sort
from search.query import plan
from search.query.patterns import Expansion
from search.query.plan_leaves import positive_leaves
from search.ranking import weights

FACETS = (*FACET_FIELDS, MONTH)
# Values of a facet: more outlets, Ressorts or months than anything has.
_MOST_VALUES = 10_000


class Executor:
    """Answers questions from an index that never changes."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        expand: Callable[[plan.Pattern], Expansion],
    ) -> None:
        self._cluster, self._index = cluster, index
        self.statistics = Statistics(cluster, index)
        self._expand = expand

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Return a page of single sections."""
        return best_sections(self._cluster, self._index, self.statistics, self._expand, question)

    def answer(self, question: Question) -> EngineAnswer:
        """Return a page of hits with totals."""
        self.statistics.know(terms_of(question.plan))
        leaves = tuple(positive_leaves(question.plan))
        rows, first = self._matching(question, leaves)
        found = folded(rows, question.folding or UNFOLDED)
        total = int(first["hits"]["total"]["value"])
        hidden = found.hidden
        sections = self._sections_counted(question, leaves, first, hidden)
        page = self._page(question, leaves, found.shown)
        best = self._best(page, leaves)
        return EngineAnswer(
            hits=tuple(_hit(row, best.get(row.article_id, _NONE), found) for row in page),
            articles=total - len(hidden),
            sections=sections,
            facets=self._facets(question, first, found) if question.facets else {},
            copies=len(hidden),
        )

    def _matching(self, question: Question, leaves: Sequence[plan.Plan]) -> tuple[list[Row], Json]:
        """Return what matches, best or by date first, and the whole answer with its counts."""
        articles = self.statistics.articles
        quick, exact = (
            Scoring(articles, self._expand, e).query(question.plan) for e in (False, True)
        )
        wanted = MOST_HITS
        if not question.folding and question.sort is not Sort.RECENT:
            end = question.offset + question.limit
            wanted = max(weights.CANDIDATES, end) if question.limit else 0
        body: Json = {
            "query": quick, "size": min(wanted, MOST_HITS), "track_total_hits": True,
            "stored_fields": "_none_", "docvalue_fields": list(ROW), "aggs": {},
        }  # fmt: skip
        if question.sort.ranked and wanted:
            body["rescore"] = _rescored(exact, MOST_HITS)
        elif wanted:
            order = "asc" if question.sort is Sort.OLDEST else "desc"
            body["sort"] = [{"published": {"order": order, "missing": "_last"}}, {"id": "asc"}]
        if question.facets:
            body["aggs"] |= {
                name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS
            }
        if question.counted:
            body["aggs"][SECTIONS] = self._counting(leaves)
        answer = self._cluster.search(self._index, body)
        rows = [row_of(hit) for hit in answer["hits"]["hits"]]
        if question.sort.ranked:
            factors = freshness(rows, question.sort, self.statistics.origin(question.as_of))
            rows = [
                Row(row.article_id, row.revision, row.published, round(row.score * factor, 6))
                for row, factor in zip(rows, factors, strict=True)
            ]
            rows.sort(key=Row.rank)
        return rows, answer

    def _page(self, question: Question, leaves: Sequence[plan.Plan], shown: list[Row]) -> list[Row]:
        """Return the rows of the page, their scores complete."""
        end = question.offset + question.limit
        if not question.limit:
            return []
        if question.sort.ranked:
            head, tail = shown[: weights.CANDIDATES], shown[weights.CANDIDATES :]
            if question.offset >= len(head):
                return tail[question.offset - len(head) : end - len(head)]
            head = sorted(self._complete(question, leaves, head), key=Row.rank)
            return [*head, *tail][question.offset : end]
        # Those of one moment are ordered by score: all that stand where the page begins or ends.
        if len(shown) > end:
            moment = shown[end - 1].published
            shown = shown[:end] + [row for row in shown[end:] if row.published == moment]
        exact = Scoring(self.statistics.articles, self._expand, exact=True).query(question.plan)
        scores = self._scores(_among([row.article_id for row in shown], exact), len(shown))
        rows = [Row(r.article_id, r.revision, r.published, scores[r.article_id]) for r in shown]
        rows = self._complete(question, leaves, rows)
        return sorted(rows, key=lambda row: row.place(question.sort))[question.offset : end]

    def _complete(
        self, question: Question, leaves: Sequence[plan.Plan], rows: list[Row]
    ) -> list[Row]:
        """Add what the best section of each row is worth."""
        if not leaves:
            return rows
        nested = {"nested": self._nested(leaves)}
        best = self._scores(_among([row.article_id for row in rows], nested), len(rows))
        factors = freshness(rows, question.sort, self.statistics.origin(question.as_of))
        named = {row.article_id: factor for row, factor in zip(rows, factors, strict=True)}
        return with_best(rows, named, best)

    def _scores(self, query: Json, most: int) -> dict[str, float]:
        """Return the scores of the articles that a query finds."""
        body = {"query": query, "size": most, "stored_fields": "_none_", "docvalue_fields": ["id"]}
        hits = self._cluster.search(self._index, body)["hits"]["hits"]
        return {hit["fields"]["id"][0]: round(hit["_score"], 6) for hit in hits}

    def _nested(self, leaves: Sequence[plan.Plan]) -> Json:
        """Return the question for the best section that a leaf matches."""
        exact = Scoring(self.statistics.sections, self._expand, exact=True)
        return {"path": SECTIONS, "query": exact.query(_any_of(leaves)), "score_mode": "max"}

    def _best(
        self, rows: Sequence[Row], leaves: Sequence[plan.Plan]
    ) -> dict[str, tuple[list[tuple[int, float]], int]]:
        """Return of each row its best sections, number and score, and how many match."""
        if not rows:
            return {}
        inner = {
            "size": weights.SECTIONS_SHOWN,
            "stored_fields": "_none_",
            "docvalue_fields": [NUMBER],
        }
        nested = {**self._nested(leaves), "inner_hits": inner}
        body = {
            "query": _among([row.article_id for row in rows], {"nested": nested}),
            "size": len(rows), "stored_fields": "_none_", "docvalue_fields": ["id"],
        }  # fmt: skip
        found = {}
        for hit in self._cluster.search(self._index, body)["hits"]["hits"]:
            sections = hit["inner_hits"][SECTIONS]["hits"]
            numbered = [(section_number(s), round(s["_score"] or 0.0, 6)) for s in sections["hits"]]
            numbered.sort(key=lambda item: (-item[1], item[0]))
            found[hit["fields"]["id"][0]] = numbered, int(sections["total"]["value"])
        return found

    def _counting(self, leaves: Sequence[plan.Plan]) -> Json:
        scoring = Scoring(self.statistics.sections, self._expand, exact=False)
        matching = {"found": {"filter": scoring.query(_any_of(leaves))}}
        return {"nested": {"path": SECTIONS}, "aggs": matching}

    def _sections_counted(
        self, question: Question, leaves: Sequence[plan.Plan], first: Json, hidden: list[str]
    ) -> int:
        """Return how many sections match of all articles but hidden copies."""
        if not question.counted:
            return 0
        total = int(first["aggregations"][SECTIONS]["found"]["doc_count"])
        if hidden:
            body = {"query": _among(hidden), "size": 0, "aggs": {SECTIONS: self._counting(leaves)}}
            answer = self._cluster.search(self._index, body)
            total -= int(answer["aggregations"][SECTIONS]["found"]["doc_count"])
        return total

    def _facets(self, question: Question, first: Json, found: Folded) -> dict[str, dict[str, int]]:
        """Return the counts of the facets; copies that have the same value count once."""
        values: dict[str, Json] = {}
        if found.groups:
            names = [name for group in found.groups.values() for name in group]
            body = {"query": _among(names), "size": MOST_HITS, "stored_fields": "_none_",
                    "docvalue_fields": ["id", "published", *FACETS]}  # fmt: skip
            for hit in self._cluster.search(self._index, body)["hits"]["hits"]:
                values[hit["fields"]["id"][0]] = hit["fields"]
        facets = {}
        for name in FACETS:
            buckets = first["aggregations"][name]["buckets"]
            counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
            of_each = {key: fields.get(name, ()) for key, fields in values.items()}
            facets[name] = without_copies(counts, of_each, found)
        if days := days_within(facets[MONTH]):
            facets["day"] = self._by_day(days, question, values, found)
        return facets

    def _by_day(
        self, days: Mapping[str, int], question: Question, copies: Mapping[str, Json], found: Folded
    ) -> dict[str, int]:
        """Count what matches by day; copies of one day count once.

        Args:
            days: the days and the moments they begin at, epoch seconds.
            copies: article id → columns, of all articles that have copies.
        """
        names, begins = list(days), list(days.values())
        ranges = [
            {"key": name, "from": begin} | ({"to": end} if end else {})
            for name, begin, end in zip(names, begins, [*begins[1:], None], strict=True)
        ]
        quick = Scoring(self.statistics.articles, self._expand, exact=False).query(question.plan)
        aggs = {"day": {"range": {"field": "published", "ranges": ranges}}}
        answer = self._cluster.search(self._index, {"query": quick, "size": 0, "aggs": aggs})
        buckets = answer["aggregations"]["day"]["buckets"]
        counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
        of_each = {
            article_id: [names[bisect_right(begins, at) - 1] for at in fields.get("published", ())]
            for article_id, fields in copies.items()
        }
        return {day: n for day, n in without_copies(counts, of_each, found).items() if n}


_NONE: tuple[list[tuple[int, float]], int] = ([], 0)


def _any_of(leaves: Sequence[plan.Plan]) -> plan.Plan:
    return plan.AnyOf(tuple(leaves)) if leaves else plan.Everything()


def _among(names: Iterable[str], query: Mapping[str, Any] | None = None) -> Json:
    """Return a query narrowed to some articles."""
    return {"bool": {"filter": [{"terms": {"id": list(names)}}], "must": [query] if query else []}}


def _rescored(exact: Json, window: int) -> Json:
    return {
        "window_size": window,
        "query": {"rescore_query": exact, "query_weight": 0, "rescore_query_weight": 1},
    }


def _hit(row: Row, best: tuple[list[tuple[int, float]], int], found: Folded) -> EngineHit:
    sections, matching = best
    return EngineHit(
        article_id=row.article_id,
        revision=row.revision,
        score=row.score,
        sections=tuple(sections),
        matching_sections=matching,
        copies=found.groups.get(row.article_id, (row.article_id,))[1:],
    )
