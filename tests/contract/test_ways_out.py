"""Did-you-mean and ways out: what is offered was tried, on every engine."""

from __future__ import annotations

import json

import pytest

from corpus import ArticleStore
from search import SearchRequest, SearchService
from search.indexing import update_index
from search.models import Way
from tests.contract.engines import ENGINES, make_engine
from tests.contract.offered_articles import ARTICLES


@pytest.fixture(scope="module", params=ENGINES)
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    lines = place / "artikel.jsonl"
    lines.write_text("\n".join(json.dumps(article) for article in ARTICLES), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)
    return SearchService(engine, place / "articles.sqlite", "index")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Wiese regnet Deich hält Flut"', {"f1": ["Deich", "hält", *["regnet"] * 9, "Wiese"]}),
        ('"Der NWB wartet ab"', {"n2": ["Der NWB wartet ab"]}),
    ],
)
def test_an_article_is_marked_as_it_was_found_though_the_order_was_given_up(service, text, found):
    ids = {hit.id for hit in service.search(SearchRequest(text=text)).hits}
    assert set(found) <= ids
    for id_ in ids:
        shown = service.mark(id_, text)
        parts = [(p, p.marks) for s in shown.sections for p in (s.heading, *s.paragraphs)]
        marked = [part.text[start:end] for part, marks in parts for start, end in marks]
        assert marked == found.get(id_, marked)
        assert marked


