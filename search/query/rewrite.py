"""Turn the query tree into a plan: analyse words, drop stop words, say how many must match.

In: a tree and a rule how many words must match.  Out: a plan that every engine executes alike.
Index and query share one analyser, so a word meets its own occurrences by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from search.analysis import (
    STOP_WORDS,
    analyze,
    asked_address,
    fold_exact,
    fold_keyword,
    tokenize,
)
from search.query import plan, tree
from search.query.tree import Field
from search.ranking import weights

# Field → (stem field, exact field) of the index.
_TEXT_FIELDS = {
    Field.TEXT: ("text_stem", "text_exact"),
    Field.TITLE: ("title_stem", "title_exact"),
    Field.AUTHOR: ("author", "author"),
}
# How many of so many words must match.
Need = Callable[[int], int]


def rewrite(node: tree.Node, need: Need = weights.words_needed) -> plan.Plan:
    """Return the plan of a tree. `need`: how many of n words without operators must match."""
    match node:
        case tree.Word() | tree.Phrase():
            return _text(node)
        case tree.Prefix():
            field = _TEXT_FIELDS.get(node.field)
            if field is None:
                return _keyword(node.field, node.text)
            return plan.StartsWith(field[1], fold_exact(node.text))
        case tree.Wildcard():
            return plan.Wildcard(_exact_field(node.field), fold_exact(node.text))
        case tree.Fuzzy():
            return plan.Similar(_exact_field(node.field), fold_exact(node.text), node.edits)
        case tree.Near():
            return _near(node)
        case tree.Published():
            return plan.Between(
                "published",
                int(node.since.timestamp()) if node.since else None,
                int(node.until.timestamp()) if node.until else None,
            )
        case tree.Words():
            return _words(node, need)
        case tree.And():
            return _and(node, need)
        case tree.Or():
            return _join(plan.AnyOf, [rewrite(child, need) for child in node.children])
        case tree.Not():
            return plan.Without(plan.Everything(), rewrite(node.child, need))
        case tree.Everything():
            return plan.Everything()


def relaxations(node: tree.Node, need: Need = weights.words_needed) -> int:
    """Return how many steps a tree can be relaxed before one word alone must match."""
    match node:
        case tree.Words():
            return max(0, need(len(_significant(node))) - 1)
        case tree.And() | tree.Or():
            return max((relaxations(child, need) for child in node.children), default=0)
        case _:
            return 0


def _text(node: tree.Word | tree.Phrase) -> plan.Plan:
    if node.field not in _TEXT_FIELDS:
        return _keyword(node.field, node.text)
    stem_field, exact_field = _TEXT_FIELDS[node.field]
    terms = [token.terms for token in analyze(node.text)]
    if not terms:
        return plan.Nothing()
    plain = node.exact or stem_field == exact_field
    scored: list[plan.WeightedTerm] = []
    for term in terms:
        if plain:
            scored.append(plan.WeightedTerm(exact_field, term.exact, weights.STEM + weights.EXACT))
            continue
        scored.append(plan.WeightedTerm(stem_field, term.stem, weights.STEM))
        scored.append(plan.WeightedTerm(exact_field, term.exact, weights.EXACT))
        if node.field is Field.TEXT:
            scored.append(plan.WeightedTerm("title_stem", term.stem, weights.TITLE))
    if len(terms) == 1:
        return plan.AnyTerm(tuple(scored))
    field = exact_field if plain else stem_field
    words = tuple((term.exact if plain else term.stem,) for term in terms)
    return plan.InOrder(field, words, tuple(scored))


def _exact_field(field: Field) -> str:
    return _TEXT_FIELDS[field][1]


def _near(node: tree.Near) -> plan.Plan:
    """Return rows near each other; they score as the words of a phrase do."""
    sides = [[_row(clause) for clause in rows] for rows in (node.left, node.right)]
    rows = [tuple(row for row in side if row) for side in sides]
    if not all(rows):
        return plan.Nothing()
    scored = tuple(dict.fromkeys(term for side in rows for row in side for term in row.scored))
    return plan.Nearby(rows[0], rows[1], node.distance, scored)


def _row(clause: tree.Word | tree.Phrase) -> plan.InOrder | None:
    """Return a word or a phrase as a row of words, a single word too."""
    found = _text(clause)
    if isinstance(found, plan.InOrder):
        return found
    if not isinstance(found, plan.AnyTerm):
        return None
    stem_field, exact_field = _TEXT_FIELDS[clause.field]
    field = exact_field if clause.exact else stem_field
    here = tuple(term.text for term in found.terms if term.field == field)
    return plan.InOrder(field, (here,), found.terms)


def _keyword(field: Field, text: str) -> plan.Plan:
    if field is Field.LINK:
        key, whole = asked_address(text)
        return plan.Linked(key, whole) if key else plan.Nothing()
    return plan.Equals(field.value, (fold_keyword(text),))


def _significant(node: tree.Words) -> list[tree.Node]:
    """Return the clauses that count: each once, without stop words unless nothing else is left.

    Among other words "Corona-Pandemie" counts as two: an article that has only one of them is still
    worth finding (wikinews headlines: nDCG@10 .934 → .953).
    """
    children = list(dict.fromkeys(part for child in node.children for part in _parts(child)))
    kept = [
        child
        for child in children
        if not (_is_plain(child) and fold_exact(child.text) in STOP_WORDS)
    ]
    return kept or children


def _parts(child: tree.Node) -> list[tree.Node]:
    if not isinstance(child, tree.Word) or child.field not in _TEXT_FIELDS:
        return [child]
    texts = [token.text for token in tokenize(child.text)]
    return [replace(child, text=text) for text in texts] if len(texts) > 1 else [child]


def _words(node: tree.Words, need: Need) -> plan.Plan:
    significant = _significant(node)
    parts = [rewrite(child, need) for child in significant]
    parts = [part for part in parts if not isinstance(part, plan.Nothing)]
    if not parts:
        return plan.Nothing()
    keep = parts[0] if len(parts) == 1 else plan.AnyOf(tuple(parts), minimum=need(len(parts)))
    clauses = [part for child in node.children for part in _parts(child)]
    extra: list[plan.Plan] = [
        *_stop_words(clauses, significant),
        *_pairs(clauses, significant),
        *_loose_words(clauses),
    ]
    return plan.AndMaybe(keep, plan.AnyOf(tuple(extra))) if extra else keep


def _stop_words(
    clauses: list[tree.Node], significant: Collection[tree.Node]
) -> Iterator[plan.AnyTerm]:
    """Yield the stop words of a query with their small weight."""
    for clause in dict.fromkeys(clauses):
        if _is_plain(clause) and clause not in significant:
            word = _text(clause)
            terms = word.terms if isinstance(word, plan.AnyTerm) else ()
            yield plan.AnyTerm(
                tuple(replace(term, weight=term.weight * weights.STOP_WORD) for term in terms)
            )


def _pairs(clauses: list[tree.Node], significant: Collection[tree.Node]) -> Iterator[plan.InOrder]:
    """Yield neighbouring words of a query, at least one of them significant, as small phrases."""
    for one, two in pairwise(clauses):
        if _is_plain(one) and _is_plain(two) and (one in significant or two in significant):
            stems = [token.terms.stem for token in (*analyze(one.text), *analyze(two.text))]
            if len(stems) == 2:
                yield plan.InOrder(
                    "text_stem",
                    tuple((stem,) for stem in stems),
                    tuple(plan.WeightedTerm("text_stem", stem, weights.PAIR) for stem in stems),
                )


def _loose_words(clauses: list[tree.Node]) -> Iterator[plan.Plan]:
    """Yield the words of the phrases: beside other words they count also where they stand apart."""
    for clause in clauses:
        if isinstance(clause, tree.Phrase) and clause.field is Field.TEXT:
            for token in tokenize(clause.text):
                if fold_exact(token.text) not in STOP_WORDS:
                    yield _text(tree.Word(token.text, clause.field, clause.exact))


def _is_plain(clause: tree.Node) -> TypeGuard[tree.Word]:
    return isinstance(clause, tree.Word) and not clause.exact and clause.field is Field.TEXT


def _and(node: tree.And, need: Need) -> plan.Plan:
    keep = [rewrite(c, need) for c in node.children if not isinstance(c, tree.Not)]
    drop = [rewrite(c.child, need) for c in node.children if isinstance(c, tree.Not)]
    kept = _join(plan.AllOf, keep) if keep else plan.Everything()
    return plan.Without(kept, _join(plan.AnyOf, drop)) if drop else kept


def _join(kind: type[plan.AllOf] | type[plan.AnyOf], parts: list[plan.Plan]) -> plan.Plan:
    if not parts:
        return plan.Nothing()
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
