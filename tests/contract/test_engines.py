"""The port's rules, held by every engine; on random plans all agree with the reference."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from search.analysis import Analyzer
from search.engines.base import Question
from search.engines.memory import MemoryEngine
from search.errors import IndexMissingError, UsageError
from search.models import Sort
from search.query import patterns, plan
from search.sections import section_documents
from tests.conftest import WORDS
from tests.contract.engines import COMPARED, ENGINES, make_engine

ANALYZER = Analyzer()


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    return make_engine(request, request.param, tmp_path)


def fill(engine, articles, **options):
    with engine.writer(stamp="s", **options) as writer:
        for article in articles:
            writer.add(section_documents(article, 1))


def word(text, field="text_stem"):
    return plan.AnyTerm((plan.WeightedTerm(field, ANALYZER.terms[text].stem[0]),))


def found(engine, node, **options):
    return [hit.article_id for hit in engine.answer(Question(plan=node, **options)).hits]


def test_without_an_index_there_is_no_answer(engine):
    with pytest.raises(IndexMissingError):
        engine.answer(Question(plan=plan.Everything()))
    with pytest.raises(IndexMissingError), engine.steady():
        pass
    with pytest.raises(IndexMissingError):
        engine.warm()


def test_an_empty_batch_makes_an_empty_index(engine):
    fill(engine, [])
    assert engine.answer(Question(plan=plan.Everything())).articles == 0
    assert dict(engine.articles()) == {}


def test_a_batch_that_fails_changes_nothing(engine, made_articles):
    articles = made_articles(6)
    fill(engine, articles[:3])
    with pytest.raises(RuntimeError), engine.writer(stamp="s") as writer:  # noqa: PT012
        writer.add(section_documents(articles[3], 1))
        raise RuntimeError
    assert set(engine.articles()) == {a.id for a in articles[:3]}


def test_what_must_be_ready_first_keeps_a_batch_from_being_published(engine, made_articles):
    articles = made_articles(4)
    fill(engine, articles[:3], ready=lambda: None)
    seen = []

    def ready():
        seen.append(set(engine.articles()))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fill(engine, articles[3:], ready=ready)
    assert seen == [{a.id for a in articles[:3]}]
    assert set(engine.articles()) == {a.id for a in articles[:3]}


def test_an_article_is_replaced_as_a_whole(engine, made_articles):
    articles = made_articles(5)
    fill(engine, articles)
    other = made_articles(1, seed=99)[0]
    import dataclasses

    with engine.writer(stamp="s") as writer:
        writer.add(section_documents(dataclasses.replace(other, id=articles[0].id), 2))
    assert engine.articles()[articles[0].id] == 2
    assert engine.info().sections == sum(len(a.sections) for a in articles[1:]) + len(
        other.sections
    )


def test_removed_articles_are_gone_and_others_stay(engine, made_articles):
    articles = made_articles(5)
    fill(engine, articles)
    with engine.writer(stamp="s") as writer:
        writer.remove(articles[2].id)
        writer.remove("never there")
    assert set(engine.articles()) == {a.id for a in articles} - {articles[2].id}


def test_rollback_brings_the_earlier_generation_back(engine, made_articles):
    articles = made_articles(3)
    fill(engine, articles[:2])
    with pytest.raises(UsageError):
        engine.rollback()
    fill(engine, articles[2:])
    engine.rollback()
    assert set(engine.articles()) == {a.id for a in articles[:2]}


def test_pages_are_slices_of_one_ranking(engine, made_articles):
    fill(engine, made_articles(40))
    whole = found(engine, word("fluss"), limit=100)
    parts = [found(engine, word("fluss"), limit=7, offset=at) for at in range(0, 100, 7)]
    assert [hit for part in parts for hit in part] == whole


@pytest.mark.parametrize("sort", Sort)
def test_among_some_articles_the_same_is_found_with_the_same_scores(engine, made_articles, sort):
    """Articles that were replaced, removed or never there are named as well."""
    fill(engine, made_articles(40))
    with engine.writer(stamp="s") as writer:
        for article in made_articles(50)[35:]:
            writer.add(section_documents(article, 2))
        writer.remove("a0003")

    def hits(node):
        answer = engine.answer(Question(plan=node, sort=sort, limit=100, facets=False))
        return answer, [(hit.article_id, hit.revision, hit.score) for hit in answer.hits]

    _, everywhere = hits(word("fluss"))
    some = frozenset(f"a{number:04d}" for number in (*range(0, 60, 3), *range(36, 44), 99))
    answer, within = hits(plan.AllOf((word("fluss"), plan.Among(some))))
    assert within == [hit for hit in everywhere if hit[0] in some]
    assert 5 < answer.articles == len(within) < len(everywhere)
    _, all_of_them = hits(plan.Among(some))
    held = engine.articles()
    assert {(name, revision) for name, revision, _ in all_of_them} == {
        (name, held[name]) for name in some if name in held
    }
    assert hits(plan.Among(frozenset()))[1] == []


def random_plan(rnd, depth=2):
    kind = rnd.choice(
        "word word phrase prefix range keyword all any maybe without "
        "wildcard similar nearby nearby linked among".split()
    )
    if depth == 0 and kind in ("all", "any", "maybe", "without"):
        kind = "word"
    field = rnd.choice(["text_stem", "text_exact", "title_stem", "title_exact"])
    shape = (
        (lambda w: ANALYZER.terms[w].stem[0])
        if field.endswith("stem")
        else (lambda w: ANALYZER.terms[w].exact)
    )
    match kind:
        case "word":
            terms = [plan.WeightedTerm(field, shape(rnd.choice(WORDS)), rnd.choice([1.0, 0.3]))]
            terms += [plan.WeightedTerm("text_exact", rnd.choice(WORDS), 0.3)] * rnd.randint(0, 1)
            return plan.AnyTerm(tuple(terms))
        case "phrase":
            words = [shape(w) for w in rnd.choices(WORDS, k=rnd.randint(2, 3))]
            return plan.InOrder(
                field, tuple((w,) for w in words), tuple(plan.WeightedTerm(field, w) for w in words)
            )
        case "prefix":
            return plan.StartsWith("text_exact", rnd.choice(["wa", "str", "sch", "xyz"]))
        case "wildcard":
            pattern = rnd.choice(["w?ld", "w*e", "*a*s", "m?ller", "s*t*", "??r", "str*ße", "x*y"])
            return plan.Wildcard(rnd.choice(["text_exact", "title_exact"]), pattern, 0.7)
        case "similar":
            return plan.Similar("text_exact", rnd.choice(WORDS), rnd.randint(1, 2), 0.7)
        case "nearby":
            sides = [tuple(row(rnd, field, shape) for _ in range(rnd.randint(1, 2))) for _ in "lr"]
            scored = tuple(
                plan.WeightedTerm(field, t) for r in sides[0] for w in r.words for t in w
            )
            return plan.Nearby(*sides, rnd.randint(1, 4), scored)
        case "linked":
            return rnd.choice(
                [plan.Linked("example,bote,"), plan.Linked("example,bote,m,)/4", True)]
            )
        case "among":
            numbers = rnd.sample(range(90), rnd.choice([0, 3, 40]))
            return plan.Among(frozenset(f"a{number:04d}" for number in numbers))
        case "range":
            start = 1672531200 + rnd.randint(0, 600) * 86400
            return plan.Between(
                "published", rnd.choice([None, start]), rnd.choice([None, start + 9999999])
            )
        case "keyword":
            return plan.Equals(*rnd.choice([("source", ("bote",)), ("topic", ("kultur", "sport"))]))
        case "maybe":
            return plan.AndMaybe(random_plan(rnd, depth - 1), random_plan(rnd, depth - 1))
        case "without":
            return plan.Without(random_plan(rnd, depth - 1), random_plan(rnd, depth - 1))
    children = tuple(random_plan(rnd, depth - 1) for _ in range(rnd.randint(1, 4)))
    if kind == "all":
        return plan.AllOf(children)
    return plan.AnyOf(children, rnd.randint(1, len(children)))


def row(rnd, field, shape):
    words = tuple((shape(w),) for w in rnd.choices(WORDS, k=rnd.choice([1, 1, 1, 2])))
    return plan.InOrder(rnd.choice([field, field, "text_exact"]), words)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("most", [1000, 3])
@pytest.mark.parametrize("seed", range(2))
def test_every_engine_expands_patterns_as_the_reference_does(
    seed, most, name, request, tmp_path, made_articles, monkeypatch
):
    """In one segment and over several with dead sections; with room for all terms and for few."""
    monkeypatch.setattr(patterns, "MOST_TERMS", most)
    articles = made_articles(60, seed=seed)
    engines = [MemoryEngine(), make_engine(request, name, tmp_path)]
    for batch in (articles[:30], articles[20:40], articles[35:50]):
        for engine in engines:
            fill(engine, batch)
        for text in ("w*", "s*t", "?a*s*", "str?ße", "*ü*", "*", "der", "", "wald*wald"):
            asked = plan.Wildcard("text_exact", text)
            expected, got = (engine.expand(asked) for engine in engines)
            assert got == expected
        for text in (*WORDS, "ruat", "brüke", "straße", "müllre", "x", ""):
            for edits in (1, 2):
                for asked in (
                    plan.Similar("text_exact", text, edits),
                    plan.Similar("text_exact", text[:4], edits, beginning=True),
                ):
                    expected, got = (engine.expand(asked) for engine in engines)
                    assert got == expected
                    assert len(got.terms) <= most
    assert engines[1].info().articles == 50


@pytest.fixture(scope="module", params=COMPARED)
def compared(request):
    """The name of an engine that is compared with the reference."""
    return request.param


@pytest.fixture(scope="module", params=range(4))
def filled(request, compared, made_articles, tmp_path_factory):
    """A seed; the reference and another engine: several batches, deletions, replacements."""
    articles = made_articles(60, seed=request.param)
    place = tmp_path_factory.mktemp("both")
    engines = [MemoryEngine(), make_engine(request, compared, place)]
    for engine in engines:
        fill(engine, articles[:40])
        with engine.writer(stamp="s") as writer:
            for article in articles[30:60]:
                writer.add(section_documents(article, 2))
            writer.remove(articles[1].id)
    return request.param, engines


def test_every_engine_answers_as_the_reference_does(filled):
    """400 random questions in all."""
    seed, engines = filled
    rnd = random.Random(seed)
    for _ in range(100):
        question = Question(plan=random_plan(rnd), sort=rnd.choice(list(Sort)), limit=100)
        expected, got = (engine.answer(question) for engine in engines)
        assert (got.articles, got.sections) == (expected.articles, expected.sections)
        assert got.facets == expected.facets
        counted = engines[1].answer(replace(question, limit=0))
        assert counted == replace(got, hits=())
        assert {h.article_id for h in got.hits} == {h.article_id for h in expected.hits}
        by_id = {h.article_id: h for h in expected.hits}
        for hit in got.hits:
            other = by_id[hit.article_id]
            assert hit.score == pytest.approx(other.score, abs=1e-5)
            assert [s for _, s in hit.sections] == pytest.approx(
                [s for _, s in other.sections], abs=1e-5
            )
        assert [h.score for h in got.hits] == pytest.approx(
            [h.score for h in expected.hits], abs=1e-5
        )


def test_every_engine_finds_the_best_sections_that_the_reference_does(filled):
    """400 random questions in all."""
    seed, engines = filled
    rnd = random.Random(seed)
    for _ in range(100):
        limit, offset = rnd.choice([(10, 0), (3, 2), (1000, 0)])
        question = Question(
            plan=random_plan(rnd), sort=rnd.choice(list(Sort)), limit=limit, offset=offset
        )
        expected, got = (engine.best_sections(question) for engine in engines)
        assert [row[:3] for row in got] == [row[:3] for row in expected]
        scores = [row.score for row in expected]
        assert [row.score for row in got] == pytest.approx(scores, abs=1e-5)
