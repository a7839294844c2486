"""From a question to a ranked page: articles first, then their best sections, then facets.

In: a question and a snapshot with its two levels.  Out: an engine answer.
The steps are those told in `search/engines/base.py`.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from search.engines.base import EngineAnswer, EngineHit, EngineSection, Question
from search.engines.embedded.ranking.facets import Facets
from search.engines.embedded.ranking.first_stage import FirstStage
from search.engines.embedded.ranking.folding import FoldedArticles
from search.engines.embedded.ranking.passages import Passages
from search.engines.embedded.ranking.precedence import Precedence
from search.engines.embedded.ranking.top_k import top_rows
from search.engines.embedded.reading.articles import ArticleLevel
from search.engines.embedded.reading.cache import LfuCache
from search.engines.embedded.reading.candidates import SectionsOf
from search.engines.embedded.reading.executor import matching, run, which
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.scored_docs import Matches
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.folding import Folding
from search.models import Sort
from search.query import plan
from search.query.plan_leaves import positive_leaves
from search.ranking import weights
from search.system.arrays import Array, FloatArray, IntArray

# Bytes of the sections of leaves that are kept for counting.
ROOM_FOR_COUNTS = 12 << 20
# A bit for every section takes as much room as a list of every 32nd.
BITS = 32
# The sections of found articles are looked at one by one if they are less than one in so many.
FEW = 4


class Ranker:
    """Answers questions from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.sections = SectionLevel(snapshot)
        self.articles = ArticleLevel(snapshot)
        self._precedence = Precedence(snapshot)
        self._passages = Passages(self.sections, self._precedence)
        self._facets = Facets(snapshot)
        self._unfolded = FoldedArticles(None, snapshot.all_article_ids, self._facets.pairs())
        self._folded = self._unfolded
        self._counted: LfuCache[Array] = LfuCache(ROOM_FOR_COUNTS)

    def warm(self) -> None:
        """Have at hand what any question reads."""
        self.snapshot.warm()
        self.articles.warm()
        self.sections.warm()
        self._precedence.warm()

    def answer(self, question: Question) -> EngineAnswer:
        """Return the page of hits asked for, with totals and facets."""
        folded = self._folded_by(question.folding)
        first = FirstStage(question.plan, self.articles) if question.limit else None
        if first is not None:
            ids = first.matches.ids
        else:  # nothing is ranked, so nothing is scored
            ids = which(question.plan, self.articles).nonzero()[0]
        all_ids = ids
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[ids.astype(np.intp, copy=False)] = True
        hidden = folded.hidden(mask)
        if len(hidden):
            shown = mask.copy()
            shown[hidden] = False
            if first is not None:
                first.narrow(shown[ids])
            ids = ids[shown[ids]]
        leaves = tuple(positive_leaves(question.plan))
        all_of_them = len(ids) == len(all_ids) and _takes_every_match(question.plan)
        hits: tuple[EngineHit, ...] = ()
        if first is not None:
            found, sections = self._page(first, leaves, question)
            copies = [folded.copies(article, mask) for article in found.ids.tolist()]
            hits = self._hits(found, sections, copies)
        return EngineAnswer(
            hits=hits,
            articles=len(ids),
            sections=self._count_sections(ids, leaves, all_of_them) if question.counted else 0,
            facets=self._facets.counts(all_ids, mask, folded) if question.facets else {},
            copies=len(all_ids) - len(ids),
        )

    def _page(
        self, first: FirstStage, leaves: tuple[plan.Plan, ...], question: Question
    ) -> tuple[Matches, Matches]:
        """Return the articles of the page asked for, in order, and the sections of all tried."""
        candidates = self._contenders(first, question)
        sections = self._sections_of(candidates.ids, leaves)
        ordered = self._ordered(candidates, sections, question)
        page = slice(question.offset, question.offset + question.limit)
        return Matches(ordered.ids[page], ordered.scores[page]), sections

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Return the page of sections asked for, each ranked by its own score."""
        ids, scores = self._passages.best(question)
        snapshot, names = self.snapshot, self.snapshot.all_article_ids
        rows = zip(
            [names[article] for article in snapshot.article_of.take(ids).tolist()],
            snapshot.revision.take(ids).tolist(),
            snapshot.number.take(ids).tolist(),
            scores.tolist(),
            strict=True,
        )
        return tuple(map(EngineSection._make, rows))

    def _folded_by(self, folding: Folding | None) -> FoldedArticles:
        """Return the articles with a folding: that of the question before, or a new one."""
        if folding is None:
            return self._unfolded
        folded = self._folded
        if folded.folding is not folding:
            names = self.snapshot.all_article_ids
            self._folded = folded = FoldedArticles(folding, names, self._facets.pairs())
        return folded

    def _contenders(self, first: FirstStage, question: Question) -> Matches:
        """Return what may get on the page: the best by score, or by date, and ties."""
        end = question.offset + question.limit
        if question.sort.ranked:
            newest = partial(self._precedence.stamps, sort=Sort.NEWEST)
            most = max(end, weights.CANDIDATES) if end else 0
            return first.candidates(most, newest, partial(self._precedence.factors, question))
        return first.of_rows(
            top_rows(self._precedence.stamps(first.matches.ids, question.sort), end)
        )

    def _sections_of(self, articles: IntArray, leaves: tuple[plan.Plan, ...]) -> Matches:
        """Return the sections of some articles that match a leaf; without leaves, all."""
        within = SectionsOf(self.sections, np.sort(articles))
        # Words one after the other or in one: the sum is the same.
        terms = tuple(t for leaf in leaves if isinstance(leaf, plan.AnyTerm) for t in leaf.terms)
        others = (leaf for leaf in leaves if not isinstance(leaf, plan.AnyTerm))
        asked = plan.AnyOf((plan.AnyTerm(terms), *others))
        ids, scores = run(asked if leaves else plan.Everything(), within)
        return Matches(within.sections[ids], scores)

    def _count_sections(
        self, articles: IntArray, leaves: tuple[plan.Plan, ...], all_of_them: bool = False
    ) -> int:
        """Return how many sections of some articles match a leaf; without leaves, all.

        `all_of_them`: no other article has a section that matches a leaf.
        """
        sizes = self.snapshot.sizes
        if not leaves:
            return int(sizes[articles].sum())
        sections, often = np.zeros(len(self.snapshot.live), bool), None
        for leaf in leaves:
            found = self._counted.get(leaf, partial(self._sections_with, leaf))
            if found.dtype != np.uint8:
                sections[found.astype(np.intp)] = True
            else:
                often = found if often is None else often | found
        if often is not None:
            sections |= np.unpackbits(often, count=len(sections)).view(bool)
        if all_of_them:
            return int(np.count_nonzero(sections))
        if FEW * len(articles) < len(sizes):
            return int(np.count_nonzero(sections[self.snapshot.sections_of(articles)]))
        wanted = np.zeros(len(sizes), bool)
        wanted[articles] = True
        return int(np.count_nonzero(wanted[self.snapshot.article_of[sections.nonzero()[0]]]))

    def _sections_with(self, leaf: plan.Plan) -> Array:
        """Return the sections that match a leaf, as a list (int32) or a bit for each (uint8)."""
        mask = np.zeros(len(self.snapshot.live), bool)
        for ids in matching(leaf, self.sections):
            mask[ids.astype(np.intp, copy=False)] = True
        if np.count_nonzero(mask) * BITS > len(mask):
            return np.packbits(mask)
        return mask.nonzero()[0].astype(np.int32)

    def _ordered(self, found: Matches, sections: Matches, question: Question) -> Matches:
        """Return the contenders in order."""
        ids, scores = found.ids, found.scores.round(6)
        factors = self._precedence.factors(question, ids)
        final = self._with_best_section(ids, found.scores, sections, factors)
        published = self._precedence.stamps(ids, Sort.NEWEST)
        if not question.sort.ranked:
            order = self._ranks(self._precedence.stamps(ids, question.sort), final, ids)
            return Matches(ids[order], final[order])
        first = self._ranks(scores, published, ids)
        head, rest = first[: weights.CANDIDATES], first[weights.CANDIDATES :]
        final[rest] = scores[rest]
        head = head[self._ranks(final[head], published[head], ids[head])]
        order = np.concatenate([head, rest])
        return Matches(ids[order], final[order])

    def _with_best_section(
        self,
        articles: IntArray,
        scores: FloatArray,
        sections: Matches,
        factors: float | FloatArray,
    ) -> FloatArray:
        """Return the scores of some articles, rounded, with their share of the best section's."""
        owners = self.snapshot.article_of[sections.ids]
        starts = np.diff(owners, prepend=-1).nonzero()[0]
        best = np.zeros(len(self.snapshot.first))
        if len(starts):
            best[owners[starts]] = np.maximum.reduceat(sections.scores, starts)
        final = scores + weights.BEST_SECTION * factors * best[articles]
        return final.round(6)

    def _ranks(self, keys: Array, then: Array, ids: IntArray) -> IntArray:
        """Return the order by falling keys, falling `then`, rising article id."""
        order = np.lexsort((self._id_order[ids], -then, -keys))
        return order.astype(np.int64)

    @property
    def _id_order(self) -> IntArray:
        return self._precedence.id_order

    def _hits(
        self, found: Matches, sections: Matches, copies: list[list[int]]
    ) -> tuple[EngineHit, ...]:
        """Return the hits of a page; `copies`: what is folded into each."""
        snapshot = self.snapshot
        owners = snapshot.article_of[sections.ids]
        leads = snapshot.first[found.ids]
        names = snapshot.all_article_ids
        rows = zip(
            found.ids.tolist(),
            found.scores.round(6).tolist(),
            snapshot.revision[leads].tolist(),
            owners.searchsorted(found.ids).tolist(),
            owners.searchsorted(found.ids, side="right").tolist(),
            copies,
            strict=True,
        )
        of_each, hits = sections.scores.round(6), []
        for article, score, revision, start, end, hidden in rows:
            # The sections of an article are numbered through.
            numbers = (sections.ids[start:end] - snapshot.first[article]).tolist()
            scores = of_each[start:end].tolist()
            best = sorted(zip(numbers, scores, strict=True), key=lambda row: (-row[1], row[0]))
            hits.append(
                EngineHit(
                    article_id=names[article],
                    revision=revision,
                    score=score,
                    sections=tuple(best[: weights.SECTIONS_SHOWN]),
                    matching_sections=end - start,
                    copies=tuple(names[copy] for copy in hidden),
                )
            )
        return tuple(hits)


def _takes_every_match(node: plan.Plan) -> bool:
    """Tell whether whatever matches a positive leaf of a plan matches the plan."""
    match node:
        case plan.AnyOf(children, 1):
            return all(map(_takes_every_match, children))
        case plan.AndMaybe(keep, _):
            return _takes_every_match(keep)
        case plan.AnyTerm() | plan.InOrder() | plan.Nearby() | plan.StartsWith():
            return True
        case plan.Wildcard() | plan.Similar():
            return True
    return False
