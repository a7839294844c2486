"""One spelling for words that have several: old and new, Austrian, foreign letters, gender marks,
points in numbers, signs for words, places with two names in the news.

In: an exact form (`normalize.fold_exact`).  Out: the spelling all variants share, to be stemmed; it
is never shown and need not be the recommended one. Snowball folds ä/ae/a, ö/oe/o, ü/ue/u and ß/ss
afterwards, so none of these stand here.
Source of the spellings: written for this project from the rules of 1996 and 2006 (§ 2, § 3, § 13,
§ 32 of the official rules: stems, double letters, foreign words), checked by table tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from search.analysis.tokens import SIGNS

# "kolleg:innen" is about every "Kollege", as "lehrer:innen" about every "Lehrer".
_GENDER = re.compile(r":in(?:nen)?$")

# "Müller's", "geht's": a genitive as in English, and "es".
_APOSTROPHE_S = re.compile(r"(?<=[^\W\d_]{2})'s$")

# "12.500"; but "12.03.2025" is a date and "3.5" a version.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")

# Letters that NFD does not take apart.
_LETTERS = str.maketrans(
    {"ø": "ö", "å": "a", "æ": "ä", "œ": "ö", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# Latin letters only, each with the accents that stand after it; other scripts keep theirs.
_ACCENTED = re.compile("[à-ãç-ïñ-õøù-ûý-ɏḀ-ỿ][\u0300-\u036f]*|[a-z][\u0300-\u036f]+")
_GERMAN = re.compile(r"[a-zäöüß\d.,:'§]*")

# Signs that are tokens, as they are spoken.
_SPOKEN = dict(zip(SIGNS, ("paragraf", "prozent", "euro", "dollar", "und"), strict=True))

# What a word must hold at least to be worth a look at the rules; keeps the rest fast.
_HINTS = (
    """
    ßs ßß ph ntial ntiel umerier placier plazier änner feber rauh wändig
    änguruh oheit äheit stengel greuel behend schweng schneuz gemse belemmer quentchen bleue
    tolpatsch numero zierat karamel lbstständ alptr alpdr oxyd klub disko portrait frisör kreme
    getto handik moslem jogurt spagett ketschup majonä panter tunfisch ies$ ee$
    nugat zirka telephon mikrophon bendel schlegel platitüd existenti exposee essentiell
    jacht sauce symphoni bayrisch justitiar cortison kalzium
    kyjiw kyiv beijing belarus burma myanmar bombay
""".split()
    + [3 * letter for letter in "bcdfghjklmnprstvwxz"]
)
# The same at the beginning of a word: letters, and what may follow.
_BEGIN_OF_WORD = {
    **{"fön": "", "stop": "s?$", "tip": "s?$"},
    **dict.fromkeys(("sankt", "mio", "mrd", "eur", "ca", "bzw", "prof", "inkl", "vs"), "$"),
}
# The letters of hints, counted from 1, and the line break, in five bits; others are 0.
_LETTERS_OF_HINTS = "abcdefghijklmnopqrstuvwxyzäöüß"
_BREAK = 31
_CLASSES = np.zeros(256, np.uint32)
_CLASSES[[*map(ord, _LETTERS_OF_HINTS), ord("\n")]] = (*range(1, 31), _BREAK)


@cache
def _begins_hint() -> npt.NDArray[np.bool_]:
    """Return for any four letters, 20 bits, whether they or the first of them begin a hint."""
    found = np.zeros((32, 32, 32, 32), bool)
    for hint in (*_HINTS, *_BEGIN_OF_WORD):
        found[tuple(_LETTERS_OF_HINTS.index(letter) + 1 for letter in hint.rstrip("$")[:4])] = True
    return found.ravel()


def _hint(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some patterns, each of which begins with a letter.

    At every letter of a word `re` tries each branch: one for each first letter takes a third of
    the time.
    """
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        rests.setdefault(pattern[0], []).append(pattern[1:])
    groups = (f"{letter}(?:{'|'.join(of_letter)})" for letter, of_letter in rests.items())
    at_begin = "|".join(letters + rest for letters, rest in _BEGIN_OF_WORD.items())
    return re.compile("|".join((*groups, f"^(?:{at_begin})")))


_HINT = _hint(_HINTS)

