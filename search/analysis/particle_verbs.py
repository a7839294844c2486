"""Which verbs part from their particle: "lehnt" and "ab" may be "ablehnt", a form of "ablehnen".

In: form → lemma of a dictionary.  Out: for each form of a verb the particles that it can have, as
bits. Kept as three arrays and mapped, as `lemmas/lookup.py` keeps its own:
    terms  the UTF-8 bytes of all forms, sorted, in a row    ends  where each ends    particles

A form that a dictionary knows with a particle and without it, of verbs that differ by that
particle, can part: in the main clauses of news it mostly does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from search.analysis.normalize import fold_umlauts
from search.analysis.stopwords import STOP_WORDS
from search.system.arrays import Array
from search.system.hash_marks import HashMarks
from search.system.sorted_texts import SortedTexts
from search.system.texts import Texts

# Particles that close a clause, a closed class; the others of `lemmas/rules.py` stand there as
# words of their own ("darauf", "sicher", "selbst"), or in no news. Their order is that of the bits:
# what is put in between changes what is kept. There are 63 bits: those that few verbs have, and
# that are hardly anything else, share the last.
_OWN = """
    ab an auf aus bei bekannt bereit bevor da dar durch ein dazu entgegen nahe fest fort frei
    gegenüber gleich offen her heran heraus raus herein herum herunter hervor hin hinaus hinein
    hinterher schwer hinzu hoch kennen klar los mit nach nieder preis stand statt teil um still vor
    voran voraus vorbei wahr weg weiter übrig wieder zu zurecht zurück zusammen auseinander
    """.split()
_SHARED = len(_OWN)
PARTICLES = (*_OWN, *"einher fehl heim herbei hinweg voll wett überein".split())
_PLAIN = tuple(map(fold_umlauts, PARTICLES))
# Raise with every change of what is learned.
VERBS_VERSION = "verbs-4"

# Beside the particles of a form with a capital letter: it must begin its sentence ("Lehnt er ab?").
CAPITAL = 1 << 63

# Forms of these stand beside other verbs and close no bracket with a particle of their own.
_LIGHT = frozenset("sein werden dürfen können mögen müssen sollen wollen".split())
# "Haben … vor" is one verb; "haben … auf" is mostly two.
_OF_HABEN = frozenset({"vor", "statt", "teil"})
_SHORTEST = 3
# Forms read at a time.
_PAGE = 1 << 13
# What the dictionary takes for other words, as all in -iert.
_TAKEN = ("brach", "maß")


class SeparableVerbs:
    """Form of a verb → its particles. Immutable."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._forms = SortedTexts(arrays["terms"], arrays["ends"])
        self._particles = arrays["particles"]
        self._arrays = dict(arrays)

    @classmethod
    def learn(cls, dictionary: Mapping[str, str]) -> SeparableVerbs:
        """Learn from a dictionary: form as written → lemma as written; lemmas are forms too."""
        bits: defaultdict[str, int] = defaultdict(int)
        of_verbs: defaultdict[str, int] = defaultdict(int)
        for form, lemma in dictionary.items():
            if lemma[-1] != "n" or not form[0].islower():
                continue
            for number, particle in enumerate(PARTICLES):
                if form.startswith(particle) and lemma.startswith(particle):
                    rest, verb = form[len(particle) :], lemma[len(particle) :]
                    known = dictionary.get(rest, "")[-1:] == "n" or rest.endswith("iert")
                    known = known or rest in (verb, *_TAKEN)
                    if known and _may_part(rest, verb, particle):
                        bits[rest] |= bit_of(number)
                        of_verbs[verb] |= bit_of(number) if rest == verb else 0
        # Not every form is listed with every particle: "sah" has those of "sehen".
        for form, verb in dictionary.items():
            if verb in of_verbs and _is_finite(form, verb):
                bits[form] |= of_verbs[verb]
        forms = sorted(bits)
        texts = Texts.of(forms)
        particles = np.array([bits[form] for form in forms], np.uint64)
        return cls({"terms": texts.data, "ends": texts.ends, "particles": particles})

    def arrays(self) -> dict[str, Array]:
        """Return what is to be stored, by name."""
        return dict(self._arrays)

    def particles(self, form: str) -> int:
        """Return the particles of a form as written, a bit each; CAPITAL if it begins with one."""
        low = form[:1].lower() + form[1:]
        place = self._forms.find(low.encode())
        bits = 0 if place is None else int(self._particles[place])
        return bits | CAPITAL if bits and low != form else bits

    def of_all(self, words: Sequence[str]) -> Array:
        """Return the same for many words, as uint64."""
        found, likely = np.zeros(len(words), np.uint64), self._marks.likely(words)
        found[likely] = [self.particles(words[number]) for number in likely.tolist()]
        return found

    @cached_property
    def _marks(self) -> HashMarks:
        """Those of all forms, also as they begin a sentence; .3 MB."""
        forms = self._forms.texts()

        def pages() -> Iterator[list[str]]:
            for first in range(0, len(forms), _PAGE):
                page = forms[first : first + _PAGE]
                yield from (page, [form[0].upper() + form[1:] for form in page])

        return HashMarks(pages(), 2 * len(forms))


def bit_of(number: int) -> int:
    """Return the bit of a particle, by its number in PARTICLES."""
    return 1 << min(number, _SHARED)


def _may_part(form: str, verb: str, particle: str) -> bool:
    """Tell whether a form may stand before its particle."""
    known = verb not in _LIGHT and (verb != "haben" or particle in _OF_HABEN)
    return known and _is_finite(form, verb)


def _is_finite(form: str, verb: str) -> bool:
    """Tell whether a form is finite; not "zulehnen", "gelehnt" and "lehnend", nor "ein" of "einen".

    An infinitive is: so ends the plural.
    """
    if len(form) < _SHORTEST or form in PARTICLES or (form in STOP_WORDS and verb != "haben"):
        return False
    fronted = any(form.startswith(front) and not verb.startswith(front) for front in ("ge", "zu"))
    return form[0] == verb[0] and not fronted and not form.startswith(f"{verb}d")


def without_particle(stem: str) -> list[tuple[int, str]]:
    """Return the numbers of the particles a stem may begin with, and what is left: "ab", "lehn"."""
    letters = fold_umlauts(stem)
    begun = [(number, p) for number, p in enumerate(_PLAIN) if letters.startswith(p)]
    return [(number, letters[len(p) :]) for number, p in begun if len(letters) > len(p)]
