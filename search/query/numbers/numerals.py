"""Tables of what can be written in two ways: numerals, and what is cut short beside a number.

In: nothing.  Out: exact form (a Roman numeral as typed) → the other forms. Which of them counts
where, `reading.py` and `number_words.py` say.
"""

from __future__ import annotations

# The words allowed at each place.
Row = tuple[tuple[str, ...], ...]

_CARDINALS = "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
_ROMAN = (
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII".split()
)
_ROUND = {
    **{"20": "zwanzig", "30": "dreißig", "40": "vierzig", "50": "fünfzig", "60": "sechzig"},
    **{"70": "siebzig", "80": "achtzig", "90": "neunzig", "100": "hundert", "1000": "tausend"},
}
# One and a half, and so on: 718 articles of 17,692 have the word, 947 the figures.
_HALVES: dict[str, tuple[str, ...]] = {
    f"{n},5": (f"{name}einhalb",) for n, name in enumerate(_CARDINALS[1:8], 2)
}
_HALVES["1,5"] = ("eineinhalb", "anderthalb")


def _before_a_word() -> dict[str, tuple[str, ...]]:
    """Return the other forms of each numeral before a word; "eine", an article too, has none, nor
    have letters that may be Roman.
    """
    found = {}
    rows = zip(_CARDINALS, _ORDINALS, _ROMAN, strict=False)
    for number, (cardinal, stem, roman) in enumerate(rows, 1):
        figure, ordinal = str(number), f"{stem}e"
        romans = (roman,) if len(roman) > 1 else ()
        found[figure] = (cardinal, ordinal, *romans)
        found |= dict.fromkeys(romans, (figure, ordinal))
        found |= {f"{ordinal}{ending}": (figure, *romans) for ending in ("", *"nrms")}
        found[cardinal] = (figure,)
    for figure, word in _ROUND.items():
        found |= {figure: (word,), word: (figure,)}
    for figure, names in _HALVES.items():
        same = (figure, *names)
        found |= {one: tuple(other for other in same if other != one) for one in same}
    del found["eine"]
    return found


BEFORE_A_WORD = _before_a_word()
# Behind a word: "Karl 6." and "Karl VI.", "Formel 1" and "Formel eins"; those who type figures mean
# "Karl V." as well.
_COUNTED = ["eins", *_CARDINALS[1:]]
BEHIND_A_WORD = {
    **{str(n): (roman, *_COUNTED[n - 1 : n]) for n, roman in enumerate(_ROMAN, 1)},
    **{roman: (str(n),) for n, roman in enumerate(_ROMAN, 1) if len(roman) > 1},
    **{word: (str(n),) for n, word in enumerate(_COUNTED, 1)},
}
# Before a figure: "Art. 5" and "Artikel 5".
_CUT_SHORT = (
    ("nr", "nummer"), ("art", "artikel"), ("abs", "absatz"), ("kap", "kapitel"), ("bd", "band"),
    ("s", "seite"),
)  # fmt: skip
BEFORE_A_FIGURE = {
    **{short: (full,) for short, full in _CUT_SHORT},
    **{full: (short,) for short, full in _CUT_SHORT},
}
# Behind a figure: "10 km" and "10 Kilometer", "5 kg" and "5 Kilo".
_UNITS = (
    ("km", "kilometer"), ("m", "meter"), ("cm", "zentimeter"), ("mm", "millimeter"),
    ("qm", "m²", "quadratmeter"), ("km²", "quadratkilometer"), ("kg", "kilogramm", "kilo"),
    ("g", "gramm"), ("mg", "milligramm"), ("t", "tonne"), ("l", "liter"), ("ml", "milliliter"),
    ("std", "stunde"), ("min", "minute"), ("sek", "sekunde"), ("kw", "kilowatt"),
    ("mw", "megawatt"), ("gw", "gigawatt"), ("kwh", "kilowattstunde"), ("gb", "gigabyte"),
    ("ha", "hektar"), ("ps", "pferdestärke"), ("c", "grad"),
)  # fmt: skip
# The same of several words.
SPEED: tuple[tuple[str, ...], ...] = (
    ("km", "h"), ("stundenkilometer",), ("kilometer", "pro", "stunde"),
)  # fmt: skip
UNITS = {one: tuple(n for n in same if n != one) for same in _UNITS for one in same}
# At the end of names of streets.
STREET, STREET_SHORT = ("straße", "strasse"), "str"

# Numbers as they stand in front of longer words: "fünfzehn" of "Fünfzehnjährige".
_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_ONES = ["ein", *_CARDINALS[1:9]]


def _spoken() -> dict[int, str]:
    found = dict(enumerate([*_ONES, *_CARDINALS[9:], *_TEENS], 1))
    tens = {int(figure): word for figure, word in _ROUND.items()}
    for ten in range(20, 100, 10):
        found[ten] = tens[ten]
        found |= {ten + n: f"{one}und{tens[ten]}" for n, one in enumerate(_ONES, 1)}
    return found | {100: tens[100], 1000: tens[1000]}


SPOKEN = _spoken()
