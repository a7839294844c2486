"""The terms that stand for a typed word, with their weights.

In: words as typed and the analyser of an index.  Out: leaves of a plan.
A word is found by its stem in any inflection, above that in its own spelling, lightly in titles,
and as a part of compounds. What matches is one word of the text; what scores beside it is `extra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

from search.analysis import CACHE_ASKED, Analyzer, Part, fold_exact, of_row
from search.query import plan
from search.query.fields import EXACT, STEMMED
from search.query.numbers import Form, other_rows, otherwise_written, rows_of
from search.query.plan import WeightedTerm
from search.query.rewriting.linking_s import other_joints
from search.query.tree import Field
from search.query.umlauts import as_meant, as_written
from search.ranking import weights

# "Verhandlungen der Parteien über eine Waffenruhe" is still about "Waffenruheverhandlungen".
PARTS_DISTANCE = 6
# "Die Stadt plant ein neues Hallenbad" has the pair of "Stadt" and "Hallenbad".
PAIR_DISTANCE = 6


class Asked(NamedTuple):
    """What a typed word may mean: its spelling, its stems with their shares (sum 1), its parts.

    `spelling`: weight of the very spelling. `inner`: its stem within longer compounds, then those
    of itself with another joint. `halves`: of a compound, the stems of what stands before and
    after each border between its parts.
    """

    exact: str
    spelling: float
    stems: tuple[tuple[str, float], ...]
    inner: tuple[str, ...]
    parts: tuple[str, ...]
    halves: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


# A query asks of each of its words a dozen times.
_KNOWN: WeakKeyDictionary[Analyzer, dict[tuple[str, bool], Asked]] = WeakKeyDictionary()


def asked(text: str, analyzer: Analyzer, *, alone: bool = False) -> Asked:
    """Return what a typed word may mean. Readers type nouns in lower case: "macht" is both, and so
    is "MACHT".

    `alone`: the query has no other word.
    """
    known = _KNOWN.setdefault(analyzer, {})
    found = known.get((text, alone))
    if found is None:
        if len(known) >= CACHE_ASKED:
            known.clear()
        found = known[text, alone] = _asked(text, analyzer, alone)
    return found


def _asked(text: str, analyzer: Analyzer, alone: bool) -> Asked:
    typed = text.rstrip(".")
    text = as_meant(typed.lower() if typed.isupper() else typed)
    readings = [analyzer.terms[text]]
    if text.islower():
        readings.append(analyzer.terms[text.capitalize()])
    shares: dict[str, float] = {}
    for terms in readings:
        *spelled, lemma = terms.stem
        share = weights.LEMMA if spelled else 1.0
        shares[lemma] = shares.get(lemma, 0.0) + share / len(readings)
        for stem in spelled:
            more = (1.0 - share) / len(spelled) / len(readings)
            shares[stem] = shares.get(stem, 0.0) + more
    spelling = weights.EXACT_ALONE if alone else weights.EXACT
    noun = as_written(text.capitalize() if text.islower() else text, analyzer)
    borders = analyzer.parts(noun)
    parts = tuple(analyzer.spelling[part.text].stem[-1] for part in borders)
    inner = readings[-1].stem[-1], *_other_stems(noun, analyzer)
    return Asked(
        exact=fold_exact(typed),
        spelling=spelling,
        stems=tuple(shares.items()),
        inner=tuple(dict.fromkeys(inner)),
        parts=tuple(dict.fromkeys(parts)),
        halves=_halves(noun, borders, analyzer),
    )


def _other_stems(noun: str, analyzer: Analyzer) -> Iterator[str]:
    """Yield the last stems of a compound with other joints."""
    return (analyzer.spelling[other].stem[-1] for other in other_joints(noun, analyzer))


def _halves(
    text: str, parts: tuple[Part, ...], analyzer: Analyzer
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (
            analyzer.terms[text[parts[0].start : one.end].capitalize()].stem,
            analyzer.terms[text[two.start :].capitalize()].stem,
        )
        for one, two in pairwise(parts)
    )


def exact_terms(terms: Asked, field: Field) -> tuple[WeightedTerm, ...]:
    """Return what finds a word in its own spelling only."""
    return (WeightedTerm(EXACT[field], terms.exact, weights.STEM + weights.EXACT),)


def whole_terms(terms: Asked, field: Field) -> tuple[WeightedTerm, ...]:
    """Return what finds a word as such, in any inflection."""
    stem, exact, _ = STEMMED[field]
    found = [*_stems(stem, terms, weights.STEM), WeightedTerm(exact, terms.exact, terms.spelling)]
    if field is Field.TEXT:
        found += _stems("title_stem", terms, weights.TITLE)
    return tuple(found)


def word_terms(terms: Asked, field: Field) -> tuple[WeightedTerm, ...]:
    """Return what finds a word, also as a part of compounds, be it one itself or not."""
    stem, _, parts = STEMMED[field]
    inside = WeightedTerm(parts, terms.inner[0], weights.PARTS)
    return (*whole_terms(terms, field), inside, *_other_joints(terms, stem, parts))


def quoted_terms(terms: Asked, field: Field) -> tuple[WeightedTerm, ...]:
    """Return what finds a word as such, in any inflection and with any joint."""
    return (*whole_terms(terms, field), *_other_joints(terms, STEMMED[field][0]))


def _other_joints(terms: Asked, *fields: str) -> Iterator[WeightedTerm]:
    return (WeightedTerm(f, stem, weights.JOINT) for stem in terms.inner[1:] for f in fields)


def part_leaves(terms: Asked, field: Field) -> list[plan.Plan]:
    """Return what finds the parts of a compound, each by itself; nothing for another word."""
    if not terms.halves:
        return []
    name = STEMMED[field][2]
    return [plan.AnyTerm((WeightedTerm(name, part, weights.PARTS),)) for part in terms.parts]


def parts_together(terms: Asked, field: Field) -> plan.Plan:
    """Return what finds the parts of a compound as two words near each other, in any order."""
    name = STEMMED[field][0]
    near: list[plan.Plan] = [
        plan.Nearby(
            (plan.InOrder(name, (one,)),),
            (plan.InOrder(name, (two,)),),
            PARTS_DISTANCE,
            tuple(WeightedTerm(name, side[-1], weights.PAIR) for side in (one, two)),
        )
        for one, two in terms.halves
    ]
    return near[0] if len(near) == 1 else plan.AnyOf(tuple(near))


def in_order(
    terms: Sequence[Asked], field: Field, *, exact: bool, scored: tuple[WeightedTerm, ...]
) -> plan.InOrder:
    """Return words that must stand in a row."""
    if exact:
        return plan.InOrder(EXACT[field], tuple((term.exact,) for term in terms), scored)
    rows = tuple(tuple(stem for stem, _ in term.stems) for term in terms)
    return plan.InOrder(STEMMED[field][0], rows, scored)


def phrase(terms: Sequence[Asked], field: Field, *, exact: bool) -> plan.InOrder:
    """Return a phrase, scored as its words are."""
    each = exact_terms if exact else whole_terms
    scored = tuple(leaf for term in terms for leaf in each(term, field))
    return in_order(terms, field, exact=exact, scored=scored)


def phrases(
    terms: Sequence[Asked], texts: Sequence[str], field: Field, analyzer: Analyzer
) -> list[plan.Plan]:
    """Return a phrase, then the same with its numbers and dates written otherwise."""
    typed, *others = rows_of(texts)
    typed = tuple((*one, *_with_other_joints(one, analyzer)) for one in typed)
    found = phrase(terms, field, exact=False)
    if any(len(words) > 1 for words in typed):
        found = replace(found, words=tuple(_stems_of(words, analyzer) for words in typed))
    return [found, *(_written(Form(r), texts, field, analyzer, weights.STEM) for r in others)]


def _with_other_joints(words: Iterable[str], analyzer: Analyzer) -> Iterator[str]:
    for word in words:
        noun = as_written(word.capitalize() if word.islower() else word, analyzer)
        yield from other_joints(noun, analyzer)


def otherwise(texts: Sequence[str], field: Field, analyzer: Analyzer) -> list[list[plan.Plan]]:
    """Return for each of some words in a row what finds the number or date it is part of where
    that is written otherwise, or the verb that it is apart from its particle: "lehnt … ab".
    """
    found: list[list[plan.Plan]] = [[] for _ in texts]
    for written in otherwise_written(texts):
        length = written.end - written.start
        for form in written.others:
            typed = texts[written.start - form.before : written.end + form.behind]
            weight = weights.WRITTEN / (length * len(form.number))
            other = _written(form, typed, field, analyzer, weight)
            for place in range(written.start, written.end):
                found[place].append(other)
    if len(texts) > 1 and (verb := of_row(texts, analyzer.particles.__getitem__)):
        place, whole = verb
        typed = texts[place], texts[-1]
        other = _written(Form(((whole,),)), typed, field, analyzer, weights.WRITTEN / 2)
        found[place].append(other)
        found[-1].append(other)
    return found


def _written(
    form: Form, typed: Sequence[str], field: Field, analyzer: Analyzer, weight: float
) -> plan.InOrder | plan.AnyTerm:
    """Return what finds words in another form than was typed."""
    stem, shown = STEMMED[field][0], " ".join(typed)
    row = tuple(_stems_of(words, analyzer) for words in form.row)
    number = dict.fromkeys(text for words in form.number for text in _stems_of(words, analyzer))
    terms = tuple(WeightedTerm(stem, text, weight) for text in number)
    if len(row) == 1:
        return plan.AnyTerm(terms, shown)
    return plan.InOrder(stem, row, terms, shown)


def _stems_of(words: Iterable[str], analyzer: Analyzer) -> tuple[str, ...]:
    stems = (stem for word in words for stem, _ in asked(word, analyzer).stems)
    return tuple(dict.fromkeys(stems))


def otherwise_typed(word: str, typed: str, field: Field, analyzer: Analyzer) -> plan.Plan:
    """Return what finds another word than was typed, as if it was."""
    return _written(Form(((word,),)), [typed], field, analyzer, weights.STEM)


def joined(texts: Sequence[str]) -> str:
    """Return "Coronapandemie" for the words of "Corona-Pandemie"."""
    first, *rest = texts
    return first + "".join(fold_exact(text) for text in rest)


def as_one(texts: Sequence[str], analyzer: Analyzer) -> plan.Plan:
    """Return what finds words where they are written as one."""
    one = joined(texts)
    others = (word for row in other_rows(one) if len(row) == 1 for word in row[0])
    form = Form(((one, *others),))
    return _written(form, texts, Field.TEXT, analyzer, weights.AS_ONE / len(texts))


def apart(parts: Sequence[str], typed: str, field: Field, analyzer: Analyzer) -> plan.Plan:
    """Return what finds a word where it is written as several."""
    row = Form(tuple((part,) for part in parts))
    return _written(row, [typed], field, analyzer, weights.WRITTEN / len(parts))


def pair(one: Asked, two: Asked) -> plan.InOrder:
    """Return two neighbouring words as a small phrase that only adds to a score."""
    return in_order((one, two), Field.TEXT, exact=False, scored=_scored_as_pair(one, two))


def close_pair(one: Asked, two: Asked) -> plan.Nearby:
    """Return two words that only add to a score, and do where they stand near each other."""
    left, right = ((in_order((term,), Field.TEXT, exact=False, scored=()),) for term in (one, two))
    return plan.Nearby(left, right, PAIR_DISTANCE, _scored_as_pair(one, two))


def _scored_as_pair(one: Asked, two: Asked) -> tuple[WeightedTerm, ...]:
    stems = (leaf for term in (one, two) for leaf in _stems("text_stem", term, weights.PAIR))
    return tuple(dict.fromkeys(stems))


def weakened(leaf: plan.AnyTerm, factor: float) -> plan.AnyTerm:
    """Return a word that scores less."""
    return plan.AnyTerm(tuple(replace(term, weight=term.weight * factor) for term in leaf.terms))


def _stems(field: str, terms: Asked, weight: float) -> Iterator[WeightedTerm]:
    for stem, share in terms.stems:
        yield WeightedTerm(field, stem, weight * share)
