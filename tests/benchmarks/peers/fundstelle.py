"""Our own engine, in three jobs.

    sections   the peers' job: the ten best sections by one stem field; the plan made before, the
               generation held open as they hold theirs
    ranking    all fields, articles and their best sections, neighbouring words; no counts; the plan
               made before
    page       from the text of a query to a page: counts, facets, ten articles with snippets

It is built by its own command, `fundstelle index`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from search import SearchRequest, open_service
from search.analysis import tokenize
from search.engines.base import TEXT_STEM, Question
from search.models import Sort
from search.query import plan
from tests.benchmarks.peers.base import PREFIX, SPAN, TOP, moments


class Fundstelle:
    """A service on the index of a folder."""

    def __init__(self, folder: Path, job: str = "page") -> None:
        self._service = open_service(folder / "index")
        self._service.warm()
        self._engine = self._service.engine
        self._ask = getattr(self, f"_{job}")
        self._held = ExitStack()
        if job == "sections":
            self._held.enter_context(self._engine.steady())

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question."""
        ask: Callable[[], Any] = self._ask(kind, words)
        return ask

    def names(self, hits: Any) -> list[str]:
        """Return the names of sections, or the ids of articles where those are found."""
        if isinstance(hits, tuple):
            return [f"{section.article_id}#{section.number}" for section in hits]
        return [getattr(hit, "article_id", None) or hit.id for hit in hits.hits]

    def _request(self, kind: str, words: Sequence[str]) -> SearchRequest:
        text = {
            "all": " UND ".join(words),
            "phrase": f'"{" ".join(words)}"',
            "prefix": f"{words[0][:PREFIX]}*",
        }.get(kind, " ODER ".join(words))
        since, until = SPAN[0], SPAN[1] - timedelta(days=1)
        return SearchRequest(
            text=text,
            since=since.isoformat() if kind == "dated" else "",
            until=until.isoformat() if kind == "dated" else "",
            sort=Sort.NEWEST if kind == "newest" else Sort.RELEVANCE,
        )

    def _page(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        request = self._request(kind, words)
        return lambda: self._service.search(request)

    def _ranking(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        request = self._request(kind, words)
        question = Question(
            plan=self._service.plan(request), sort=request.sort, facets=False, counted=False
        )
        return lambda: self._engine.answer(question)

    def _sections(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        sort = Sort.NEWEST if kind == "newest" else Sort.RELEVANCE
        question = Question(plan=self._stems(kind, words), sort=sort, limit=TOP)
        return lambda: self._engine.best_sections(question)

    def _stems(self, kind: str, words: Sequence[str]) -> plan.Plan:
        """Return the plan of a question on the stem field alone."""
        terms = self._engine.analyzer().terms
        stems = [stem for token in tokenize(" ".join(words)) for stem in terms[token.text].stem[:1]]
        leaves = tuple(plan.WeightedTerm(TEXT_STEM, stem) for stem in dict.fromkeys(stems))
        each = tuple(plan.AnyTerm((leaf,)) for leaf in leaves)
        if kind == "prefix":
            return plan.StartsWith(TEXT_STEM, words[0].lower()[:PREFIX])
        if kind == "phrase" and len(stems) > 1:
            return plan.InOrder(TEXT_STEM, tuple((stem,) for stem in stems), leaves)
        if kind in ("all", "phrase"):
            return plan.AllOf(each)
        if kind == "dated":
            first, last = (int(day.timestamp()) for day in moments())
            return plan.AllOf((plan.AnyOf(each), plan.Between("published", first, last)))
        return plan.AnyOf(each)


open_peer = Fundstelle
