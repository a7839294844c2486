"""The plan: an analysed query that every engine executes alike.

In: made by `rewrite` from the query tree.  Out: read by the engines; no analysis happens below.
A plan is judged per article: a leaf matches an article when it matches one of its sections.

Matching          AnyTerm      one of its terms occurs
                  InOrder      its words stand in a row in one section (positions of `field`)
                  StartsWith   a term of `field` begins with `prefix`
                  Between      start <= value < end of a number column (None: open)
                  Equals       one of `values` is among the article's values of a keyword column
                  AllOf, AnyOf(minimum), Without, AndMaybe, Everything, Nothing
Scoring           AnyTerm: sum of weight x BM25 of each term (each field has its own statistics).
                  InOrder: the sum of `scored` where the words stand in a row.
                  StartsWith: constant 1.0 x weight. Between, Equals, Everything: 0.
                  AllOf, AnyOf: sum over the children that match. Without: that of `keep`.
                  AndMaybe: that of `keep`, and of `maybe` where it matches the article as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of the index (`field` + analysed `text`) and the factor of its score."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """One word of the query: the terms that stand for it."""

    terms: tuple[WeightedTerm, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    """A phrase: `words[i]` are the terms allowed at position i; None allows any word."""

    field: str
    words: tuple[tuple[str, ...] | None, ...]
    scored: tuple[WeightedTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class StartsWith:
    """All terms of `field` with a prefix."""

    field: str
    prefix: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Between:
    """A half-open range of a number column."""

    column: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Equals:
    """Any of some values (folded with `fold_keyword`) of a keyword column."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child matches. At least one child."""

    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `minimum` children match, 1 <= minimum <= len(children)."""

    children: tuple[Plan, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """`keep` matches and `drop` does not."""

    keep: Plan
    drop: Plan


@dataclass(frozen=True, slots=True)
class AndMaybe:
    """`keep` matches; `maybe` adds to the score of the article alone, not of its sections."""

    keep: Plan
    maybe: Plan


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Plan = (
    AnyTerm
    | InOrder
    | StartsWith
    | Between
    | Equals
    | AllOf
    | AnyOf
    | Without
    | AndMaybe
    | Everything
    | Nothing
)
