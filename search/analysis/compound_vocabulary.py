"""Which words there are and of what kind: a corpus and a dictionary, put together.

In: how often each word occurs in a corpus, as written.  Out: a `Vocabulary`, all in lower case.
simplemma's German dictionary (MIT) tells nouns, adjectives and verbs apart; it is loaded here alone
(about a second, 130 MB, freed after). Where the corpus has upper and lower case, it corrects the
dictionary: infinitives and adjectives are nouns only if they are written so, and nouns that are
always written small are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis.compound_grammar import ADJECTIVE, LEMMA, LONGEST_WORD, NAME, NOUN, VERB

# A word counts as a noun if it is written so at least this often, and in this share.
CAPITALISED, CAPITALISED_TIMES, NAME_SHARE = 0.3, 3, 0.7
SMALL_SHARE, SMALL_TIMES = 0.05, 20
# Words that nobody wrote and that are longer than this are made of parts that are known.
LONGEST_UNSEEN = 12
# With fewer different words than this, the dictionary's long words have to tell what forms words.
LARGE_CORPUS = 100_000


def _inflects_like_adjective(word: str, lemmas: Mapping[str, str]) -> bool:
    return lemmas.get(word + "e") == word or lemmas.get(word + "es") == word


class Vocabulary:
    """Words in lower case: how often each occurs, its kind, its lemma.

    count: occurrences in the corpus     kind: bits of `compound_grammar`
    lemma: nouns only     forms: lemma of a noun → its forms     genitives: forms in -s
    verbs: infinitives    stems: what a verb begins a compound with
    """

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self.count: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._count_words(frequency)
        self.kind: dict[str, int] = {}
        self.lemma: dict[str, str] = {}
        self.forms: dict[str, set[str]] = defaultdict(set)
        self.genitives: set[str] = set()
        self.stems: set[str] = set()
        self.verbs: list[str] = []
        self._read_dictionary(dict(DefaultDictionaryFactory().get_dictionary("de").items()))
        if self._capital:
            self._heed_case()
        else:
            self._heed_forms()

    def _count_words(self, frequency: Mapping[str, int]) -> None:
        for word, count in frequency.items():
            if word.isalpha() and len(word) <= LONGEST_WORD:
                low = word.lower()
                self.count[low] += count
                # Short words in capitals are mostly abbreviations.
                if word[0].isupper() and (len(word) > 5 or not word.isupper()):
                    self._capital[low] += count

    def _read_dictionary(self, lemmas: dict[str, str]) -> None:
        kind, count, corpus = self.kind, self.count, bool(self.count)
        longest = LONGEST_UNSEEN if len(count) >= LARGE_CORPUS else 2 * LONGEST_UNSEEN
        for word, lemma in lemmas.items():
            low = word.lower()
            if low[-1] == "s" and word[:-1] == lemma:
                self.genitives.add(low)
            if low not in count and corpus and (len(word) > longest or word != lemma):
                continue
            if len(word) < 3 or not word.isalpha():
                continue
            if word[0].isupper() and lemma[0].isupper():
                verb = lemmas.get(low)
                if low == lemma.lower() == verb and low[-1] == "n":
                    # The infinitive as a noun: "Nehmen". Only the corpus can tell whether it is one
                    facts = VERB if not _inflects_like_adjective(low, lemmas) else ADJECTIVE
                elif (word == lemma and lemmas.get(low[:-1]) == low[:-1] and low[-1] == "e") or (
                    verb is not None and verb != low and verb[-1] != "n"
                ):
                    facts = ADJECTIVE  # "Alte"
                else:
                    # The dictionary gives "Kongress" the lemma "Kongreß".
                    facts = NOUN | LEMMA if word in (lemma, lemma.replace("ß", "ss")) else NOUN
                    base = low if word == lemma else lemma.lower()
                    self.lemma[low] = base
                    self.forms[base].add(low)
            elif word[0].isupper():
                facts = ADJECTIVE
            else:
                verbal = lemma[-1] == "n" and not _inflects_like_adjective(lemma, lemmas)
                facts = VERB if verbal else ADJECTIVE
                if word == lemma:
                    facts |= LEMMA
                    if verbal:
                        self._note_stem(word)
            kind[low] = kind.get(low, 0) | facts

    def _note_stem(self, verb: str) -> None:
        self.verbs.append(verb)
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        if len(stem) >= 3 and (verb.endswith("en") or stem[-2:] in ("el", "er")):
            self.stems.add(stem)

    def _heed_case(self) -> None:
        """Correct the kinds of words by how they are written in the corpus."""
        for word, count in self.count.items():
            kind, share = self.kind.get(word, 0), self._capital[word] / count
            if kind & NOUN:
                if count >= SMALL_TIMES and share < SMALL_SHARE:
                    self.kind[word] = kind & ~NOUN
            elif kind:
                if count >= CAPITALISED_TIMES and share >= CAPITALISED:
                    self.kind[word] = kind | NOUN
            elif share >= NAME_SHARE and count >= CAPITALISED_TIMES:
                self.kind[word] = NOUN | NAME
            elif share < CAPITALISED and count >= 5:
                self.kind[word] = ADJECTIVE

    def _heed_forms(self) -> None:
        """Correct the kinds of words where all are written small; only nouns take an -s."""
        for word, count in self.count.items():
            if word not in self.kind:
                if count >= CAPITALISED_TIMES:
                    self.kind[word] = NOUN | NAME
            elif word[-1] == "n" and self.count[word + "s"] >= CAPITALISED_TIMES:
                self.kind[word] |= NOUN
