"""Split many words at once: the search of `compounds.py`, by arrays.

In: words, a model.  Out: the places of the parts of each: those that the model finds one by one,
in a seventh of the time.
All words are searched side by side, tail by tail from the right: first the tails of three letters
of all words, then those of four … Pieces of words are looked up by number (`pieces.py`).

The best parse of each tail is one number, so that the greatest is the best and of equals the first
that `CompoundModel` would find:
    8 bits up   what it earns, in sixteenths of a nat (signed)
    6 bits      63 less the letters behind the first part and its joint
    2 bits      letters of the joint
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.analysis.compounds.facts import JOINT_STEP, NO_JOINT, SCORE_SHIFT, Array
from search.analysis.compounds.grammar import (
    ENDINGS,
    FURTHER_PART,
    JOINTS,
    LEMMA,
    LETTER,
    LEXICAL,
    LONGEST_WORD,
    PART,
    PARTICIPLES,
    SHORTEST_PART,
    STEM,
)
from search.analysis.compounds.model import CompoundModel, is_other_kind, is_plain, whole_score
from search.analysis.compounds.pieces import AT_ONCE, FactsTable, Pieces
from search.system.texts import Texts

_NONE = np.iinfo(np.int32).min
_LONGEST_JOINT = max(map(len, JOINTS))


class Parsed(NamedTuple):
    """The best parse of each word of some; a word without any has no parts.

    `score`: of each word's parse; `facts`: of each word as a whole; `words`, `starts`, `ends`,
    `of_parts`: for each part the number of its word, ascending, [start, end) in it and its facts.
    """

    score: Array
    facts: Array
    words: Array
    starts: Array
    ends: Array
    of_parts: Array


class _Search:
    """The search for the best parse of some words, the longest first."""

    def __init__(self, table: FactsTable, lows: Sequence[str]) -> None:
        self.table = table
        self.lengths = np.fromiter(map(len, lows), np.int64, len(lows))
        self.ends = np.cumsum(self.lengths)
        self.pieces = Pieces("".join(lows))
        self.joints = joints_at(self.pieces.letters)
        self.best = np.full((LONGEST_WORD + 1, len(lows)), _NONE, np.int32)
        for length in range(SHORTEST_PART, int(self.lengths.max(initial=0)) + 1):
            self._tails(length)

    def facts(self, starts: Array, ends: Array) -> Array:
        return self.table.of(self.pieces.numbers(starts, ends))

    def _tails(self, length: int) -> None:
        """Find the best parse of all tails of a length."""
        longer = int(np.searchsorted(-self.lengths, -length, "right"))
        best = self.best[length, :longer]
        inner = int(np.searchsorted(-self.lengths, -length, "left"))  # a word is no head of itself
        ends = self.ends[:inner]
        head = _head_score(self.facts(ends - length, ends)).astype(np.int32)
        earned = head - SCORE_SHIFT + LETTER * length - PART
        best[:inner] = np.where(head, earned << 8 | 63 << 2, _NONE)
        rest, words = np.nonzero(self.best[: length - SHORTEST_PART + 1, :longer] != _NONE)
        if not len(rest):
            return
        after = self.ends[words] - rest
        scores, joint = self._firsts(self.ends[words] - length, after)
        known = np.flatnonzero(scores != _NONE)
        rest, words = rest[known], words[known]
        tails = self.best[rest, words]
        further = (tails >> 2 & 63) != 63
        earned = scores[known] + LETTER * (length - rest) - PART + (tails >> 8)
        earned -= FURTHER_PART * further
        parses = earned << 8 | 63 - rest << 2 | joint[known]
        np.maximum.at(best, words, parses.astype(np.int32))

    def _firsts(self, starts: Array, afters: Array) -> tuple[Array, Array]:
        """Return what pieces earn as first parts, _NONE for none, and the length of the joint."""
        scores = np.full(len(starts), _NONE, np.int32)
        lengths = np.zeros(len(starts), np.uint8)
        asked, joints = np.arange(len(starts)), np.zeros(len(starts), np.uint8)
        for length in range(_LONGEST_JOINT + 1):
            if length:
                joints = self.joints[length][afters - 1]
                asked = np.flatnonzero((joints > 0) & (afters - starts > length))
                joints = joints[asked]
            facts = self.facts(starts[asked], afters[asked] - length)
            score = (facts >> np.uint64(8) & np.uint64(255)).astype(np.int32)
            cost = (facts >> (32 + 4 * joints).astype(np.uint64) & np.uint64(15)).astype(np.int32)
            fits = (score > 0) & ((cost != NO_JOINT) | (length == 0))
            earned = np.where(fits, score - SCORE_SHIFT - JOINT_STEP * cost, _NONE)
            better = earned > scores[asked]
            scores[asked[better]] = earned[better]
            lengths[asked[better]] = length
        return scores, lengths


def joints_at(letters: Array) -> Array:
    """Return for each length of a joint (row) its number where one ends with a letter, else 0."""
    found = np.zeros((_LONGEST_JOINT + 1, len(letters)), np.uint8)
    for number, joint in enumerate(JOINTS):
        fits = np.full(len(letters), bool(joint))
        for back, letter in enumerate(reversed(joint)):
            fits[back:] &= letters[: len(letters) - back] == ord(letter)
            fits[:back] = False
        found[len(joint), fits] = number
    return found


def parse(table: FactsTable, lows: Sequence[str]) -> Parsed:
    """Return the best parse of each word, all in lower case, LONGEST_WORD letters at most."""
    sizes = np.fromiter(map(len, lows), np.int64, len(lows))
    order = np.argsort(-sizes, kind="stable")
    search = _Search(table, [lows[number] for number in order.tolist()])
    lengths, ends = search.lengths, search.ends
    score, facts = np.empty_like(order), np.empty(len(order), np.uint64)
    best = search.best[lengths, np.arange(len(order))]
    score[order], facts[order] = best >> 8, search.facts(ends - lengths, ends)
    words, taken = np.flatnonzero(best != _NONE), [np.empty((4, 0), np.int64)]
    rest = lengths[words]
    while len(words):
        tails = search.best[rest, words]
        after = 63 - (tails >> 2 & 63)
        taken.append(np.stack((order[words], words, rest, after + (tails & 3))))
        words, rest = words[after > 0], after[after > 0]
    parts = np.concatenate(taken, axis=1)
    number, words, start, end = parts[:, np.argsort(parts[0], kind="stable")]
    of_parts = search.facts(ends[words] - start, ends[words] - end)
    return Parsed(score, facts, number, lengths[words] - start, lengths[words] - end, of_parts)


def head_starts(table: FactsTable, lows: Sequence[str]) -> list[int]:
    """Return where the head of each word would begin, 0 if no parse is found."""
    parsed = parse(table, lows)
    found = np.zeros(len(lows), np.int64)
    last = np.flatnonzero(np.diff(parsed.words, append=-1))
    found[parsed.words[last]] = parsed.starts[last]
    starts: list[int] = found.tolist()
    return starts


class Compounds(NamedTuple):
    """The parts of the compounds among some words.

    For each part the number of its word, ascending, [start, end) in it, its facts.
    """

    words: Array
    starts: Array
    ends: Array
    facts: Array


class BatchSplitter:
    """Splits words as a model does, many at a time."""

    def __init__(self, model: CompoundModel) -> None:
        arrays = model.arrays()
        words = Texts(arrays["words"], arrays["ends"])
        self._model, self._table = model, FactsTable(words, arrays["facts"])

    def split(self, words: Sequence[str]) -> Compounds:
        """Return the parts of the compounds among some words, so many of which are looked at
        together that the arrays of the search stay in the caches.
        """
        pages = []
        for first in range(0, max(1, len(words)), AT_ONCE):
            found = self._split(words[first : first + AT_ONCE])
            pages.append(found._replace(words=found.words + first))
        return Compounds(*(np.concatenate(columns) for columns in zip(*pages, strict=True)))

    def _split(self, words: Sequence[str]) -> Compounds:
        lows = [word.lower() for word in words]
        own = [number for number, low in enumerate(lows) if self._model.overrules(low)]
        pairs = enumerate(zip(words, lows, strict=True))
        asked = [number for number, (word, low) in pairs if is_plain(word, low)]
        if own:
            asked = sorted(set(asked) - set(own))
        plain = [lows[number] for number in asked]
        parsed = parse(self._table, plain)
        numbers = np.array(asked, np.int64)
        wins = parsed.score > whole_scores(list(map(len, plain)), parsed.facts)
        wins &= parsed.facts & np.uint64(LEXICAL) == 0
        last = np.flatnonzero(np.diff(parsed.words, append=-1))
        other = is_other_kind(parsed.facts[parsed.words[last]], parsed.of_parts[last])
        wins[parsed.words[last[other]]] = False
        before_last = last - 1  # none has one part
        for row in before_last[parsed.of_parts[before_last] & np.uint64(STEM) != 0].tolist():
            word = parsed.words[row]
            wins[word] &= plain[word][parsed.ends[row] :] not in PARTICIPLES
        _refuse_forms_of_wholes(self._table, plain, parsed, last, wins)
        taken = np.flatnonzero(wins[parsed.words])
        found = Compounds(numbers[parsed.words], parsed.starts, parsed.ends, parsed.of_parts)
        found = Compounds(*(column[taken] for column in found))
        return self._with(own, lows, found) if own else found

    def _with(self, own: Sequence[int], lows: Sequence[str], found: Compounds) -> Compounds:
        """Return what was found and the parts of the user's own words."""
        rows = [
            (number, start, end, self._model.facts(lows[number][start:end]))
            for number in own
            for start, end, _ in self._model.decide(lows[number], lows[number])[0]
        ]
        columns = zip(*rows, strict=True) if rows else ((), (), (), ())
        both = [
            np.concatenate((column, np.array(more, column.dtype)))
            for column, more in zip(found, columns, strict=True)
        ]
        order = np.argsort(both[0], kind="stable")
        return Compounds(*(column[order] for column in both))


