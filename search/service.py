"""Answer readers: from a request to results, ready to print or to render.

In: a search request.  Out: results with texts from the article store and snippets.
One service serves one process; it opens the index and the store when first asked.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from corpus import Article, ArticleStore
from search.copies import Foldings, state_of
from search.engines.base import EngineAnswer, Question, SearchEngine
from search.engines.folding import Folding
from search.errors import QueryError
from search.hits import Markers, article_hits, facet_values, marked_article
from search.models import (
    MAX_LIMIT,
    ArticleHit,
    ArticleLink,
    IndexInfo,
    MarkedArticle,
    SearchRequest,
    SearchResults,
    Suggestion,
)
from search.order import order_of, words_needed
from search.query import (
    ParsedQuery,
    Rules,
    describe,
    describe_cut,
    loosens,
    parse,
    pattern_leaves,
    positive_leaves,
    published_range,
    relaxations,
    rewrite,
)
from search.query import plan as plans
from search.query.patterns import Expansion
from search.query.tree import And, Node, Phrase
from search.query.tree import Field as QueryField
from search.related import related
from search.settings import SITE_ZONE, shown_copy
from search.store_reader import StoreReader
from search.suggestions import suggestions
from search.versions import Versions, article_link
from search.ways import ways_out

WINDOW = 10_000
RELATED = 5
# Titles asked for before workers are forked, and for how long at most: readers wait meanwhile.
REHEARSED, REHEARSAL_S = 20, 0.3
FEWER_NOTE = "Kein Artikel enthält genug der Wörter; gezeigt wird, was einige enthält."
LOOSE_NOTE = "Kein Artikel enthält die Wörter in dieser Folge; gezeigt wird, wo sie einzeln stehen."


def site_now() -> datetime:
    """Return the present time in the site's zone."""
    return datetime.now(ZoneInfo(SITE_ZONE))


