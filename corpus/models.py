"""The article: what every reader gives and every later step takes.

In: what a reader found in a file.  Out: frozen values, plain text only, no HTML.
Section 0 is the lead: no heading, the paragraphs before the first sub-heading (`corpus/README.md`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

# Where a moment without a zone is.
HOME_ZONE = ZoneInfo("Europe/Berlin")
# Programs write the first or the last moment they know for "none" (0001-01-01, 9999-12-31); in
# another zone those are no moments at all.
YEARS = range(1000, 9999)
MAX_NAME_CHARS = 70
# Signs that no shortened text ends with.
_LOOSE = ' ,;:–—-(„»«"“'
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IN_ORDER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of an article.

    `level`: 0 for the lead, else the rank of the heading (2–6). `anchor`: the heading's id on the
    page, else empty. `paragraphs`: NFC text without line breaks, none of them empty.
    """

    heading: str = ""
    level: int = 0
    anchor: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text. `sections[0]` is the lead and always there; `topics`: Ressorts and keywords.

    `id`: 1–200 printable characters. `published`, `modified`: with time zone where the source gives
    one, otherwise naive (read as Europe/Berlin); None outside of YEARS. `free`: False for a text
    behind a paywall.
    `version`: the number an agency gave this text, 0 if none; of two the higher is kept.
    """

    id: str
    title: str = ""
    teaser: str = ""
    dateline: str = ""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = "de"
    topics: tuple[str, ...] = ()
    free: bool = True
    sections: tuple[Section, ...] = (Section(),)
    version: int = 0

    def __post_init__(self) -> None:
        for name in ("published", "modified"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.year not in YEARS:
                object.__setattr__(self, name, None)

    @property
    def name(self) -> str:
        """What lists call the article: its title, else how its text begins, else its id.

        It is for people: neither kept nor indexed, so no word of it counts as one of a title.
        """
        paragraphs = (text for section in self.sections for text in section.paragraphs)
        headings = (section.heading for section in self.sections)
        told = (self.title, self.teaser, *islice(paragraphs, 1), *headings)
        text = next(filter(None, told), self.id)
        if self.title or len(text) <= MAX_NAME_CHARS:
            return text
        cut = text[:MAX_NAME_CHARS]
        words = cut if text[MAX_NAME_CHARS] == " " else cut.rpartition(" ")[0] or cut
        return f"{words.rstrip(_LOOSE)} …"

    def texts(self) -> Iterator[str]:
        """Yield what stands below the title: the teaser, each heading and its paragraphs."""
        yield self.teaser
        for section in self.sections:
            yield section.heading
            yield from section.paragraphs

    def to_dict(self) -> dict[str, object]:
        """Return plain JSON values, dates as ISO 8601, as `fundstelle show` prints them."""
        # By hand: dataclasses.asdict copies deeply, which took a fifth of the time of indexing.
        values: dict[str, object] = {name: getattr(self, name) for name in _FIELDS}
        for name in ("published", "modified"):
            moment: datetime | None = getattr(self, name)
            values[name] = moment.isoformat() if moment else None
        values["sections"] = [
            {
                "heading": section.heading,
                "level": section.level,
                "anchor": section.anchor,
                "paragraphs": section.paragraphs,
            }
            for section in self.sections
        ]
        if not self.version:
            del values["version"]  # articles kept before there were versions stay what they were
        return values

    def to_json(self) -> str:
        """Return `to_dict` as JSON, the same text for the same article."""
        return _IN_ORDER.encode(self.to_dict())

    def fingerprint(self) -> str:
        """Return the SHA-256 of all that a reader sees, as 64 hex digits."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def epoch_seconds(moment: datetime | None) -> int | None:
    """Return the seconds since 1970 UTC; a naive moment is one in HOME_ZONE."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=HOME_ZONE)
    try:
        return (aware - _EPOCH) // timedelta(seconds=1)
    except OverflowError:
        return None


_FIELDS = tuple(field.name for field in fields(Article))


def article_from_dict(values: dict[str, object]) -> Article:
    """Return the article that `Article.to_dict` described (trusted input: our own store)."""
    given = dict(values)
    for name in ("published", "modified"):
        stamp = given.get(name)
        given[name] = datetime.fromisoformat(str(stamp)) if stamp else None
    for name in ("authors", "agencies", "topics"):
        given[name] = tuple(given.get(name) or ())  # type: ignore[arg-type]
    given["sections"] = tuple(
        Section(
            heading=part["heading"],
            level=part["level"],
            anchor=part["anchor"],
            paragraphs=tuple(part["paragraphs"]),
        )
        for part in given["sections"]  # type: ignore[attr-defined]
    )
    return Article(**given)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ReadSkip:
    """A file (or a part of one) that was passed over on purpose, with the reason for a person.

    `transient`: another day it may not be, though the file stays the same.
    """

    file: str
    reason: str
    transient: bool = False


@dataclass(frozen=True, slots=True)
class ReadDoubt:
    """What a file gives and is left out, though its article is read: a date, the end of a text.

    `reason`: what and why, for a person; `count`: how many articles lack it.
    """

    file: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file (or a line of one) that holds no usable article, with the reason for a person.

    `transient`: another try may do better, though the file stays the same.
    """

    file: str
    reason: str
    transient: bool = False
