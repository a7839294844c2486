"""Tables of what can be written in two ways: numerals, and what is cut short beside a number.

In: nothing.  Out: exact form (a Roman numeral as typed) → the other forms. Which of them counts
where, `numbers.py` says.
"""

from __future__ import annotations

_CARDINALS = "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
_ROMAN = (
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII".split()
)
_ROUND = {
    **{"20": "zwanzig", "30": "dreißig", "40": "vierzig", "50": "fünfzig", "60": "sechzig"},
    **{"70": "siebzig", "80": "achtzig", "90": "neunzig", "100": "hundert", "1000": "tausend"},
}


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
# At the end of names of streets.
STREET, STREET_SHORT = ("straße", "strasse"), "str"
