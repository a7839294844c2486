"""The other ways to write a number or a date: "1.5" and "1,5", "2." and "Zweiter", "8.5.1945".

In: the words of a clause, or of neighbouring clauses, as typed.  Out: which of them can be written
otherwise, and how. Nothing of this is in an index: texts keep what stands in them, so a number
means there what it means to its readers, and what is typed is looked for in each of its forms.

A numeral counts in another form only before the same word: "2" stands for "Zweiter" in "2.
Weltkrieg", not in "2 Tote". What the numbers of texts mean was counted in 4,000 news articles: of
those with one point before one or two digits 154 in 182 are times of day ("20.15 Uhr"), 28
decimals, versions or days; 1,764 have a comma. So both may stand for each other, what is typed
counts more, and three digits behind a point remain thousands. Of the numbers up to twelve before a
noun 6,516 are in letters and 365 in figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from search.analysis import STOP_WORDS, fold_exact
from search.query.dates import full_year
from search.query.ranges import MONTHS

# The words allowed at each place of a row.
Form = tuple[tuple[str, ...], ...]

_CARDINALS = "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_ROUND = {
    **{"20": "zwanzig", "30": "dreißig", "40": "vierzig", "50": "fünfzig", "60": "sechzig"},
    **{"70": "siebzig", "80": "achtzig", "90": "neunzig", "100": "hundert", "1000": "tausend"},
}


def _numerals() -> dict[str, tuple[str, ...]]:
    """Return the other forms of each numeral; "eine", an article too, has none, nor have letters
    that may be Roman.
    """
    found = {}
    rows = zip(_CARDINALS, _ORDINALS, _ROMAN, strict=True)
    for number, (cardinal, stem, roman) in enumerate(rows, 1):
        figure, ordinal = str(number), f"{stem}e"
        romans = (roman,) if len(roman) > 1 else ()
        found[figure] = (cardinal, ordinal, *romans)
        found |= dict.fromkeys(romans, (figure, ordinal))
        found |= {f"{ordinal}{ending}": (figure, *romans) for ending in ("", *"nrms")}
        found[cardinal] = (figure,)
    for figure, word in _ROUND.items():
        found |= {figure: (word,), word: (figure,)}
    del found["eine"]
    return found


_OTHERS = _numerals()
_SWAPPED = str.maketrans(".,", ",.")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{1,2}")
_HOUR, _MINUTE = "([01]?[0-9]|2[0-4])", "([0-5][0-9])"
_TIMES = ((1, re.compile(rf"{_HOUR}\.{_MINUTE} Uhr")), (2, re.compile(f"{_HOUR} {_MINUTE} Uhr")))
_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})")
_YEAR = re.compile("[0-9]{4}")
_MONTH_OF = {name.lower(): number for number, name in enumerate(MONTHS, 1)}


class Written(NamedTuple):
    """The words [start, end) of a row and their forms, the typed one first with what else it allows
    at each place; `before`: they mean that only before the next word.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    before: bool = False

    def others(self, words: Sequence[str]) -> Iterator[Form]:
        """Yield the forms that were not typed, with the next word where it counts."""
        following = ((words[self.end],),) if self.before else ()
        typed, *others = self.forms
        if len(typed) == 1:
            kept = tuple(word for word in typed[0] if word != words[self.start])
            others = [(kept,), *others] if kept else others
        yield from ((*form, *following) for form in others)


def otherwise_written(words: Sequence[str]) -> Iterator[Written]:
    """Yield what can be written otherwise, left to right; nothing overlaps."""
    start = 0
    while start < len(words):
        found = _date(words, start) or _time(words, start) or _number(words, start)
        if found:
            yield found
        start = found.end if found else start + 1


def rows_of(words: Sequence[str]) -> list[Form]:
    """Return all forms of words in a row, the one that was typed first."""
    found = list(otherwise_written(words))
    rows = []
    for number in range(max((len(written.forms) for written in found), default=1)):
        row: list[tuple[str, ...]] = []
        start = 0
        for written in found:
            row += [(word,) for word in words[start : written.start]]
            row += written.forms[min(number, len(written.forms) - 1)]
            start = written.end
        rows.append((*row, *((word,) for word in words[start:])))
    return rows


def _date(words: Sequence[str], start: int) -> Written | None:
    """Read "8.5.1945", "8. Mai 1945", "8. 5. 1945" and "1945-05-08"."""
    whole, typed = _DATE.fullmatch(words[start]), list(words[start : start + 3])
    if whole:
        day, month, year = whole.groups()
    elif len(typed) < 3:
        return None
    else:
        day, month, year = reversed(typed) if _YEAR.fullmatch(typed[0]) else typed
        if not _YEAR.fullmatch(year):
            return None
    named = _MONTH_OF.get(month.lower())
    try:
        meant = date(full_year(year), named or int(month), int(day))
    except ValueError:  # no day that there is
        return None
    years = [str(meant.year)]
    if full_year(years[0][2:]) == meant.year:
        years.append(years[0][2:])
    days, months = (tuple(dict.fromkeys((str(n), f"{n:02}"))) for n in (meant.day, meant.month))
    tokens = tuple(f"{d}.{m}.{y}" for y in years for d in days for m in months)
    in_one: Form = (tuple(dict.fromkeys((*typed[:1], *tokens) if whole else tokens)),)
    in_words: Form = (days, (MONTHS[meant.month - 1],), (years[0],))
    in_figures: Form = (days, months, (years[0],))
    if whole:
        return Written(start, start + 1, (in_one, in_words, in_figures))
    if named:
        return Written(start, start + 3, (in_words, in_one, in_figures))
    if typed[0] != day:
        return Written(start, start + 3, (tuple((t,) for t in typed), in_words, in_one, in_figures))
    return Written(start, start + 3, (in_figures, in_words, in_one))


def _time(words: Sequence[str], start: int) -> Written | None:
    """Read "20.15 Uhr" and "20:15 Uhr"."""
    for length, shape in _TIMES:
        if found := shape.fullmatch(" ".join(words[start : start + length + 1])):
            one: Form = ((f"{found[1]}.{found[2]}",),)
            two: Form = ((found[1],), (found[2],))
            forms = (one, two) if length == 1 else (two, one)
            return Written(start, start + length, forms, before=True)
    return None


def _number(words: Sequence[str], start: int) -> Written | None:
    """Read a decimal, or a numeral before a word that is neither a numeral nor a function word."""
    word, *following = words[start : start + 2]
    if _DECIMAL.fullmatch(word):
        return Written(start, start + 1, (((word, word.translate(_SWAPPED)),),))
    others = _OTHERS.get(word) or _OTHERS.get(fold_exact(word))
    if not others or not following or not following[0].isalpha():
        return None
    exact = fold_exact(following[0])
    if exact in STOP_WORDS or exact in _OTHERS:
        return None
    return Written(start, start + 1, (((word, *others),),), before=True)
