"""Which words share their postings: forms, and sets of them.

Words with the same terms of every kind are one form; its postings, with positions, are kept once.
Every term of a field is a set of forms. Most sets hold one form: the term shares its list, whatever
its kind. A set of several has a list of its own, kept once for all terms that are this set.
In: what maps the terms of each word by field, and how often each word occurs.  Out: numbers, all on
the disk; forms and sets each by rising number of occurrences, so that what is alike in size is
written together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.engines.base import POSITION_FIELDS
from search.engines.embedded.segments.packing import before, changes, targets
from search.engines.embedded.writing.waiting_arrays import (
    aside_at,
    one_at,
    put_aside,
    put_one_aside,
)
from search.engines.embedded.writing.word_terms import WordTerms
from search.system import heap
from search.system.arrays import Array, IntArray, let_go
from search.system.on_disk import columns_on_disk, numbers_on_disk

Fields = Mapping[str, Callable[[], WordTerms]]
# Forms of sets that are looked at together.
_PAGE = 1 << 17


class Field(NamedTuple):
    """The terms of a field by number, and the list of each: a form, or (count of forms) + a place
    in `Forms.set_of`.
    """

    terms: Array
    lists: Array


class Sets(NamedTuple):
    """Sets of several forms: how many each has, and the forms, ascending, of all in a row."""

    counts: Array
    forms: Array
    # Whether the positions of a set are asked for, as a byte.
    placed: Array


class Forms:
    """What maps the forms of the words of a group of fields, which `make_forms` has made.

    of_words: the form of each word     sizes: how often each form occurs, ascending
    sets: see `Sets`                    set_sizes: how often each set occurs, ascending
    fields: see `Field`, by name        of_terms: the set of each term of several forms, in turn
    """

    def __init__(self, group: str, fields: Iterable[str], folder: Path) -> None:
        self.of_words = one_at(folder / f"{group}.words")
        self.sizes = one_at(folder / f"{group}.sizes")
        self.sets = aside_at(folder / f"{group}.sets", Sets)
        self.set_sizes = one_at(folder / f"{group}.set_sizes")
        self.of_terms = one_at(folder / f"{group}.terms")
        self.fields = {name: aside_at(folder / f"{name}.lists", Field) for name in fields}


def make_forms(group: str, counts: Callable[[], Array], fields: Fields, folder: Path) -> None:
    """Find the forms of the words of a group; `folder`: where they are to lie."""
    words = _make_words(group, counts(), fields, folder)
    heap.give_back()
    sizes = one_at(folder / f"{group}.sizes")()
    _make_sets(group, words, sizes, fields, folder)


def _make_words(group: str, counts: Array, fields: Fields, folder: Path) -> Array:
    """Put aside the form of each word and the size of each form; return a word of each form."""
    words = counts.nonzero()[0].astype(np.uint32)
    form_of, first = _numbered(_keys(words, fields))
    sizes = np.zeros(len(first), np.uint32)
    np.add.at(sizes, form_of, counts[words])
    let_go(counts)
    form_of = numbers_on_disk((form_of,), np.uint32, folder)
    order = _ascending(_first_terms(next(iter(fields.values()))(), words[first]))
    order = order[_ascending(sizes[order])]
    put_one_aside(sizes[order], folder / f"{group}.sizes")
    del sizes
    rank = np.empty(len(order), np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    of_words = np.zeros(len(counts), np.uint32)
    of_words[words] = rank.take(form_of)
    put_one_aside(of_words, folder / f"{group}.words")
    return words[first[order]]


def _make_sets(group: str, words: Array, sizes: Array, fields: Fields, folder: Path) -> None:
    """Put aside the lists of every field and the sets of forms; `words`: one of each form."""
    # Of each term of several forms.
    counts: list[Array] = [np.empty(0, np.uint32)]
    forms: list[Array] = [np.empty(0, np.uint32)]
    placed: list[Array] = [np.empty(0, bool)]
    done = len(sizes)
    for name, load in fields.items():
        columns = columns_on_disk(_lists(load(), words, done), [np.uint32] * 4, folder)
        terms, lists, how_many, which = columns
        put_aside(Field(terms, lists), folder / f"{name}.lists")
        done += len(how_many)
        counts.append(how_many)
        forms.append(which)
        placed.append(np.full(len(how_many), name in POSITION_FIELDS))
        heap.give_back()
    del words
    in_row, of_terms = (numbers_on_disk(parts, np.uint32, folder) for parts in (forms, counts))
    every = Sets(of_terms, in_row, np.concatenate(placed))
    counts.clear()
    forms.clear()
    set_of, first = _distinct(every)
    is_placed = np.zeros(len(first), bool)
    is_placed[set_of[every.placed]] = True
    each, starts = every.counts[first], before(every.counts)[first]
    occur = [np.empty(0, np.uint32)]
    for some, found in in_pages(every.forms, starts, each):
        occur.append(np.add.reduceat(sizes[found], before(some), dtype=np.uint32))
    let_go(sizes)
    occurrences = np.concatenate(occur)
    order = np.argsort(occurrences, kind="stable")
    rank = np.empty(len(order), np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    forms += (members for _, members in in_pages(every.forms, starts[order], each[order]))
    in_row = np.concatenate([np.empty(0, np.uint32), *forms])
    sets = Sets(each[order], in_row, is_placed[order].view(np.uint8))
    put_aside(sets, folder / f"{group}.sets")
    put_one_aside(occurrences[order], folder / f"{group}.set_sizes")
    put_one_aside(rank[set_of], folder / f"{group}.terms")


def _lists(terms: WordTerms, words: Array, done: int) -> Iterator[tuple[Array, ...]]:
    """Yield some terms at a time their numbers and lists; of those of several forms how many they
    have, and which.

    Args:
        words: one of each form.
        done: the list of the first term of several forms.
    """
    for pairs in terms.pairs(words):
        pairs = pairs[changes(pairs)]
        forms = pairs.astype(np.uint32)
        pairs >>= np.uint64(32)
        heads = changes(pairs).nonzero()[0]
        numbers = pairs[heads].astype(np.uint32)
        del pairs
        counts = np.diff(heads, append=len(forms)).astype(np.uint32)
        several = counts > 1
        how_many, lists = counts[several], forms[heads]
        lists[several] = np.arange(done, done + len(how_many), dtype=np.uint32)
        done += len(how_many)
        yield numbers, lists, how_many, forms[np.repeat(several, counts)]


def _distinct(sets: Sets) -> tuple[Array, Array]:
    """Return the number of each set among the distinct, by first sight; the first place of each.

    They are told apart by a number of their forms; should two share one by chance, by another.
    """
    starts = before(sets.counts)
    for factor in count(0x9E3779B97F4A7C15, 2):
        keys = np.concatenate([np.empty(0, np.uint64), *_marks(sets, starts, factor)])
        _, first, number = np.unique(keys, return_index=True, return_inverse=True)
        order = np.argsort(first)
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        first, set_of = first[order].astype(np.uint32), rank[number]
        del keys, number, order, rank
        alike = sets.counts == sets.counts[first[set_of]]
        if alike.all() and all(
            np.array_equal(mine, same)
            for (_, mine), (_, same) in zip(
                in_pages(sets.forms, starts, sets.counts),
                in_pages(sets.forms, starts[first[set_of]], sets.counts),
                strict=True,
            )
        ):
            break
    return set_of, first


def _marks(sets: Sets, starts: IntArray, factor: int) -> Iterator[Array]:
    """Yield a number of the forms of each set."""
    for counts, forms in in_pages(sets.forms, starts, sets.counts):
        mixed = (forms + np.uint64(1)) * np.uint64(factor & (1 << 64) - 1)
        mixed ^= mixed >> np.uint64(29)
        mixed *= mixed
        yield np.add.reduceat(mixed, before(counts))


def in_pages(values: Array, starts: Array, counts: Array) -> Iterator[tuple[Array, Array]]:
    """Yield counts[i] values from starts[i] on for every i in a row, some thousand at a time."""
    ends = np.cumsum(counts, dtype=np.int64)
    borders = changes(ends // _PAGE).nonzero()[0].tolist()
    for start, end in pairwise([*borders, len(ends)]):
        some = slice(start, end)
        found = values[targets(starts[some], counts[some])]
        let_go(values)  # they may be read in any order: all of a map would be held
        yield counts[some], found


def _ascending(values: Array) -> Array:
    """Return the order of numbers below 2^32, equal ones as they stand, in a third of the memory
    that `argsort` takes.
    """
    keys = values.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys.sort()
    return keys.astype(np.uint32)


def _first_terms(terms: WordTerms, words: Array) -> Array:
    """Return the number of the first term of some words."""
    found: Array = terms.numbers[terms.starts[words]]
    let_go(terms.numbers)
    return found


def _keys(words: Array, fields: Fields) -> Array:
    """Return a number for each word, the same for words with the same terms in every field."""
    loads = list(fields.values())
    keys = _first_terms(loads[0](), words)
    used = int(keys.max(initial=0))
    # Most words have a first term that no other has: nothing else need be looked at.
    last = np.zeros(used + 1, np.uint32)
    last[keys] = np.arange(len(keys), dtype=np.uint32)
    again = np.zeros(used + 1, bool)
    again[keys[last[keys] != np.arange(len(keys), dtype=np.uint32)]] = True
    alike = again[keys].nonzero()[0]
    del last, again
    asked, own = words[alike], keys[alike]
    for load in loads:
        terms = load()
        counts, starts = terms.counts[asked], terms.starts[asked]
        for place in range(int(counts.max(initial=0))):
            # Words with fewer terms keep their number: no other gets it.
            rows = (counts > place).nonzero()[0].astype(np.uint32)
            pairs = own[rows].astype(np.uint64)
            pairs <<= np.uint64(32)
            pairs |= terms.numbers[starts[rows] + np.uint32(place)]
            order = np.argsort(pairs)
            pairs = pairs[order]
            named = np.cumsum(changes(pairs), dtype=np.uint32)
            del pairs
            used += int(named[-1])
            named += np.uint32(used - int(named[-1]))
            own[rows[order]] = named
            del rows, order
        let_go(terms.numbers)
    keys[alike] = own
    return keys


def _numbered(keys: Array) -> tuple[Array, Array]:
    """Return the number of each key among the distinct, ascending; the first place of each."""
    first = np.full(int(keys.max(initial=0)) + 1, len(keys), np.uint32)
    first[keys[::-1]] = np.arange(len(keys), dtype=np.uint32)[::-1]
    taken = first < len(keys)
    return (np.cumsum(taken, dtype=np.uint32) - np.uint32(1))[keys], first[taken]
