"""What made a peak: the nouns that its articles have more often than others, on every engine."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus import ArticleStore
from search import SearchRequest, SearchService
from search.indexing import update_index
from tests.contract.engines import ENGINES, make_engine

# In May, on a Monday, a crane falls, each time told in other words; the harbour is everywhere.
CRANE = (
    "So stürzte am Montag im Hafen ein Kran um, teilte Anna Moor aus Alt-Wiesach mit.",
    "Als am Montag die Kräne fielen, sperrte Anna Moor Hafen und Hafenkran in Alt-Wiesach.",
    "Zu den Kränen im Hafen sagte Anna Moor in Alt-Wiesach am Montag nichts zum Hafenkran.",
)
USUAL = "Im Hafen legten Schiffe an, der Betrieb war ruhig, das Wetter auch im Mai."
ELSEWHERE = "Die Winzer lesen Trauben, der Riesling reift im Keller."
MAY = SearchRequest(text="Hafen", since="2024-05", until="2024-05")


def articles():
    for n in range(9):
        yield f"kran{n}", f"2024-05-{n + 1:02}", f"{CRANE[n % 3]} Das war Nummer {n}."
    for n in range(30):
        yield f"hafen{n}", f"2024-{1 + n % 12:02}-20", f"{USUAL} Das war Nummer {n}."
    for n in range(90):
        yield f"wein{n}", f"2024-06-{1 + n % 30:02}", f"{ELSEWHERE} Das war Nummer {n}."


@pytest.fixture(scope="module", params=ENGINES)
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    lines = place / "artikel.jsonl"
    rows = ({"id": name, "date": date, "text": text} for name, date, text in articles())
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)
    return SearchService(engine, place / "articles.sqlite", "index")


@pytest.fixture(scope="module")
def told(service):
    return {noun.text: noun for noun in service.telling(replace(MAY, copies=True))}


def test_forms_are_one_noun_and_neighbours_one_name_each_told_once(told):
    assert set(told) == {"Kran", "Anna Moor", "Alt-Wiesach"}


def test_what_all_have_and_what_only_names_the_time_is_not_told(told):
    assert not {"Hafen", "Mai", "Montag", "Betrieb", "Wetter", "Riesling"} & set(told)


def test_a_noun_asks_for_itself_as_well_and_keeps_all_else(service, told):
    request = told["Anna Moor"].request
    assert request == replace(MAY, copies=True, text='Hafen +"Anna Moor"')
    assert service.search(request).articles == 9


def test_what_the_query_asks_for_is_not_told_but_compounds_of_it_are(service):
    asked = replace(MAY, text="Hafen ODER Kran", copies=True)
    nouns = {noun.text for noun in service.telling(asked)}
    assert nouns == {"Hafenkran", "Anna Moor", "Alt-Wiesach"}


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("", '"Anna Moor"'),
        ("Hafen ODER Becken", '(Hafen ODER Becken) +"Anna Moor"'),
        ("Hafen NICHT Riesling", 'Hafen NICHT Riesling +"Anna Moor"'),
    ],
)
def test_whatever_the_query_is_the_noun_must_be_there(service, text, narrowed):
    nouns = service.telling(replace(MAY, text=text, copies=True))
    (name,) = (noun for noun in nouns if noun.text == "Anna Moor")
    assert name.request.text == narrowed
    assert service.search(name.request).articles == 9


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(text="Hafen"),  # no time
        SearchRequest(text="Hafen", since="2024-06", until="2024-06"),  # as at other times
        SearchRequest(text="Hafen", since="2024"),  # nothing at other times
        SearchRequest(text="Hafen", since="1999", until="1999"),  # nothing then
        SearchRequest(text="Gletscher", since="2024-05"),  # nothing at all
    ],
)
def test_where_nothing_sets_a_time_apart_nothing_is_told(service, request_):
    assert service.telling(replace(request_, copies=True)) == ()
