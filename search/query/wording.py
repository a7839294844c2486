"""The words in which a query is read back, in German and English.

In: a language.  Out: its wording; `{}` stands for what the reader typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.query.ranges import MONTHS
from search.query.tree import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one language says the parts of a query. `day`: the formats of a date, by `str.format`."""

    fields: Mapping[Field, str]
    months: tuple[str, ...]
    day: str
    quote: str
    prefix: str
    wildcard: str
    fuzzy: str
    exactly: str
    near: str
    next_to: str
    either: str
    both: str
    without: str
    negated: str
    everything: str
    since: str
    until: str
    on: str
    during: str
    quarter: str
    between: str
    any_time: str


GERMAN = Wording(
    fields={
        Field.TEXT: "",
        Field.TITLE: "im Titel: ",
        Field.AUTHOR: "Autor: ",
        Field.SOURCE: "Quelle: ",
        Field.TOPIC: "Ressort: ",
        Field.AGENCY: "Agentur: ",
        Field.PLACE: "Ort: ",
        Field.LINK: "Adresse: ",
    },
    months=MONTHS,
    day="{day}. {month} {year}",
    quote="„{}“",
    prefix="beginnt mit {}",
    wildcard="Muster {}",
    fuzzy="ähnlich wie {}",
    exactly="genau {}",
    near="{} nahe bei {} (höchstens {} Wörter weiter)",
    next_to="{} direkt neben {}",
    either=" oder ",
    both=" und ",
    without="ohne ",
    negated="nicht ",
    everything="alle Artikel",
    since="seit {}",
    until="bis {}",
    on="am {}",
    during="im {}",
    quarter="im {}. Quartal {}",
    between="vom {} bis {}",
    any_time="zu jeder Zeit",
)

ENGLISH = Wording(
    fields={
        Field.TEXT: "",
        Field.TITLE: "in the title: ",
        Field.AUTHOR: "author: ",
        Field.SOURCE: "source: ",
        Field.TOPIC: "section: ",
        Field.AGENCY: "agency: ",
        Field.PLACE: "place: ",
        Field.LINK: "address: ",
    },
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    day="{day} {month} {year}",
    quote="“{}”",
    prefix="beginning with {}",
    wildcard="pattern {}",
    fuzzy="similar to {}",
    exactly="exactly {}",
    near="{} near {} (at most {} words on)",
    next_to="{} next to {}",
    either=" or ",
    both=" and ",
    without="without ",
    negated="not ",
    everything="all articles",
    since="since {}",
    until="until {}",
    on="on {}",
    during="in {}",
    quarter="in quarter {} of {}",
    between="from {} to {}",
    any_time="at any time",
)

WORDINGS: Mapping[str, Wording] = {"de": GERMAN, "en": ENGLISH}
