"""Saved searches report each new article once and lose none, on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus import Article, ArticleStore, Section
from search.alerts import Asking, Reported, news
from search.alerts.saved import SavedSearch
from search.engines.folding import UNFOLDED
from search.indexing import update_index
from search.models import SearchRequest, Sort
from search.query import plan
from search.results.copies import Foldings
from search.understood import Understood
from tests.contract.engines import ENGINES, make_engine

NOW = datetime(2025, 6, 1, tzinfo=UTC)
FLOOD = "Die Flut stieg in der Nacht am alten Wehr, Helfer trugen Säcke an den Deich. " * 3


def saved(name: str, question: str | None = None) -> SavedSearch:
    request = SearchRequest(text=question or name, sort=Sort.NEWEST)
    return SavedSearch(name=name, asks=Understood.of(request, NOW))


class Desk:
    """A store, an index of it, and what was reported of both."""

    def __init__(self, engine, store) -> None:
        self.engine, self.store = engine, store
        self.known: dict[str, Reported] = {}

    def put(self, **texts: str) -> None:
        """Store articles, and publish nothing."""
        for number, (name, text) in enumerate(texts.items()):
            day = NOW - timedelta(days=100 - number)
            self.put_article(
                Article(id=name, published=day, sections=(Section(paragraphs=(text,)),))
            )

    def put_article(self, article: Article) -> None:
        self.store.put(article, "datei")

    def publish(self) -> None:
        update_index([], engine=self.engine, store=self.store)

    def report(self, *searches: SavedSearch, copies: bool = False, peek: bool = False, since=None):
        """Return what each search reports, newest first."""
        folding = UNFOLDED if copies else Foldings("first").of(self.store)
        with self.engine.steady():
            found = news(searches, self.known, Asking(self.engine, self.store, folding), since)
            told = [[hit.id for hit in one.hits] for one in found]
        assert [len(ids) for ids in told] == [one.count for one in found]
        if not peek:
            self.known = {one.search.name: one.reported for one in found}
        return told


@pytest.fixture(params=ENGINES)
def desk(request, tmp_path):
    engine = make_engine(request, request.param, tmp_path)
    with ArticleStore(tmp_path / "articles.sqlite") as store:
        desk = Desk(engine, store)
        desk.put(alt="Die Flut kam.", still="Der Markt war still.")
        desk.publish()
        yield desk


def test_a_search_begins_with_nothing_and_says_how_many_there_are(desk):
    with desk.engine.steady():
        (one,) = news([saved("Flut")], {}, Asking(desk.engine, desk.store, UNFOLDED))
    assert (one.count, one.standing) == (0, 1)


def test_new_articles_are_reported_once_newest_first(desk):
    assert desk.report(saved("Flut"), saved("Markt")) == [[], []]
    desk.put(a="Die Flut kam.", b="Ein Markt.", c="Flut und Markt.", d="Nichts davon.")
    desk.publish()
    assert desk.report(saved("Flut"), saved("Markt")) == [["c", "a"], ["c", "b"]]
    assert desk.report(saved("Flut"), saved("Markt")) == [[], []]


def test_what_is_not_noted_is_reported_again(desk):
    desk.report(saved("Flut"))
    desk.put(a="Die Flut kam.")
    desk.publish()
    assert desk.report(saved("Flut"), peek=True) == [["a"]]
    assert desk.report(saved("Flut")) == [["a"]]


def test_a_changed_article_is_reported_if_it_matches_only_now(desk):
    desk.report(saved("Flut"))
    desk.put(alt="Die Flut kam und ging.", still="Am Markt stieg die Flut.")
    desk.publish()
    assert desk.report(saved("Flut")) == [["still"]]
    desk.put(alt="Alles blieb trocken.", still="Am Markt stieg die Flut weiter.")
    desk.publish()
    assert desk.report(saved("Flut")) == [[]]
    desk.put(alt="Nun doch: die Flut kam.")
    desk.publish()
    assert desk.report(saved("Flut")) == [["alt"]]


@pytest.mark.parametrize(
    "question", ["Fl?t", "Flutt~", '"die Flut"', "Flut NAHE/2 kam", "Flut seit:2020", "Flu*"]
)
def test_every_kind_of_question_knows_what_an_article_said_before(desk, question):
    search = saved("q", question)
    desk.report(search)
    desk.put(alt="Wieder: die Flut kam.", still="Es heißt, die Flut kam.")
    desk.publish()
    assert desk.report(search) == [["still"]]


def test_an_article_that_comes_back_is_not_new_and_one_that_went_is_not_told(desk):
    desk.report(saved("Flut"))
    desk.put(a="Die Flut kam.")
    desk.publish()
    desk.store.remove("alt")
    desk.store.remove("a")
    desk.publish()
    assert desk.report(saved("Flut")) == [[]]
    desk.put(alt="Die Flut kam.")
    desk.publish()
    assert desk.report(saved("Flut")) == [[]]


def test_what_is_stored_and_not_yet_in_the_index_is_reported_once_it_is(desk):
    desk.report(saved("Flut"))
    desk.put(a="Die Flut kam.")
    desk.publish()
    desk.put(b="Die Flut blieb.", alt="Es war keine.")
    assert desk.report(saved("Flut")) == [["a"]]
    assert desk.report(saved("Flut")) == [[]]
    desk.publish()
    assert desk.report(saved("Flut")) == [["b"]]


def test_a_rollback_neither_repeats_nor_loses(desk):
    desk.report(saved("Flut"))
    desk.put(a="Die Flut kam.")
    desk.publish()
    assert desk.report(saved("Flut")) == [["a"]]
    desk.put(b="Die Flut blieb.")
    desk.publish()
    desk.engine.rollback()
    desk.engine.rollback()
    assert desk.report(saved("Flut")) == [[]]
    desk.publish()
    assert desk.report(saved("Flut")) == [["b"]]


def test_after_a_rollback_what_an_article_said_before_is_no_news(desk):
    desk.report(saved("Flut"))
    desk.put(alt="Alles blieb trocken.")
    desk.publish()
    assert desk.report(saved("Flut")) == [[]]
    desk.put(alt="Alles trocknet.")
    desk.engine.rollback()
    assert desk.report(saved("Flut")) == [[]]
    desk.publish()
    assert desk.report(saved("Flut")) == [[]]


def test_a_new_question_begins_anew_and_others_go_on(desk):
    desk.report(saved("x", "Flut"), saved("Markt"))
    desk.put(a="Die Flut kam zum Markt.")
    desk.publish()
    assert desk.report(saved("x", "Flut kam"), saved("Markt"), saved("neu", "Flut")) == [
        [], ["a"], [],
    ]  # fmt: skip
    desk.put(b="Die Flut kam zum Markt.")
    desk.publish()
    assert desk.report(saved("x", "Flut kam"), saved("Markt"), saved("neu", "Flut")) == [
        ["b"], ["b"], ["b"],
    ]  # fmt: skip


def test_since_a_time_is_reported_again_and_never_less_than_is_due(desk):
    desk.report(saved("Flut"))
    desk.put(a="Die Flut kam.")
    desk.publish()
    assert desk.report(saved("Flut"), since=datetime(2100, 1, 1, tzinfo=UTC)) == [["a"]]
    assert desk.report(saved("Flut"), since=NOW - timedelta(days=9999)) == [["a", "alt"]]
    assert desk.report(saved("neu", "Flut"), since=NOW - timedelta(days=9999)) == [["a", "alt"]]
    assert desk.report(saved("neu", "Flut")) == [[]]


def test_of_another_store_all_is_new(desk, tmp_path):
    desk.report(saved("Flut"))
    (article_id, question) = "alt", desk.known["Flut"].question
    last = desk.known["Flut"].last._replace(id="anderswo", at="2020-01-01T00:00:00+00:00")
    desk.known = {"Flut": Reported(question, last)}
    assert desk.report(saved("Flut")) == [[article_id]]


def test_of_copies_one_is_reported_and_none_of_a_text_that_was_there(desk):
    desk.put(zuerst=FLOOD)
    desk.publish()
    desk.report(saved("Flut"))
    other = FLOOD.replace("Wehr", "Turm").replace("Nacht", "Frühe")
    desk.put(
        a=FLOOD, b=other + "Die Kühe blieben im Stall.", c=other + "Die Kühe blieben im Stall."
    )
    desk.publish()
    assert desk.report(saved("Flut"), peek=True, copies=True) == [["c", "b", "a"]]
    folding = Foldings("first").of(desk.store)
    assert folding.group("zuerst") == folding.group("a") != folding.group("b") == folding.group("c")
    assert desk.report(saved("Flut")) == [["b"]]


@pytest.mark.parametrize("most", [1, 3])
def test_many_articles_are_asked_for_in_parts(desk, monkeypatch, most):
    """Copies apart, in whatever part they are."""
    monkeypatch.setattr(plan, "MOST_AMONG", most)
    searches = saved("Flut"), saved("zwei Wörter", "Flut kam")
    desk.report(*searches)
    texts = {f"n{number}": f"Die Flut kam zum {number}. Mal." for number in range(7)}
    desk.put(**texts, u=FLOOD, v=FLOOD)
    undated = Article(id="ohne", sections=(Section(paragraphs=("Die Flut kam irgendwann.",)),))
    desk.put_article(undated)
    desk.publish()
    rest = [*sorted(texts, reverse=True), "ohne"]
    assert desk.report(*searches) == [["u", *rest], rest]
    assert desk.report(*searches) == [[], []]
