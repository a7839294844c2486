"""The best sections, most of them never scored, are the first of all that Whoosh finds."""

import math
import random

import numpy as np
import pytest

from search.engines.base import Question
from search.engines.embedded.ranking import bounded, passages, pruned
from search.engines.embedded.ranking.ranker import Ranker
from search.engines.embedded.reading import ascending, places, scored_docs
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments import term_postings
from search.models import Sort
from search.query import plan
from tests.differential.compare import ROUNDED
from tests.differential.queries import FEWER_COUNTS, KINDS, QUERIES, TEXTS, Maker, plans

PRUNED = ("word_exact", "word_stem", "any_word", "all_words", "phrase", "prefix")
PAGES = [(10, 0), (10, 0), (1, 0), (7, 5), (100, 0), (10_000, 0), (0, 0)]


def expected(oracle, question):
    """Return (article, number, score) of a page, from all that Whoosh finds."""
    section_of = oracle.side.section_of
    found = [(section_of[d], round(s, 6)) for d, s in oracle.sections(question.plan).items()]

    def place(row):
        section, score = row
        date = section.published
        age = math.inf if date is None else date if question.sort is Sort.OLDEST else -date
        first = (-score, age) if question.sort.ranked else (age, -score)
        return (*first, section.article_id, section.number)

    found.sort(key=place)
    page = found[question.offset : question.offset + question.limit]
    return [(section.article_id, section.number, score) for section, score in page]


def differences(engine, oracle, questions):
    """Return the questions that are answered otherwise than by Whoosh's sections."""
    different = []
    for question in questions:
        got = engine.best_sections(question)
        wanted = expected(oracle, question)
        same = [(row.article_id, row.number) for row in got] == [row[:2] for row in wanted]
        near = all(
            math.isclose(row.score, score, rel_tol=0, abs_tol=ROUNDED)
            for row, (*_, score) in zip(got, wanted, strict=False)
        )
        if not (same and near):
            different.append(f"{question}: {got[:3]}, not {wanted[:3]}")
    return different


def questions(made, seed):
    rnd = random.Random(seed)
    sorts = [Sort.RELEVANCE, Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST]
    asked = []
    for node in made:
        limit, offset = rnd.choice(PAGES)
        asked.append(Question(plan=node, sort=rnd.choice(sorts), limit=limit, offset=offset))
    return asked


def words_and_filters(written, count=QUERIES):
    """Words as queries have them, any or all, some within days or an outlet."""
    maker = Maker(written, seed=96)
    made = []
    for _ in range(count):
        words = tuple(
            maker.rnd.choice([maker.spelled, lambda: maker.word(*TEXTS)])() for _ in "abc"
        )
        few = words[: maker.rnd.randint(1, 3)]
        node = maker.rnd.choice([few[0], plan.AnyOf(few), plan.AnyOf(words), plan.AllOf(few)])
        filters = maker.rnd.choice([(), (), (maker.between(),), (maker.keyword("source"),)])
        made.append(plan.AllOf((node, *filters)) if filters else node)
    return made


def without_what_may_match(node):
    return not isinstance(node, plan.AndMaybe)