def _refuse_forms_of_wholes(
    table: FactsTable, lows: Sequence[str], parsed: Parsed, last: Array, wins: Array
) -> None:
    """Let no word win that is a form of one that would not, as `CompoundModel` does.

    `last`: of each word that was parsed the row of its last part.
    """
    last = last[wins[parsed.words[last]]]
    words, heads = parsed.words[last], parsed.starts[last]
    without_head = parsed.score[words] - _head_score(parsed.of_parts[last])
    forms = [lows[number] for number in words.tolist()]
    lengths, pieces = np.fromiter(map(len, forms), np.int64, len(forms)), Pieces("".join(forms))
    ends = np.cumsum(lengths)
    for ending in ENDINGS:
        found = np.flatnonzero(lengths - heads > len(ending))
        for back, letter in enumerate(reversed(ending), 1):
            found = found[pieces.letters[ends[found] - back] == ord(letter)]
        facts = table.of(pieces.numbers((ends - lengths)[found], ends[found] - len(ending)))
        known = facts & np.uint64(LEMMA) > 0
        found, facts = found[known], facts[known]
        starts, stops = (ends - lengths)[found], ends[found] - len(ending)
        of_head = _head_score(table.of(pieces.numbers(starts + heads[found], stops)))
        earned = without_head[found] + of_head - LETTER * len(ending)
        whole = (of_head == 0) | (facts & np.uint64(LEXICAL) > 0)
        whole |= earned <= whole_scores((stops - starts).tolist(), facts)
        wins[words[found[whole]]] = False


def _head_score(facts: Array) -> Array:
    """Return what a part earns as a head, and SCORE_SHIFT; 0 if it is none."""
    return (facts >> np.uint64(16) & np.uint64(255)).astype(np.int64)


def whole_scores(lengths: Sequence[int], facts: Array) -> Array:
    """Return what words earn as wholes: a few thousand different cases."""
    asked = facts & np.uint64(0xFF0000FF) | np.array(lengths, np.uint64) << np.uint64(8)
    cases, places = np.unique(asked, return_inverse=True)
    scores = [whole_score(case >> 8 & 255, case & 0xFF0000FF) for case in cases.tolist()]
    found: Array = np.array(scores, np.int64)[places]
    return found
