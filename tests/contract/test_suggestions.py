"""Suggestions begin as what was typed does, on every engine."""

from __future__ import annotations

import json

import pytest

from corpus import ArticleStore
from search import SearchService
from search.indexing import update_index
from tests.contract.engines import ENGINES, make_engine

OUTLETS = ("Aulener Bote", "kaiblatt.example", "Bote vom Kai", "")
TEXTS = {
    "Hafenfest am Kai": "Der Hafen feiert. Die alte Hafenbahn fährt auf. Brot gibt es auch.",
    "Hafen gesperrt": "Die Häfen sind zu, das Brot ist aus. Hafenmeister Alwin Brook winkt ab.",
    "Übung im Müllwerk": "Am Müllberg übt die Wehr; Alwin Brook sieht zu.",
    "Brotpreise": "Das Brot wird teurer, das Brot wird kleiner, das Brot.",
}


@pytest.fixture(scope="module", params=ENGINES)
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    rows = (
        {"id": f"a{len(t)}", "title": t, "text": text, "source": outlet, "authors": ["Ina Bruns"]}
        for (t, text), outlet in zip(TEXTS.items(), OUTLETS, strict=True)
    )
    _add(rows, engine, place)
    return SearchService(engine, place / "articles.sqlite", "index")


def _add(rows, engine, place):
    lines = place / "artikel.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Haf", "Hafen"),
        ("haf", "hafen"),
        ("Muell", "Müllberg"),
        ("Alwin Br", "Alwin Brook"),  # not "Brot", which is more frequent
        ("die alte Ha", "die alte Hafenbahn"),
        ("Hafnba", "Hafenbahn"),  # a letter is missing
        ("Hafen UND Bro", "Hafen UND Brot"),
        ("Alwin-Br", "Alwin-Brook"),
        ("Alwin. Br", "Alwin. Brook"),
        ("autor:Br", "autor:Bruns"),
        ("titel:Br", "titel:Brotpreise"),
    ],
)
def test_the_last_word_is_completed(service, typed, first):
    assert service.suggest(typed)[0].text == first


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Hafen quelle:", ['Hafen quelle:"Aulener Bote"', 'Hafen quelle:"Bote vom Kai"',
                           "Hafen quelle:kaiblatt.example"]),
        ("quelle:kai", ['quelle:"Bote vom Kai"', "quelle:kaiblatt.example"]),
        ('-Quelle:"aulener b', ['-Quelle:"Aulener Bote"']),
        ("quelle:hafen", []),
        ("ressort:Ha", []),
        ("ort:Ha", []),
        ("seit:Ha", []),
    ],
)  # fmt: skip
def test_behind_a_field_its_names_are_suggested(service, typed, suggested):
    found = service.suggest(typed)
    assert sorted(one.text for one in found) == sorted(suggested)
    assert not any(one.article_id for one in found)


def test_behind_the_value_of_a_field_words_are_suggested_again(service):
    assert service.suggest("quelle:kai Haf")[0].text == "quelle:kai Hafen"
    assert service.suggest("seit:2020 Haf")[0].text == "seit:2020 Hafen"


def test_forms_of_a_word_are_suggested_once(service):
    texts = [s.text for s in service.suggest("h") + service.suggest("ha") if not s.article_id]
    assert texts.count("hafen") == 1
    assert "häfen" not in texts


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Hafen ges", ["Hafen gesperrt"]),
        ("Hafen-ges", ["Hafen gesperrt"]),
        ("Übung im M", []),
        ("Übung im Mü", ["Übung im Müllwerk"]),
    ],
)
def test_titles_have_every_word(service, typed, titles):
    assert [s.text for s in service.suggest(typed) if s.article_id] == titles


@pytest.mark.parametrize(
    "typed", ["", "H", "Hafen ", "Xyz", "die", "Brook sie", "Hafen\u0000", "2", '"Hafen"']
)
def test_there_is_not_always_a_suggestion(service, typed):
    assert [s for s in service.suggest(typed) if not s.article_id] == []


@pytest.mark.parametrize("kind", ENGINES)
def test_names_are_asked_for_once_a_generation(request, kind, tmp_path, monkeypatch):
    engine, asked = make_engine(request, kind, tmp_path), []
    service = SearchService(engine, tmp_path / "articles.sqlite", "index")
    _add([{"id": "a", "text": "Der Hafen.", "source": "Aulener Bote"}], engine, tmp_path)
    answer = engine.answer
    monkeypatch.setattr(engine, "answer", lambda question: asked.append(1) or answer(question))
    for typed in ("quelle:", "quelle:A", "quelle:Au", "ressort:"):
        service.suggest(typed)
    assert len(asked) == 1
    _add([{"id": "b", "text": "Das Brot.", "source": "Aubacher Kurier"}], engine, tmp_path)
    found = [one.text for one in service.suggest("quelle:Au")]
    assert found == ['quelle:"Aubacher Kurier"', 'quelle:"Aulener Bote"']
    assert len(asked) == 2
