"""Ask saved searches of what was stored after a place in the history of a store.

In: an engine, a store, a folding; searches and a place.  Out: what each finds that is new.
A new article is found if it matches; a changed one if it matches and its text of then did not,
which is judged as the reference engine judges. So nothing has to be kept of what was reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from corpus import ArticleStore
from corpus.history import History
from search.alerts.saved import SavedSearch
from search.engines.base import EngineHit, Question, SearchEngine
from search.engines.exhaustive import Collection
from search.engines.folding import Folding
from search.engines.reference import AnalyzedSection
from search.models import ArticleHit, Sort
from search.query import plan
from search.results.hits import Markers, article_hits, found_articles
from search.sections import section_documents

# Articles whose texts are read at once.
PAGE = 500
# Id of a new article → those of its new copies, newest first.
Found = Mapping[str, tuple[str, ...]]


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
        return {
            hit.article_id: hit.revision
            for some in _among(ids)
            for hit in self._hits(plan.Everything(), some)
        }

    def standing(self, search: SavedSearch) -> int:
        """Return how many articles a search finds, whenever they were stored."""
        question = Question(
            plan=self._plan(search), limit=0, folding=self.folding, facets=False, counted=False
        )
        return self.engine.answer(question).articles

    def since(self, place: int, searches: Sequence[SavedSearch]) -> dict[str, Found]:
        """Return by name what each of some searches finds that it did not find at a place."""
        history = History(self.store)
        later = {row.id for row in history.after(place)}
        then = history.revisions_at(place, later)
        # Articles that are no news themselves tell which texts were there before.
        groups = {self.folding.group(name) for name in later & self.folding.places.keys()}
        copies = {name for name, (group, _) in self.folding.places.items() if group in groups}
        plans = {search.name: self._plan(search) for search in searches}
        fresh: dict[str, list[str]] = {name: [] for name in plans}
        before: dict[str, set[str]] = {name: set() for name in plans}
        # All searches of some articles before the next: engines keep where these are.
        for some in _among(history.newest_first(later | copies)):
            for name, asked in plans.items():
                for hit in self._hits(asked, some):
                    if hit.article_id in later and hit.revision > then.get(hit.article_id, 0):
                        fresh[name].append(hit.article_id)
                    else:
                        before[name].add(hit.article_id)
        for name, article_id in self._matched_then(fresh, then, plans):
            before[name].add(article_id)
        return {name: self._folded(fresh[name], before[name]) for name in plans}

    def _matched_then(
        self,
        fresh: Mapping[str, list[str]],
        then: Mapping[str, int],
        plans: Mapping[str, plan.Plan],
    ) -> Iterator[tuple[str, str]]:
        """Yield each search and article that matched at a place already; `then`: its revisions."""
        asked = defaultdict(list)
        for name, ids in fresh.items():
            for article_id in then.keys() & ids:
                asked[article_id, then[article_id]].append(name)
        analyzer, pairs = self.engine.analyzer(), list(asked)
        for at in range(0, len(pairs), PAGE):
            for pair, article in self.store.get_many(pairs[at : at + PAGE]).items():
                sections = section_documents(article, pair[1])
                unit = tuple(AnalyzedSection.of(section, analyzer) for section in sections)
                judge = Collection([unit])
                yield from ((n, pair[0]) for n in asked[pair] if judge.matches(plans[n], unit))

    def _folded(self, fresh: Sequence[str], before: Set[str]) -> Found:
        """Return of the new copies of a text one, with the others; none of a text of before."""
        fold = self.folding
        old = {fold.group(name) for name in before}
        groups = defaultdict(list)
        for name in fresh:
            if fold.group(name) not in old:
                groups[fold.group(name)].append(name)
        copies = {
            name: fold.copies(name, group)
            for group in groups.values()
            for name in fold.shown(group)
        }
        return {name: copies[name] for name in fresh if name in copies}

    def told(self, search: SavedSearch, found: Found) -> Iterator[ArticleHit]:
        """Yield what was found with texts and marks."""
        asked, ids = self._plan(search), list(found)
        markers = Markers.of(asked, self.engine.analyzer(), search.question)
        for at in range(0, len(ids), PAGE):
            among = plan.Among(frozenset(ids[at : at + PAGE]))
            hits = {hit.article_id: hit for hit in self._hits(asked, among)}
            page = [replace(hits[name], copies=found[name]) for name in ids[at : at + PAGE]]
            yield from article_hits(self.store, found_articles(self.store, page, at), markers)

    def _plan(self, search: SavedSearch) -> plan.Plan:
        question, _ = next(search.asks.questions(self.engine.analyzer()))
        return question.plan

    def _hits(self, node: plan.Plan, among: plan.Among) -> tuple[EngineHit, ...]:
        question = Question(
            plan=_within(node, among), sort=Sort.NEWEST, limit=len(among.ids), facets=False,
            counted=False,
        )  # fmt: skip
        return self.engine.answer(question).hits


def _among(ids: Sequence[str]) -> Iterator[plan.Among]:
    for at in range(0, len(ids), plan.MOST_AMONG):
        yield plan.Among(frozenset(ids[at : at + plan.MOST_AMONG]))


def _within(node: plan.Plan, among: plan.Among) -> plan.Plan:
    """Narrow a plan. What may only add to a score stays outermost, where it costs least."""
    if isinstance(node, plan.AndMaybe):
        return replace(node, keep=plan.AllOf((node.keep, among)))
    return plan.AllOf((node, among))
