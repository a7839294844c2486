"""List every difference between the embedded engine and the oracle."""

from __future__ import annotations

import math
from collections.abc import Iterable

from search.engines.base import EngineAnswer, Question
from search.engines.embedded.ranking.ranker import Ranker
from search.engines.embedded.reading.executor import run
from search.engines.embedded.reading.level import SectionLevel
from search.query import plan
from tests.differential.oracle import Oracle

RELATIVE = 1e-6
ROUNDED = 1.5e-6  # public scores are rounded to six digits


def section_differences(
    level: SectionLevel, oracle: Oracle, plans: Iterable[plan.Plan]
) -> list[str]:
    """Return the plans that find other sections or other scores than Whoosh."""
    section_of = oracle.side.section_of
    numbers, article_of = level.snapshot.number, level.snapshot.article_of
    ids = level.snapshot.all_article_ids
    different = []
    for node in plans:
        got = run(node, level)
        found = {
            (ids[article_of[section]], int(numbers[section])): score
            for section, score in zip(got.ids.tolist(), got.scores.tolist(), strict=True)
        }
        expected = {
            (section_of[d].article_id, section_of[d].number): score
            for d, score in oracle.sections(node).items()
        }
        if len(found) != len(got.ids) or found.keys() != expected.keys():
            different.append(f"{node}: sections {sorted(found.keys() ^ expected.keys())[:5]}")
            continue
        for key, score in expected.items():
            if not math.isclose(found[key], score, rel_tol=RELATIVE, abs_tol=1e-12):
                different.append(f"{node}: {key} scores {found[key]}, not {score}")
                break
    return different


def answer_differences(engine: Ranker, oracle: Oracle, questions: Iterable[Question]) -> list[str]:
    """Return the questions whose page, totals or facets are not what Whoosh's documents give."""
    different = []
    for question in questions:
        difference = _difference(engine.answer(question), oracle.answer(question))
        if difference:
            different.append(f"{question}: {difference}")
    return different


def _difference(got: EngineAnswer, expected: EngineAnswer) -> str:
    if (got.articles, got.sections) != (expected.articles, expected.sections):
        return f"{got.articles}/{got.sections}, not {expected.articles}/{expected.sections}"
    for field, counts in expected.facets.items():
        if dict(got.facets[field]) != dict(counts):
            return f"facet {field}: {got.facets[field]}, not {counts}"
    if [h.article_id for h in got.hits] != [h.article_id for h in expected.hits]:
        return "other articles or another order"
    for mine, theirs in zip(got.hits, expected.hits, strict=True):
        if (mine.revision, mine.matching_sections) != (theirs.revision, theirs.matching_sections):
            return f"{mine}, not {theirs}"
        if [n for n, _ in mine.sections] != [n for n, _ in theirs.sections]:
            return f"{mine}, not {theirs}"
        scores = [(mine.score, theirs.score)]
        scores += [(a, b) for (_, a), (_, b) in zip(mine.sections, theirs.sections, strict=True)]
        if any(not math.isclose(a, b, rel_tol=0, abs_tol=ROUNDED) for a, b in scores):
            return f"{mine}, not {theirs}"
    return ""