_RULES = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        # ß/ss before three equal letters: "Flußsand" and "Flusssand" have three of them
        ("ß", "ss"),
        # three equal consonants: "Schifffahrt", before 1996 "Schiffahrt"
        (r"(?<=[a-zäöü])([bcdfghjklmnprstvwxz])\1\1(?=[a-zäöü])", r"\1\1"),
        # ph: only where f is a spelling of its own, so not "Philosophie", "Katastrophe", "Graphen"
        ("phot(?=o)", "fot"),
        (r"(?<=[a-zäöü]{2})graph|^graph(?=i[ks])", "graf"),
        (r"(?<=[aelo])phon(?=$|[aeiols])|^phon(?=[eo])", "fon"),
        ("delphin", "delfin"),
        ("phantas", "fantas"),
        # -ntial, -ntiell
        ("nti(?=al|ell)", "nzi"),
        # stems: numerieren as Nummer, Stengel as Stange, Greuel as Grauen …
        ("(?<!m)umerier", "ummerier"),
        ("pla[cz]ier", "platzier"),
        ("aufwändig", "aufwendig"),
        ("stengel", "stängel"),
        ("greuel", "gräuel"),
        ("behend", "behänd"),
        ("überschweng", "überschwäng"),
        ("schneuz", "schnäuz"),
        ("^gemse", "gämse"),
        ("belemmer", "belämmer"),
        ("quentchen", "quäntchen"),
        ("^verbleue", "verbläue"),
        ("^tolpatsch", "tollpatsch"),
        ("zierat", "zierrat"),
        ("karamel(?!l)", "karamell"),
        ("selbstständ", "selbständ"),
        ("^alp(?=tr[aä]um|dr[uü]ck)", "alb"),
        ("^stop(?=s?$)", "stopp"),
        ("^tip(?=s?$)", "tipp"),
        (r"^(auf)?rauh(?=$|e[mnrs]?$)", r"\1rau"),
        ("känguruh", "känguru"),
        ("roheit", "rohheit"),
        ("zäheit", "zähheit"),
        # foreign words with two spellings
        ("oxyd", "oxid"),
        ("klub", "club"),
        ("disko(?=$|s$|thek)", "disco"),
        ("portrait", "porträt"),
        ("frisör", "friseur"),
        ("^kreme(?=$|s$)", "creme"),
        ("^getto", "ghetto"),
        ("handikap", "handicap"),
        ("moslem", "muslim"),
        ("jogurt", "joghurt"),
        ("spagett", "spaghett"),
        ("ketschup", "ketchup"),
        ("majonäse", "mayonnaise"),
        ("^panter", "panther"),
        ("tunfisch", "thunfisch"),
        ("^fön(?=$|e|s)", "föhn"),
        ("nugat", "nougat"),
        ("^(?:zirka|ca)$", "circa"),
        ("jacht", "yacht"),
        ("sauce", "sosse"),
        ("symphoni", "sinfoni"),
        ("justitiar", "justiziar"),
        ("cortison", "kortison"),
        ("kalzium", "calcium"),
        (r"^(expos|dekollet|variet|soufl?|pral?in)ee$", r"\1e"),
        ("^kommunikee$", "kommunique"),
        (r"^(part|lad|bab|hobb|lobb|stor|pon|hand|jur|cit)ies$", r"\1ys"),
        # abbreviations that are written as often as the word
        ("^sankt$", "st"),
        ("^mio$", "millionen"),
        ("^mrd$", "milliarden"),
        ("^eur$", "euro"),
        ("^bzw$", "beziehungsweise"),
        ("^prof$", "professor"),
        ("^inkl$", "inklusive"),
        ("^vs$", "versus"),
        ("bayrisch", "bayerisch"),
        # Austria
        ("^jänner", "januar"),
        ("^feber(?=$|s$)", "februar"),
        # places that papers call by either name, often both in one article
        ("^ky(?:ji|i)[vw](?=$|s$|er)", "kiew"),
        ("^beijing", "peking"),
        ("^belarus(?=$|'$)", "weißrussland"),
        ("^belaruss?(?=isch|en?$|in(?:nen)?$)", "weißruss"),
        ("^(?:burma|myanmar)(?=$|s$)", "birma"),
        ("^bombay", "mumbai"),
    )
)


def fold_variants(exact: str) -> str:
    """Return the spelling that all variants of an exact form share."""
    plain = _plain(exact)
    return _by_rules(plain) if _HINT.search(plain) else plain


def fold_all(forms: Iterable[str]) -> list[str]:
    """Return the same of many exact forms, none with a line break, at once.

    Few words hold the first four letters of any hint: where these are, arrays tell.
    """
    found = list(map(_plain, forms))
    text = "\n".join(found) + "\n\n\n"
    letters = _CLASSES.take(np.frombuffer(text.encode("latin-1", "replace"), np.uint8))
    pairs = letters[:-1] << 5 | letters[1:]
    hinted = _begins_hint().take(pairs[:-2] << 10 | pairs[2:])
    breaks = np.flatnonzero(letters == _BREAK)
    for number in np.unique(breaks.searchsorted(np.flatnonzero(hinted))).tolist():
        if _HINT.search(found[number]):
            found[number] = _by_rules(found[number])
    return found


def _plain(exact: str) -> str:
    """Return an exact form in German letters, without endings that are marks."""
    if exact.isascii() and exact.isalpha():  # four in five words are
        return exact
    if exact in _SPOKEN:
        return _SPOKEN[exact]
    if not _GERMAN.fullmatch(exact):
        exact = _german_letters(exact)
    if ":" in exact:
        exact = _GENDER.sub("", exact)
    if "'" in exact:
        exact = _APOSTROPHE_S.sub("", exact)
    return exact.replace(".", "") if _THOUSANDS.fullmatch(exact) else exact


def _by_rules(word: str) -> str:
    for pattern, spelling in _RULES:
        word = pattern.sub(spelling, word)
    return word


def _german_letters(word: str) -> str:
    """Return the word without accents on Latin letters, umlauts kept: "erdoğan" → "erdogan".

    Digits below and above the line and letters of other widths become plain: "co₂" → "co2".
    """
    plain = unicodedata.normalize("NFKC", word).lower()
    return _ACCENTED.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], plain).translate(
        _LETTERS
    )
