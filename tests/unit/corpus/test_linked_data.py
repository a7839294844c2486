"""JSON-LD: the object of the article is found however carelessly it was written."""

import json

import pytest

from corpus.readers.page.linked_data import MAX_NODES, article_node
from corpus.readers.page.metadata import read_metadata
from corpus.readers.page.tree import parse

STORY = {"@type": "NewsArticle", "headline": "Rat baut Steg", "datePublished": "2022-03-12"}
TEXT = json.dumps(STORY)


def script(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"[{TEXT}]",
        f"\n{TEXT};\n",
        f"<!--\n{TEXT}\n-->",
        f"<!--\n{TEXT}\n//-->",
        f"//<![CDATA[\n{TEXT}\n//]]>",
        f"/*<![CDATA[*/ {TEXT} /*]]>*/",
        TEXT.replace("}", ",\n}"),
        TEXT.replace("Rat baut", r"Rat\'s"),
        TEXT.replace("Rat", "Rat\n"),
        TEXT.replace('"', "&quot;"),
        f'{{"@type": "Organization", "name": "Bote"}}\n{TEXT}',
        f'{{"@type": "Organization", "name": "Bote"}},{TEXT}',
        f"{TEXT} und dann noch etwas",
        json.dumps({"@graph": [{"@type": "WebPage"}, STORY]}),
        json.dumps({"@type": "WebPage", "mainEntity": STORY}),
    ],
)
def test_the_article_is_found_however_it_was_written(text):
    assert article_node(script(text))["datePublished"] == "2022-03-12"
    # What cannot be read at all hides nothing that follows.
    assert article_node(script("{'a': 1}") + script(text))["datePublished"] == "2022-03-12"


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "null", '"Steg"', "{} " * 9, "[" * 100_000])
def test_what_holds_no_object_of_an_article_gives_none(text):
    assert article_node(script(text)) == {}


def test_what_stands_around_very_little_is_taken_away_too():
    assert article_node(script('<!-- {"@type": "Report"} -->')) == {"@type": "Report"}


def authors(given, *elsewhere):
    scripts = [script(json.dumps(one)) for one in (STORY | {"author": given}, *elsewhere)]
    page = "".join(scripts)
    return read_metadata(page, parse(page)).authors


def test_who_is_only_referred_to_is_found_elsewhere_on_the_page():
    ina, jo = {"@id": "#ina", "name": "Ina Muster"}, {"@id": "#jo", "name": "Jo Meier"}
    assert authors({"@id": "#ina"}, {"@graph": [jo, ina]}) == ("Ina Muster",)
    assert authors([{"@id": "#jo"}, {"@id": "#ina"}], ina, [jo]) == ("Jo Meier", "Ina Muster")
    assert authors({"@id": "#ina", "name": "Uta Vogt"}, ina) == ("Uta Vogt",)
    assert authors({"@id": "#uta"}, ina) == ()


def test_a_person_s_name_may_be_in_parts_or_be_several():
    assert authors({"givenName": "Ina", "familyName": "Muster"}) == ("Ina Muster",)
    assert authors({"name": ["Ina Muster", "Jo Meier"]}) == ("Ina Muster", "Jo Meier")


def test_so_many_objects_are_looked_at():
    many = [{"@type": "Thing"}] * MAX_NODES
    assert article_node(script(json.dumps([*many, STORY]))) == {}
    assert article_node(script(json.dumps([*many[2:], STORY]))) != {}


def named(**metas):
    return "".join(f'<meta name="{key}" content="{value}">' for key, value in metas.items())


def labelled(label, number=1):
    return named(**{f"twitter:label{number}": label, f"twitter:data{number}": "Ina Muster"})


@pytest.mark.parametrize(
    ("metas", "authors", "day"),
    [
        (named(**{"parsely-author": "Ina Muster"}), ("Ina Muster",), None),
        (named(**{"DCTERMS.creator": "Ina Muster"}), ("Ina Muster",), None),
        (named(author="Redaktion", **{"sailthru.author": "Ina Muster"}), ("Ina Muster",), None),
        (labelled("Verfasst von"), ("Ina Muster",), None),
        (labelled("Lesezeit") + labelled("Written by", 2), ("Ina Muster",), None),
        (labelled("Preis"), (), None),
        (named(pubdate="2022-03-12T18:05"), (), 12),
        (named(**{"article:published": "2022-03-12"}), (), 12),
        (named(**{"sailthru.date": "2022-03-12 18:05"}), (), 12),
        (named(pubdate="2022-03-13", **{"article:published_time": "2022-03-12"}), (), 12),
    ],
)
def test_meta_elements_have_many_names(metas, authors, day):
    found = read_metadata(metas, parse(metas))
    assert found.authors == authors
    assert (found.published.day if found.published else None) == day
