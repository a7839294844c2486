"""Lemmas of words that no dictionary has, by the rules of German word formation.

In: an exact form without a reading of its own in the table.  Out: the exact form of its lemma, or
None. Nine rules, most of them on top of the table:
    verbs in -ieren                "synchronisiertest" → "synchronisieren"
    a particle before a known verb "weiterging" → "weitergehen", "hochzukurbeln" → "hochkurbeln"
    a participle with an ending    "geplante" → "planen"
    a participle of a known form   "gejoggt" → "joggen", as "joggt" is
    people who do something        "lehrende" → "lehren"
    a compound of a known noun     "stadtmuseen" → "stadtmuseum"
    people of a trade              "feuerwehrleute" → "feuerwehrmann"
    a genitive or plural in -s     "navarros" → "navarro", where the stemmer leaves the s
    a woman's trade or party       "podcastpublizistinnen" → "podcastpublizist"
Where the dictionary says otherwise the table holds the form as its own lemma (`table.py`).
"""

from __future__ import annotations

import re

from search.analysis.lemmas.lookup import MIN_HEAD, Lemmas

# Separable particles and adverbs that stand before verbs, a closed class; longest first in use.
PARTICLES = """
    ab an auf aus bei da dar durch ein fehl fern fest fort frei gegen gegenüber gerade glatt heim
    her hin hinter hoch klar los mit nach nieder quer rück still statt stand teil tot um unter über
    vor voll wahr weg weiter wett wider wieder zu zurecht zurück zusammen zwischen
    daran darauf davon dabei dazu dazwischen einher empor entgegen entlang entzwei
    herab heran herauf heraus herbei herein herüber herum herunter hervor
    hinab hinan hinauf hinaus hinein hinüber hinunter hinweg hinzu hinterher
    ran rauf raus rein rüber rum runter umher umhin auseinander aneinander aufeinander ineinander
    voran voraus vorbei vorüber vorweg vorwärts rückwärts überein bereit bloß kaputt kennen bekannt
    nahe offen schwarz schwer schön selbst sicher zufrieden übrig
""".split()

# A rest of fewer letters is no word.
MIN_REST = 3

_IEREN = re.compile(r"(.{2,}(?<!e)ier|kreier)(?:t(?:e[mnrs]?|est|et)?|st|end(?:e[mnrs]?)?)")
PARTICLE = re.compile(f"(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))})(?=.{{3}})")
# Not "-entin", "-antin" in the singular: "Valentin" and "Konstantin" are men.
_FEMININE = re.compile(
    r"(.{3,}(?:ist|eur|ator|olog))in(?:nen)?|(.{3,}(?:ist|eur|or|olog|ent|ant))innen"
)
# Behind these letters the stemmer keeps an s. Not "-us", "-eis", "-los", "-aos": these end words.
GENITIVE = re.compile(r".{2,}(?:[vwpyj]|[a-zäöü]a|(?<![ae])i|(?<![al])o)s")
_LEUTE = re.compile(r"(.{3,})leuten?")
INFLECTED = re.compile(r"(.*ge.{2,}(?:en|t)|.{2,}e[lr]?nd)e[mnrs]?")
# Participles that, some of them with an ending, are another word: "gesamte" is no form of "samen",
# to sow, "gerecht" none of "rechen", to rake.
OTHER_WORDS = frozenset("gesamt gewohnt vergangen verschieden gerecht gesinnt gewillt".split())
# What the nouns end with that have a lemma by rule.
_OF_FEMININE = ("in", "innen")
_OF_DOING = ("nde", "nden", "nder", "ndem")
_OF_NOUNS = (
    *(*_OF_FEMININE, "leute", "leuten", *_OF_DOING),
    *(f"{letter}s" for letter in "vwpyjaio"),
)
_DOING = re.compile(r"(.{2,}e[lr]?nd)e[mnr]?")
# "Legenden" are not those who lay something.
_NOT_DOING = "legend"
_ZU = re.compile(r"zu.{2,}(?:en|ern|eln)")
_VOWEL = re.compile("[aeiouyäöü]")


def derived(form: str, lemmas: Lemmas, *, capital: bool) -> str | None:
    """Return the lemma a form has by rule.

    Args:
        capital: whether it is written with a capital letter: then only as a noun.
    """
    if capital:
        noun = _compound(form, lemmas) or _masculine(form) or _noun(form)
        return noun or _doing(form, lemmas)
    return _verb(form, lemmas) or _compound(form, lemmas) or _masculine(form)


def may_derive(form: str, lemmas: Lemmas, *, capital: bool) -> bool:
    """Tell whether `derived` may find a lemma: quicker, and never wrong about one that it finds."""
    if form.endswith(_OF_NOUNS if capital else _OF_FEMININE) or lemmas.may_end(form[-MIN_HEAD:]):
        return True
    if capital:
        return False
    inflected = "ge" in form or "nde" in form or "ier" in form
    return inflected or PARTICLE.match(form) is not None


def _verb(form: str, lemmas: Lemmas) -> str | None:
    inflected = INFLECTED.fullmatch(form) if "ge" in form or "nde" in form else None
    if inflected and inflected[1] not in OTHER_WORDS:
        lemma = lemmas.readings(inflected[1]).lower or _verb(inflected[1], lemmas)
        if lemma and lemma.endswith("n"):
            return lemma
    if form.startswith("ge") and form.endswith("t") and form not in OTHER_WORDS:
        lemma = lemmas.readings(form[2:]).lower
        if lemma and lemma.endswith("n") and lemma.startswith(form[2:-1]):
            return lemma
    particle = PARTICLE.match(form)
    if particle:
        front, rest = form[: particle.end()], form[particle.end() :]
        lemma = lemmas.readings(rest).lower
        if lemma and lemma.endswith("n") and lemma != rest:
            return front + lemma
        if _ZU.fullmatch(rest):
            return front + rest[2:]
    found = _IEREN.fullmatch(form) if "ier" in form else None
    return f"{found[1]}en" if found else None


def _doing(form: str, lemmas: Lemmas) -> str | None:
    found = _DOING.fullmatch(form) if form.endswith(_OF_DOING) else None
    if found is None or found[1] == _NOT_DOING:
        return None
    lemma = lemmas.readings(found[1]).lower or _verb(found[1], lemmas)
    return lemma if lemma and lemma.endswith("n") else None


def _compound(form: str, lemmas: Lemmas) -> str | None:
    if not lemmas.may_end(form[-MIN_HEAD:]):
        return None
    for start in range(MIN_REST, len(form) - MIN_HEAD + 1):
        readings = lemmas.readings(form[start:])
        if readings.head and readings.capital and _VOWEL.search(form, 0, start):
            return form[:start] + readings.capital
    return None


def _masculine(form: str) -> str | None:
    found = _FEMININE.fullmatch(form) if form.endswith(_OF_FEMININE) else None
    return (found[1] or found[2]) if found else None


def _noun(form: str) -> str | None:
    if found := _LEUTE.fullmatch(form):
        return f"{found[1]}mann"
    return form[:-1] if form.endswith("s") and GENITIVE.fullmatch(form) else None
