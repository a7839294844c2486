"""Answer readers: from a request to results, ready to print or to render.

In: a search request.  Out: results with texts from the article store and snippets.
One service serves one process; it opens the index and the store when first asked.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus import Article, ArticleStore
from search.engines.base import Question, SearchEngine
from search.engines.folding import UNFOLDED
from search.errors import QueryError
from search.models import (
    ArticleHit,
    ArticleLink,
    FacetValue,
    IndexInfo,
    MarkedArticle,
    SearchRequest,
    SearchResults,
    SectionResults,
    Suggestion,
    TellingNoun,
)
from search.query import parse
from search.query import plan as plans
from search.query.patterns import Expansion
from search.query.tree import Node
from search.results.copies import Foldings, state_of
from search.results.hits import (
    Found,
    Markers,
    article_hits,
    facet_values,
    found_articles,
    marked_article,
)
from search.results.relaxation import Asker
from search.results.store_reader import StoreReader
from search.results.suggestions import Names, suggestions
from search.results.versions import Versions, article_link
from search.settings import shown_copy
from search.understood import Understood, site_now
from search.ways import ways_out

RELATED = 5
# Titles asked for before workers are forked, and for how long at most: readers wait meanwhile.
REHEARSED, REHEARSAL_S = 20, 0.3


class SearchService:
    """Search, article pages and facts about the index, for one engine and one store.

    Methods that ask the engine raise IndexMissingError, IndexDamagedError or
    EngineUnavailableError; those that take a query text also QueryError.
    """

    def __init__(self, engine: SearchEngine, store: Path, shelf: str) -> None:
        self.engine = engine
        self._asking = Asker(engine)
        self._store_path = store
        self._store = StoreReader(store, shelf)
        self._foldings = Foldings(shown_copy())
        self._names = Names()
        self._warmed: object = None
        self._rehearsed: object = None
        self.versions = Versions(self._store, shown_copy())

    def warm(self) -> None:
        """Load the live generation and the groups of copies, unless that is done already.

        The groups of a million articles take a second, which is more than a query may take.
        Raises: IndexMissingError, IndexDamagedError.
        """
        self.engine.warm()
        state = state_of(self._store_path)
        if state and state != self._warmed:
            with self._store() as store:
                folding = self._foldings.of(store)
            self.engine.answer(Question(plan=plans.Nothing(), limit=0, folding=folding))
            self._warmed = state

    def before_fork(self) -> None:
        """Warm up, and close the store, which no forked process may inherit. Raises as `warm`."""
        try:
            self.warm()
            if self._rehearsed != self._warmed:
                self._rehearse()
                self._rehearsed = self._warmed
        finally:
            self._store.close()

    def _rehearse(self) -> None:
        """Search for the newest titles, so that the caches are filled before the first reader."""
        end = time.perf_counter() + REHEARSAL_S
        for article in self.newest(REHEARSED):
            with suppress(QueryError):
                self.search(SearchRequest(text=article.title))
            if time.perf_counter() > end:
                break

    def understand(self, request: SearchRequest) -> Understood:
        """Return what a request means. Raises QueryError: a broken limit, an unreadable date."""
        return Understood.of(request, site_now())

    def search(self, request: SearchRequest, *, relaxed: bool = True) -> SearchResults:
        """Return one page of ranked articles with totals, facets and read-back.

        `relaxed`: while nothing is found, fewer words are required, and a note says so.
        Raises: QueryError, IndexMissingError, IndexDamagedError, EngineUnavailableError.
        """
        with self.engine.steady():
            return self._search(request, relaxed)

    def _search(self, request: SearchRequest, relaxed: bool) -> SearchResults:
        start = time.perf_counter()
        understood = self.understand(request)
        with self._store() as store:
            folding = None if request.copies else self._foldings.of(store)
            answer, plan, note = self._asking.articles(understood, folding, relaxed=relaxed)
            found = found_articles(store, answer.hits, request.offset)
            hits = self._hits(store, found, plan, understood)

        def count(other: SearchRequest, whole: bool) -> int:
            asked = Understood.of(replace(other, limit=0), understood.now)
            answer, _, note = self._asking.articles(asked, folding, facets=False)
            return 0 if whole and note else answer.articles

        def read(text: str) -> Node:
            return parse(text, now=understood.now).tree

        return SearchResults(
            request=request,
            hits=hits,
            articles=answer.articles,
            copies=answer.copies,
            sections=answer.sections,
            facets=facet_values(answer.facets),
            described=understood.described,
            notes=self._asking.notes(understood, note.format("Artikel"), plan),
            ways_out=ways_out(
                request,
                understood.parsed,
                answer.articles,
                [article for _, _, article in found],
                self.engine,
                count,
                read,
            ),
            seconds=time.perf_counter() - start,
        )

    def best_sections(self, request: SearchRequest) -> SectionResults:
        """Return a page of single sections, each matching alone and ranked by its own score.

        Raises: QueryError, IndexMissingError, IndexDamagedError, EngineUnavailableError.
        """
        start = time.perf_counter()
        understood = self.understand(request)
        with self.engine.steady(), self._store() as store:
            folding = UNFOLDED if request.copies else self._foldings.of(store)
            found, plan, note = self._asking.sections(understood, folding)
            rows = found_articles(store, found, request.offset)
            hits = self._hits(store, rows, plan, understood, alone=True)
        return SectionResults(
            request=request,
            hits=hits,
            described=understood.described,
            notes=self._asking.notes(understood, note.format("Abschnitt"), plan),
            seconds=time.perf_counter() - start,
        )

    def plan(self, request: SearchRequest) -> plans.Plan:
        """Return the plan of a request."""
        return self.understand(request).plan(self.engine.analyzer())

    def expansions(self, plan: plans.Plan) -> dict[plans.Pattern, Expansion]:
        """Return the terms that wildcards and fuzzy words of a plan stand for in the live index."""
        return self._asking.expansions(plan)

    def ranked_ids(self, request: SearchRequest) -> list[str]:
        """Return the ids of the best articles, copies too, best first, without their texts."""
        answer, _, _ = self._asking.articles(self.understand(request), facets=False)
        return [hit.article_id for hit in answer.hits]

    def _hits(
        self,
        store: ArticleStore,
        found: Sequence[Found],
        plan: plans.Plan,
        understood: Understood,
        *,
        alone: bool = False,
    ) -> tuple[ArticleHit, ...]:
        if not found:
            return ()
        markers = Markers.of(plan, self.engine.analyzer(), understood.parsed.text)
        return tuple(article_hits(store, found, markers, alone=alone))

    def article(self, article_id: str) -> Article | None:
        """Return the current text of an article; None if there is none."""
        with self._store() as store:
            return store.get(article_id)

    def mark(self, article_id: str, text: str) -> MarkedArticle | None:
        """Return an article with the words of a query text marked; None if there is none."""
        article = self.article(article_id)
        if article is None:
            return None
        plan: plans.Plan = plans.Nothing()
        if text.strip():
            understood = self.understand(SearchRequest(text=text, limit=0))
            plan = self._asking.plan_that_finds(article_id, understood)
        return marked_article(article, Markers.of(plan, self.engine.analyzer(), text))

    def related(self, article_id: str, limit: int = RELATED) -> tuple[ArticleLink, ...]:
        """Return other articles about the same matter, the nearest first."""
        # Imported here and below: a query must not pay for it.
        from search.telling import related

        with self._store() as store:
            article = store.get(article_id)
            if article is None:
                return ()
            copies = {copy.id for copy in self.versions.copies(article_id)}
            hits = related(article, self.engine, limit, self._foldings.of(store), copies)
            return tuple(article_link(a) for a in map(store.get, (h.article_id for h in hits)) if a)

    def telling(self, request: SearchRequest) -> tuple[TellingNoun, ...]:
        """Return nouns and names that set the period of a request apart, the surest first.

        The articles found within `since` and `until` are compared with those that the same request
        finds at other times; () for a request without a period. Raises as `search` does.
        """
        from search.telling import Peak, telling_nouns

        understood = self.understand(request)
        time = understood.time(self.engine.analyzer())
        if time is None:
            return ()
        with self.engine.steady(), self._store() as store:
            folding = None if request.copies else self._foldings.of(store)
            _, plan, _ = self._asking.articles(
                understood.without("since", "until"), folding, facets=False
            )
            peak = Peak(Question(plan=plan, folding=folding), time, self.engine)
            articles = store.get_many(peak.sample()).values()
            return tuple(telling_nouns(peak, articles, understood))

    def others(self, request: SearchRequest) -> dict[str, tuple[FacetValue, ...]]:
        """Return, for each facet that a request is narrowed by, the values not chosen.

        Counts are those of the request without that narrowing. Raises as `search` does.
        """
        understood, found = self.understand(request), {}
        with self.engine.steady(), self._store() as store:
            folding = None if request.copies else self._foldings.of(store)
            for narrowing, values in request.narrowed():
                wide = understood.without(narrowing.field)
                answer, _, _ = self._asking.articles(wide, folding)
                facets = facet_values({narrowing.facet: answer.facets.get(narrowing.facet, {})})
                found[narrowing.facet] = tuple(
                    one for one in facets[narrowing.facet] if one.value not in values
                )
        return found

    def times(self, request: SearchRequest) -> dict[str, tuple[FacetValue, ...]]:
        """Return how many articles the filters of a request leave, without its words, by "month".

        Where they lie in one month or two in a row, also by "day". Raises as `search` does.
        """
        filters = self.understand(request).filters()
        with self.engine.steady(), self._store() as store:
            folding = None if request.copies else self._foldings.of(store)
            answer, _, _ = self._asking.articles(filters, folding)
        return facet_values({name: answer.facets.get(name, {}) for name in ("month", "day")})

    def suggest(self, text: str) -> list[Suggestion]:
        """Return completions of an unfinished query text: queries, then titles of articles."""
        with self.engine.steady(), self._store() as store:
            return suggestions(text, self.engine, self._names, store.get)

    def newest(self, limit: int) -> list[Article]:
        """Return the articles published last, newest first."""
        with self._store() as store:
            return store.newest(limit)

    def info(self) -> IndexInfo:
        """Describe the live index. Raises IndexMissingError, IndexDamagedError."""
        return self.engine.info()
