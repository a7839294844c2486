"""Related articles share the words that set an article apart, on every engine."""

from __future__ import annotations

import json

import pytest

from corpus import ArticleStore
from search import SearchService
from search.indexing import update_index
from tests.contract.engines import ENGINES, make_engine

DAM = "Am Deich bricht der Damm; die Flut steht in der Niederung, Helfer stapeln Sandsäcke."
WINE = "Die Winzer lesen Trauben; der Riesling reift im Fass, der Keller riecht nach Most."
BANAL = "Heute ist ein Tag, morgen ist auch ein Tag."


@pytest.fixture(scope="module", params=ENGINES)
def service(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    engine = make_engine(request, request.param, place)
    texts = {f"flut{n}": f"{DAM} Meldung {n} aus dem Norden." for n in range(6)}
    texts |= {f"wein{n}": f"{WINE} Jahrgang {n} wird gut." for n in range(6)}
    texts |= {f"tag{n}": f"{BANAL} Nummer {n}." for n in range(60)}
    texts["kurz"] = "Nur dies."
    lines = place / "artikel.jsonl"
    rows = ({"id": name, "title": text[:9], "text": text} for name, text in texts.items())
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with ArticleStore(place / "articles.sqlite", "index") as store:
        update_index([str(lines)], engine=engine, store=store)
    return SearchService(engine, place / "articles.sqlite", "index")


@pytest.mark.parametrize("kind", ["flut", "wein"])
def test_relatives_are_of_the_same_matter_and_never_the_article_itself(service, kind):
    found = service.related(f"{kind}3")
    assert len(found) == 5
    assert {article.id[:4] for article in found} == {kind}
    assert f"{kind}3" not in {article.id for article in found}


def test_there_are_at_most_as_many_as_asked_for(service):
    assert len(service.related("flut3", 2)) == 2


@pytest.mark.parametrize("article_id", ["kurz", "tag1", "gibt-es-nicht"])
def test_what_nothing_sets_apart_has_no_relatives(service, article_id):
    assert service.related(article_id) == ()
