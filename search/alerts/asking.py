"""Ask saved searches of what was stored after a place in the history of a store.

In: an engine, a store, a folding; searches and a place.  Out: what each finds that is new.
A new article is found if it matches; a changed one if it matches and its text of then did not,
which is judged as the reference engine judges. So nothing has to be kept of what was reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus import ArticleStore
from corpus.history import History
from search.alerts.saved import SavedSearch
from search.engines.base import EngineHit, Question, SearchEngine
from search.engines.exhaustive import Collection
from search.engines.folding import Folding
from search.engines.reference import AnalyzedSection
from search.models import ArticleHit, Sort
from search.query import plan, positive_leaves
from search.results.hits import Markers, article_hits, found_articles
from search.sections import section_documents

# Articles whose texts are read at once.
PAGE = 500
# Name of a search → what it finds.
Found = dict[str, list[EngineHit]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks one generation of an engine, which must stay the same, and its store.

    `folding`: of several copies one is found, and none of a text that was there before.
    """

    engine: SearchEngine
    store: ArticleStore
    folding: Folding

    def held(self, ids: Sequence[str]) -> dict[str, int]:
        """Return id → revision of those of some articles that the index holds."""
        return {hit.article_id: hit.revision for some in _among(ids) for hit in self._hits(some)}

    def standing(self, search: SavedSearch) -> int:
        """Return how many articles a search finds, whenever they were stored."""
        question = Question(plan=self._plan(search), limit=0, facets=False, counted=False)
        return self.engine.answer(replace(question, folding=self.folding)).articles

    def since(self, place: int, searches: Sequence[SavedSearch]) -> Found:
        """Return what each of some searches finds that it did not find at a place, newest first."""
        history = History(self.store)
        later = {row.id for row in history.after(place)}
        then = history.revisions_at(place, later)
        # Articles that are no news themselves tell which texts were there before.
        groups = {self.folding.group(name) for name in later & self.folding.places.keys()}
        copies = {name for name, (group, _) in self.folding.places.items() if group in groups}
        plans = {search.name: self._plan(search) for search in searches}
        found: Found = defaultdict(list)
        # All searches of some articles before the next: engines keep where these are.
        for some in _among(history.newest_first(later | copies)):
            for name, asked in plans.items():
                found[name] += self._hits(_within(asked, some))
        fresh = {
            (name, hit.article_id)
            for name, hits in found.items()
            for hit in hits
            if hit.article_id in later and hit.revision > then.get(hit.article_id, 0)
        }
        fresh -= self._matched_then(fresh, then, plans)
        return {
            name: self._folded(
                hits, {hit.article_id for hit in hits if (name, hit.article_id) in fresh}
            )
            for name, hits in found.items()
        }

    def _matched_then(
        self, found: set[tuple[str, str]], then: dict[str, int], plans: dict[str, plan.Plan]
    ) -> set[tuple[str, str]]:
        """Return which of (search, article) matched at a place already; `then`: its revisions."""
        asked = defaultdict(list)
        for name, article_id in found:
            if article_id in then:
                asked[article_id, then[article_id]].append(name)
        analyzer, pairs, matched = self.engine.analyzer(), list(asked), set()
        for at in range(0, len(pairs), PAGE):
            for pair, article in self.store.get_many(pairs[at : at + PAGE]).items():
                sections = section_documents(article, pair[1])
                unit = tuple(AnalyzedSection.of(section, analyzer) for section in sections)
                judge = Collection([unit])
                matched |= {(n, pair[0]) for n in asked[pair] if judge.matches(plans[n], unit)}
        return matched

    def _folded(self, hits: Sequence[EngineHit], fresh: set[str]) -> list[EngineHit]:
        """Return the hits to be told: of new copies of a text one, with the others; of old none."""
        fold = self.folding
        old = {fold.group(hit.article_id) for hit in hits if hit.article_id not in fresh}
        new = [name for name in fresh if fold.group(name) not in old]
        shown = fold.shown(new)
        return [
            replace(hit, copies=fold.copies(hit.article_id, new))
            for hit in hits
            if hit.article_id in shown
        ]

    def told(self, search: SavedSearch, hits: Sequence[EngineHit]) -> Iterator[ArticleHit]:
        """Yield what was found with texts and marks."""
        leaves = tuple(positive_leaves(self._plan(search)))
        markers = Markers.of(leaves, self.engine.analyzer(), search.question)
        for at in range(0, len(hits), PAGE):
            rows = found_articles(self.store, hits[at : at + PAGE], at)
            yield from article_hits(self.store, rows, markers)

    def _plan(self, search: SavedSearch) -> plan.Plan:
        question, _ = next(search.asks.questions(self.engine.analyzer()))
        return question.plan

    def _hits(self, node: plan.Plan) -> tuple[EngineHit, ...]:
        question = Question(plan=node, sort=Sort.NEWEST, limit=plan.MOST_AMONG)
        return self.engine.answer(replace(question, facets=False, counted=False)).hits


def _among(ids: Sequence[str]) -> Iterator[plan.Among]:
    for at in range(0, len(ids), plan.MOST_AMONG):
        yield plan.Among(frozenset(ids[at : at + plan.MOST_AMONG]))


def _within(node: plan.Plan, among: plan.Among) -> plan.Plan:
    """Narrow a plan. What may only add to a score stays outermost, where it costs least."""
    if isinstance(node, plan.AndMaybe):
        return replace(node, keep=plan.AllOf((node.keep, among)))
    return plan.AllOf((node, among))
