"""The stems a word is indexed and sought under.

In: an exact form.  Out: its plain stem and, if another, the stem of its lemma, of two verbs that of
both. Two words meet when they share one.
Source of the stemmer: https://snowballstem.org/algorithms/german/stemmer.html through PyStemmer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import Stemmer

from search.analysis import lookalikes
from search.analysis.lemmas import NOTHING, Lemmas
from search.analysis.lemmas.rules import derived, may_derive
from search.analysis.stopwords import STOP_WORDS
from search.analysis.variants import fold_variants

# Longer words are no German; each of their endings would be looked up.
MAX_LETTERS = 64

_UMLAUT = {"ae": "ä", "oe": "ö", "ue": "ü"}
_TWO_LETTERS = re.compile("|".join(_UMLAUT))

# Before the stems of function words, in no other stem; coarse letters (`coarse.py`) leave it out.
# Without it "Sicherheit" would find every "sich", "Weg" every "wegen", "Seite" every "seit".
OF_STOP_WORDS = "·"

# Cache off: callers keep each distinct word themselves.
_stem = Stemmer.Stemmer("german", 0).stemWord

# Stems of very frequent words that are those of verbs too: "ändern", "einigen", "äußern", "lösen",
# "sichern". There the lemma itself stands for its stem, or "geändert" would find every "andere",
# "gesichert" every "Sicherheit".
_CROWDED = frozenset(map(_stem, ("andere", "einige", "außer", "los", "sicherer")))
_VERB = re.compile(r"(?<!er)(?<!heit)e[lr]?n\Z")  # not "sicheren", "Sicherheiten"
# Forms that two verbs share, of which the dictionary tells the other.
_SHARED = {"gehört": "gehören"}
# Forms of verbs that the dictionary takes for other words alone.
_MISSED = {"stand": "stehen", "brach": "brechen", "maß": "messen", "gefahren": "fahren"}


def stems(
    exact: str,
    lemmas: Lemmas | None = None,
    *,
    capital: bool = False,
    folded: str | None = None,
    apart: bool = True,
    strict: bool = True,
) -> tuple[str, ...]:
    """Return the stems of a word, the plain one first, that of its lemma last.

    Args:
        lemmas: None leaves the plain stem alone.
        capital: whether the word is written with a capital letter; tells "Macht" from "macht".
        folded: `fold_variants` of the word, if it is known.
        apart: whether function words have stems of their own.
        strict: whether words have that are taken for forms of one another (`lookalikes.py`).
    """
    word = fold_variants(exact) if folded is None else folded
    return _stems(exact, word, _stem(word), lemmas, capital, apart, strict)


def _stems(
    exact: str,
    word: str,
    plain: str,
    lemmas: Lemmas | None,
    capital: bool,
    apart: bool,
    strict: bool,
) -> tuple[str, ...]:
    """Return the same of a word whose plain stem is known."""
    if exact in STOP_WORDS or word in STOP_WORDS:  # "soll's" is "soll"
        return (OF_STOP_WORDS + plain if apart else plain,)
    if strict and (whole := lookalikes.whole_stem(word)):
        return (whole,)
    own = strict and lookalikes.has_own(word, capital=capital)
    if own:
        plain = OF_STOP_WORDS + plain
    if lemmas is None:
        return (plain,)
    lemma = None if own else _lemma(exact, word, lemmas, capital)
    if lemma is None and plain.removeprefix(OF_STOP_WORDS) in _CROWDED and _VERB.search(exact):
        lemma = exact
    if strict:
        plain = lookalikes.with_umlauts(word, plain)
    if lemma is None:
        return (plain,)
    base = fold_variants(lemma)
    other = _stem(base)
    if other in _CROWDED and _VERB.search(lemma):
        other = lemma
    elif strict:
        other = lookalikes.whole_stem(base) or lookalikes.with_umlauts(base, other)
        if plain in lookalikes.OF_OTHERS and not capital and lemma.endswith("n"):
            return (other,)
    if exact in _SHARED and not capital:
        return (plain, other, _stem(_SHARED[exact]))
    return (plain,) if other == plain else (plain, other)


def stems_of_all(
    exacts: Sequence[str],
    lemmas: Lemmas,
    *,
    capitals: Sequence[bool],
    folded: Sequence[str],
    apart: bool,
    strict: bool,
) -> list[tuple[str, ...]]:
    """Return what `stems` does of many words.

    Four in five have nothing but their plain stem, as some quick looks tell.
    """
    plain = list(map(_stem, folded))
    found: list[tuple[str, ...]] = [(stem,) for stem in plain]
    likely = set(lemmas.likely(exacts).tolist())
    rows = zip(exacts, folded, plain, capitals, strict=True)
    for number, (exact, word, stem, capital) in enumerate(rows):
        if (
            number in likely
            or exact != word
            or exact in STOP_WORDS
            or stem in _CROWDED
            or (strict and lookalikes.may_be_one(word))
            or (word.isalpha() and _may_derive(word, lemmas, capital))
        ):
            found[number] = _stems(exact, word, stem, lemmas, capital, apart, strict)
    return found


def _may_derive(word: str, lemmas: Lemmas, capital: bool) -> bool:
    """Tell whether a word that the table lacks may have a lemma: never wrong about one that has."""
    umlaut = "ae" in word or "oe" in word or "ue" in word
    return umlaut or may_derive(word, lemmas, capital=capital)


def _lemma(exact: str, word: str, lemmas: Lemmas, capital: bool) -> str | None:
    if len(word) > MAX_LETTERS or not word.isalpha():
        return None
    if exact in _MISSED and not capital:
        return _MISSED[exact]
    forms = [exact] if word == exact else [exact, word]
    if "ae" in word or "oe" in word or "ue" in word:  # a keyboard without umlauts: "Aerztinnen"
        forms.append(_TWO_LETTERS.sub(lambda two: _UMLAUT[two[0]], word))
    for form in forms:
        readings = lemmas.readings(form)
        if readings is not NOTHING:
            return readings.capital if capital else readings.lower
    return derived(word, lemmas, capital=capital)