def offered(service: SearchService, text: str, **asked: object) -> list[tuple[str, str, int]]:
    found = service.search(SearchRequest(text=text, **asked))
    for way in found.ways_out:
        assert service.search(way.request).articles == way.articles > 0
    return [(way.way.value, way.label, way.articles) for way in found.ways_out]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Schwebebhan", "Schwebebahn"),  # exchanged
        ("schwebebann", "schwebebahn"),  # another letter, small as typed
        ("Filharmonie", "Philharmonie"),  # sounds the same, begins otherwise
        ("Shcwebebahn", "Schwebebahn"),
        ("Achtekc", "Achteck"),  # begins like a number
        ("Schmoelenau", "Schmöllenau"),  # an umlaut in two letters and a mistake
        ("titel:gespretr", "titel:gesperrt"),
        ('"die Schwebebhan"', '"die Schwebebahn"'),
        ("Kurier ODER Schwebebhan", "Kurier ODER Schwebebahn"),
        ("?schwebebhan", "schwebebahn"),  # a wildcard that counts for nothing
        ("Kurier ODER *Schwebebhan?", "Kurier ODER Schwebebahn"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_offered_in_the_spelling_of_the_index(service, typed, meant):
    assert offered(service, typed) == [("spelling", meant, 1)]


def test_two_words_are_offered_as_the_one_that_is_written_far_more_often(service):
    def spellings(text):
        return [way for way in offered(service, text) if way[0] == Way.SPELLING]

    assert spellings("Nord Werft") == []  # found as one
    assert ("spelling", '"Nordwerft"', 6) in spellings('"Nord Werft"')
    assert spellings("Werft Nord") == []
    assert spellings("Nord UND Werft") == []


def test_a_compound_that_nothing_has_is_offered_as_its_words(service):
    assert offered(service, "Wiesendeich") == [("spelling", "Wiese Deich", 1)]
    assert offered(service, "wiesendeich") == [("spelling", "wiese deich", 1)]
    assert offered(service, "Deichphilharmonie") == []


@pytest.mark.parametrize(
    ("typed", "dated", "articles"),
    [
        ("15.03.2020", "am:15.03.2020", 1),
        ("Orkan 15.3.20", "Orkan am:15.3.20", 1),
        ("Orkan am 15. März 2020 Sturm", "Orkan am:15. März 2020 Sturm", 1),
        ("März 2020", "im:März 2020", 2),
        ("Orkan, 2020-03-15", "Orkan, am:2020-03-15", 1),
        ("(Sturm im März 2020) ODER Hafen", "(Sturm im:März 2020) ODER Hafen", 4),
        ("Orkan seit März 2020", "Orkan seit:März 2020", 2),
        ("Orkan ab 2020", "Orkan ab:2020", 2),
        ("Orkan bis 16. März 2020", "Orkan bis:16. März 2020", 1),
        ("Orkan nach dem 16.03.2020", "Orkan nach:16.03.2020", 1),
        ("Orkan vom 1. März 2020 bis 17. März 2020", "Orkan im:1. März 2020 bis 17. März 2020", 1),
        ("Orkan von 2019 bis 2021", "Orkan im:2019 bis 2021", 2),
        ("Orkan im Jahr 2020", "Orkan im:2020", 2),
        ("Orkan in den 2020er Jahren", "Orkan im:2020er", 2),
        ("Sturm der 2020er-Jahre", "Sturm im:2020er", 2),
    ],
)
def test_a_typed_day_or_month_is_offered_as_the_date_of_articles(service, typed, dated, articles):
    assert [way for way in offered(service, typed) if way[0] == Way.DATE] == [
        ("date", dated, articles)
    ]


@pytest.mark.parametrize(
    "text",
    ["31.02.2020", "2020", "März", "April 2020", '"März 2020"', "=15.03.2020", "-15.03.2020",
     "März 2020 seit:2020", "titel:15.03.2020"],
)  # fmt: skip
def test_no_date_is_offered_for_one_without_articles_or_meant_otherwise(service, text):
    assert not [way for way in offered(service, text) if way[0] == Way.DATE]


@pytest.mark.parametrize(
    ("typed", "meant", "articles"),
    [
        ("Brücke oder Hafen", "Brücke ODER Hafen", 2),
        ("Bote or Hafen", "Bote ODER Hafen", 2),
        ("Werft nicht Wind", "Werft NICHT Wind", 6),
        ("Werft, aber nicht Wind", "Werft, NICHT Wind", 6),
    ],
)
def test_operators_in_small_letters_are_offered_as_operators(service, typed, meant, articles):
    assert offered(service, typed) == [("spelling", meant, articles)]


@pytest.mark.parametrize(
    "text", ["oder Brücke Hafen", "Hafen ist nicht zu", "Brücke ODER Orkan", "Hafen Not zu",
             "Brücke oder Orkan", "Die Brücke am Hafen oder das Fest am Hafen"],
)  # fmt: skip
def test_words_that_are_no_operators_stay_words(service, text):
    assert offered(service, text) == []


def test_a_spelling_that_finds_no_more_of_the_words_together_is_not_offered(service):
    assert service.search(SearchRequest(text="Quadro Schwebebhan")).articles == 1
    assert offered(service, "Quadro Schwebebhan") == []


def test_a_chain_that_nobody_writes_is_offered_as_words(service):
    assert offered(service, "Deich-Wiese") == [("spelling", "Deich Wiese", 1)]
    assert offered(service, "(Kurier ODER Deich/Wiese)") == [
        ("spelling", "(Kurier ODER Deich Wiese)", 1)
    ]
    assert offered(service, "Brücke-Hafen") == []  # found near each other
    assert offered(service, "Hafen/Fest") == []  # "Hafenfest" is found


def test_a_phrase_that_nobody_writes_is_offered_as_words(service):
    assert offered(service, '"Hafen Brücke"') == [("spelling", "Hafen Brücke", 1)]
    assert offered(service, '="Hafen Brücke"') == []


def test_several_misspelt_words_are_mended_together(service):
    assert offered(service, "Filharmonie Schmölenau") == [
        ("spelling", "Philharmonie Schmöllenau", 1)
    ]


@pytest.mark.parametrize(("before", "ways"), [(7, 1), (8, 0)])
def test_of_many_unknown_words_the_first_eight_are_looked_at(service, before, ways):
    unknown = " ".join(f"Qwrtz{letter * 4}" for letter in "abcdefgh"[:before])
    assert len(offered(service, f"{unknown} Schwebebhan")) == ways


@pytest.mark.parametrize(
    "text",
    ["Hafen", "Häfen", "=Schwebebhan", "a38", "Qwrtzuiop", "Kurier", "-Schwebebhan", "",
     "Nord wird"],
)  # fmt: skip
def test_no_spelling_is_offered_for_what_is_known_exact_excluded_or_like_nothing(service, text):
    assert not [way for way in offered(service, text) if way[0] == Way.SPELLING]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Brücke UND Fest", [("without", "Brücke", 1), ("without", "Fest", 1)]),
        ("Hafen NICHT Hafen", [("without", "NICHT Hafen", 2)]),
        ("Hafen -Hafen", [("without", "-Hafen", 2)]),
        ("Hafen seit:2031", [("without", "seit:2031", 2)]),
        ("Hafen quelle:Kurier", [("without", "quelle:Kurier", 2)]),
        ("(Hafen ODER Bahn) UND Xylofon", [("without", "Xylofon", 3)]),
        ("Xylofon UND (Hafen ODER Bahn)", [("without", "Xylofon", 3)]),
        ("Brücke UND Bahn UND Fest",
         [("only", "Brücke", 1), ("only", "Bahn", 1), ("only", "Fest", 1)]),
        ("Xylofon", []),
    ],
)  # fmt: skip
def test_what_finds_nothing_is_shown_without_each_clause_that_hinders(service, text, ways):
    assert offered(service, text) == ways


