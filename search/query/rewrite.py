"""Turn the query tree into a plan: analyse words, weigh stop words, say how many must match.

In: a tree and the rules of a question.  Out: a plan that every engine executes alike.
Index and query share one analyser, so a word meets its own occurrences by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

from search.analysis import (
    STOP_WORDS,
    Analyzer,
    asked_address,
    fold_exact,
    fold_keyword,
    model_parts,
    tokenize,
)
from search.query import plan, tree, words
from search.query.tree import Field
from search.ranking import weights

# Academic titles before a name.
_TITLES = frozenset({"dr", "prof", "dipl"})


@dataclass(frozen=True, slots=True)
class Rules:
    """How a tree is read.

    `need`: how many of n words without operators must match. `loose`: the words of a phrase need
    not stand in a row. `alone`: no other word is asked for beside this part of the tree.
    """

    analyzer: Analyzer
    need: Callable[[int], int] = weights.words_needed
    loose: bool = False
    alone: bool = True


def rewrite(node: tree.Node, rules: Rules) -> plan.Plan:
    """Return the plan of a tree."""
    match node:
        case tree.Word() | tree.Phrase():
            return _text(node, rules)
        case tree.Prefix():
            if node.field not in words.EXACT:
                return _keyword(node.field, node.text)
            return plan.StartsWith(words.EXACT[node.field], fold_exact(node.text))
        case tree.Wildcard():
            return plan.Wildcard(words.EXACT[node.field], fold_exact(node.text))
        case tree.Fuzzy():
            return plan.Similar(words.EXACT[node.field], fold_exact(node.text), node.edits)
        case tree.Near():
            return _near(node, rules)
        case tree.Published():
            return plan.Between(
                "published",
                int(node.since.timestamp()) if node.since else None,
                int(node.until.timestamp()) if node.until else None,
            )
        case tree.Words():
            return _words(node, rules)
        case tree.And():
            return _and(node, rules)
        case tree.Or():
            return _join(plan.AnyOf, [rewrite(child, rules) for child in node.children])
        case tree.Not():
            return plan.Without(plan.Everything(), rewrite(node.child, rules))
        case tree.Everything():
            return plan.Everything()


def relaxations(node: tree.Node, need: Callable[[int], int]) -> int:
    """Return how many steps a tree can be relaxed before one word alone must match."""
    match node:
        case tree.Words():
            return max(0, need(len(_significant(node))) - 1)
        case tree.And() | tree.Or():
            return max((relaxations(child, need) for child in node.children), default=0)
        case _:
            return 0


def loosens(node: tree.Node) -> bool:
    """Tell whether word order may be given up where nothing is found.

    It may in a long phrase, which is remembered or copied, and in one beside other words; two or
    three words between quotation marks are meant so.
    """
    match node:
        case tree.Phrase():
            return _may_loosen(node) and len(_tokens(node.text)) >= weights.LONG_PHRASE
        case tree.Words():
            return len(node.children) > 1 and any(map(_may_loosen, node.children))
        case tree.And() | tree.Or():
            return any(map(loosens, node.children))
        case _:
            return False


def _may_loosen(node: tree.Node) -> bool:
    return (
        isinstance(node, tree.Phrase)
        and not node.exact
        and node.field in words.STEMMED
        and len(_tokens(node.text)) > 1
    )


def _text(node: tree.Word | tree.Phrase, rules: Rules) -> plan.Plan:
    if node.field not in words.EXACT:
        return _keyword(node.field, node.text)
    texts = _tokens(node.text)
    terms = [words.asked(text, rules.analyzer, alone=rules.alone) for text in texts]
    if not terms:
        return plan.Nothing()
    if node.exact or node.field not in words.STEMMED:
        if len(terms) == 1:
            return plan.AnyTerm(words.exact_terms(terms[0], node.field))
        return words.phrase(terms, node.field, exact=True)
    if len(terms) == 1:
        found = plan.AnyTerm(words.word_terms(terms[0], node.field))
        if model := model_parts(texts[0]):
            apart = [words.asked(part, rules.analyzer) for part in model]
            return plan.AnyOf((found, words.phrase(apart, node.field, exact=False)))
        parts = words.part_leaves(terms[0], node.field)
        if not terms[0].halves:
            return found
        whole_or_parts = plan.AnyOf((found, words.parts_together(terms[0], node.field)))
        return plan.AndMaybe(whole_or_parts, plan.AnyOf(tuple(parts)))
    if isinstance(node, tree.Phrase) and rules.loose:
        loose = tree.Words(tuple(tree.Word(text, node.field) for text in texts))
        return _words(loose, replace(rules, need=lambda _: 1))
    phrase = words.phrase(terms, node.field, exact=False)
    if isinstance(node, tree.Phrase):
        return phrase
    if not words.may_be_joined(texts):
        return phrase
    whole = words.whole_terms(words.joined(texts, rules.analyzer), node.field)
    return plan.AnyOf((phrase, plan.AnyTerm(whole)))


def _tokens(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def _near(node: tree.Near, rules: Rules) -> plan.Plan:
    """Return rows near each other; they score as the words of a phrase do."""
    sides = [[_row(clause, rules) for clause in rows] for rows in (node.left, node.right)]
    rows = [tuple(row for row in side if row) for side in sides]
    if not all(rows):
        return plan.Nothing()
    scored = tuple(dict.fromkeys(term for side in rows for row in side for term in row.scored))
    return plan.Nearby(rows[0], rows[1], node.distance, scored)


def _row(clause: tree.Word | tree.Phrase, rules: Rules) -> plan.InOrder | None:
    """Return a word or a phrase as a row of words, a single word too."""
    terms = [words.asked(text, rules.analyzer) for text in _tokens(clause.text)]
    if not terms or clause.field not in words.EXACT:
        return None
    exact = clause.exact or clause.field not in words.STEMMED
    return words.phrase(terms, clause.field, exact=exact)


def _keyword(field: Field, text: str) -> plan.Plan:
    if field is Field.LINK:
        key, whole = asked_address(text)
        return plan.Linked(key, whole) if key else plan.Nothing()
    return plan.Equals(field.value, (fold_keyword(text),))


def _significant(node: tree.Words) -> list[tree.Node]:
    """Return the clauses that count: each once, without light words unless nothing else is left.

    Among other words "Corona-Pandemie" counts as two: an article that has only one of them is still
    worth finding (wikinews headlines: nDCG@10 .934 → .953).
    """
    children = list(dict.fromkeys(part for child in node.children for part in _parts(child)))
    kept = [child for child in children if not (_is_plain(child) and _is_light(child.text))]
    return kept or children


def _is_light(text: str) -> bool:
    """Tell whether a word says little beside others: a stop word, a title, a letter with a point.

    Papers write the last name or both, seldom what is on letters and name plates.
    """
    exact = fold_exact(text)
    return exact in STOP_WORDS or exact in _TITLES or exact.endswith(".")


def _parts(child: tree.Node) -> list[tree.Node]:
    if not isinstance(child, tree.Word) or child.field not in words.EXACT:
        return [child]
    texts = _tokens(child.text)
    point = "." if child.text.endswith(".") else ""
    return [replace(child, text=text + point) for text in texts] if len(texts) > 1 else [child]


def _words(node: tree.Words, rules: Rules) -> plan.Plan:
    significant = _significant(node)
    rules = replace(rules, alone=rules.alone and len(significant) < 2)
    parts = [rewrite(child, rules) for child in significant]
    parts = [part for part in parts if not isinstance(part, plan.Nothing)]
    if not parts:
        return plan.Nothing()
    # What a word adds beside itself counts once for the whole query, whichever words match.
    extra: list[plan.Plan] = [part.maybe for part in parts if isinstance(part, plan.AndMaybe)]
    parts = [part.keep if isinstance(part, plan.AndMaybe) else part for part in parts]
    need = rules.need(len(parts))
    keep = parts[0] if len(parts) == 1 else plan.AnyOf(tuple(parts), minimum=need)
    clauses = [part for child in node.children for part in _parts(child)]
    extra += _stop_words(clauses, significant, rules)
    extra += _pairs(clauses, significant, rules)
    extra += _loose_words(clauses, rules)
    return plan.AndMaybe(keep, plan.AnyOf(tuple(extra))) if extra else keep


def _stop_words(
    clauses: list[tree.Node], significant: Collection[tree.Node], rules: Rules
) -> Iterator[plan.AnyTerm]:
    """Yield the light words of a query with the small weight of stop words."""
    for clause in dict.fromkeys(clauses):
        if _is_plain(clause) and clause not in significant:
            found = plan.AnyTerm(words.word_terms(_asked(clause, rules), clause.field))
            yield words.weakened(found, weights.STOP_WORD)


def _pairs(
    clauses: list[tree.Node], significant: Collection[tree.Node], rules: Rules
) -> Iterator[plan.InOrder | plan.Nearby]:
    """Yield the pairs of a query: significant words that follow each other, near each other in the
    text; a significant word and the stop word right beside it, in that order.
    """
    last: tree.Word | None = None
    before: tree.Node | None = None
    for clause in clauses:
        if _is_plain(clause):
            if clause in significant:
                if last and last != clause:
                    yield words.close_pair(_asked(last, rules), _asked(clause, rules))
                last = clause
            if before and _is_plain(before) and (clause in significant) != (before in significant):
                yield words.pair(_asked(before, rules), _asked(clause, rules))
        else:
            last = None
        before = clause


def _asked(clause: tree.Word, rules: Rules) -> words.Asked:
    (text,) = _tokens(clause.text)
    return words.asked(text, rules.analyzer)


def _loose_words(clauses: list[tree.Node], rules: Rules) -> Iterator[plan.Plan]:
    """Yield the words of the phrases: beside other words they count also where they stand apart."""
    for clause in clauses:
        if isinstance(clause, tree.Phrase) and clause.field is Field.TEXT:
            for text in _tokens(clause.text):
                if fold_exact(text) not in STOP_WORDS:
                    yield _text(tree.Word(text, clause.field, clause.exact), rules)


def _is_plain(clause: tree.Node) -> TypeGuard[tree.Word]:
    """Tell whether a clause is one word that may match anywhere in any form."""
    return (
        isinstance(clause, tree.Word)
        and not clause.exact
        and clause.field is Field.TEXT
        and len(_tokens(clause.text)) == 1
    )


def _and(node: tree.And, rules: Rules) -> plan.Plan:
    keep = [rewrite(c, rules) for c in node.children if not isinstance(c, tree.Not)]
    drop = [rewrite(c.child, rules) for c in node.children if isinstance(c, tree.Not)]
    kept = _join(plan.AllOf, keep) if keep else plan.Everything()
    return plan.Without(kept, _join(plan.AnyOf, drop)) if drop else kept


def _join(kind: type[plan.AllOf] | type[plan.AnyOf], parts: list[plan.Plan]) -> plan.Plan:
    if not parts:
        return plan.Nothing()
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
