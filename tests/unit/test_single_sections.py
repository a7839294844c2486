"""Single sections: pages without what copies repeat, however many there are."""

from __future__ import annotations

from itertools import chain

import pytest

from search.engines.base import EngineSection, Question
from search.engines.folding import UNFOLDED, Folding
from search.query import plan
from search.single_sections import folded_sections

# Three papers print one text; what stands alone comes last.
FOUND = [
    EngineSection(paper, 1, number, 9.0 - number)
    for number in range(3)
    for paper in ("bote", "kurier", "radio")
] + [EngineSection("einzeln", 1, 0, 1.0)]
FOLDED = Folding.of([["radio", "bote", "kurier"]])


def find(question: Question) -> list[EngineSection]:
    return FOUND[question.offset : question.offset + question.limit]


def page(folding: Folding, limit: int, offset: int = 0) -> list[tuple[str, int]]:
    question = Question(plan=plan.Nothing(), limit=limit, offset=offset)
    hits = folded_sections(find, question, folding)
    assert all(hit.score == hit.sections[0][1] and len(hit.sections) == 1 for hit in hits)
    return [(hit.article_id, hit.sections[0][0]) for hit in hits]


def test_of_copies_the_one_found_first_keeps_all_its_sections():
    assert page(FOLDED, 10) == [("bote", 0), ("bote", 1), ("bote", 2), ("einzeln", 0)]
    assert len(page(UNFOLDED, 10)) == 10


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_follow_each_other(size):
    pages = [page(FOLDED, size, offset) for offset in range(0, 6, size)]
    assert list(chain.from_iterable(pages)) == page(FOLDED, 10)


def test_a_page_of_nothing_asks_for_nothing():
    assert page(FOLDED, 0) == []
