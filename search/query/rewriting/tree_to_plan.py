"""Turn the query tree into a plan: analyse words, weigh stop words, say how many must match.

In: a tree and the rules of a question.  Out: a plan that every engine executes alike.
Index and query share one analyser, so a word meets its own occurrences by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from search.analysis import (
    STOP_WORDS,
    Analyzer,
    asked_address,
    fold_exact,
    fold_keyword,
    parts_apart,
)
from search.query import plan, tree
from search.query.clause_words import field_of_a_word, is_light, is_plain, words_in
from search.query.fields import EXACT, STEMMED
from search.query.rewriting import words
from search.query.rewriting.optional import light_words, pairs
from search.query.rewriting.significant import (
    may_be_joined,
    parts_of,
    rows_as_one,
    significant_clauses,
    verbs_apart,
)
from search.query.rewriting.whole_words import as_whole, or_whole
from search.query.tree import Field
from search.query.typed_words import typed_clause
from search.query.umlauts import as_meant
from search.ranking import weights


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
            return plan.StartsWith(EXACT[node.field], fold_exact(node.text))
        case tree.Wildcard():
            return plan.Wildcard(EXACT[node.field], fold_exact(node.text))
        case tree.Fuzzy():
            return plan.Similar(EXACT[node.field], fold_exact(node.text), node.edits)
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
            clauses = (part for child in node.children for part in parts_of(child))
            return max(0, need(len(significant_clauses(clauses))) - 1)
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
            return _may_loosen(node) and len(words_in(node.text)) >= weights.LONG_PHRASE
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
        and node.field in STEMMED
        and len(words_in(node.text)) > 1
    )


def _text(node: tree.Word | tree.Phrase, rules: Rules) -> plan.Plan:
    if node.field not in EXACT:
        return _keyword(node.field, node.text)
    texts = words_in(node.text)
    terms = [words.asked(text, rules.analyzer, alone=rules.alone) for text in texts]
    if not terms:
        return plan.Nothing()
    if node.exact or node.field not in STEMMED:
        if len(terms) == 1:
            return plan.AnyTerm(words.exact_terms(terms[0], node.field))
        return words.phrase(terms, node.field, exact=True)
    if len(terms) == 1:
        (others,) = words.otherwise(texts, node.field, rules.analyzer)
        found = _quoted_word if isinstance(node, tree.Phrase) else _word
        return _with(found(texts[0], terms[0], node.field, rules), others)
    if isinstance(node, tree.Phrase) and rules.loose:
        loose = tree.Words(tuple(tree.Word(text, node.field) for text in texts))
        return _words(loose, replace(rules, need=lambda _: 1))
    rows = words.phrases(terms, texts, node.field, rules.analyzer)
    if isinstance(node, tree.Word) and may_be_joined(texts):
        return _chain(rows, words.joined(texts), node.field, rules)
    return _join(plan.AnyOf, rows)


def _chain(rows: list[plan.Plan], text: str, field: Field, rules: Rules) -> plan.Plan:
    """Return what finds "Corona-Pandemie": its words in a row, or what "Coronapandemie" finds."""
    terms = words.asked(text, rules.analyzer)
    (others,) = words.otherwise([text], field, rules.analyzer)
    whole = plan.AnyTerm(words.word_terms(terms, field))
    return _or_parts((*rows, *others, whole), terms, field)


def _word(text: str, terms: words.Asked, field: Field, rules: Rules) -> plan.Plan:
    """Return what finds one word: as a whole, in its parts, or written as several ("Tram7",
    "HafenFest", "kennenlernen").
    """
    found = plan.AnyTerm(words.word_terms(terms, field))
    apart = _apart(text, terms, field, rules)
    if parts_apart(text):
        return _join(plan.AnyOf, [found, *apart])
    return _or_parts((found, *apart), terms, field)


def _quoted_word(text: str, terms: words.Asked, field: Field, rules: Rules) -> plan.Plan:
    """Return what finds one word between quotation marks: as those of a longer phrase, in any form
    and in no part of compounds.
    """
    found = plan.AnyTerm(words.quoted_terms(terms, field))
    return _join(plan.AnyOf, [found, *_apart(text, terms, field, rules)])


def _apart(text: str, terms: words.Asked, field: Field, rules: Rules) -> list[plan.Plan]:
    """Return what finds a word where it is written as several."""
    parts = parts_apart(text) or rules.analyzer.vocabulary.verb_apart(terms.exact)
    return [words.apart(parts, text, field, rules.analyzer)] if parts else []


def _or_parts(found: Sequence[plan.Plan], terms: words.Asked, field: Field) -> plan.Plan:
    """Return what finds a word in one of some ways, or its parts near each other."""
    if not terms.halves:
        return _join(plan.AnyOf, list(found))
    whole_or_parts = plan.AnyOf((*found, words.parts_together(terms, field)))
    return plan.AndMaybe(whole_or_parts, plan.AnyOf(tuple(words.part_leaves(terms, field))))


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
    terms = [words.asked(text, rules.analyzer) for text in words_in(clause.text)]
    if not terms:
        return None
    exact = clause.exact or clause.field not in STEMMED
    return words.phrase(terms, clause.field, exact=exact)


def _keyword(field: Field, text: str) -> plan.Plan:
    if field is Field.LINK:
        key, whole = asked_address(text)
        return plan.Linked(key, whole) if key else plan.Nothing()
    return plan.Equals(field.value, (fold_keyword(text),))


def _words(node: tree.Words, rules: Rules, *, beside: bool = True) -> plan.Plan:
    """Return what finds words without operators; `beside`: they stand side by side as typed."""
    rows = [parts_of(child) for child in node.children]
    clauses = [as_whole(part, rules.analyzer) for row in rows for part in row]
    significant = significant_clauses(clauses)
    rules = replace(rules, alone=rules.alone and len(significant) < 2)
    others = _numbers(clauses, rules)
    for clause in significant:
        others.setdefault(clause, []).extend(or_whole(clause, rules.analyzer))
    every = beside and rules.need(len(significant)) == len(significant)
    pairs_of = pairwise(clauses) if every else verbs_apart(clauses, rules.analyzer)
    for row in rows_as_one(rows, pairs_of):
        for child in row:
            texts = [clause.text for clause in row]
            others.setdefault(child, []).append(words.as_one(texts, rules.analyzer))
    found = [(_with(rewrite(c, rules), others.get(c, ())), typed_clause(c)) for c in significant]
    found = [(part, typed) for part, typed in found if not isinstance(part, plan.Nothing)]
    if not found:
        return plan.Nothing()
    parts, typed = [part for part, _ in found], tuple(typed for _, typed in found)
    # What a word adds beside itself counts once for the whole query, whichever words match.
    extra: list[plan.Plan] = [part.maybe for part in parts if isinstance(part, plan.AndMaybe)]
    parts = [part.keep if isinstance(part, plan.AndMaybe) else part for part in parts]
    need = rules.need(len(parts))
    keep = parts[0] if len(parts) == 1 else plan.AnyOf(tuple(parts), need, typed)
    extra += light_words(clauses, significant, rules.analyzer)
    extra += pairs(clauses, significant, rules.analyzer)
    extra += _loose_words(clauses, rules)
    return plan.AndMaybe(keep, plan.AnyOf(tuple(extra))) if extra else keep


def _numbers(clauses: Sequence[tree.Node], rules: Rules) -> dict[tree.Node, list[plan.Plan]]:
    """Return what finds each word where the number or date it stands in is written otherwise."""
    found: dict[tree.Node, list[plan.Plan]] = {}
    for field, run in groupby(clauses, field_of_a_word):
        if field is None:
            continue
        row = [clause for clause in run if isinstance(clause, tree.Word)]
        texts = [text for clause in row for text in words_in(clause.text)]
        for clause, others in zip(row, words.otherwise(texts, field, rules.analyzer), strict=True):
            found.setdefault(clause, []).extend(others)
    return found


def _with(part: plan.Plan, others: Sequence[plan.Plan]) -> plan.Plan:
    """Return what a part finds or the others do, but for those that it has already."""
    if isinstance(part, plan.AndMaybe):
        return plan.AndMaybe(_with(part.keep, others), part.maybe)
    had = part.children if isinstance(part, plan.AnyOf) else (part,)
    more = [other for other in dict.fromkeys(others) if other not in had]
    return plan.AnyOf((*had, *more)) if more else part


def _loose_words(clauses: list[tree.Node], rules: Rules) -> Iterator[plan.Plan]:
    """Yield the words of the phrases: beside other words they count also where they stand apart."""
    for clause in clauses:
        if isinstance(clause, tree.Phrase) and clause.field is Field.TEXT:
            for text in words_in(clause.text):
                if fold_exact(as_meant(text)) not in STOP_WORDS:
                    yield _text(tree.Word(text, clause.field, clause.exact), rules)


def _and(node: tree.And, rules: Rules) -> plan.Plan:
    """Return what must match and what must not. Words that must score as words side by side do."""
    kept = [child for child in node.children if not isinstance(child, tree.Not)]
    row = tuple(child for child in kept if is_plain(child) and not is_light(child))
    every = replace(rules, need=lambda count: count)
    together = [_words(tree.Words(row), every, beside=False)] if len(row) > 1 else []
    keep = together + [rewrite(c, rules) for c in kept if not (together and c in row)]
    drop = [rewrite(c.child, rules) for c in node.children if isinstance(c, tree.Not)]
    found = _join(plan.AllOf, keep) if keep else plan.Everything()
    return plan.Without(found, _join(plan.AnyOf, drop)) if drop else found


def _join(kind: type[plan.AllOf] | type[plan.AnyOf], parts: list[plan.Plan]) -> plan.Plan:
    if not parts:
        return plan.Nothing()
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