@pytest.mark.parametrize("count", FEWER_COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_best_sections_of_a_kind_are_those_of_exhaustive_whoosh(
    kind, count, written, engine, oracle
):
    made = [node for node in plans(kind, written, count) if without_what_may_match(node)]
    if kind not in PRUNED:
        made = made[::4]  # all that match are found by what `test_sections.py` looks at
    assert differences(engine, oracle, questions(made, kind)) == []


@pytest.mark.parametrize("count", FEWER_COUNTS)
def test_words_and_filters_find_the_best_sections_of_exhaustive_whoosh(
    count, written, engine, oracle
):
    made = words_and_filters(written, count)
    assert differences(engine, oracle, questions(made, "filters")) == []


@pytest.mark.parametrize(
    "changed",
    [
        *({(module, name): value} for value in (1, 10**9) for module, name in
          ((pruned, "FEW"), (pruned, "SCATTERED"), (passages, "MANY"), (ascending, "HALVING"))),
        {(term_postings, "SOON"): 0, (term_postings, "FEW"): 1e-9},  # a part of a list, always
        {(term_postings, "SOON"): 10**9},  # a whole list, always
        {(bounded, "STEPS"): 7},
        {(bounded, "STEPS"): 3000},  # sums of two and four bytes
    ],
)  # fmt: skip
def test_the_ways_to_look_at_lists_find_the_same(changed, written, monkeypatch):
    made = [*plans("prefix", written), *plans("phrase", written), *words_and_filters(written)][::2]
    asked, snapshot = questions(made, "ways"), Snapshot("ways", written.directory)
    usual = list(map(Ranker(snapshot).best_sections, asked))
    for (module, name), value in changed.items():
        monkeypatch.setattr(module, name, value)
    # Anew: what was put together is kept with the snapshot.
    ranker = Ranker(Snapshot("ways", written.directory))
    assert list(map(ranker.best_sections, asked)) == usual


def test_words_met_again_find_the_same(written):
    made = [*plans("phrase", written), *words_and_filters(written)][::3]
    asked, ranker = questions(made, "again"), Ranker(Snapshot("again", written.directory))
    first = list(map(ranker.best_sections, asked))
    assert list(map(ranker.best_sections, asked)) == first
    assert list(map(ranker.best_sections, asked)) == first


def test_where_words_stand_is_not_read_if_no_section_has_all(written, monkeypatch):
    snapshot = Snapshot("apart", written.directory)
    found = {term: set(snapshot.postings("text_exact", term).ids.tolist())
             for term in list(snapshot.terms("text_exact"))[:50]}  # fmt: skip
    apart = next((a, b) for a in found for b in found if found[a].isdisjoint(found[b]))
    row = tuple((term,) for term in apart)
    monkeypatch.setattr(Snapshot, "_read_postings", None)  # they were read before
    monkeypatch.setattr(term_postings.TermPostings, "places", None)
    assert not len(places.row_starts(snapshot, "text_exact", row))


def test_what_a_top_maybe_adds_is_left_out(written, engine, oracle):
    asked = questions(plans("and_maybe", written), "maybe")
    kept = [Question(plan=q.plan.keep, sort=q.sort, limit=q.limit, offset=q.offset) for q in asked]
    assert [engine.best_sections(q) for q in asked] == [engine.best_sections(q) for q in kept]


def test_most_sections_that_match_are_never_scored(written, engine, oracle, monkeypatch):
    scored = []
    original = pruned.scores_of

    def counted(words, ids, level):
        scored.append(len(ids))
        return original(words, ids, level)

    def looked_at(ids, scores):
        scored.append(len(ids))
        return scored_docs.added_up(ids, scores)

    monkeypatch.setattr(pruned, "scores_of", counted)
    monkeypatch.setattr(pruned, "added_up", looked_at)
    asked = [Question(plan=node, limit=3) for node in plans("any_word", written)]
    assert differences(engine, oracle, asked) == []
    assert sum(scored) < 0.5 * sum(len(oracle.sections(q.plan)) for q in asked)


def bounds_rounded_down(patch):
    patch.setattr(bounded.np, "ceil", np.floor)


def a_step_more_to_reach(patch):
    patch.setattr(pruned, "steps_of", lambda score: bounded.steps_of(score) + 1)


def one_less_that_reach_it(patch):
    original = bounded.Bounded.reached
    patch.setattr(bounded.Bounded, "reached", lambda self, count, w: original(self, count - 1, w))


def the_best_of_all_dates(patch):
    original = bounded.Bounded.reached
    patch.setattr(bounded.Bounded, "reached", lambda self, count, w: original(self, count, None))


def ties_left_to_chance(patch):
    patch.setattr(bounded, "TIE", -1e-12)


def too_few_of_the_newest(patch):
    patch.setattr(passages.Passages, "_enough", lambda self, found, count: len(found) >= count)
    patch.setattr(passages, "NEWEST", 1)
    patch.setattr(passages, "MORE", 1)


@pytest.mark.parametrize(
    "break_rule",
    [
        bounds_rounded_down,
        a_step_more_to_reach,
        one_less_that_reach_it,
        the_best_of_all_dates,
        ties_left_to_chance,
        too_few_of_the_newest,
    ],
)
def test_a_wrong_bound_is_noticed(break_rule, written, oracle, monkeypatch):
    made = words_and_filters(written)
    asked = [Question(plan=node, limit=n, sort=s) for node in made for n, s in
             ((1, Sort.RELEVANCE), (5, Sort.RELEVANCE), (3, Sort.NEWEST))]  # fmt: skip
    snapshot = Snapshot("broken", written.directory)
    assert differences(Ranker(snapshot), oracle, asked) == []
    break_rule(monkeypatch)
    assert differences(Ranker(snapshot), oracle, asked) != []
