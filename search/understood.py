"""A request as it is understood: its tree, the plans that may answer it, how it is read back.

In: a search request and the present time.  Out: questions for an engine, the most exacting first,
and what has to be said about each, in German.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from search.analysis import Analyzer
from search.engines.base import Question
from search.errors import QueryError
from search.german_numbers import german_number
from search.models import MAX_LIMIT, SearchRequest, Sort
from search.query import (
    ParsedQuery,
    Rules,
    describe,
    filters_of,
    loosens,
    parse,
    published_range,
    relaxations,
    rewrite,
)
from search.query import plan as plans
from search.query.tree import And, Everything, Node, Or, Phrase, names_a_date
from search.query.tree import Field as QueryField
from search.ranking import weights
from search.settings import SITE_ZONE

WINDOW = 10_000
DATED_NOTE = "Die Anfrage nennt ein Datum; Neueres wird deshalb nicht bevorzugt."
# `{}`: what is ranked, articles or sections.
FEWER_NOTE = "Kein {} enthält genug der gesuchten Wörter; gezeigt wird, was einige enthält."
ALL_NOTE = "In der Anfrage steht nichts, wonach sich suchen lässt; gezeigt wird alles."
LOOSE_NOTE = "Kein {} enthält die Wörter in dieser Folge; gezeigt wird, wo sie einzeln stehen."


def site_now() -> datetime:
    """Return the present time in the site's zone."""
    return datetime.now(ZoneInfo(SITE_ZONE))


def order_of(request: SearchRequest, tree: Node) -> tuple[Sort, str]:
    """Return the order in force and a notice in German, "" if it is the one asked for.

    Who asks for March 2020 does not want its last days before its first.
    """
    if request.sort is Sort.RECENT and names_a_date(tree):
        return Sort.RELEVANCE, DATED_NOTE
    return request.sort, ""


def words_needed(sort: Sort) -> Callable[[int], int]:
    """Return the rule how many words must match: without ranking it is stricter."""
    return weights.words_needed if sort.ranked else weights.words_needed_unranked


@dataclass(frozen=True)
class Understood:
    """A request, its text as parsed, and the tree with the filters of the form added."""

    request: SearchRequest
    parsed: ParsedQuery
    tree: Node
    now: datetime

    @classmethod
    def of(cls, request: SearchRequest, now: datetime) -> Understood:
        """Return what a request means. Raises QueryError: a broken limit, an unreadable date."""
        if not 0 <= request.limit <= MAX_LIMIT or request.offset < 0:
            raise QueryError(
                f"Die Zahl der Treffer je Seite muss zwischen 0 und {MAX_LIMIT} liegen."
            )
        if request.offset + request.limit > WINDOW:
            raise QueryError(
                f"Mehr als {german_number(WINDOW)} Treffer lassen sich nicht durchblättern."
            )
        parsed = parse(request.text, now=now)
        published = published_range(request.since, request.until, now=now)
        tree = And((parsed.tree, published)) if published else parsed.tree
        return cls(request, parsed, tree, now)

    @property
    def described(self) -> str:
        """Read it back in German."""
        told = [describe(self.tree)]
        for narrowing, values in self.request.narrowed():
            told.append(f"{narrowing.label}: {' oder '.join(values)}")
        return ", ".join(told)

    @property
    def notes(self) -> list[str]:
        """What was corrected, dropped or left alone."""
        said = [diagnostic.message for diagnostic in self.parsed.diagnostics]
        if self.parsed.text.strip() and isinstance(self.parsed.tree, Everything):
            said.append(ALL_NOTE)
        return list(dict.fromkeys(filter(None, [*said, order_of(self.request, self.tree)[1]])))

    def plan(self, analyzer: Analyzer, relaxed: int = 0, *, loose: bool = False) -> plans.Plan:
        """Return its plan. `relaxed`: so many words fewer must match; `loose`: in any order."""
        need = words_needed(self.request.sort)
        rules = Rules(analyzer, need=lambda count: max(1, need(count) - relaxed), loose=loose)
        parts = [rewrite(self.tree, rules)]
        for narrowing, values in self.request.narrowed():
            field = QueryField(narrowing.facet)
            parts.append(plans.AnyOf(tuple(rewrite(Phrase(v, field), rules) for v in values)))
        return parts[0] if len(parts) == 1 else plans.AllOf(tuple(parts))

    def without(self, *fields: str) -> Understood:
        """Return what the request means once some fields of it are empty; it asks for no hits."""
        none = {field: type(getattr(self.request, field))() for field in fields}
        return Understood.of(replace(self.request, limit=0, offset=0, **none), self.now)

    def filters(self) -> Understood:
        """Return what narrows it, in the form or typed, without the words it searches for."""
        asked = replace(self.request, limit=0, offset=0)
        return replace(self, request=asked, tree=filters_of(self.tree))

    def time(self, analyzer: Analyzer) -> plans.Plan | None:
        """Return the plan of the form's `since` and `until`, None if both are empty."""
        published = published_range(self.request.since, self.request.until, now=self.now)
        return rewrite(published, Rules(analyzer)) if published else None

    def with_noun(self, noun: str) -> SearchRequest:
        """Return the request for what has a noun or name as well."""
        asked = f'+"{noun}"' if " " in noun else f"+{noun}"
        text = self.request.text.strip()
        whole = f"({text})" if isinstance(self.parsed.tree, Or) else text
        return replace(self.request, text=f"{whole} {asked}" if text else asked[1:], offset=0)

    def questions(self, analyzer: Analyzer) -> Iterator[tuple[Question, str]]:
        """Yield questions, each less exacting than the one before, and a note in German on it.

        First one word fewer at a time must match, then the order of words is given up. The note is
        "" for the first; the others have "{}" for the name of what is ranked.
        """
        most = relaxations(self.tree, words_needed(self.request.sort))
        for relaxed in range(most + 1):
            yield self._question(self.plan(analyzer, relaxed)), FEWER_NOTE if relaxed else ""
        if loosens(self.tree):
            yield self._question(self.plan(analyzer, most, loose=True)), LOOSE_NOTE

    def _question(self, plan: plans.Plan) -> Question:
        return Question(
            plan=plan,
            sort=order_of(self.request, self.tree)[0],
            as_of=int(self.now.timestamp()),
            limit=self.request.limit,
            offset=self.request.offset,
        )
