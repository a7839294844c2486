"""Every row of the German regression suite, through the service, on every engine."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from corpus import ArticleStore
from search import SearchService, service
from search.indexing import update_index
from search.models import SearchRequest, Snippet
from search.query.dates import ZONE
from tests.contract.engines import ENGINES, make_engine

SUITE = tomllib.loads((Path(__file__).parents[1] / "data/german.toml").read_text("utf-8"))
# Parts of the analysis that are there: rows that need another one are skipped.
AVAILABLE = frozenset({"parts", "lemmas", "variants", "did_you_mean"})
NEEDS = {"parts", "lemmas", "variants", "did_you_mean"}
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)
KEYS = {"query", "find", "only", "not", "mark", "first", "suggest", "needs"}


@pytest.fixture(scope="module", params=ENGINES)
def ask(request, tmp_path_factory):
    """Return a function that answers a query from all articles of the suite."""
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    lines = place / "artikel.jsonl"
    articles = ({"id": name, **given} for name, given in SUITE["articles"].items())
    lines.write_text("\n".join(json.dumps(article) for article in articles), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)
    reader = SearchService(engine, place / "articles.sqlite", "index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "site_now", lambda: NOW)
        yield lambda query: reader.search(SearchRequest(text=query, limit=100))


def marked(snippet: Snippet) -> set[str]:
    return {snippet.text[start:end] for start, end in snippet.marks}


@pytest.mark.parametrize("row", SUITE["rows"], ids=lambda row: row["query"])
def test_a_query_finds_and_marks_what_it_must(row, ask):
    if row.get("needs", "") not in {"", *AVAILABLE}:
        pytest.skip(f"needs {row['needs']}")
    results = ask(row["query"])
    found = [hit.id for hit in results.hits]
    assert set(row.get("find", ())) <= set(found)
    assert not row.get("only") or set(row["find"]) == set(found)
    assert not set(row.get("not", ())) & set(found)
    if "first" in row:
        assert found[0] == row["first"]
    snippets = [s for hit in results.hits for part in hit.sections for s in part.snippets]
    titles = [hit.title for hit in results.hits]
    assert set(row.get("mark", ())) <= set().union(*map(marked, [*titles, *snippets]))
    if "suggest" in row:
        assert row["suggest"] in [way.label for way in results.ways_out]


def test_the_suite_is_well_formed():
    rows = SUITE["rows"]
    assert len(rows) >= 150
    assert len({(row["query"], row.get("needs")) for row in rows}) == len(rows)
    for row in rows:
        assert set(row) <= KEYS, row
        assert {"find", "not"} & set(row), row
        named = {*row.get("find", ()), *row.get("not", ()), *filter(None, [row.get("first")])}
        assert named <= set(SUITE["articles"]), row
        assert row.get("needs", "parts") in NEEDS, row
    assert AVAILABLE <= NEEDS
