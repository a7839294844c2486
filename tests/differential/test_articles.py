"""By article, the public answer is what Whoosh's documents give when they are put together."""

import random
from itertools import cycle, pairwise

import pytest

from search.engines.base import Question
from search.engines.embedded.ranking import first_stage
from search.models import Sort
from search.query import plan
from search.ranking import weights
from tests.differential.compare import answer_differences
from tests.differential.queries import FEWER_COUNTS, KINDS, QUERIES, Maker, plans

# In the middle of the made articles' dates: some are younger.
AS_OF = 1_712_000_000


def questions(kind, count, written):
    """Every plan with a random order: all hits, a page of them, or the counts alone."""
    rnd = random.Random(kind)
    sorts = [Sort.RELEVANCE, Sort.RELEVANCE, Sort.RECENT, Sort.NEWEST, Sort.OLDEST]
    pages = [(10_000, 0), (100, 0), (10, 0), (7, 5), (50, 20), (10, 295), (0, 0)]
    made = []
    for node in plans(kind, written, count):
        limit, offset = rnd.choice(pages)
        sort, as_of = rnd.choice(sorts), rnd.choice([None, AS_OF])
        made.append(Question(plan=node, sort=sort, limit=limit, offset=offset, as_of=as_of))
    return made


@pytest.mark.parametrize("count", FEWER_COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_hits_totals_order_and_facets_are_those_of_exhaustive_whoosh(
    kind, count, written, engine, oracle
):
    asked = questions(kind, count, written)
    assert len(asked) == count
    assert answer_differences(engine, oracle, asked) == []


def test_articles_beyond_the_candidates_follow_in_first_stage_order(written, engine, oracle):
    maker = Maker(written, seed=99)
    wide = [plan.AnyOf((*maker.words(8, 9), plan.Everything())) for _ in range(20)]
    asked = [Question(plan=node, limit=10_000) for node in wide]
    assert all(oracle.answer(q).articles > weights.CANDIDATES for q in asked)
    assert answer_differences(engine, oracle, asked) == []


def test_what_cannot_get_among_the_best_changes_nothing(written, engine, oracle, monkeypatch):
    monkeypatch.setattr(weights, "CANDIDATES", 20)
    looked_at = []
    within_reach = first_stage._within_reach

    def seen(scores, most, more):
        rows = within_reach(scores, most, more)
        looked_at.append(len(rows) < len(scores))
        return rows

    monkeypatch.setattr(first_stage, "_within_reach", seen)
    pages = [(10, 0), (10, 15), (50, 0), (1000, 0)]
    asked = [
        Question(plan=node, limit=limit, offset=offset)
        for node, (limit, offset) in zip(plans("neighbours", written), cycle(pages), strict=False)
    ]
    assert answer_differences(engine, oracle, asked) == []
    assert sum(looked_at) > 0.2 * QUERIES


def pairs_of_asked_words(maker, rnd):
    """Words of a text in several shapes, and their pairs, as queries have them."""
    row = list(dict.fromkeys(maker._row("text_stem", 4)))
    leaves = [
        plan.AnyTerm(
            (
                plan.WeightedTerm(
                    "text_stem",
                    t,
                    rnd.choice([0.5, 1]),
                ),
            )
        )
        for t in row
    ]
    one, *rest = leaves
    keep = rnd.choice([
        plan.AnyOf((*leaves, plan.Everything())),
        plan.AnyOf((plan.AllOf((one, maker.word("text_stem"))), *rest)),
        plan.AnyOf((plan.Without(one, rest[-1]), *rest)) if rest else one,
        plan.AllOf((plan.AnyOf(tuple(leaves), minimum=min(2, len(leaves))), plan.Everything())),
        plan.AnyOf((plan.AnyOf(tuple(leaves), minimum=len(leaves)), *rest, plan.Everything())),
    ])  # fmt: skip
    pairs = []
    for left, right in pairwise(row):
        scored = tuple(plan.WeightedTerm("text_stem", t, 0.9) for t in (left, right))
        sides = [(plan.InOrder("text_stem", ((t,),)),) for t in (left, right)]
        near = plan.Nearby(*sides, 3, scored)
        pairs.append(rnd.choice([near, plan.InOrder("text_stem", ((left,), (right,)), scored)]))
    return plan.AndMaybe(keep, plan.AnyOf(tuple(pairs)))


@pytest.mark.parametrize("count", FEWER_COUNTS)
def test_pairs_of_the_words_that_are_asked_for_are_looked_for_where_they_may_matter(
    count, written, engine, oracle, monkeypatch
):
    monkeypatch.setattr(weights, "CANDIDATES", 5)
    maker, rnd = Maker(written, seed=97), random.Random(97)
    made = [pairs_of_asked_words(maker, rnd) for _ in range(count)]
    asked = [Question(plan=node, sort=rnd.choice([Sort.RELEVANCE, Sort.RECENT])) for node in made]
    assert answer_differences(engine, oracle, asked) == []


def test_words_in_different_sections_of_an_article_match_together(written, oracle):
    """The two levels are different questions: some articles have no section with both words."""
    apart = 0
    for node in plans("all_words", written):
        by_section = {oracle.owner[d] for d in oracle.sections(node)}
        assert by_section <= oracle.articles(node)
        apart += by_section != oracle.articles(node)
    assert apart > 0.2 * QUERIES
