"""The lemma of a word form where it has another stem: "ging" → "gehen", "museen" → "museum".

In: exact forms (`normalize.fold_exact`).  Out: the exact form of the lemma, or None where the
plain stem is already that of the lemma. A form has up to two readings, because German tells them
apart by the first letter: "stand" is a form of "stehen", "Stand" is a noun of its own.

The table is learned once by `table.build_lemmas`, kept as eight arrays, and mapped for
queries: nothing is read before it is asked for.
    forms/terms    the UTF-8 bytes of all forms, sorted, in a row    forms/ends    where each ends
    lemmas/terms   the same for the distinct lemmas                  lemmas/ends
    forms/lower    number of the lemma of each form, from 1; 0: none
    forms/capital  the same for the form with a capital letter
    forms/bits     1: a compound that ends with this noun is a form of one that ends with its lemma
                   2: with a capital letter it is the same word where a sentence begins, no noun
    fronts         where forms begin otherwise than their lemma: both fronts (`coarse.py`), 20 bits
                   each, the lemma's first; sorted
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.coarse import BITS, BLANK, FRONT, Letters
from search.system.hash_marks import HashMarks
from search.system.sorted_texts import SortedTexts
from search.system.texts import Texts

Array = NDArray[Any]

# A head of fewer letters is more often an ending.
MIN_HEAD = 5
_FRONT_BITS = BITS * FRONT
_HEAD, _SMALL = np.uint8(1), np.uint8(2)


class Readings(NamedTuple):
    """The lemma of a form as it stands and with a capital letter; None: nothing to add.

    `head`: longer nouns that end with the form follow the capital reading ("stadtmuseen").
    `small`: with a capital letter it is no other word ("Zieht").
    """

    lower: str | None
    capital: str | None
    head: bool = False
    small: bool = False


NOTHING = Readings(None, None)


class Lemmas:
    """Exact form → readings. Immutable."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = dict(arrays)
        self._forms = SortedTexts(arrays["forms/terms"], arrays["forms/ends"])
        self._lemmas = SortedTexts(arrays["lemmas/terms"], arrays["lemmas/ends"])
        self._lower, self._capital = arrays["forms/lower"], arrays["forms/capital"]
        self._bits, self._fronts = arrays["forms/bits"], arrays["fronts"]
        self._marks: HashMarks | None = None
        self._endings: frozenset[str] = frozenset()

    @classmethod
    def from_readings(cls, table: Mapping[str, Readings]) -> Lemmas:
        """Return the table of these forms."""
        # Code points and UTF-8 bytes have the same order.
        forms = sorted(form for form, readings in table.items() if any(readings[:2]))
        rows = [table[form] for form in forms]
        lower, capital, head, small = zip(*rows, strict=True) if rows else ((),) * 4
        lemmas = sorted({*lower, *capital} - {None})
        number: dict[str | None, int] = {lemma: i for i, lemma in enumerate(lemmas, 1)}
        number[None] = 0
        kind = np.min_scalar_type(len(lemmas))
        arrays: dict[str, Array] = {}
        for name, texts in (("forms", Texts.of(forms)), ("lemmas", Texts.of(lemmas))):
            arrays[f"{name}/terms"], arrays[f"{name}/ends"] = texts.data, texts.ends
        arrays["forms/lower"] = np.array([number[lemma] for lemma in lower], kind)
        arrays["forms/capital"] = np.array([number[lemma] for lemma in capital], kind)
        arrays["forms/bits"] = _HEAD * np.array(head, np.uint8) | _SMALL * np.array(small, np.uint8)
        arrays["fronts"] = _fronts(
            [*zip(forms, lower, strict=True), *zip(forms, capital, strict=True)]
        )
        return cls(arrays)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Lemmas:
        """Return the table over arrays that `arrays` gave, mapped or in memory."""
        return cls(arrays)

    def arrays(self) -> dict[str, Array]:
        """Return what is to be stored, by name."""
        return dict(self._arrays)

    def __len__(self) -> int:
        return len(self._forms)

    def heat(self) -> Lemmas:
        """Make it quick to look up, for more than a few words; return the table itself."""
        if self._marks is None:
            forms = self._forms.texts()
            heads = forms.take((self._bits & _HEAD).nonzero()[0]).strings()
            self._endings = frozenset([head[-MIN_HEAD:] for head in heads])
            self._marks = HashMarks.of(forms)  # most words are no form
        return self

    def cool(self) -> None:
        """Forget what `heat` has made; it is still found, more slowly."""
        self._marks = None

    def likely(self, forms: Sequence[str]) -> Array:
        """Return the numbers of those of many exact forms that may be there; all, if not heated."""
        return np.arange(len(forms)) if self._marks is None else self._marks.likely(forms)

    def may_end(self, letters: str) -> bool:
        """Tell whether a head may end with these MIN_HEAD letters; cheap, and never wrong to ask.

        Nine in ten words are settled by it without looking up each of their endings.
        """
        return self._marks is None or letters in self._endings

    def fronts(self, front: bytes) -> list[bytes]:
        """Return the fronts of forms whose lemma begins with some coarse letters, at most FRONT."""
        first = _number(front)
        bounds = first, first + (1 << BITS * (FRONT - len(front)))
        low, high = self._fronts.searchsorted(np.array(bounds, np.uint64) << _FRONT_BITS)
        return [_letters(int(pair)) for pair in self._fronts[low:high]]

    def readings(self, form: str) -> Readings:
        """Return the lemmas of an exact form, NOTHING itself if it is not there."""
        place = self._place(form)
        if place is None:
            return NOTHING
        lower, capital = int(self._lower[place]), int(self._capital[place])
        head, small = (bool(self._bits[place] & bit) for bit in (_HEAD, _SMALL))
        return Readings(self._lemma(lower), self._lemma(capital), head, small)

    def _place(self, form: str) -> int | None:
        if self._marks is not None and form not in self._marks:
            return None
        return self._forms.find(form.encode())

    def _lemma(self, number: int) -> str | None:
        return self._lemmas[number - 1].decode() if number else None


def _fronts(pairs: Iterable[tuple[str, str | None]]) -> Array:
    """Return where forms begin otherwise than their lemmas, as it is stored."""
    rows = [(form, lemma) for form, lemma in pairs if lemma is not None]
    if not rows:
        return np.empty(0, np.uint64)
    forms, lemmas = (_front_numbers(words) for words in zip(*rows, strict=True))
    return np.unique((lemmas << _FRONT_BITS | forms)[forms != lemmas])


def _front_numbers(words: Sequence[str]) -> Array:
    """Return the number of the front of each word, as `_number` does of one."""
    codes = Letters.of(" ".join(words)).codes
    ends = np.flatnonzero(codes == BLANK)[: len(words)]
    starts = np.append(0, ends[:-1] + 1)
    numbers = np.zeros(len(words), np.uint64)
    for place in range(FRONT):  # beyond a word there is a blank: 0
        numbers = numbers << BITS | codes[np.minimum(starts + place, ends)]
    return numbers


def _number(front: bytes) -> int:
    """Return a front of at most FRONT letters as a number; fewer sort before all they begin."""
    number = 0
    for code in front.ljust(FRONT, b"\0"):
        number = number << BITS | code
    return number


def _letters(number: int) -> bytes:
    """Return the front that `_number` made a number of; bits beyond it do not count."""
    shifts = range(_FRONT_BITS - BITS, -BITS, -BITS)
    return bytes(number >> shift & (1 << BITS) - 1 for shift in shifts).rstrip(b"\0")
