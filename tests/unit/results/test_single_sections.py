"""Single sections: pages without what copies repeat, however many there are."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from search import SearchRequest, index_sources, open_service
from search.engines.base import EngineSection, Question
from search.engines.folding import UNFOLDED, Folding
from search.query import plan
from search.query.patterns import Expansion
from search.results.single_sections import folded_sections

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


def test_what_no_section_has_alone_is_said_of_sections(tmp_path):
    sections = [
        {"heading": "", "paragraphs": ["Der Hafen."]},
        {"heading": "Kran", "paragraphs": []},
    ]
    lines = tmp_path / "artikel.jsonl"
    lines.write_text(json.dumps({"id": "hafen", "sections": sections}), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    service = open_service(tmp_path / "index")
    request = SearchRequest(text="Hafen Kran")
    assert service.search(request).notes == ()
    found = service.best_sections(request)
    assert sorted(hit.sections[0].number for hit in found.hits) == [0, 1]
    (note,) = found.notes
    assert note.startswith("Kein Abschnitt enthält genug der gesuchten Wörter")


def test_a_pattern_that_is_cut_is_told_of_sections_too(service, monkeypatch):
    monkeypatch.setattr(service.engine, "expand", lambda _: Expansion(terms=(), total=99))
    request = SearchRequest(text="M?cht")
    (note,) = service.search(request).notes
    assert "M?cht".lower() in note.lower()
    assert service.best_sections(request).notes == (note,)
