"""Learn the table of `lemmas.py` from simplemma's German dictionary.

In: simplemma (MIT; its word lists have licences of their own, so the table is made on the machine
that uses it and never handed out).  Out: `Lemmas`. Takes some four seconds, once a machine.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import compress, islice
from operator import ne
from typing import Any

import Stemmer

from search.analysis.lemmas.corrections import CORRECTIONS
from search.analysis.lemmas.lookup import MIN_HEAD, Lemmas, Readings
from search.analysis.lemmas.rules import GENITIVE, INFLECTED, MIN_REST, OTHER_WORDS, PARTICLE
from search.analysis.lookalikes import with_umlauts
from search.analysis.normalize import fold_exact
from search.analysis.stopwords import STOP_WORDS

# Forms stemmed at once: bounds memory.
CHUNK = 50_000
# Compounds inflected like their head that outweigh one that is not.
HEAD_DOUBT = 4

# Only with these the "t" is sure to be that of a participle: not in "fast", "recht", "hart".
_PREFIX = "be|ge|ent|er|ver|zer|miss|über|unter|durch|hinter|wider|um"
_PARTICIPLE = re.compile(rf"(?:{_PREFIX})[a-zäöüß]{{2,}}t|[a-zäöüß]{{2,}}iert")
_STRONG = re.compile(r"(be|ent|er|ver|zer|miss)([a-zäöüß]{2,}en)")
_STRONG_GE = re.compile(r"ge[a-zäöüß]{2,}(?:t|en)")
_ENDINGS = frozenset(("e", "em", "en", "er", "es"))
# What the dictionary takes for names of their own.
_GENITIVES = frozenset(("Chinas", "Lateinamerikas", "Nigerias"))
_PLURAL = re.compile("[A-ZÄÖÜ]{2}s")
# A lemma that may have one of its own: a feminine noun or a participle.
_MADE = re.compile(rf"[A-ZÄÖÜ].+in|(?:{_PREFIX}).+(?:en|t)|.+iert|[a-zäöüß]+e[lr]?nd")
# Nouns in -ung that mean another thing than their verb, or one of all that it means ("Wohnung",
# "Sitzung"), or whose verb has the stem of a frequent noun ("Schulung").
_OTHER_NOUNS = frozenset(
    """
    Regierung Wohnung Richtung Stimmung Bildung Leistung Sitzung Haltung Stellung Ordnung Rechnung
    Meinung Führung Wirkung Stiftung Fassung Verfassung Berufung Drohung Kleidung Währung Wendung
    Zeichnung Packung Deckung Geltung Dichtung Losung Schöpfung Neigung Ladung Nennung Teilung
    Unternehmung Steigung Setzung Kennung Findung Endung Mündung Rüstung Brandung Innung Lichtung
    Festung Trauung Wartung Regung Fügung Wallung Schaltung Rührung Dünung Leitung Ziehung Schiebung
    Kreuzung Bescherung Lesung Fühlung Schaffung Lüftung Schulung Buchung Strömung Wertung Sichtung
    Formung Stundung Ortung Ballung Reihung Brüstung Gattung Gehrung
    """.split()
)
_OLD_PLURAL = re.compile(r".+[^dtmn]et")  # "lachet", but "Laschet"
_PLAIN = str.maketrans("äöüÄÖÜ", "aouAOU")


def table_version() -> str:
    """Return what a table depends on: one of the same version need not be built again."""
    versions = (f"{name}-{importlib.metadata.version(name)}" for name in ("simplemma", "PyStemmer"))
    return " ".join(("lemmas-9", *versions))


@cache
def dictionary_entries() -> dict[str, str]:
    """Return form → lemma as simplemma's dictionary has them; `cache_clear` gives 130 MB back.

    It keeps bytes, and makes them anew out of every text that it is asked for: they are read at
    once instead, in half the time.
    """
    # Imported here: a query must not pay for it.
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    found: Any = DefaultDictionaryFactory().get_dictionary("de")
    kept: dict[bytes, bytes] = found._dict  # of this very release; another has another table
    return dict(zip(map(bytes.decode, kept), map(bytes.decode, kept.values()), strict=True))


def build_lemmas() -> Lemmas:
    """Return the table learned from simplemma's dictionary."""
    return learn(dictionary_entries() | CORRECTIONS)


