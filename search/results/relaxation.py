"""Ask an engine for what a request means, and for less while it finds nothing (query relaxation).

In: an understood request, an engine.  Out: what was found, by which plan, and notes in German.
"""

from __future__ import annotations

from dataclasses import replace

from search.engines.base import EngineAnswer, EngineHit, SearchEngine
from search.engines.folding import Folding
from search.query import describe_cut, loosens, pattern_leaves
from search.query import plan as plans
from search.query.patterns import Expansion
from search.results.single_sections import folded_sections
from search.understood import Understood


class Asker:
    """Asks one engine for pages; `alerts/new_hits.py` asks saved searches for what is new."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def articles(
        self,
        understood: Understood,
        folding: Folding | None = None,
        *,
        facets: bool = True,
        relaxed: bool = True,
    ) -> tuple[EngineAnswer, plans.Plan, str]:
        """Ask for articles; while nothing is found, for less if that is allowed.

        Returns: the answer, the plan that gave it, and a note in German with "{}" for the name of
        what is ranked; "" if nothing was relaxed.
        """
        for question, note in understood.questions(self._engine.analyzer()):
            answer = self._engine.answer(
                replace(question, folding=folding, facets=facets, counted=facets)
            )
            if answer.articles or not relaxed:
                return answer, question.plan, note
        return answer, question.plan, ""

    def sections(
        self, understood: Understood, folding: Folding
    ) -> tuple[list[EngineHit], plans.Plan, str]:
        """Ask for single sections in the same way."""
        for question, note in understood.questions(self._engine.analyzer()):
            found = folded_sections(self._engine.best_sections, question, folding)
            if found:
                return found, question.plan, note
        return [], question.plan, ""

    def plan_that_finds(self, article_id: str, understood: Understood) -> plans.Plan:
        """Return the plan that finds an article: it may be one that gives up the order of words."""
        analyzer = self._engine.analyzer()
        if loosens(understood.tree):
            alone = plans.Among(frozenset({article_id}))
            for question, _ in understood.questions(analyzer):
                asked = plans.AllOf((question.plan, alone))
                if self._engine.answer(replace(question, plan=asked, facets=False)).articles:
                    return question.plan
        return understood.plan(analyzer)

    def expansions(self, plan: plans.Plan) -> dict[plans.Pattern, Expansion]:
        """Return what the wildcards and fuzzy words of a plan stand for in the live index."""
        return {pattern: self._engine.expand(pattern) for pattern in pattern_leaves(plan)}

    def notes(self, understood: Understood, note: str, plan: plans.Plan) -> tuple[str, ...]:
        """Return all that has to be said, also of patterns that match more than is looked for."""
        expanded = self.expansions(plan).items()
        text = understood.parsed.text
        cut = (describe_cut(pattern, found, text) for pattern, found in expanded if found.cut)
        return tuple(filter(None, (*understood.notes, note, *cut)))
