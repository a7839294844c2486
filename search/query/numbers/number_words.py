"""Numbers that a longer word begins with: "15-Jähriger" and "Fünfzehnjähriger", "80er", "10km".

In: a word as typed, one with hyphens as one word ("15Jähriger").  Out: its other forms, each a row
of words; none of what has none. No list says which words begin so: of a word that does by chance
("Achtung") there is no other form in any index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from search.analysis import fold_exact
from search.query.numbers.numerals import SPOKEN, UNITS, Row

_FIGURE = re.compile(r"([1-9][0-9]{0,3})([^\W\d_]{2,})")  # "m²" are two
_FIGURES = re.compile("[1-9][0-9]{0,2}")
# "80er" and "1980er"; those of 1920 and of 2020 are both "20er".
_DECADES = {decade: (str(decade), f"19{decade}") for decade in range(20, 100, 10)}
_OF_YEARS = {int(year): decade for decade, (_, year) in _DECADES.items()}
_UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ß": "ss"})
# "ein" begins too many words: "eine", "Einheit".
_NUMBER = {
    spelling: number
    for number, name in SPOKEN.items()
    if number > 1
    for spelling in (name, name.translate(_UMLAUTS), name.replace("ß", "ss"))
}
_LONGEST = max(map(len, _NUMBER))
# How words begin that may have a number in letters.
BEGINNINGS = (
    *("zwei", "drei", "vier", "fünf", "fuenf", "sech", "sieb", "acht", "neun", "zehn", "elf"),
    *("zwölf", "zwoelf", "zwanzig", "hundert", "tausend"),
)


@lru_cache(maxsize=1024)
def other_rows(word: str) -> tuple[Row, ...]:
    """Return the other forms of a word that begins with a number, that of one word first."""
    exact = fold_exact(word)
    if exact in _NUMBER:
        return ()
    if found := _FIGURE.fullmatch(exact):
        number, rest = int(found[1]), found[2]
        if rest in UNITS:
            return (((found[1],), (rest, *UNITS[rest])),)
    else:
        ends = range(min(len(exact) - 2, _LONGEST), 2, -1)
        number, rest = next(
            ((_NUMBER[exact[:end]], exact[end:]) for end in ends if exact[:end] in _NUMBER), (0, "")
        )
    return _rows(exact, number, rest) if rest.isalpha() else ()


def as_age(words: Sequence[str]) -> tuple[str, ...]:
    """Return "15jährig" and "fünfzehnjährig" for "15", "Jahre", "alt"; nothing for other words."""
    if len(words) != 3 or [word.lower() for word in words[1:]] != ["jahre", "alt"]:
        return ()
    exact = fold_exact(words[0])
    number = _NUMBER.get(exact) or (int(exact) if _FIGURES.fullmatch(exact) else 0)
    names = (str(number), SPOKEN[number]) if number in SPOKEN else ()
    return tuple(f"{name}jährig" for name in names)


def _rows(exact: str, number: int, rest: str) -> tuple[Row, ...]:
    decade = rest.startswith("er")
    number = _OF_YEARS.get(number, number) if decade else number
    figures = _DECADES.get(number, (str(number),)) if decade else (str(number),)
    numbers = (*figures, SPOKEN[number]) if number in SPOKEN else figures
    rows: list[Row] = [(tuple(w for n in numbers if (w := f"{n}{rest}") != exact),)]
    if decade and len(rest) > 4:  # "80er Jahre"
        rows.append((tuple(f"{n}er" for n in numbers), (rest.removeprefix("er"),)))
    if rest.startswith("jährig"):
        rows.append((numbers, ("jahre",), ("alt",)))
    return tuple(row for row in rows if row[0])