def learn(dictionary: Mapping[str, str]) -> Lemmas:
    """Return the table of a dictionary.

    Args:
        dictionary: form as written → lemma as written; every lemma is a form too.
    """
    lower: dict[str, str] = {}
    capital: dict[str, str] = {}
    for form, lemma in _changing(dictionary):
        exact = fold_exact(form)
        # "US" is no "u", "PiS" no "pi"; the shortest nouns that change are "Boni" and "Alben".
        # "CDs" is a plural; "SMs" would be that of "SM" if there were no "SMS".
        others = form.upper(), form.capitalize()
        plural = _PLURAL.fullmatch(form) and not any(other in dictionary for other in others)
        least = 4 if form[0].isupper() and not plural else 3
        if exact not in STOP_WORDS and (len(form) >= least or form in CORRECTIONS):
            (capital if form[0].isupper() else lower)[exact] = fold_exact(lemma)
    for form, lemma in CORRECTIONS.items():
        if form in dictionary and form[0].islower() and form != lemma:
            lower[fold_exact(form)] = fold_exact(lemma)
    names = _names(dictionary) - capital.keys()
    capital |= {name: name for name in names}
    heads = _heads(dictionary, capital)
    for name in names:
        if _follows_head(name, heads, capital):
            del capital[name]
    table: dict[str, Readings] = {}
    for exact in lower.keys() | capital.keys():
        noun = capital.get(exact)
        # Readers type nouns in lower case: the noun counts unless the form is another word's too.
        table[exact] = Readings(
            lower.get(exact) if exact in dictionary else noun,
            noun,
            exact in heads,
            noun is None and _small(exact, dictionary),
        )
    return Lemmas.from_readings(table)


def _small(exact: str, dictionary: Mapping[str, str]) -> bool:
    """Tell whether a word has a capital letter only where a sentence begins: "Zieht", "Gab"."""
    noun = exact.capitalize() in dictionary or exact.upper() in dictionary
    return not noun and not _OLD_PLURAL.fullmatch(exact)


