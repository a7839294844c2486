"""A query calls as many functions on many articles as on few: the work is done in arrays.

No clock: what is counted is the same on every machine. A loop over articles, sections or postings
that slips into the hot path shows here before it shows in a benchmark.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import ArticleStore
from search import SearchRequest, SearchService
from search.engines.base import Question
from search.engines.embedded import EmbeddedEngine
from search.indexing import update_index
from search.models import Sort
from tests.counting import calls

FEW, MANY = 400, 3200
# Both are warm: what is decoded once a generation is not counted.
QUERIES = {
    "word": SearchRequest(text="theater"),
    "words": SearchRequest(text="brücke rathaus schule"),
    "both": SearchRequest(text="brücke UND rathaus"),
    "phrase": SearchRequest(text='"brücke rathaus"'),
    "near": SearchRequest(text="brücke NAHE/3 rathaus"),
    "prefix": SearchRequest(text="brü*"),
    "dated": SearchRequest(text="brücke seit:2024"),
    "newest": SearchRequest(text="brücke", sort=Sort.NEWEST),
    "recent": SearchRequest(text="brücke rathaus", sort=Sort.RECENT),
    "without": SearchRequest(text="brücke NICHT rathaus"),
    "shape": SearchRequest(text="b?ücke"),
    "similar": SearchRequest(text="brüke~"),
    "outlet": SearchRequest(text="brücke", sources=("Bote",)),
}
# Of a page of ten articles with their snippets, of the ranking alone, of the ten best sections.
MOST_PAGE, MOST_RANKING, MOST_SECTIONS = 13_000, 2_700, 580


@pytest.fixture(scope="module")
def services(made_articles, tmp_path_factory):
    def service(size: int, place: Path) -> SearchService:
        engine = EmbeddedEngine(place / "index")
        with ArticleStore(place / "articles.sqlite", "index") as store:
            with store.transaction():
                for article in made_articles(size):
                    store.put(article, "made")
            update_index([], engine=engine, store=store)
        return SearchService(engine, place / "articles.sqlite", "index")

    return [service(size, tmp_path_factory.mktemp(str(size))) for size in (FEW, MANY)]


@pytest.mark.parametrize("kind", QUERIES)
def test_a_page_takes_no_more_calls_on_many_articles(kind, services):
    counts = []
    for service in services:
        service.search(QUERIES[kind])
        assert service.search(QUERIES[kind]).articles > 10
        counts.append(calls(lambda: service.search(QUERIES[kind])))  # noqa: B023
    few, many = counts
    assert many <= 1.4 * few  # the ten texts differ
    assert many <= MOST_PAGE


@pytest.mark.parametrize("kind", QUERIES)
def test_a_ranking_takes_no_more_calls_on_many_articles(kind, services):
    counts = []
    for service in services:
        service.ranked_ids(QUERIES[kind])
        counts.append(calls(lambda: service.ranked_ids(QUERIES[kind])))  # noqa: B023
    few, many = counts
    assert many <= 1.15 * few
    assert many <= MOST_RANKING


@pytest.mark.parametrize("kind", ["word", "words", "both", "phrase", "prefix", "dated", "newest"])
def test_the_best_sections_take_no_more_calls_on_many_articles(kind, services):
    counts = []
    for service in services:
        asked = Question(plan=service.plan(QUERIES[kind]), sort=QUERIES[kind].sort)
        for _ in "ab":  # bounds are made when words are looked up again
            assert service.engine.best_sections(asked)
        counts.append(calls(lambda: service.engine.best_sections(asked)))  # noqa: B023
    few, many = counts
    assert many <= 1.15 * few
    assert many <= MOST_SECTIONS


def test_beginnings_of_words_take_no_more_calls_on_many_articles(services):
    assert all(service.suggest("brü") for service in services)
    few, many = (calls(lambda: s.suggest("brü")) for s in services)  # noqa: B023
    assert many <= 1.2 * few


def test_a_loop_over_articles_would_be_noticed(services):
    few, many = (calls(lambda: [len(name) for name in s.engine.articles()]) for s in services)  # noqa: B023
    assert many > 4 * few
