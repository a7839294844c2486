"""The comparison notices: with one rule of the engine broken on purpose, it reports differences."""

import itertools
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest
from whoosh.util.numeric import byte_to_length, length_to_byte

from search.engines.base import Question
from search.engines.embedded.ranking import ranker
from search.engines.embedded.reading import executor, nearby, scored_docs
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.snapshot import Snapshot
from search.models import Sort
from search.query import plan
from search.query.patterns import literal_ends
from tests.differential import compare
from tests.differential.compare import answer_differences, section_differences
from tests.differential.queries import Maker, plans


def roughly(lengths):
    return np.array([byte_to_length(length_to_byte(int(n))) for n in lengths], np.float64)


def another_k1(patch, level):
    patch.setattr(import_module("search.ranking.bm25"), "K1", 0.81)


def lengths_rounded_to_a_byte(patch, level):
    stored = {name: roughly(lengths) for name, lengths in level.snapshot.lengths.items()}
    patch.setattr(level.snapshot, "lengths", stored)


def statistics_with_dead_sections(patch, level):
    level.all_live = np.ones_like(level.live)


def dead_sections_in_the_postings(patch, level):
    level.snapshot.live[:] = True


def phrase_in_any_order(patch, level):
    def together(field, words):
        sets = [set().union(*(level.postings(field, t)[0].tolist() for t in w)) for w in words if w]
        return np.array(sorted(set.intersection(*sets)), np.int64)

    patch.setattr(level, "with_phrase", together)


def prefix_as_a_word(patch, level):
    patch.setattr(level, "with_prefix", lambda field, prefix: level.postings(field, prefix)[0])


def nearby_in_one_order(patch, level):
    original = nearby._soon_after
    sides = itertools.cycle([True, False])

    def one_order(ends, begins, distance):
        return original(ends if next(sides) else ends[:0], begins, distance)

    patch.setattr(nearby, "_soon_after", one_order)


def nearby_one_word_further(patch, level):
    original = level.nearby
    patch.setattr(level, "nearby", lambda node: original(replace(node, distance=node.distance + 1)))


def wildcard_as_a_prefix(patch, level):
    def beginning(node):
        return [(0, level.with_prefix(node.field, literal_ends(node.pattern)[0]))]

    patch.setattr(level, "with_pattern", beginning)


def mistakes_that_cost_nothing(patch, level):
    original = level.with_pattern
    patch.setattr(level, "with_pattern", lambda node: [(0, ids) for _, ids in original(node)])


def one_mistake_too_few(patch, level):
    original = level.with_pattern
    patch.setattr(level, "with_pattern", lambda node: original(replace(node, edits=node.edits - 1)))


def range_with_its_end(patch, level):
    original = level.published_between
    patch.setattr(level, "published_between", lambda start, end: original(start, end and end + 1))


def keywords_on_the_first_section_only(patch, level):
    def leads_alone(sections):
        mask = np.zeros(level.documents, bool)
        mask[sections] = True
        return mask

    patch.setattr(level, "_of_articles", leads_alone)


def only_the_first_term(patch, level):
    original = level.sum_of
    patch.setattr(level, "sum_of", lambda terms: original(terms[:1]))


def or_as_and(patch, level):
    patch.setattr(
        scored_docs, "in_some", lambda parts, _, documents: scored_docs.in_all(parts, documents)
    )


def and_as_or(patch, level):
    patch.setattr(
        scored_docs, "in_all", lambda parts, documents: scored_docs.in_any(parts, documents)
    )


def not_ignored(patch, level):
    patch.setattr(compare, "run", lambda node, view: executor.run(node.keep, view))


def not_that_scores(patch, level):
    def with_bonus(node, view):
        found = executor.run(node, view)
        return found._replace(scores=found.scores + 1.0)  # as Whoosh's Not does

    patch.setattr(compare, "run", with_bonus)


