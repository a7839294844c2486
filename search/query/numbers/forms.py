"""What is written otherwise: some words of a row and all their forms.

In: words as typed and the other ways to write them.  Out: both, as `reading.py` yields them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.query.numbers.numerals import Row


class Form(NamedTuple):
    """Words in a row, those allowed at each place; of the neighbours of the number `before` and
    `behind` are in it, 0 or 1.
    """

    row: Row
    before: int = 0
    behind: int = 0

    @property
    def number(self) -> Row:
        """Return the places of the number alone."""
        return self.row[self.before : len(self.row) - self.behind]


class Written(NamedTuple):
    """The words [start, end) of a row: all their forms, the typed one first with what else it
    allows at each place; and those that were not typed, with the neighbours they count beside.
    """

    start: int
    end: int
    forms: tuple[Row, ...]
    others: tuple[Form, ...]


def one(words: Sequence[str], start: int, other: str) -> Written:
    """Return a word with one other form that counts beside any word."""
    return Written(start, start + 1, (((words[start], other),),), (Form(((other,),)),))


def of_forms(words: Sequence[str], start: int, forms: Sequence[Form]) -> Written | None:
    """Return a word with its other forms; None without any."""
    others = dict.fromkeys(w for form in forms if len(form.number) == 1 for w in form.number[0])
    longer = (form.number for form in forms if len(form.number) > 1)
    own: Row = ((words[start], *others),)
    return Written(start, start + 1, (own, *longer), tuple(forms)) if forms else None
