"""The stems a word is indexed and sought under.

In: an exact form.  Out: its plain stem and, if another, the stem of its lemma, of two verbs that of
both. Two words meet when they share one. The last stands for the word in compounds and scores most:
of a noun made of a verb ("Impfung", "impfen") its own, of all others that of the lemma.
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
# "Dauer", "Steuern", "Förderers": with an n they may be verbs. Those in -erer are made of them.
_ER = re.compile(r"(.{2,}?er)(?:[sn]|er(?:s|n|in|innen)?)?")
_ERE = re.compile(r"(.{2,}er)e")
_ERER = re.compile(r"erer(?:s|n|in|innen)?\Z")
_ENDS_ER = ("er", "ern", "ers", "ererin", "ererinnen")
_ENDS_OF_VERBS = ("ern", "ere")
_UNG = re.compile(r"ung(?:en)?\Z")
# Forms that two words share, of which the dictionary tells the other.
_SHARED = {
    "gehört": "gehören", "gestanden": "gestehen", "gebraucht": "gebrauchen", "stadien": "stadium",
}  # fmt: skip


def stems(
    exact: str,
    lemmas: Lemmas | None = None,
    *,
    capital: bool = False,
    folded: str | None = None,
) -> tuple[str, ...]:
    """Return the stems of a word, of which the last stands for it.

    Args:
        lemmas: None leaves the plain stem alone.
        capital: whether the word is written with a capital letter; tells "Macht" from "macht".
        folded: `fold_variants` of the word, if it is known.
    """
    word = fold_variants(exact) if folded is None else folded
    return _stems(exact, word, _stem(word), lemmas, capital)


def _stems(
    exact: str, word: str, plain: str, lemmas: Lemmas | None, capital: bool
) -> tuple[str, ...]:
    """Return the same of a word whose plain stem is known."""
    stop_word = exact in STOP_WORDS or word in STOP_WORDS  # "soll's" is "soll"
    if stop_word and not (capital and word in lookalikes.NOUNS):
        return (OF_STOP_WORDS + plain,)
    crowded_verb = plain in _CROWDED and _VERB.search(exact) is not None
    if whole := lookalikes.whole_stem(word, capital=capital):
        return (whole,)
    if lookalikes.has_own(word, capital=capital):
        own = OF_STOP_WORDS + plain
        return (own, exact) if lemmas and crowded_verb else (own,)
    if lemmas is None:
        return (plain,)
    capital = capital and not lemmas.readings(exact).small
    plain = lookalikes.with_umlauts(word, plain)
    lemma = _lemma(exact, word, lemmas, capital)
    if lemma is None and (kept := _with_er(exact, word, lemmas, capital)):
        # "nähere" is of "nähern", and of "nah".
        one = word.endswith("ern") if not capital else _ERER.search(word)
        alone = one or plain in (kept, *_CROWDED)
        return (kept,) if alone else (kept, plain)
    if not capital and (of_verb := lookalikes.of_verb(lemma or exact, form=exact, plain=plain)):
        return of_verb
    if lemma is None:
        return (plain, exact) if crowded_verb else (plain,)
    if lemma in STOP_WORDS and lemma.endswith("n") and lemma != "meinen":
        return (plain,)  # "gewordene", "gekonnt": a stop word has no other stem
    base = fold_variants(lemma)
    own = lemma if lemma in lookalikes.VERBS else ""
    other = own or _of_verb(lemma, lemmas) or lookalikes.whole_stem(base) or _stem(base)
    crowded = other in _CROWDED and _VERB.search(lemma)
    other = lemma if crowded else lookalikes.with_umlauts(base, other)
    if plain in lookalikes.OF_OTHERS and not capital and lemma.endswith("n"):
        return (other,)
    if exact in _SHARED:
        return (plain, other, _stem(_SHARED[exact]))
    if other == plain:
        return (plain,)
    # "Impfung" is a part of compounds as itself: it is no "Impfstoff".
    return (other, plain) if _UNG.search(word) else (plain, other)


def _with_er(exact: str, word: str, lemmas: Lemmas, capital: bool) -> str:
    """Return the stem that an infinitive in -ern, what is quoted of one ("er fordere"), or a noun
    such as "Steuer" has of the verb.
    """
    for form in _forms(exact, word):
        found = _ER.fullmatch(form) if capital else _ERE.fullmatch(form)
        verb = f"{found[1]}n" if found else form
        if kept := _of_verb(verb, lemmas):
            return kept
    return ""


def _of_verb(lemma: str, lemmas: Lemmas) -> str:
    """Return the stem of a verb in -ern, that of its noun in -erung; "" for another word.

    The stemmer leaves "liefer" of "Lieferung", and of "liefern" no more than of "lief".
    """
    if not lemma.endswith("ern"):
        return ""
    if lemmas.readings(f"{lemma[:-1]}t").lower != lemma:  # no verb: "modern", "Bayern"
        return ""
    noun = f"{fold_variants(lemma)[:-1]}ung"
    return lookalikes.with_umlauts(noun, _stem(noun).removesuffix("ung"))


def stems_of_all(
    exacts: Sequence[str],
    lemmas: Lemmas,
    *,
    capitals: Sequence[bool],
    folded: Sequence[str],
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
            or word.endswith(_ENDS_ER if capital else _ENDS_OF_VERBS)
            or lookalikes.may_be_one(word)
            or (word.isalpha() and _may_derive(word, lemmas, capital))
        ):
            found[number] = _stems(exact, word, stem, lemmas, capital)
    return found


def _may_derive(word: str, lemmas: Lemmas, capital: bool) -> bool:
    """Tell whether a word that the table lacks may have a lemma: never wrong about one that has."""
    umlaut = "ae" in word or "oe" in word or "ue" in word
    return umlaut or may_derive(word, lemmas, capital=capital)


def _lemma(exact: str, word: str, lemmas: Lemmas, capital: bool) -> str | None:
    if len(word) > MAX_LETTERS or not word.isalpha():
        return None
    for form in _forms(exact, word):
        readings = lemmas.readings(form)
        if readings is not NOTHING:
            return readings.capital if capital else readings.lower
    return derived(word, lemmas, capital=capital)


def _forms(exact: str, word: str) -> list[str]:
    """Return what is looked up of a word."""
    forms = [exact] if word == exact else [exact, word]
    if "ae" in word or "oe" in word or "ue" in word:  # a keyboard without umlauts: "Aerztinnen"
        forms.append(_TWO_LETTERS.sub(lambda two: _UMLAUT[two[0]], word))
    return forms