@pytest.mark.parametrize(
    ("text", "whole", "exact"),
    [
        ("Schule", [('"Schule"', 2)], [("=Schule", 1)]),  # not the "Tanzschule"
        ("schule?", [('"schule"', 2)], [("=schule?", 1)]),
        ("Schule NICHT Nord", [('"Schule" NICHT Nord', 2)], [("=Schule NICHT Nord", 1)]),
        ("Schule ODER Nord", [], [("=Schule ODER =Nord", 2)]),
        ("Nord", [], [("=Nord", 1)]),  # as many as whole words
        ("Nord Werft", [], [("=Nord =Werft", 1)]),
        ("Werft", [], []),  # all have it so
        ("Nord ODER Werft quelle:Bote", [], []),  # there is none
        ("Tanz-Schule", [], []),  # would be a phrase
        ("=Werft", [], []),
        ("Werft*", [], []),
        ("Nord Werft Wind", [], []),
        ('"die Werft"', [], []),
        ('"den Werften"', [], []),  # nowhere just so
    ],
)
def test_of_a_word_or_two_whole_words_and_those_just_so_are_offered(service, text, whole, exact):
    found = offered(service, text)
    assert [way[1:] for way in found if way[0] == Way.WHOLE] == whole
    assert [way[1:] for way in found if way[0] == Way.EXACT] == exact


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Nord Werft Wind", [("+Nord +Werft +Wind", 1)]),
        ("Die Werft aus Nord im Wind", [("Die +Werft aus +Nord im +Wind", 1)]),
        ("Nord Werft Wind NICHT Hafen", [("+Nord +Werft +Wind NICHT Hafen", 1)]),
        ('"der Wind" Nord (Werft ODER Fest)', [('+"der Wind" +Nord +(Werft ODER Fest)', 1)]),
        ("(Nord Werft Hafen) UND (Wind Telefon Werft)", []),  # nothing has all
        (
            "(Nord Werft Wind) UND (Wind Nord Werft)",
            [("(+Nord +Werft +Wind) UND (+Wind +Nord +Werft)", 1)],
        ),
        ("Nord Werft", []),  # both must match anyway
        ("Nord UND Werft UND Wind", []),
        ("Nord Werft Konzert", []),  # nothing has all
        ("Der Wind aus dem Hafen", []),  # of function words one says enough
        ("Quadro Telefon teurer", []),  # whatever has one has all
    ],
)
def test_of_several_words_what_has_all_is_offered(service, text, every):
    assert [way[1:] for way in offered(service, text) if way[0] == Way.EVERY] == every


def test_filters_of_the_form_are_ways_out_as_well(service):
    assert offered(service, "Hafen", sources=("Kurier",)) == [("without", "Quelle: Kurier", 2)]
    assert offered(service, "Hafen", since="2031", until="2031") == [("without", "Zeitraum", 2)]


def test_what_finds_something_is_left_alone(service):
    assert offered(service, "Hafen Fest") == []
    assert offered(service, "Hafen UND Fest") == []


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("NWB", ("name", "Neue Wiesenbund", 4)),
        ("nwb", ("name", "Neue Wiesenbund", 4)),
        ("Neuer Wiesenbund", ("name", "NWB", 4)),
        ('"Neuen Wiesenbund"', ("name", "NWB", 4)),
    ],
)
def test_an_abbreviation_is_offered_with_its_name_and_a_name_with_its_abbreviation(
    service, typed, offer
):
    assert offer in offered(service, typed)


def test_another_name_stands_for_its_word_alone(service):
    (way,) = (w for w in service.search(SearchRequest(text="NICHT Rede NWB")).ways_out)
    assert way.request.text == 'NICHT Rede (NWB ODER "Neue Wiesenbund")'
    assert (way.way, way.articles) == (Way.NAME, 3)


def test_another_name_is_offered_only_if_it_finds_more(service):
    assert Way.NAME in {way for way, *_ in offered(service, "NWB")}
    assert Way.NAME not in {way for way, *_ in offered(service, "NWB", since="2021")}


@pytest.mark.parametrize(
    "text",
    [
        "Wiesbold",  # his party
        "Anno Wiesbold",
        "titel:NWB",
        "=NWB",
        'NWB ODER "Neuer Wiesenbund"',  # both are asked for
        "Heu Mahd NWB",
    ],
)
def test_nothing_is_offered_for_what_is_no_name_or_has_both(service, text):
    assert [way for way in offered(service, text) if way[0] == Way.NAME] == []
