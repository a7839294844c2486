"""Single sections as hits, those of one article alone of each group of copies.

In: a function that finds the best sections of a question; a folding.  Out: a page of hits, each of
one section.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from search.engines.base import EngineHit, EngineSection, Question
from search.engines.folding import Folding

Find = Callable[[Question], Sequence[EngineSection]]
# So many times as many are asked for when copies have left too few.
MORE = 4


def folded_sections(find: Find, question: Question, folding: Folding) -> list[EngineHit]:
    """Return the page of a question, with what copies repeat left out."""
    end = question.offset + question.limit
    asked, found = end, find(replace(question, offset=0, limit=end))
    while len(kept := _without_copies(found, folding)) < end and len(found) == asked:
        asked *= MORE
        found = find(replace(question, offset=0, limit=asked))
    return [
        EngineHit(
            article_id=section.article_id,
            revision=section.revision,
            score=section.score,
            sections=((section.number, section.score),),
            matching_sections=1,
        )
        for section in kept[question.offset : end]
    ]


def _without_copies(found: Sequence[EngineSection], folding: Folding) -> list[EngineSection]:
    """Return the sections of the first article of each group."""
    first: dict[object, str] = {}
    return [
        section
        for section in found
        if first.setdefault(folding.group(section.article_id), section.article_id)
        == section.article_id
    ]
