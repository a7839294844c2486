"""What a German reader types finds what it must and not what it must not, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus import Article, ArticleStore, Section
from search import SearchService
from search.engines.embedded import EmbeddedEngine
from search.engines.memory import MemoryEngine
from search.indexing import update_index
from search.models import SearchRequest, Sort

TEXTS = {
    "kampf-macht": "Der Kampf um die Macht im Rat beginnt.",
    "kampf-und-macht": "Ein Kampf und Macht der Worte.",
    "kampf": "Der Kampf gegen das Hochwasser.",
    "us": "Die US-Hilfe kam, und die IT fiel aus. Was will May?",
    "müller": "Bürgermeister Müller kommt aus München.",
    "mueller": "Frau Mueller wohnt in Muenchen an der Strasse.",
    "maße": "Die Maße stimmen.",
    "masse": "Die Masse wartet.",
    "zahlen": "Die Zahl stieg um 3,5 Prozent auf 1.000; § 218 bleibt.",
    "lehrer": "Die Lehrer*innen und eine Lehrerin streiken.",
    "lehrer-i": "Alle LehrerInnen kamen.",
    "bundestag": "Der Bundestag und das Bundesamt.",
    "bund": "Ein Bund Petersilie.",
    "corona": "Die Corona-Pandemie ist vorbei.",
    "brunnen-alt": "Der Brunnen am Markt: Der Brunnen wird gebaut.",
    "brunnen-neu": "Der Brunnen am Markt ist fertig, sagte die Stadt.",
    "brunnen-nie": "Am Brunnen stand ein Bildhauer, der Brunnen malte.",
}
DATES = {
    "brunnen-alt": datetime(2019, 5, 2, tzinfo=UTC), "brunnen-neu": datetime(2025, 5, 2, tzinfo=UTC)
}  # fmt: skip


@pytest.fixture(scope="module", params=["memory", "embedded"])
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = MemoryEngine() if request.param == "memory" else EmbeddedEngine(place / "index")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        lines = store.transaction()
        with lines:
            for name, text in TEXTS.items():
                section = Section(heading="", level=0, paragraphs=(text,))
                article = Article(id=name, sections=(section,), published=DATES.get(name))
                store.put(article, "made")
        update_index([], engine=engine, store=store)
    return SearchService(engine, place / "articles.sqlite", "index")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Kampf NICHT Macht", {"kampf"}),
        ("Kampf -Macht", {"kampf"}),
        ("Kampf ODER Hilfe", {"kampf", "kampf-macht", "kampf-und-macht", "us"}),
        ('"Kampf um die Macht"', {"kampf-macht"}),
        ("US", {"us"}),
        ("IT", {"us"}),
        ("May", {"us"}),
        ('"Was will"', {"us"}),
        ("Müller", {"müller", "mueller"}),
        ("Mueller", {"müller", "mueller"}),
        ("München", {"müller", "mueller"}),
        ("Straße", {"mueller"}),
        ("=Maße", {"maße"}),
        ('"3,5 Prozent"', {"zahlen"}),
        ("1.000", {"zahlen"}),
        ('"§ 218"', {"zahlen"}),
        ("Lehrer:innen", {"lehrer", "lehrer-i"}),
        ("Lehrer*innen", {"lehrer", "lehrer-i"}),
        ("Bundes*", {"bundestag"}),
        ("Corona-Pandemie", {"corona"}),
        ("Corona–Pandemie", {"corona"}),
        ("„Kampf um die Macht“", {"kampf-macht"}),
        ("Mu\u0308ller", {"müller", "mueller"}),
        ("Müll\u00ader", {"müller", "mueller"}),
        ("nichtszufinden", set()),
    ],
)
def test_a_query_finds_what_it_must(service, query, found):
    results = service.search(SearchRequest(text=query, limit=100))
    assert {hit.id for hit in results.hits} == found
    assert results.articles == len(found)


@pytest.mark.parametrize(
    ("query", "first"),
    [("Müller", "müller"), ("Mueller", "mueller"), ("Maße", "maße"), ("Masse", "masse")],
)
def test_the_typed_form_ranks_first(service, query, first):
    assert service.search(SearchRequest(text=query)).hits[0].id == first


def test_of_many_words_some_are_enough_when_ranked_and_most_when_sorted_by_date(service):
    text = "Kampf Macht Rat Prozent Pandemie"
    ranked = service.search(SearchRequest(text=text))
    assert {hit.id for hit in ranked.hits} > {"kampf-macht", "zahlen", "corona"}
    assert ranked.hits[0].id == "kampf-macht"
    by_date = service.search(SearchRequest(text=text, sort=Sort.NEWEST))
    assert {hit.id for hit in by_date.hits} == {"kampf-macht"}


def test_two_words_that_never_meet_are_relaxed_with_a_notice(service):
    results = service.search(SearchRequest(text="Petersilie Pandemie"))
    assert {hit.id for hit in results.hits} == {"bund", "corona"}
    assert any("Kein Artikel enthält" in note for note in results.notes)


def test_newer_articles_may_be_preferred_but_not_where_a_date_is_named(service):
    def ids(text, sort):
        found = service.search(SearchRequest(text=text, sort=sort))
        return [hit.id for hit in found.hits], found.notes

    ranked, _ = ids("Brunnen Markt", Sort.RELEVANCE)
    recent, notes = ids("Brunnen Markt", Sort.RECENT)
    assert ranked == ["brunnen-alt", "brunnen-neu"]
    assert (recent, notes) == (["brunnen-neu", "brunnen-alt"], ())
    dated, notes = ids("Brunnen Markt seit:2018", Sort.RECENT)
    assert dated == ranked
    assert notes == ("Die Anfrage nennt ein Datum; Neueres wird deshalb nicht bevorzugt.",)
    # An article without a date is as one long ago.
    assert ids("Brunnen", Sort.RECENT)[0][0] == "brunnen-neu"


@pytest.mark.parametrize("text", ["?", "…", "😷", "UND", "()"])
def test_a_query_without_a_word_says_why_everything_is_shown(service, text):
    found = service.search(SearchRequest(text=text))
    assert found.notes[-1].endswith("gezeigt wird alles.")
    assert found.articles == service.search(SearchRequest(text="")).articles


@pytest.mark.parametrize("text", ["", "  ", "quelle:Bote", "-Macht"])
def test_no_note_says_so_where_everything_was_asked_for(service, text):
    assert service.search(SearchRequest(text=text)).notes == ()
