"""Random plans by kind, from the words that were ever written, dead ones included."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from search.analysis import fold_keyword
from search.engines.base import KEYWORD_FIELDS, TEXT_FIELDS
from search.query import plan
from tests.differential.batches import GONE, Written

# Plans of each kind: as many by default as `test_sensitivity.py` needs to notice what it breaks;
# in the long run many, half of them by article and of the best sections, where the oracle takes
# several times as long.
QUERIES, MANY = 60, 1000
COUNTS, FEWER_COUNTS = (
    [QUERIES, pytest.param(most, marks=pytest.mark.long)] for most in (MANY, MANY // 2)
)
TEXTS = ("text_stem", "text_exact")
TITLES = ("title_stem", "title_exact")


class Words:
    """The terms, rows and values that were ever written; the same for all makers."""

    def __init__(self, written: Written) -> None:
        self.sections = [section for sections in written.ever for section in sections]
        self.analyzer = written.analyzer
        self.postings = {id(s): s.analyzed(self.analyzer) for s in self.sections}
        occurrences: dict[str, list[str]] = {field: [] for field in TEXT_FIELDS}
        for section in self.sections:
            for field, postings in self.postings[id(section)].items():
                for term, positions in postings.items():
                    occurrences[field] += [term] * len(positions)
        self.often = occurrences
        self.seldom = {field: sorted(set(terms)) for field, terms in occurrences.items()}
        self.stamps = sorted({s.published for s in self.sections if s.published is not None})
        self.values = {
            field: sorted({v for s in self.sections for v in s.keywords.get(field, ())})
            for field in KEYWORD_FIELDS
        }


_words_of = functools.cache(Words)


class Maker:
    """Makes the plans of one kind; the same seed makes the same plans."""

    def __init__(self, written: Written, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.known = _words_of(written)

    def term(self, field: str) -> str:
        """Return a term: as frequent as in texts, rare, of dead articles only, or unknown."""
        chance = self.rnd.random()
        if chance < 0.02:
            return "unbekanntes"
        if chance < 0.04 and field in TEXTS:
            gone = self.known.analyzer.terms[GONE]
            return gone.stem[0] if field == "text_stem" else gone.exact
        return self.rnd.choice(
            self.known.often[field] if chance < 0.25 else self.known.seldom[field]
        )

    def word(self, *fields: str) -> plan.AnyTerm:
        """Return a word in one of some fields."""
        field = self.rnd.choice(fields)
        return plan.AnyTerm((plan.WeightedTerm(field, self.term(field), self._weight()),))

    def spelled(self) -> plan.AnyTerm:
        """Return a word as `rewrite` makes it: several fields, a weight each."""
        fields = (*TEXTS, "title_stem", "text_parts")
        terms = [plan.WeightedTerm(f, self.term(f), self._weight()) for f in fields]
        return plan.AnyTerm(tuple(self.rnd.sample(terms, self.rnd.randint(2, 3))))

    def words(self, least: int = 2, most: int = 4) -> tuple[plan.AnyTerm, ...]:
        """Return several words of the text."""
        return tuple(self.word(*TEXTS) for _ in range(self.rnd.randint(least, most)))

    def phrase(self, *fields: str) -> plan.InOrder:
        """Return words in a row: mostly from a text, some with a gap or an alternative."""
        field = self.rnd.choice(fields or (*TEXTS, *TEXTS, *TITLES, "author"))
        row = self._row(field, self.rnd.choice([2, 2, 2, 3, 3, 4]))
        words: list[tuple[str, ...] | None] = [(term,) for term in row]
        chance = self.rnd.random()
        if chance < 0.15 and len(words) == 3:
            words[1] = None
        elif chance < 0.35:
            words[self.rnd.randrange(len(words))] = (self.term(field), self.rnd.choice(row))
        scored = tuple(plan.WeightedTerm(field, t, self._weight()) for w in words if w for t in w)
        return plan.InOrder(field, tuple(words), scored)

    def _row(self, field: str, length: int) -> list[str]:
        for _ in range(50):
            section = self.rnd.choice(self.known.sections)
            postings = self.known.postings[id(section)].get(field, {})
            at = {position: term for term, places in postings.items() for position in places}
            starts = [p for p in sorted(at) if all(p + step in at for step in range(length))]
            if starts:
                start = self.rnd.choice(starts)
                row = [at[start + step] for step in range(length)]
                return row[::-1] if self.rnd.random() < 0.15 else row
        return [self.term(field) for _ in range(length)]

    def prefix(self) -> plan.StartsWith:
        """Return the beginning of a term, up to the whole of it."""
        field = self.rnd.choice((*TEXTS, "text_exact", *TITLES, "author"))
        term = self.term(field)
        return plan.StartsWith(field, term[: self.rnd.randint(1, len(term))], self._weight())

    def wildcard(self) -> plan.Wildcard:
        """Return a term with a letter or a stretch of it left open."""
        field = self.rnd.choice(("text_exact", "text_exact", "title_exact", "author"))
        term = self.term(field)
        start, end = sorted(self.rnd.choices(range(1, len(term) + 1), k=2))
        shapes = [term[:start] + "?" + term[start + 1 :], term[:start] + "*" + term[end:]]
        return plan.Wildcard(field, self.rnd.choice(shapes), self._weight())

    def similar(self) -> plan.Similar:
        """Return a term with up to two mistakes."""
        field = self.rnd.choice(("text_exact", "text_exact", "title_exact"))
        term = self.term(field)
        for _ in range(self.rnd.randint(0, 2)):
            at = self.rnd.randrange(len(term))
            pair = term[at : at + 2]
            term = term[:at] + self.rnd.choice([pair[::-1], "x", "", pair + "e"]) + term[at + 2 :]
        return plan.Similar(field, term or "x", self.rnd.randint(1, 2), self._weight())

    def nearby(self) -> plan.Nearby:
        """Return two words, some with an alternative, that often stand near each other."""
        field = self.rnd.choice((*TEXTS, *TEXTS, *TITLES))
        row = self._row(field, self.rnd.randint(2, 4))
        sides = [[row[0]], [row[-1]]]
        if self.rnd.random() < 0.4:
            self.rnd.choice(sides).append(self.term(field))
        self.rnd.shuffle(sides)
        left, right = (tuple(plan.InOrder(field, ((t,),)) for t in side) for side in sides)
        scored = tuple(plan.WeightedTerm(field, t, self._weight()) for s in sides for t in s)
        return plan.Nearby(left, right, self.rnd.randint(1, 5), scored)

    def keyword(self, *columns: str) -> plan.Equals:
        """Return some values of a column, whole or one word of them, folded as `rewrite` does."""
        column = self.rnd.choice(columns)
        values = self.rnd.choices(
            [*self.known.values[column], "Nirgendwo"], k=self.rnd.randint(1, 2)
        )
        asked = [v if self.rnd.random() < 0.5 else self.rnd.choice(v.split()) for v in values]
        return plan.Equals(column, tuple(fold_keyword(v) for v in asked))

    def between(self) -> plan.Between:
        """Return a range whose ends often meet a stored moment exactly; some are empty."""
        stamps = self.known.stamps
        start, end = (self.rnd.choice(stamps) + self.rnd.choice([-1, 0, 0, 1]) for _ in "se")
        if self.rnd.random() < 0.85:
            start, end = sorted((start, end))
        chance = self.rnd.random()
        return plan.Between(
            "published", None if chance < 0.15 else start, None if 0.1 < chance < 0.25 else end
        )

    def without(self) -> plan.Without:
        """Return a word, some words or everything without something else."""
        keep = self.rnd.choice([self.word(*TEXTS), plan.AnyOf(self.words()), plan.Everything()])
        drop = self.rnd.choice([self.word(*TEXTS), plan.AnyOf(self.words()), self.phrase()])
        return plan.Without(keep, drop)

    def and_maybe(self) -> plan.AndMaybe:
        """Return words or a phrase that other words may add to."""
        keep = self.rnd.choice([plan.AnyOf(self.words()), self.phrase(), plan.Everything()])
        return plan.AndMaybe(keep, plan.AnyOf(self.words()))

    def neighbours(self) -> plan.AndMaybe:
        """Return words of which some add to the score where they stand in a row."""
        rows = [self.phrase(*TEXTS) for _ in range(self.rnd.randint(1, 3))]
        rows = [
            replace(row, scored=tuple(replace(t, weight=t.weight / 20) for t in row.scored))
            for row in rows
        ]
        return plan.AndMaybe(plan.AnyOf(self.words(1, 4)), plan.AnyOf((*rows, *self.words(0, 1))))

    def mixed(self, depth: int = 3) -> plan.Plan:
        """Return any plan, nested."""
        if depth == 0 or self.rnd.random() < 0.25:
            leaf: Callable[[], plan.Plan] = self.rnd.choice(
                [self.spelled, self.phrase, self.prefix, self.between]
                + [self.wildcard, self.similar, self.nearby]
                + [lambda: self.word(*TEXTS, *TITLES)] * 4
                + [lambda: self.keyword(*KEYWORD_FIELDS), plan.Everything, plan.Nothing]
            )
            return leaf()
        kind = self.rnd.choice([plan.AllOf, plan.AnyOf, plan.AnyOf, plan.Without, plan.AndMaybe])
        if kind in (plan.Without, plan.AndMaybe):
            return kind(self.mixed(depth - 1), self.mixed(depth - 1))
        children = tuple(self.mixed(depth - 1) for _ in range(self.rnd.randint(1, 4)))
        if kind is plan.AllOf:
            return plan.AllOf(children)
        return plan.AnyOf(children, self.rnd.randint(1, len(children)))

    def _weight(self) -> float:
        return self.rnd.choice([1.0, 1.0, 0.3, 0.1, 1.3])


KINDS: dict[str, Callable[[Maker], plan.Plan]] = {
    "word_exact": lambda make: make.word("text_exact"),
    "word_stem": lambda make: make.word("text_stem"),
    "word_parts": lambda make: make.word("text_parts", "title_parts"),
    "word_in_several_fields": Maker.spelled,
    "any_word": lambda make: plan.AnyOf(make.words()),
    "all_words": lambda make: plan.AllOf(make.words(2, 3)),
    "some_words": lambda make: plan.AnyOf(make.words(3, 4), 2),
    "without": Maker.without,
    "and_maybe": Maker.and_maybe,
    "phrase": Maker.phrase,
    "prefix": Maker.prefix,
    "title": lambda make: make.word(*TITLES),
    "author": lambda make: make.word("author"),
    "source": lambda make: make.keyword("source"),
    "topic": lambda make: make.keyword("topic"),
    "agency": lambda make: make.keyword("agency"),
    "date_range": Maker.between,
    "mixed": Maker.mixed,
    "wildcard": Maker.wildcard,
    "similar": Maker.similar,
    "nearby": Maker.nearby,
    "neighbours": Maker.neighbours,
}


@functools.cache
def plans(kind: str, written: Written, count: int = QUERIES) -> tuple[plan.Plan, ...]:
    """Return the random plans of a kind; more of them begin with the fewer."""
    maker = Maker(written, seed=list(KINDS).index(kind))
    return tuple(KINDS[kind](maker) for _ in range(count))
