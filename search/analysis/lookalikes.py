"""Words that the stemmer takes for forms of one another and that are none: "Fehler" and "fehlt".

In: a word as `variants.py` spells it.  Out: the stem it has instead, or what of its stem is kept.
In 17,692 news articles "Fehler" found every "fehlt", "bereit" every "bereits", "Lage" every "lag",
"Förderung" every "Forderung". The tables hold what such counts showed first; what is related
("Zahl" and "Zahlung", "Natur" and "natürliche", "Übernahme" and "übernahm") is left together.
"""

from __future__ import annotations

import re

_PLAIN = str.maketrans("äöü", "aou")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
_VOWEL = re.compile("|".join(_UMLAUTS))


def _both(words: str) -> frozenset[str]:
    """Return words, also as a keyboard without umlauts writes them."""
    return frozenset([*words.split(), *words.translate(_TWO_LETTERS).split()])


# Adverbs, particles and pronouns as they stand; the stemmer makes them forms of "bereit", "Runde",
# "Einigung", "Meister", "Fall", "Leid", "Natur", "Achtung", "Nichte", "Fasten", "Geste"; and the
# name of a union, which it makes one of "verdienen".
_OWN = _both(
    """
    bereits rund einige einiger einiges einigem einigen meist meiste meisten meistens falls teils
    eben leider statt demnach einmal natürlich tatsächlich einschließlich anlässlich lediglich
    vornehmlich immer gestern indem indes nichts fast acht angesichts vorab ungefähr verdi
    """
)
# Those that with a capital letter are another word: "Los", "Recht".
_OWN_SMALL = frozenset("los erst halt recht paar".split())

# Nouns and names that end as plurals and comparatives do, some with the verbs that are made of
# them; "Bäuer:innen".
_WHOLE = {
    form: noun
    for noun in """
    bauer becker berger center fehler fischer hammer kammer lager leber leder manchester mauer mayer
    messer müller oliver premiere schulter trauer volker walter wetter wunder zucker
    """.split()
    for form in (noun, f"{noun}s", f"{noun}n")
} | {
    "mueller": "müller",
    "bäuer": "bauer",
    "ostern": "ostern",
    "regieren": "regiere",
    "regiere": "regiere",
}

# Adjectives, and all that is made of them, that are not about "heben", "Zustand", "vergeben",
# "verlassen", "führen", "Anfall" or "erneuern".
_ADJECTIVES = _both(
    """
    angeblich anfällig ausführlich ausschließlich beständig erheblich erneut vergeblich verlässlich
    verständig vorläufig zuständig
    """
)
_BEGIN = frozenset(word[:4] for word in _ADJECTIVES)
_ADJECTIVE = re.compile(f"({'|'.join(_ADJECTIVES)})(?:(?:er|st)?(?:e[mnrs]?)?|keit(?:en)?)")

# Stems of past and other forms of verbs that are those of nouns, or of other verbs: "lag" and
# "Lage", "wies" and "Wiese", "fuhr" and "führen", "stünden" and "Stunden", "machte" and "Macht".
OF_OTHERS = frozenset(
    """
    band bestand betrug bog bot brem bucht fahrt fing floh fuhr gab gebet gefahr gehalt gelang geleg
    genoss gericht gesicht hort lag las lief macht mag malt sass schien schloss schoss spart stand
    stund sucht trug unterlag verband verfuhr verstand vorlag wach wies zog
    """.split()
)

# Verbs that stand for their own stem, which is that of "Wein", "Krieg", "Berg", "Beton",
# "Reich", "Pass", "Fass" or "Stock".
VERBS = frozenset("weinen kriegen bergen betonen reichen passen fassen stocken".split())

# Roots that mean another thing without their umlaut, and that no inflection gives it to:
# "fordern", "zahlen", "tauschen", "wahren", "lauten", "los", "stutzen", "zucken", "Schlager",
# "schonen", "vertraglich", "Kuchen", "Burger", "sagen", "saugen", "rosten", "Walzer", "schwul",
# "Bar", "geraten", "gelandet", "Spur", "Ruhr", "Blut", "Prag", "tut", "hocken", "fahren". Not
# "drücken": "Drücke" is a plural of "Druck".
_ROOTS = (
    "förder|zähl|täusch|währ|läut|(?<!k)lös(?!s|ch)|stütz|zück|schläger|schön|verträglich|küche"
    "|bürger|säg|säug|(?<![ft])röst|wälz|schwül|(?<!ge)bär(?=(?:en|in|innen|chen|s)?$)"
    "|gerät(?=(?:e|en|es|s)?$)|geländ|spür|rühr|(?<!ge)blüt(?!ig)|präg|tüte|höcke|fähre(?=n?$)"
)
_TWIN = re.compile(
    re.sub("[äöü]", lambda one: f"(?:{one[0]}|{one[0].translate(_TWO_LETTERS)})", _ROOTS)
)


def may_be_one(word: str) -> bool:
    """Tell whether a word may have another stem here: quick, and never wrong about one that has."""
    return (
        word in _WHOLE
        or word in _OWN
        or word in _OWN_SMALL
        or word in VERBS
        or word[:4] in _BEGIN
        or (_has_umlaut(word) and _TWIN.search(word) is not None)
    )


def has_own(word: str, *, capital: bool) -> bool:
    """Tell whether a word has a stem of its own, as function words have."""
    return word in _OWN or (word in _OWN_SMALL and not capital)


def whole_stem(word: str) -> str:
    """Return the stem of a word whose ending is none, "" for another."""
    if word[:4] in _BEGIN and (found := _ADJECTIVE.fullmatch(word)):
        return _in_umlauts(found[1]).replace("ß", "ss")
    return _WHOLE.get(word, "")


def with_umlauts(word: str, stem: str) -> str:
    """Return the stem of a word with the umlauts that tell it from another: "förd", not "ford"."""
    if not _has_umlaut(word) or not _TWIN.search(word):
        return stem
    written = _TWIN.sub(lambda root: _in_umlauts(root[0]), word)
    if not written.translate(_PLAIN).startswith(stem):
        return stem
    kept = list(stem)
    for root in _TWIN.finditer(written):
        kept[root.start() : root.end()] = written[root.start() : min(root.end(), len(stem))]
    return "".join(kept)


def _has_umlaut(word: str) -> bool:
    return not word.isascii() or "ae" in word or "oe" in word or "ue" in word


def _in_umlauts(word: str) -> str:
    return _VOWEL.sub(lambda two: _UMLAUTS[two[0]], word)
