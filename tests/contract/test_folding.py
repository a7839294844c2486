"""Copies are folded before anything is counted, by every engine in the same way."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from search.engines.base import Question
from search.engines.folding import Folding
from search.engines.memory import MemoryEngine
from search.models import Sort
from search.query import plan
from tests.contract.engines import COMPARED, ENGINES, make_engine
from tests.contract.test_engines import fill, random_plan, word


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    return make_engine(request, request.param, tmp_path)


def ask(engine, node, **options):
    return engine.answer(Question(plan=node, limit=100, **options))


def random_folding(rnd, articles):
    names = [article.id for article in articles]
    rnd.shuffle(names)
    groups, at = [["not in any index", names[0]]], 1
    while at < len(names) * 0.8:
        size = rnd.randint(2, 5)
        groups.append(names[at : at + size])
        at += size
    return Folding.of(groups)


def test_one_of_each_group_is_shown_and_the_others_are_counted(engine, made_articles):
    fill(engine, made_articles(5))
    folding = Folding.of([["a0003", "a0001"], ["a0000", "gone", "a0004"]])
    answer = ask(engine, plan.Everything(), folding=folding)
    assert {hit.article_id: hit.copies for hit in answer.hits} == {
        "a0003": ("a0001",), "a0000": ("a0004",), "a0002": (),
    }  # fmt: skip
    assert (answer.articles, answer.copies) == (3, 2)


def test_the_first_that_matches_is_shown(engine, made_articles):
    fill(engine, made_articles(6))
    matching = [hit.article_id for hit in ask(engine, word("fluss")).hits]
    others = [f"a{n:04}" for n in range(6) if f"a{n:04}" not in matching]
    assert len(matching) > 1
    assert others
    answer = ask(engine, word("fluss"), folding=Folding.of([others + matching]))
    assert [(hit.article_id, hit.copies) for hit in answer.hits] == [
        (matching[0], tuple(matching[1:]))
    ]


def test_a_shown_article_keeps_its_score_and_its_place(engine, made_articles):
    articles = made_articles(40)
    fill(engine, articles)
    folding = random_folding(random.Random(3), articles)
    whole = {hit.article_id: hit.score for hit in ask(engine, word("haus")).hits}
    hits = ask(engine, word("haus"), folding=folding).hits
    assert 1 < len(hits) < len(whole)
    assert [hit.article_id for hit in hits] == [
        name for name in whole if name in {hit.article_id for hit in hits}
    ]
    assert all(hit.score == pytest.approx(whole[hit.article_id]) for hit in hits)


def test_pages_are_slices_and_copies_add_up(engine, made_articles):
    articles = made_articles(40)
    fill(engine, articles)
    folding = random_folding(random.Random(4), articles)
    whole = ask(engine, word("fluss"), folding=folding)
    pages = [
        engine.answer(Question(plan=word("fluss"), folding=folding, limit=3, offset=at))
        for at in range(0, 40, 3)
    ]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert {(page.articles, page.copies) for page in pages} == {(len(whole.hits), whole.copies)}
    assert sum(len(hit.copies) for hit in whole.hits) == whole.copies > 0
    assert whole.articles + whole.copies == ask(engine, word("fluss")).articles


def test_a_facet_counts_what_is_shown_when_one_narrows_to_it(engine, made_articles):
    articles = made_articles(40)
    fill(engine, articles)
    folding = random_folding(random.Random(5), articles)
    facets = ask(engine, word("fluss"), folding=folding).facets
    assert sum(facets["topic"].values()) > 3
    for column in ("source", "topic"):
        for value, count in facets[column].items():
            narrow = plan.AllOf((word("fluss"), plan.Equals(column, (value.lower(),))))
            assert ask(engine, narrow, folding=folding).articles == count


@pytest.mark.parametrize("months", range(3))
def test_of_a_month_or_two_days_count_what_is_shown_when_one_narrows_to_them(
    engine, made_articles, months
):
    articles = made_articles(150)
    fill(engine, articles)
    for folding in (None, random_folding(random.Random(6), articles)):
        for month in range(1, 10):
            start, end = (begin(datetime(2023, m, 1)) for m in (month, month + months + 1))
            within = plan.Between("published", start, end)
            facets = ask(engine, within, folding=folding).facets
            assert len(facets["month"]) == months + 1
            assert bool(facets.get("day")) == (months < 2)
            for day, count in facets.get("day", {}).items():
                midnight = datetime.fromisoformat(day)
                narrow = plan.Between(
                    "published", begin(midnight), begin(midnight + timedelta(days=1))
                )
                assert ask(engine, narrow, folding=folding).articles == count > 0


def begin(day: datetime) -> int:
    return int(day.replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())


def test_another_folding_is_used_at_once(engine, made_articles):
    fill(engine, made_articles(4))
    counts = Counter(
        ask(engine, plan.Everything(), folding=folding).articles
        for folding in (Folding.of([["a0000", "a0001"]]), None, Folding.of([["a0000", "a0002"]]))
    )
    assert counts == {3: 2, 4: 1}


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("seed", range(4))
def test_every_engine_folds_as_the_reference_does(seed, name, request, tmp_path, made_articles):
    rnd = random.Random(seed)
    articles = made_articles(50, seed=seed)
    folding = random_folding(rnd, articles)
    engines = [MemoryEngine(), make_engine(request, name, tmp_path)]
    for engine in engines:
        fill(engine, articles[:30])
        fill(engine, articles[20:])
    for _ in range(30):
        question = Question(
            plan=random_plan(rnd), sort=rnd.choice(list(Sort)), limit=100, folding=folding
        )
        expected, got = (engine.answer(question) for engine in engines)
        assert (got.articles, got.sections, got.copies, got.facets) == (
            expected.articles, expected.sections, expected.copies, expected.facets,
        )  # fmt: skip
        assert {h.article_id: h.copies for h in got.hits} == {
            h.article_id: h.copies for h in expected.hits
        }
