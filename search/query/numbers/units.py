"""The other ways to write units, and what is cut short beside a number or in names of streets.

In: words in a row and where to look.  Out: what stands there, in all its forms; None if there is
nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis import fold_exact
from search.query.numbers.forms import Form, Written, of_forms, one
from search.query.numbers.numerals import BEFORE_A_FIGURE, SPEED, STREET, STREET_SHORT, UNITS, Row

_FIGURES = re.compile("[0-9][0-9.,]*")


def read_speed(words: Sequence[str], start: int) -> Written | None:
    """Read "km/h" behind a figure as "Stundenkilometer" and "Kilometer pro Stunde"."""
    before = words[start - 1] if start else ""
    for unit in SPEED if _FIGURES.fullmatch(before) else ():
        typed = words[start : start + len(unit)]
        if tuple(fold_exact(word).removesuffix("n") for word in typed) == unit:
            rows: list[Row] = [tuple((word,) for word in other) for other in SPEED if other != unit]
            own: Row = tuple((word,) for word in typed)
            forms = tuple(Form(((before,), *row), before=1) for row in rows)
            return Written(start, start + len(unit), (own, *rows), forms)
    return None


def read_unit(words: Sequence[str], start: int) -> Written | None:
    """Read "km" behind a figure as "Kilometer"."""
    exact, before = fold_exact(words[start]), words[start - 1] if start else ""
    others = UNITS.get(exact) or UNITS.get(exact.removesuffix("n"))
    if not others or not _FIGURES.fullmatch(before):
        return None
    return of_forms(words, start, [Form(((before,), others), before=1)])


def read_cut_short(words: Sequence[str], start: int) -> Written | None:
    """Read "Nr. 5" and "Nummer 5", "Hauptstr." and "Hauptstraße"."""
    exact, *following = fold_exact(words[start]), *words[start + 1 : start + 2]
    if exact.endswith(STREET_SHORT):
        return one(words, start, exact.removesuffix(STREET_SHORT) + STREET[0])
    if ending := next(filter(exact.endswith, STREET), ""):
        return one(words, start, exact.removesuffix(ending) + STREET_SHORT)
    if following and following[0][0].isdigit() and (others := BEFORE_A_FIGURE.get(exact)):
        return of_forms(words, start, [Form((others, (following[0],)), behind=1)])
    return None
