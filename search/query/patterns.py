"""What wildcards and fuzzy words mean: which exact terms of an index they stand for.

In: a `Wildcard` or `Similar` of a plan.  Out: a test of one term, and the rule which terms stay
when there are too many. The engines find the same terms quicker; this is what they must agree with.

A wildcard's `?` is one letter or digit, its `*` any number of them, also none. Mistakes are counted
as the restricted Damerau-Levenshtein distance ("optimal string alignment"): a letter more, fewer or
another one, or two neighbours exchanged, no place touched twice. The first letter must be right:
so only a part of the vocabulary is read, and few readers mistype it.
Source: Boytsov, "Indexing methods for approximate dictionary searching", JEA 2011.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search.query import plan

# Terms one pattern stands for: the closest, of those the most frequent.
MOST_TERMS = 1000

# Fuzzy words: letters from which on one and two mistakes are allowed, and never more than two.
ONE_EDIT_FROM, TWO_EDITS_FROM = 4, 6
# Letters that must be right at the beginning of a word that is not yet typed to its end.
SURE_LETTERS = 2


class Found(NamedTuple):
    """A term, its number of mistakes (0 for wildcards), and how many live sections have it."""

    term: str
    edits: int
    sections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The terms a pattern stands for, fewest mistakes first; of `total` terms that match it."""

    terms: tuple[Found, ...]
    total: int

    @property
    def cut(self) -> bool:
        """Tell whether some matching terms were left out."""
        return self.total > len(self.terms)


def edits_allowed(word: str) -> int:
    """Return how many mistakes a fuzzy word may have: none below four letters, two from six."""
    return (len(word) >= ONE_EDIT_FROM) + (len(word) >= TWO_EDITS_FROM)


def mistakes(node: plan.Pattern) -> Callable[[str], int | None]:
    """Return the test of a term: its number of mistakes, None if it does not match."""
    if isinstance(node, plan.Wildcard):
        shape = re.compile(wildcard_regex(node.pattern), re.DOTALL)
        return lambda term: 0 if shape.fullmatch(term) else None

    def begins(term: str) -> int | None:
        if not term.startswith(node.text[:SURE_LETTERS]):
            return None
        count = min(distance(cut, node.text) for cut in cuts(term, node))
        return count if count <= node.edits else None

    def compare(term: str) -> int | None:
        if term[:1] != node.text[:1] or abs(len(term) - len(node.text)) > node.edits:
            return None
        count = distance(term, node.text)
        return count if count <= node.edits else None

    return begins if node.beginning else compare


def cuts(term: str, node: plan.Similar) -> list[str]:
    """Return the beginnings of a term that may be like a text, one for each possible length."""
    lengths = range(len(node.text) - node.edits, len(node.text) + node.edits + 1)
    return [term[: max(0, length)] for length in lengths]


def wildcard_regex(pattern: str) -> str:
    """Return the regular expression of a wildcard pattern.

    Each piece between two stars is taken where it first fits and never tried again (an atomic
    group): enough for wildcards, and the time grows with the length of the term alone.
    """
    head, *rest = [re.escape(piece).replace(r"\?", ".") for piece in pattern.split("*")]
    if not rest:
        return head
    *middle, tail = rest
    return head + "".join(f"(?>.*?{piece})" for piece in middle) + f".*{tail}"


def literal_ends(pattern: str) -> tuple[str, str]:
    """Return what a pattern begins and ends with, up to its first and from its last wildcard."""
    head, *_ = re.split(r"[*?]", pattern, maxsplit=1)
    return head, re.split(r"[*?]", pattern)[-1] if head != pattern else ""


def sure_beginning(node: plan.Pattern) -> str:
    """Return what all terms begin with that a pattern stands for, one letter at least."""
    if isinstance(node, plan.Wildcard):
        return literal_ends(node.pattern)[0]
    return node.text[: SURE_LETTERS if node.beginning else 1]


def distance(one: str, two: str) -> int:
    """Return the optimal string alignment distance of two words."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def expansion(found: Mapping[str, int], frequency: Mapping[str, int]) -> Expansion:
    """Return the terms that stay: fewest mistakes, then most sections, then alphabet.

    Args:
        found: matching terms and their mistakes.
        frequency: live sections with each of them; a term without any is none.
    """
    live = [Found(term, edits, frequency[term]) for term, edits in found.items() if frequency[term]]
    live.sort(key=lambda f: (f.edits, -f.sections, f.term))
    return Expansion(terms=tuple(live[:MOST_TERMS]), total=len(live))