@pytest.mark.parametrize(
    ("break_rule", "kind"),
    [
        (another_k1, "word_exact"),
        (lengths_rounded_to_a_byte, "word_stem"),
        (statistics_with_dead_sections, "title"),
        (dead_sections_in_the_postings, "author"),
        (dead_sections_in_the_postings, "date_range"),
        (phrase_in_any_order, "phrase"),
        (prefix_as_a_word, "prefix"),
        (nearby_in_one_order, "nearby"),
        (nearby_one_word_further, "nearby"),
        (wildcard_as_a_prefix, "wildcard"),
        (mistakes_that_cost_nothing, "similar"),
        (one_mistake_too_few, "similar"),
        (range_with_its_end, "date_range"),
        (keywords_on_the_first_section_only, "source"),
        (only_the_first_term, "word_in_several_fields"),
        (or_as_and, "some_words"),
        (and_as_or, "all_words"),
        (not_ignored, "without"),
        (not_that_scores, "without"),
    ],
)
def test_a_broken_rule_of_sections_is_noticed(
    break_rule, kind, written, level, oracle, monkeypatch
):
    asked = plans(kind, written)
    assert section_differences(level, oracle, asked) == []
    fresh = SectionLevel(Snapshot("broken", written.directory))
    break_rule(monkeypatch, fresh)
    assert section_differences(fresh, oracle, asked) != []


class TiesTheOtherWay(ranker.Ranker):
    def _ranks(self, keys, then, ids):
        return np.lexsort((-self._id_order[ids], -then, -keys))


class UndatedFirst(ranker.Ranker):
    def _ranks(self, keys, then, ids):
        return np.lexsort((self._id_order[ids], then, -keys))


class EverySectionShown(ranker.Ranker):
    def _count_sections(self, articles, leaves, all_of_them):
        return super()._count_sections(articles, ())


class BySection(ranker.Ranker):
    """Judges an article by single sections: words of different sections never meet."""

    def answer(self, question):
        found = executor.run(question.plan, self.sections)
        answer = super().answer(question)
        owners = np.unique(self.snapshot.article_of[found.ids])
        return replace(answer, articles=len(owners))


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (TiesTheOtherWay, "title"),
        (UndatedFirst, "source"),
        (EverySectionShown, "word_stem"),
        (BySection, "all_words"),
    ],
)
def test_a_broken_rule_of_articles_is_noticed(broken, kind, written, level, oracle):
    asked = [Question(plan=node, limit=100) for node in plans(kind, written)]
    assert answer_differences(ranker.Ranker(level.snapshot), oracle, asked) == []
    assert answer_differences(broken(level.snapshot), oracle, asked) != []


@pytest.mark.parametrize("changed", [{"LEAST": 0.51}, {"MIDDLE_S": 2_600_000}])
def test_another_recency_is_noticed(changed, written, level, oracle, monkeypatch):
    asked = [Question(plan=n, sort=Sort.RECENT, limit=99) for n in plans("word_stem", written)[:20]]
    engine = ranker.Ranker(level.snapshot)
    assert answer_differences(engine, oracle, asked) == []
    for name, value in changed.items():
        monkeypatch.setattr(import_module("search.ranking.recency"), name, value)
    assert answer_differences(engine, oracle, asked) != []


@pytest.mark.parametrize("changed", [{"CANDIDATES": 299}, {"BEST_SECTION": 0.26}])
def test_another_second_stage_is_noticed(changed, written, level, oracle, monkeypatch):
    maker = Maker(written, seed=98)
    wide = [plan.AnyOf((*maker.words(8, 9), plan.Everything())) for _ in range(5)]
    asked = [Question(plan=node, limit=1000) for node in wide]
    engine = ranker.Ranker(level.snapshot)
    assert answer_differences(engine, oracle, asked) == []
    usual = {name: getattr(ranker.weights, name) for name in dir(ranker.weights) if name.isupper()}
    monkeypatch.setattr(ranker, "weights", SimpleNamespace(**{**usual, **changed}))
    assert len(answer_differences(engine, oracle, asked)) == len(asked)
