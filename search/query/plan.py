"""The plan: an analysed query that every engine executes alike.

In: made by `rewrite` from the query tree.  Out: read by the engines; no analysis happens below.
A plan is judged per article: a leaf matches an article when it matches one of its sections.

Matching          AnyTerm      one of its terms occurs
                  InOrder      its words stand in a row in one section (positions of `field`)
                  Nearby       one row of each side in one section, at most `distance` words apart
                  StartsWith   a term of `field` begins with `prefix`
                  Wildcard     a term of `field` has the shape of `pattern` (`patterns.py`)
                  Similar      a term of `field` is `text` but for `edits` mistakes (`patterns.py`)
                  Between      start <= value < end of a number column (None: open)
                  Equals       one of `values` is among the article's values of a keyword column
                  Linked       the key of the article's address (`search/analysis/addresses.py`)
                               is `key`, or begins with it unless `whole`
                  Among        the article is one of some; no query says so, a program does
                  AllOf, AnyOf(minimum), Without, AndMaybe, Everything, Nothing
Scoring           AnyTerm: sum of weight x BM25 of each term (each field has its own statistics).
                  InOrder, Nearby: the sum of `scored` where the words stand so.
                  StartsWith, Wildcard: constant 1.0 x weight.
                  Similar: weight / (1 + mistakes of the closest term that occurs).
                  Between, Equals, Linked, Among, Everything: 0.
                  AllOf, AnyOf: sum over the children that match. Without: that of `keep`.
                  AndMaybe: that of `keep`, and of `maybe` where it matches the article as well.
Wildcard and Similar stand for at most `patterns.MOST_TERMS` terms; an engine's `expand` names them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# Each may be a hit, and a cluster gives 10,000 at most.
MOST_AMONG = 5_000


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of the index (`field` + analysed `text`) and the factor of its score."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """One word of the query: the terms that stand for it.

    `typed`: the words as typed, if the terms are another way to write them, else "".
    """

    terms: tuple[WeightedTerm, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class InOrder:
    """A phrase: `words[i]` are the terms allowed at position i; None allows any word.

    `typed` as of AnyTerm.
    """

    field: str
    words: tuple[tuple[str, ...] | None, ...]
    scored: tuple[WeightedTerm, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class StartsWith:
    """All terms of `field` with a prefix."""

    field: str
    prefix: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Nearby:
    """Two rows of words not far from each other, in any order, nowhere sharing a word.

    The rows of a side are alternatives; their `scored` is not used. Positions are those of the
    group of fields, so the rows of exact and stem fields meet. `distance` d: between the last word
    of one row and the first of the other stand at most d - 1 words, 1 <= d < BLOCK_GAP.
    """

    left: tuple[InOrder, ...]
    right: tuple[InOrder, ...]
    distance: int
    scored: tuple[WeightedTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All terms of `field` of a shape: `?` one letter, `*` any letters, `:` is no wildcard."""

    field: str
    pattern: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Similar:
    """All terms of `field` with the first letter of `text` and at most `edits` mistakes.

    `beginning`: the terms that begin with such a text, its first two letters right.
    """

    field: str
    text: str
    edits: int
    weight: float = 1.0
    beginning: bool = False


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
class Linked:
    """The article stands at an address, or beneath it."""

    key: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """The article has one of these ids, at most MOST_AMONG; unknown ids are ignored.

    Engines cache the ids for the next question, so ask all questions about one set in a row.
    """

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child matches. At least one child."""

    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `minimum` children match, 1 <= minimum <= len(children).

    `words`: for words typed side by side, the word or phrase behind each child, "" if there is no
    single one. The reader is told of it; engines ignore it.
    """

    children: tuple[Plan, ...]
    minimum: int = 1
    words: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Without:
    """`keep` matches and `drop` does not."""

    keep: Plan
    drop: Plan


@dataclass(frozen=True, slots=True)
class AndMaybe:
    """`keep` matches; `maybe` adds to the score of an article, but not to that of a section."""

    keep: Plan
    maybe: Plan


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Pattern = Wildcard | Similar
Plan = (
    AnyTerm
    | InOrder
    | Nearby
    | StartsWith
    | Wildcard
    | Similar
    | Between
    | Equals
    | Linked
    | Among
    | AllOf
    | AnyOf
    | Without
    | AndMaybe
    | Everything
    | Nothing
)
