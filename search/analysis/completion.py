"""Complete words that are cut short: "Haus" and "Fachärzte" → "Hausärzte".

In: what `ellipsis.py` has found, as text, and what is known of words.  Out: the word as it would be
written in full, "" where nothing tells which part of the other word is meant.
The other word is cut where both begin with a particle, else where that makes a known word, of
these the longest whose end is a word, too; else where one of its parts begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from search.analysis.compounds import Part
from search.analysis.compounds.grammar import SHORT_HEADS
from search.analysis.ellipsis import BACKWARD, FORWARD

# What verbs and their nouns begin with: "be- und entladen", "Zu- und Abfahrt".
_PARTICLES = """
    ab an auf aus be bei da dar durch ein emp ent er fehl fern fort ge her herab heran herauf heraus
    herein herum herunter hervor hin hinab hinauf hinaus hinein hinter hinunter hinzu in inner los
    miss mit nach nieder ober rück über um un unter ver vor voran voraus vorbei weg weiter wider
    wieder zer zu zurück zusammen
    """.split()
_ANY = "|".join(sorted(_PARTICLES, key=len, reverse=True))
_BEGINNING, _END = re.compile(_ANY), re.compile(rf"(?:{_ANY})\Z")
# Letters of a word that can be all that is meant of it; those that are seldom so by chance.
_LEAST, _TELLING = 3, 5
_SHORT = SHORT_HEADS | {"mal"}
# By so many letters a word is found within another: "Landesmeisterinnen und -meister".
_ALIKE = 4
_LETTERS = re.compile(r"[^\W\d_]*")


class Knowledge(Protocol):
    """What is known of words."""

    def parts(self, word: str) -> Sequence[Part]:
        """Return the parts of a word, itself if it is no compound."""

    def knows(self, low: str) -> bool:
        """Tell whether a lower-case word is known."""


def is_short(word: str) -> bool:
    """Tell whether a joined word has to be completed."""
    return FORWARD in word or BACKWARD in word


def completed(ellipsis: str, knowledge: Knowledge) -> str:
    """Return the word for "Haus+Fachärzte" or "Textilhersteller-händler"."""
    own, sign, other = ellipsis.partition(FORWARD)
    if sign:
        return _with_end(own, other, knowledge)
    other, _, own = ellipsis.partition(BACKWARD)
    return _with_beginning(other, own.lower(), knowledge)


def _with_end(own: str, other: str, knowledge: Knowledge) -> str:
    """Return a beginning with the end of another word, in whose case the whole is.

    A hyphen comes before that if its beginning stands in the first: "Warenein" and "-ausgang".
    """
    word, first = other.removeprefix("-"), own.lower()
    letters = _LETTERS.match(word)
    low = letters[0].lower() if letters else ""
    cut = _particle(first, low, inside=word != other, knowledge=knowledge)
    if not cut:
        cut = _border(first, word[: len(low)], low, knowledge)
        if own[:1].isupper() and other[:1].islower() and not knowledge.knows(first + low[cut:]):
            cut = 0  # "Angst- und dramatische Szenen" are no "Angsttische"
    whole = first + word[cut:].lower()
    capital = (word if word == other else own)[:1].isupper()
    return (whole.capitalize() if capital else whole) if cut else ""


def _particle(own: str, low: str, *, inside: bool, knowledge: Knowledge) -> int:
    """Return where what follows a particle begins, if both words have one, else 0.

    `inside`: the first may be the end of a compound.
    """
    first = _END.search(own) if inside else _END.fullmatch(own)
    found = first and _BEGINNING.match(low)
    cut = found.end() if found else 0
    if not cut or len(low) - cut < _LEAST:
        return 0
    # "Vor- und Abendprogramm": no "Endprogramm".
    known = knowledge.knows(low[cut:]) or knowledge.knows(own + low[cut:])
    return cut if known or len(knowledge.parts(low.capitalize())) == 1 else 0


def _border(own: str, word: str, low: str, knowledge: Knowledge) -> int:
    """Return where the end begins that a word shares with one that begins otherwise, else 0."""
    cuts = range(2, len(low) - _LEAST + 1)
    known = [cut for cut in cuts if knowledge.knows(own + low[cut:])]
    for cut in known:
        # "Klapp- und Hollandrädern" do not share "ern".
        if knowledge.knows(low[cut:]) and (len(low) - cut > _LEAST or low[cut:] in _SHORT):
            return cut
    borders = [part.start for part in knowledge.parts(word)[1:]]
    for cut in borders:
        # "Bachelor- und Masterstudiengang" share "Studiengang", not "Gang"; "Kunst- und
        # Naturkunstharz" share no "Kunstharz".
        alike = own[-_ALIKE:] in low[cut:]
        if cut in known or (knowledge.knows(low[cut:]) and not alike):
            return cut
    if borders:
        return borders[-1]
    return next((cut for cut in known if len(low) - cut >= _TELLING), 0)


def _with_beginning(other: str, own: str, knowledge: Knowledge) -> str:
    """Return the beginning of another word with a lower-case end.

    A hyphen comes before that if the other's end stands behind: "Warenein" and "-ausgang".
    """
    low, end = other.lower(), own.removeprefix("-")
    particle = end != own and _BEGINNING.match(end) and _END.search(low)
    alike = low.rfind(end[:_ALIKE], 2)
    if particle and particle.start() >= _LEAST:
        cut = particle.start()
    elif alike > 0 and len(end) >= _ALIKE:
        cut = alike
    else:
        borders = [part.start for part in knowledge.parts(other)[:0:-1]]
        tried = (*borders, *range(len(low) - 1, 1, -1))
        known = (cut for cut in tried if knowledge.knows(low[:cut] + end))
        cut = next(known, borders[0] if borders else 0)
    return other[:cut] + end if cut else ""
