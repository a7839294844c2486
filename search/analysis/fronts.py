"""How the forms of a word may begin.

In: a stem.  Out: its fronts: the first FRONT coarse letters (`coarse.py`) of all that has the stem.
Most forms begin as their stem does. Others are known: those of irregular forms by `lemmas.py`, and
here those of verbs with a particle ("anfangen": "angefangen", "anzufangen", "anfing") and of old
spellings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from search.analysis.coarse import FRONT, coarse, coarse_all, follow
from search.analysis.lemmas import Lemmas
from search.analysis.lemmas.rules import PARTICLES
from search.analysis.lookalikes import FORMS
from search.analysis.normalize import fold_umlauts
from search.analysis.stems import OF_STOP_WORDS
from search.analysis.tokens import SIGNS
from search.analysis.variants import fold_variants

# What `variants.py` spells otherwise, with other coarse letters at its beginning.
RESPELLED = [
    *SIGNS,
    *"""
    plazieren antiallergisch belemmern jänner feber greuel nugat stengel gemse behend quentchen
    moslem getto jogurt tunfisch fön fönen ketschup schneuzen frisör spagetti essential essentiell
    panter cities ladies hobbies babies ponies juries sankt mio mrd eur ca bzw prof vs inkl
    sauce symphonie bayrisch kyjiw kyiv beijing belarus belarussisch burma myanmar bombay
""".split(),
]


def fronts_of(stem: str, lemmas: Lemmas | None) -> set[bytes]:
    """Return the fronts of all words that are analysed to a stem; some have fewer letters."""
    found, letters = set(_fronts_of(stem, lemmas)), fold_umlauts(stem)
    if letters.endswith("mann"):
        found.add(coarse(f"{letters[:-4]}leute")[:FRONT])
    for particle, (before, begun) in _particles().items():
        if letters.startswith(particle) and len(letters) > len(particle):
            rest = _fronts_of(letters[len(particle) :], lemmas)
            found |= begun
            found |= {follow(before, front)[:FRONT] for front in rest}
    return found


def is_letter(stem: str) -> bool:
    """Tell whether a stem is one coarse letter as all words are that have it: "e" of "E-Mail",
    "ss" of "SS", "100". No part of a compound is.

    Not "pp", which "PPs" has too.
    """
    letters = stem.removeprefix(OF_STOP_WORDS)
    return len(letters) == 1 or letters == "ss" or (letters.isdigit() and len(coarse(letters)) == 1)


def _fronts_of(stem: str, lemmas: Lemmas | None) -> Iterator[bytes]:
    front = coarse(stem)[:FRONT]
    for own in (front, *(old for new, old in _respelled() if new.startswith(front))):
        yield own
        if lemmas is not None:
            yield from lemmas.fronts(own)


@cache
def _particles() -> dict[str, tuple[bytes, set[bytes]]]:
    """Return of each particle without umlauts its letters, how participles, infinitives begin."""
    plain = [*dict.fromkeys(map(fold_umlauts, PARTICLES))]
    # All at once: a call for each took a tenth of a query on the command line.
    alone, *begun = (coarse_all(p + more for p in plain) for more in ("", "ge", "zu"))
    fronts = ({front[:FRONT] for front in pair} for pair in zip(*begun, strict=True))
    return dict(zip(plain, zip(alone, fronts, strict=True), strict=True))


@cache
def _respelled() -> list[tuple[bytes, bytes]]:
    """Return (front of the stem, front as written) of what is respelled or no table knows."""
    # "falle", of "fallen"
    stems, forms = [*map(fold_variants, RESPELLED), *FORMS.values()], [*RESPELLED, *FORMS]
    pairs = zip(coarse_all(stems), coarse_all(forms), strict=True)
    return [(new[:FRONT], old[:FRONT]) for new, old in pairs]
