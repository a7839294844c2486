"""What else a search could be narrowed to: counted as if it were not, on every engine."""

from __future__ import annotations

import json

import pytest

from corpus import ArticleStore
from search import SearchRequest, SearchService, Sort
from search.indexing import update_index
from tests.contract.engines import ENGINES, make_engine

OUTLETS, TOPICS = ("Bote", "Blatt", "Kurier"), ("Hafen", "Sport")
ARTICLES = [
    {
        "id": f"a{number}",
        "text": f"Nachricht {number} vom Hafen." + " Mehr." * (number % 3),
        "source": OUTLETS[number % 3],
        "topics": [TOPICS[number % 2]] if number % 5 else [],
        "agencies": ["abc"] if number % 4 else [],
        "date": f"202{number % 2}-05-01",
    }
    for number in range(24)
]


@pytest.fixture(scope="module", params=ENGINES)
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    lines = place / "artikel.jsonl"
    lines.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)
    return SearchService(engine, place / "articles.sqlite", "index")


@pytest.mark.parametrize(
    "chosen",
    [
        {"sources": ("Bote",)},
        {"sources": ("Bote", "Kurier"), "topics": ("Sport",)},
        {"sources": ("Bote",), "topics": ("Hafen",), "agencies": ("keine",), "until": "2020"},
        {"topics": ("Hafen",), "sort": Sort.NEWEST, "limit": 2, "offset": 2},
    ],
)
def test_each_value_finds_alone_what_is_counted_beside_it(service, chosen):
    asked = SearchRequest(text="Nachricht", **chosen)
    others = service.others(asked)
    fields = {"source": "sources", "topic": "topics", "agency": "agencies"}
    assert {fields[facet] for facet in others} == chosen.keys() & set(fields.values())
    for facet, values in others.items():
        field = fields[facet]
        assert not {one.value for one in values} & set(chosen[field])
        counts = [one.articles for one in values]
        assert counts == sorted(counts, reverse=True)
        for one in values:
            alone = {**chosen, field: (one.value,), "limit": 0, "offset": 0}
            assert service.search(SearchRequest(text="Nachricht", **alone)).articles == one.articles
    assert any(others.values())


def test_a_search_that_is_not_narrowed_has_no_others(service):
    assert service.others(SearchRequest(text="Nachricht", since="2020")) == {}
