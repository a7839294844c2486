"""The best single sections of an index in a cluster, each ranked by its own score.

In: a question.  Out: a page of sections.
As many articles as sections are wanted are asked for, those with the best section first: the best
sections are among theirs.
"""

from __future__ import annotations

from collections.abc import Callable

from search.engines.base import EngineSection, Question
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.mapping import MOST_HITS, SECTIONS, Json
from search.engines.opensearch.rows import (
    NUMBER,
    ROW,
    Row,
    freshness,
    row_of,
    section_number,
)
from search.engines.opensearch.scoring import Scoring, terms_of
from search.engines.opensearch.statistics import Statistics
from search.models import Sort
from search.query import plan
from search.query.patterns import Expansion
from search.ranking.recency import LEAST, MIDDLE_S

_FRESH = """
if (doc['published'].size() == 0) return _score * params.least;
double age = Math.max(0, params.origin - doc['published'].value);
return _score * (params.least + (1 - params.least) / (1 + age / params.middle));
"""


def best_sections(
    cluster: Cluster,
    index: str,
    statistics: Statistics,
    expand: Callable[[plan.Pattern], Expansion],
    question: Question,
) -> tuple[EngineSection, ...]:
    """Return a page of sections of an index; the port's docstring tells which."""
    node = question.plan.keep if isinstance(question.plan, plan.AndMaybe) else question.plan
    statistics.know(terms_of(node))
    scoring = Scoring(statistics.sections, expand, exact=True)
    most = min(question.offset + question.limit, MOST_HITS)
    if not most:
        return ()
    nested: Json = {
        "nested": {
            "path": SECTIONS, "query": scoring.query(node), "score_mode": "max",
            "inner_hits": {"size": most, "stored_fields": "_none_",
                           "docvalue_fields": [NUMBER]},
        }
    }  # fmt: skip
    origin = statistics.origin(question.as_of)
    recent = question.sort is Sort.RECENT and origin is not None
    if recent:
        params = {"least": LEAST, "middle": MIDDLE_S, "origin": origin}
        nested = {"script_score": {"query": nested, "script": {"source": _FRESH, "params": params}}}
    body: Json = {
        "query": nested, "size": most, "stored_fields": "_none_", "docvalue_fields": list(ROW),
    }  # fmt: skip
    order = "asc" if question.sort is Sort.OLDEST else "desc"
    by_date = {"published": {"order": order, "missing": "_last"}}
    newest = {"published": {"order": "desc", "missing": "_last"}}
    body["sort"] = ["_score", newest, "id"] if question.sort.ranked else [by_date, "_score", "id"]
    rows = []
    for hit in cluster.search(index, body)["hits"]["hits"]:
        row = row_of(hit)
        (factor,) = freshness([row], question.sort, origin)
        for section in hit["inner_hits"][SECTIONS]["hits"]["hits"]:
            score = round(factor * (section["_score"] or 0.0), 6)
            rows.append(
                (Row(row.article_id, row.revision, row.published, score), section_number(section))
            )
    rows.sort(
        key=lambda item: (
            item[0].rank() if question.sort.ranked else item[0].place(question.sort), item[1]
        )
    )  # fmt: skip
    return tuple(
        EngineSection(row.article_id, row.revision, number, row.score)
        for row, number in rows[question.offset : most]
    )
