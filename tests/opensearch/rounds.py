"""Batches whose every answer tells which of them it comes from, and faults between requests.

Round n holds ARTICLES + n articles, all of revision n, with as many words as n in common. So one
article too many, too few or of another round changes the counts, the revisions or the scores.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import Any

from search.engines.base import EngineAnswer, Question, SearchEngine, SectionDocument
from search.engines.memory import MemoryEngine
from search.engines.opensearch import OpenSearchEngine
from search.query import plan

ARTICLES = 6
QUESTION = Question(
    plan=plan.AnyTerm((plan.WeightedTerm("text_exact", "gemeinsam"),)), limit=2 * ARTICLES + 50
)


def documents(number: int) -> list[list[SectionDocument]]:
    """Return the articles of a round."""
    return [
        [
            SectionDocument(
                article_id=f"a{article:02d}",
                revision=number,
                number=section,
                texts={"text": ["gemeinsam " + "runde " * (number + section + article)]},
                keywords={"source": (f"Bote {number}",)} if section == 0 else {},
            )
            for section in range(2)
        ]
        for article in range(ARTICLES + number)
    ]


def publish(engine: SearchEngine, number: int, *, full: bool = False) -> None:
    """Bring an index to a round, from that before or from nothing."""
    with engine.writer(stamp="s", full=full) as writer:
        writer.remove(f"a{ARTICLES + number:02d}")  # an update that failed must not have left it
        for sections in documents(number):
            writer.add(sections)


@cache
def _expected(number: int) -> EngineAnswer:
    engine = MemoryEngine()
    publish(engine, number)
    return engine.answer(QUESTION)


def _shown(answer: EngineAnswer) -> object:
    hits = {h.article_id: (h.revision, h.matching_sections, len(h.sections)) for h in answer.hits}
    return len(answer.hits), hits, answer.articles, answer.sections, answer.facets


def round_of(answer: EngineAnswer) -> int:
    """Return the round that an answer comes from; assert that all of it does."""
    assert answer.hits
    number = answer.hits[0].revision
    expected = _expected(number)
    assert _shown(answer) == _shown(expected)
    scores = {hit.article_id: hit.score for hit in expected.hits}
    assert all(abs(hit.score - scores[hit.article_id]) < 1e-4 for hit in answer.hits), answer
    return number


def live_round(engine: OpenSearchEngine) -> int:
    """Return the round that is live; assert that the cluster holds all of it and nothing else."""
    number = round_of(engine.answer(QUESTION))
    assert dict(engine.articles()) == {d[0].article_id: number for d in documents(number)}
    assert engine.check() == []
    return number


def assert_tidy(engine: OpenSearchEngine) -> None:
    """Nothing is there but published generations and what is kept beside them."""
    assert [name for name, told in engine.generations.all().items() if not told.published] == []
    assert not engine.cluster.client.indices.exists(index=f"{engine.cluster.alias}.first")


def at(moment: int | str, act: Callable[[], None]) -> Callable[[int, str], None]:
    """Return what calls `act` before the request of a number, or the first with a word in it."""
    due = [act]

    def called(number: int, url: str) -> None:
        if due and moment in (number, *url.split("/")):
            due.pop()()

    return called


def before_request(engine: OpenSearchEngine, act: Callable[[int, str], None]) -> None:
    """Call `act` with 1, 2, … and the path before each request of this engine in this process."""
    transport: Any = engine.cluster.client.transport
    send, numbers = type(transport).perform_request, itertools.count(1)

    def counted(method: str, url: str, *args: Any, **options: Any) -> Any:
        act(next(numbers), url)
        return send(transport, method, url, *args, **options)

    transport.perform_request = counted


def undisturbed(engine: OpenSearchEngine) -> None:
    """Send requests as ever."""
    vars(engine.cluster.client.transport).pop("perform_request", None)