class SearchService:
    """Search, article pages and facts about the index, for one engine and one store."""

    def __init__(self, engine: SearchEngine, store: Path, shelf: str) -> None:
        self.engine = engine
        self._store_path = store
        self._store = StoreReader(store, shelf)
        self._foldings = Foldings(shown_copy())
        self._warmed: object = None
        self._rehearsed: object = None
        self.versions = Versions(self._store, shown_copy())

    def warm(self) -> None:
        """Open the live generation and read the groups of copies, unless that is done already.

        A million articles' groups take a second, more than a query may take.
        Raises: IndexMissingError, IndexDamagedError.
        """
        with self.engine.steady():
            pass
        state = state_of(self._store_path)
        if state and state != self._warmed:
            with self._store() as store:
                folding = self._foldings.of(store)
            self.engine.answer(Question(plan=plans.Nothing(), limit=0, folding=folding))
            self._warmed = state

    def before_fork(self) -> None:
        """Warm up, and close what no forked process may inherit. Raises as `warm` does."""
        try:
            self.warm()
            if self._rehearsed != self._warmed:
                self._rehearse()
                self._rehearsed = self._warmed
        finally:
            self._store.close()

    def _rehearse(self) -> None:
        """Ask for the newest titles: what a first question reads and works out is then at hand."""
        end = time.perf_counter() + REHEARSAL_S
        for article in self.newest(REHEARSED):
            with suppress(QueryError):
                self.search(SearchRequest(text=article.title))
            if time.perf_counter() > end:
                break

    def understand(self, request: SearchRequest) -> tuple[ParsedQuery, Node]:
        """Return the parsed query text and the tree with the filters of the form added.

        Raises: QueryError if a limit is broken or a date cannot be read.
        """
        if not 0 <= request.limit <= MAX_LIMIT or request.offset < 0:
            raise QueryError(
                f"Die Zahl der Treffer je Seite muss zwischen 0 und {MAX_LIMIT} liegen."
            )
        if request.offset + request.limit > WINDOW:
            raise QueryError(f"Mehr als {WINDOW} Treffer lassen sich nicht durchblättern.")
        now = site_now()
        parsed = parse(request.text, now=now)
        clauses: list[Node] = [parsed.tree]
        published = published_range(request.since, request.until, now=now)
        if published:
            clauses.append(published)
        tree = clauses[0] if len(clauses) == 1 else And(tuple(clauses))
        return parsed, tree

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of ranked articles with totals, facets and read-back.

        Raises: QueryError, IndexMissingError, IndexDamagedError, EngineUnavailableError.
        """
        with self.engine.steady():
            return self._search(request)

    def _search(self, request: SearchRequest) -> SearchResults:
        start = time.perf_counter()
        parsed, tree = self.understand(request)
        notes = list(dict.fromkeys(diagnostic.message for diagnostic in parsed.diagnostics))
        with self._store() as store:
            folding = None if request.copies else self._foldings.of(store)
            answer, plan, note = self._ask(request, tree, folding)
            hits = self._hits(store, answer, plan, request.offset)

        def count(other: SearchRequest) -> int:
            asked = replace(other, limit=0)
            return self._ask(asked, self.understand(asked)[1], folding, facets=False)[0].articles

        def read(text: str) -> Node:
            return parse(text, now=site_now()).tree

        notes += [said for said in (note, order_of(request, tree)[1]) if said]
        expanded = self.expansions(plan).items()
        notes += [describe_cut(pattern, found) for pattern, found in expanded if found.cut]
        described = describe(tree)
        for label, values in (("Quelle", request.sources), ("Ressort", request.topics)):
            if values:
                described += f", {label}: {' oder '.join(values)}"
        return SearchResults(
            request=request,
            hits=hits,
            articles=answer.articles,
            copies=answer.copies,
            sections=answer.sections,
            facets=facet_values(answer.facets),
            described=described,
            notes=tuple(notes),
            ways_out=ways_out(request, parsed, answer.articles, self.engine, count, read),
            seconds=time.perf_counter() - start,
        )

    def plan(self, request: SearchRequest) -> plans.Plan:
        """Return the plan of a request."""
        return self._plan(request, self.understand(request)[1])

    def _plan(
        self, request: SearchRequest, tree: Node, relaxed: int = 0, *, loose: bool = False
    ) -> plans.Plan:
        rules = Rules(
            self.engine.analyzer(),
            need=lambda count: max(1, words_needed(request.sort)(count) - relaxed),
            loose=loose,
        )
        parts = [rewrite(tree, rules)]
        for column, values in (("source", request.sources), ("topic", request.topics)):
            fields = [rewrite(Phrase(value, QueryField(column)), rules) for value in values]
            if fields:
                parts.append(plans.AnyOf(tuple(fields)))
        return parts[0] if len(parts) == 1 else plans.AllOf(tuple(parts))

    def _ask(
        self,
        request: SearchRequest,
        tree: Node,
        folding: Folding | None = None,
        *,
        facets: bool = True,
    ) -> tuple[EngineAnswer, plans.Plan, str]:
        """Ask the engine; while nothing is found, need one word fewer, then give up word order.

        Returns the answer, its plan and what has to be said about it, in German.
        """
        steps = [(step, False) for step in range(relaxations(tree, words_needed(request.sort)) + 1)]
        if loosens(tree):
            steps.append((steps[-1][0], True))
        for relaxed, loose in steps:
            plan = self._plan(request, tree, relaxed, loose=loose)
            answer = self.engine.answer(
                Question(
                    plan=plan,
                    sort=order_of(request, tree)[0],
                    as_of=int(site_now().timestamp()),
                    limit=request.limit,
                    offset=request.offset,
                    folding=folding,
                    facets=facets,
                    counted=facets,
                )
            )
            if answer.articles:
                break
        note = LOOSE_NOTE if loose else FEWER_NOTE if relaxed else ""
        return answer, plan, note if answer.articles else ""

    def expansions(self, plan: plans.Plan) -> dict[plans.Pattern, Expansion]:
        """Return what the wildcards and fuzzy words of a plan stand for in the live index."""
        return {pattern: self.engine.expand(pattern) for pattern in pattern_leaves(plan)}

    def ranked_ids(self, request: SearchRequest) -> list[str]:
        """Return the ids of the best articles, copies too, best first, without their texts."""
        answer, _, _ = self._ask(request, self.understand(request)[1], facets=False)
        return [hit.article_id for hit in answer.hits]

    def _hits(
        self, store: ArticleStore, answer: EngineAnswer, plan: plans.Plan, offset: int
    ) -> tuple[ArticleHit, ...]:
        if not answer.hits:
            return ()
        markers = Markers.of(tuple(positive_leaves(plan)), self.engine.analyzer())
        return tuple(article_hits(store, answer.hits, markers, offset))

    def article(self, article_id: str) -> Article | None:
        """Return the current text of an article; None if there is none."""
        with self._store() as store:
            return store.get(article_id)

    def mark(self, article_id: str, text: str) -> MarkedArticle | None:
        """Return an article with the words of a query text marked. Raises QueryError."""
        article = self.article(article_id)
        if article is None:
            return None
        leaves = tuple(positive_leaves(self.plan(SearchRequest(text=text)))) if text.strip() else ()
        return marked_article(article, Markers.of(leaves, self.engine.analyzer()))

    def related(self, article_id: str, limit: int = RELATED) -> tuple[ArticleLink, ...]:
        """Return other articles about the same matter, the nearest first."""
        with self._store() as store:
            article = store.get(article_id)
            if article is None:
                return ()
            copies = {copy.id for copy in self.versions.copies(article_id)}
            folding = self._foldings.of(store)
            hits = related(article, self.engine, limit, folding, copies)
            return tuple(article_link(a) for a in map(store.get, (h.article_id for h in hits)) if a)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return what a reader may be about to type: queries, then titles of articles."""
        with self._store() as store:
            return suggestions(text, self.engine, store.get)

    def newest(self, limit: int) -> list[Article]:
        """Return the newest articles, newest first."""
        with self._store() as store:
            return store.newest(limit)

    def info(self) -> IndexInfo:
        """Describe the live index. Raises IndexMissingError, IndexDamagedError."""
        return self.engine.info()