def _changing(dictionary: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield form and lemma where their stems differ."""
    stem = Stemmer.Stemmer("german", 0).stemWords

    @cache
    def root(lemma: str) -> str:
        return _masculine(lemma, dictionary) or _infinitive(lemma, dictionary) or lemma

    @cache
    def verb(participle: str) -> str:
        return _by_form(participle, dictionary) or root(participle)

    def pairs() -> Iterator[tuple[str, str]]:
        # The cheap questions first: a million forms come by.
        for form, lemma in dictionary.items():
            if lemma.endswith("ung") and form.startswith(lemma):
                yield form, _process(lemma, dictionary) or lemma
            elif form == lemma:
                if form[-1] in "ndt" and _MADE.fullmatch(form):
                    yield form, verb(lemma)
            elif lemma[-1] in "ndt" and form.startswith(lemma) and form[0].islower():
                inflected = form[len(lemma) :] in _ENDINGS and lemma not in OTHER_WORDS
                if not (inflected and INFLECTED.fullmatch(form)):  # the rule tells those
                    yield form, verb(lemma) if inflected else lemma
            elif lemma[-1] in "nt" and lemma.endswith(("in", "t")):
                if not INFLECTED.fullmatch(form.lower()):  # not "Gelehrte", which is a noun
                    yield form, root(lemma)
            elif form[:2] == "ge" or (form[:2] != lemma[:2] and form[0].islower()):
                yield form, _true(form, lemma, dictionary)
            elif form[0].isalpha():
                yield form, lemma

    source = pairs()
    while chunk := list(islice(source, CHUNK)):
        forms, lemmas = ([word.lower() for word in words] for words in zip(*chunk, strict=True))
        distinct = list(dict.fromkeys(lemmas))
        known = dict(zip(distinct, stem(distinct), strict=True))
        differ = map(ne, map(known.__getitem__, lemmas), stem(forms))
        # A lemma that is no entry is a slip of the dictionary ("Nierderland").
        yield from (pair for pair in compress(chunk, differ) if pair[1] in dictionary)


def _masculine(feminine: str, dictionary: Mapping[str, str]) -> str | None:
    """Return the noun a feminine is made of: "Ärztin" → "Arzt"; None for "Termin"."""
    # The plural tells a feminine from other words in -in: there are no "Termininnen".
    if not feminine.endswith("in") or dictionary.get(f"{feminine}nen") != feminine:
        return None
    base = feminine[:-2]
    for stem in (base, base.translate(_PLAIN)):
        for noun in (f"{stem}e", stem):
            # "Beamte" is a form of "Beamter".
            if (known := dictionary.get(noun)) in (noun, f"{noun}r"):
                return known
    return None


def _process(noun: str, dictionary: Mapping[str, str]) -> str | None:
    """Return the verb of a noun in -ung that tells what is done: "Impfung" → "impfen".

    The stemmer takes the ending off long words alone: "Untersuchung" meets "untersuchen" by itself.
    A verb made of an adjective has its stem: "Kürzung" would find "kurz".
    """
    base = noun[:-3].lower()
    adjective = with_umlauts(base, base.translate(_PLAIN))
    if noun in _OTHER_NOUNS or dictionary.get(adjective) == adjective:
        return None
    verbs = (base + ending for ending in ("en", "n"))
    return next((verb for verb in verbs if dictionary.get(verb) == verb), None)


def _by_form(participle: str, dictionary: Mapping[str, str]) -> str | None:
    """Return the verb that the dictionary knows a participle of, or its past tense.

    "geplant" → "planen"; "verloren" → "verlieren", because "verlor" is.
    """
    known = dictionary.get(participle, participle)
    if known == participle and participle.endswith("en"):
        past, infinitive = participle[:-2], participle
        # "beschreiten" is no form of "beschreien", though that has "beschreit".
        others = (dictionary.get(f"{past}{ending}") for ending in ("t", "et"))
        known = dictionary.get(past, "") if infinitive not in others else ""
        known = known if known[:2] == past[:2] and past not in STOP_WORDS else ""
    if known == participle or known[-1:] != "n" or dictionary.get(known) != known:
        return None
    return _true(participle, known, dictionary)


def _infinitive(participle: str, dictionary: Mapping[str, str]) -> str | None:
    """Return the verb of a participle that the dictionary calls an adjective.

    "verstärkt" → "verstärken"; "entrissen" → "entreißen", because "gerissen" → "reißen"; "bindend"
    → "binden"; "gefreut" → "freuen", which it has for most verbs from H on.
    """
    if participle in OTHER_WORDS:
        return None
    if strong := _STRONG.fullmatch(participle):
        verbs = [strong[1] + dictionary.get(f"ge{strong[2]}", "?")]
    elif participle.endswith("nd"):
        verb, stem = participle[:-1], participle.removesuffix("nd").removesuffix("e")
        known = verb in (dictionary.get(f"{stem}t"), dictionary.get(f"{stem}et"))
        verbs = [verb] if known else []
    elif _PARTICIPLE.fullmatch(participle):
        base = participle[:-1]
        ending = "n" if base.endswith(("er", "el", "e")) else "en"
        verbs = [base.removeprefix("ge") + ending, base + ending]
    else:
        return None
    return next((verb for verb in verbs if dictionary.get(verb) == verb), None)


def _true(form: str, lemma: str, dictionary: Mapping[str, str]) -> str:
    """Return the lemma without what the form does not show.

    "gebogen" is of "biegen", not of "geradebiegen"; "gedacht" of "denken", not of "gedenken".
    """
    particle = PARTICLE.match(lemma)
    if particle and not form.startswith(particle[0]):
        verb = lemma[particle.end() :]
    elif form.startswith("ge") and lemma.startswith("ge") and _STRONG_GE.fullmatch(form):
        # "geriet" is "ge" and the past of "raten"; its participle is "geraten".
        past = form[-1] == "t" and dictionary.get(form[2:]) == lemma[2:]
        verb = lemma[2:] if not form.startswith(lemma[:-2]) and not past else lemma
    else:
        return lemma
    return verb if verb in dictionary else lemma


def _names(dictionary: Mapping[str, str]) -> set[str]:
    """Return the nouns that end as genitives do and are none: "thomas", "atlas"."""
    with_s = (form for form in dictionary if form[-1] == "s" and form[0].isupper())
    exact = (fold_exact(form) for form in with_s if form not in _GENITIVES)
    return {form for form in exact if GENITIVE.fullmatch(form)}


def _follows_head(noun: str, heads: set[str], nouns: Mapping[str, str]) -> bool:
    """Tell whether the rule for compounds alone says of a noun what the table would."""
    starts = range(MIN_REST, len(noun) - MIN_HEAD + 1)
    head = next((noun[start:] for start in starts if noun[start:] in heads), None)
    return head is not None and nouns.get(head) == head


def _heads(dictionary: Mapping[str, str], nouns: Mapping[str, str]) -> set[str]:
    """Return the noun forms that end compounds which the dictionary inflects like them.

    "museen" is one: "Kunstmuseen" is a form of "Kunstmuseum". "daten" is none: a "Kandidat" is no
    "Datum". A form without a known compound is none either.
    """
    endings = {form[-MIN_HEAD:] for form in nouns if len(form) >= MIN_HEAD}
    votes: Counter[str] = Counter()
    for form in dictionary:
        if form[-MIN_HEAD:] in endings and len(form) >= MIN_HEAD + MIN_REST and form[0].isupper():
            exact = fold_exact(form)
            for start in range(MIN_REST, len(exact) - MIN_HEAD + 1):
                head = exact[start:]
                if head in nouns:
                    alike = nouns.get(exact) == exact[:start] + nouns[head]
                    votes[head] += 1 if alike else -HEAD_DOUBT
                    break
    return {head for head, sum_of_votes in votes.items() if sum_of_votes > 0}
