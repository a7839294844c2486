"""The other ways to write a number or a date: "1.5" and "1,5", "2." and "Zweiter", "8.5.1945"; and
"auf Grund" for "aufgrund" (`one_or_two.py`).

In: the words of a clause, or of neighbouring ones, as typed; a day with both of its points.  Out:
which of them can be written otherwise, and how. Nothing of this is in an index: texts keep what
stands in them, so a number means there what it means to its readers, and what is typed is looked
for in each of its forms.

A numeral counts in another form only beside the same word: "2" stands for "Zweiter" in "2.
Weltkrieg" and for "II" in "Karl 2.", not in "2 Tote". What the numbers of texts mean was counted in
4,000 news articles: of those with one point before one or two digits 154 in 182 are times of day
("20.15 Uhr"), 28 decimals, versions or days; 1,764 have a comma. So both may stand for each other,
what is typed counts more, and three digits behind a point remain thousands. "9.11." with its second
point is a day; "11.9" in a text is one in half of the cases, so "11. September" is not looked for
there. Of the numbers up to twelve before a noun 6,516 are in letters and 365 in figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from search.analysis import STOP_WORDS, fold_exact
from search.query.dates import MONTHS, full_year
from search.query.numbers.forms import Form, Written, of_forms
from search.query.numbers.number_words import BEGINNINGS, as_age, other_rows
from search.query.numbers.numerals import (
    BEFORE_A_FIGURE,
    BEFORE_A_WORD,
    BEHIND_A_WORD,
    Row,
)
from search.query.numbers.one_or_two import APART, TOGETHER
from search.query.numbers.units import read_cut_short, read_speed, read_unit

_SWAPPED = str.maketrans(".,", ",.")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{1,2}")
_LEADING, _THREE = re.compile("[1-9][0-9]{0,2}"), re.compile("[0-9]{3}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:'[0-9]{3})+")
# Four digits are a year more often.
_UNGROUPED = re.compile("[1-9][0-9]{4,8}")
_HOUR, _MINUTE = "([01]?[0-9]|2[0-4])", "([0-5][0-9])"
_TIMES = ((1, re.compile(rf"{_HOUR}\.{_MINUTE} Uhr")), (2, re.compile(f"{_HOUR} {_MINUTE} Uhr")))
_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})")
# What a row has at least that has other forms: most rows have none.
_NAMES = "|".join({*BEFORE_A_WORD, *BEHIND_A_WORD, *BEFORE_A_FIGURE} - set(map(str, range(1001))))
_HINT = re.compile(
    rf"[0-9]|str(?:aße|asse)?(?!\w)|(?<!\w)(?:(?:{_NAMES})(?!\w)|{'|'.join(BEGINNINGS)})"
    rf"|(?<!\w)(?:{'|'.join((*APART, *map(' '.join, TOGETHER)))})(?!\w)",
    re.I,
)
_HOUR_ALONE, _HOUR_SHORT = re.compile(_HOUR), re.compile(f"{_HOUR}h")
DAY, _MOST_DAYS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\."), 31
_YEAR = re.compile("[0-9]{4}")
_MONTH_OF = {name.lower(): number for number, name in enumerate(MONTHS, 1)}


def otherwise_written(words: Sequence[str]) -> Iterator[Written]:
    """Yield what can be written otherwise, left to right; nothing overlaps."""
    start = 0 if _HINT.search(" ".join(words)) else len(words)
    while start < len(words):
        found = next(filter(None, (read(words, start) for read in _READERS)), None)
        if found:
            yield found
        start = found.end if found else start + 1


def rows_of(words: Sequence[str]) -> list[Row]:
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
    except (ValueError, OverflowError):  # no day that there is, or a number over 31 bits
        return None
    full, short = str(meant.year), str(meant.year)[2:]
    # Two digits may be of this century or of the last.
    years = (full, ("19" if meant.year >= 2000 else "20") + short) if year == short else (full,)
    ends = (*years, short) if full_year(short) == meant.year else years
    days, months = _figures(meant.day), _figures(meant.month)
    tokens = tuple(f"{d}.{m}.{y}" for y in ends for d in days for m in months)
    in_words: Row = (days, (MONTHS[meant.month - 1],), years)
    in_figures: Row = (days, months, years)
    if whole:
        rest = tuple(token for token in tokens if token != typed[0])
        others: list[Row] = [(rest,)] if rest else []
        others += in_words, in_figures
        return Written(
            start, start + 1, (((typed[0], *rest),), in_words, in_figures), _forms(others)
        )
    rows: tuple[Row, ...] = (in_figures, in_words, (tokens,))
    if named:
        rows = (in_words, (tokens,), in_figures)
    elif typed[0] != day:
        rows = (tuple((word,) for word in typed), in_words, (tokens,), in_figures)
    return Written(start, start + 3, rows, _forms(rows[1:]))


def _day(words: Sequence[str], start: int) -> Written | None:
    """Read "8.5." as "8. Mai"."""
    found = DAY.fullmatch(words[start])
    if not found or not 1 <= int(found[2]) <= len(MONTHS) or not 1 <= int(found[1]) <= _MOST_DAYS:
        return None
    month = int(found[2])
    days, months = _figures(int(found[1])), _figures(month)
    typed = words[start].rstrip(".")
    rest = tuple(token for d in days for m in months if (token := f"{d}.{m}") != typed)
    in_words: Row = (days, (MONTHS[month - 1],))
    others: list[Row] = [(rest,), in_words] if rest else [in_words]
    return Written(start, start + 1, (((typed, *rest),), in_words), _forms(others))


def _figures(number: int) -> tuple[str, ...]:
    """Return how the number of a day or a month is written: "8" and "08"."""
    return tuple(dict.fromkeys((str(number), f"{number:02}")))


def _forms(rows: Iterable[Row]) -> tuple[Form, ...]:
    return tuple(map(Form, rows))


def _time(words: Sequence[str], start: int) -> Written | None:
    """Read "20.15 Uhr" and "20:15 Uhr", "8 Uhr" and "08.00 Uhr", "8h"."""
    for length, shape in _TIMES:
        if found := shape.fullmatch(" ".join(words[start : start + length + 1])):
            one, two, full = _times(found[1], found[2])
            rows: tuple[Row, ...] = (one, two) if length == 1 else (two, one)
            rows = (*rows, full) if found[2] == "00" else rows
            clock = (words[start + length],)
            rest = one[0][1:]  # "08.15" for "8.15"
            others = [Form((rest, clock), behind=1)] if length == 1 and rest else []
            others += (Form((*row, clock), behind=1) for row in rows[1:])
            return Written(start, start + length, rows, tuple(others))
    if found := _HOUR_SHORT.fullmatch(words[start]):
        clock = ("Uhr",)
        forms = [Form((*row, clock)) for row in reversed(_times(found[1], "00"))]
        return of_forms(words, start, [*forms, Form(((found[1],), ("Stunden",)))])
    return None


def _times(hour: str, minute: str) -> tuple[Row, Row, Row]:
    """Return how a time is written with a point, as two numbers and, on the hour, without minutes;
    what was typed comes first.
    """
    hours = tuple(dict.fromkeys((hour, *_figures(int(hour)))))
    return (tuple(f"{h}.{minute}" for h in hours),), (hours, (minute,)), (hours,)


def _thousands(words: Sequence[str], start: int) -> Written | None:
    """Read "10.000", "10000", "10 000" and "10'000"."""
    word, end = words[start], start + 1
    while _LEADING.fullmatch(word) and end < len(words) and _THREE.fullmatch(words[end]):
        end += 1
    if end > start + 1:
        parts = list(words[start:end])
    elif _GROUPED.fullmatch(word):
        parts = re.split("[.']", word)
    elif _UNGROUPED.fullmatch(word):
        parts = f"{int(word):,}".split(",")
    else:
        return None
    apart: Row = tuple((part,) for part in parts)
    together = tuple(t for t in (".".join(parts), "'".join(parts)) if t != word)
    if end > start + 1:
        return Written(start, end, (apart, (together,)), (Form((together,)),))
    own: Row = ((word, *together),)
    return Written(start, end, (own, apart), (Form((together,)), Form(apart)))


def _number(words: Sequence[str], start: int) -> Written | None:
    """Read a decimal, and a numeral before or behind a word that is neither a numeral nor a
    function word.
    """
    word = words[start]
    before = _beside(words[start - 1 : start]) if start else ()
    behind = _beside(words[start + 1 : start + 2])
    swapped = Form(((word.translate(_SWAPPED),),))
    forms = [swapped] if _DECIMAL.fullmatch(word) else []
    if behind and behind[0].lower() == "uhr" and _HOUR_ALONE.fullmatch(word):
        one, two, full = _times(word, "00")
        rest = (full[0][1:],) if full[0][1:] else ()
        forms += (Form((*row, behind), behind=1) for row in (rest, one, two) if row)
    if behind and (others := BEFORE_A_WORD.get(word) or BEFORE_A_WORD.get(fold_exact(word))):
        forms.append(Form((others, behind), behind=1))
    if before and (others := BEHIND_A_WORD.get(word) or BEHIND_A_WORD.get(fold_exact(word))):
        forms.append(Form((before, others), before=1))
    return of_forms(words, start, forms)


def _age(words: Sequence[str], start: int) -> Written | None:
    """Read "15 Jahre alt" as "15-jährig" and "fünfzehnjährig"."""
    typed = words[start : start + 3]
    others: Row = (as_age(typed),)
    rows: tuple[Row, ...] = (tuple((word,) for word in typed), others)
    return Written(start, start + 3, rows, (Form(others),)) if others[0] else None


def _in_word(words: Sequence[str], start: int) -> Written | None:
    """Read "Fünfzehnjährige" as "15-Jährige", "80er" as "achtziger", "10km" as "10 Kilometer"."""
    return of_forms(words, start, _forms(other_rows(words[start])))


def _pair(words: Sequence[str], start: int) -> Written | None:
    """Read "aufgrund" as "auf Grund", and the other way round."""
    one, two, *_ = *map(fold_exact, words[start : start + 2]), ""
    if apart := APART.get(one):
        return of_forms(words, start, [Form(tuple((word,) for word in apart))])
    whole = TOGETHER.get((one, two))
    if not whole:
        return None
    typed: Row = tuple((word,) for word in words[start : start + 2])
    return Written(start, start + 2, (typed, ((whole,),)), (Form(((whole,),)),))


def _beside(words: Sequence[str]) -> tuple[str, ...]:
    """Return the word beside which a numeral has its other forms, nothing for another."""
    for word in words:
        exact = fold_exact(word)
        if word.isalpha() and exact not in STOP_WORDS and exact not in BEFORE_A_WORD:
            return (word,)
    return ()


_READERS = (
    *(_date, _day, _time, _age, _thousands, _number),
    *(read_speed, read_unit, _in_word, read_cut_short, _pair),
)
