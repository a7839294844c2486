"""Find the date that a page shows its readers, or that its address tells.

In: the lines of a page.  Out: the moment, or None.  Many authorities, clubs and pages of long ago
tell programs no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from corpus.readers.credit import SIGNATURE, agencies_in
from corpus.readers.dates import DATE, MAX_DATE_CHARS, MONTH_NAME, parse_date
from corpus.readers.decoding import clean
from corpus.readers.page.blocks import Line
from corpus.readers.page.container import is_sentence
from corpus.readers.page.head import elements_in, end_of_head, headline_at, names_of
from corpus.readers.page.tree import Tag

# So far from the headline a page shows its date; farther ones are those of other articles.
LINES_BEFORE, LINES_AFTER = 3, 6
# Of a line that says "veröffentlicht" or so, which may stand anywhere.
MAX_TOLD_CHARS = 160
# So far from it in an element that is named after dates.
MARKED_BEFORE, MARKED_AFTER = 6, 22
LEVELS = 3
# So near to its end a text is signed.
SIGNED_LINES = 2
_NUMBERS = (
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d\d(?!\d)|\d{1,2}/\d{1,2}/(?:(?:19|20)\d\d|\d\d(?!\d))"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
WRITTEN = re.compile(
    rf"(?<![\d./–-])(?:{DATE}|(?:{_NUMBERS})(?![\d.]))"
    r"(?:,?\s(?:um\s|[-–—|/·•]\s)?\d{1,2}[:.]\d{2}(?![\d.])(?:\sUhr)?)?",
    re.I,
)
_AT_END = re.compile(rf"(?:\s[|·•–—-]|,)\s({WRITTEN.pattern})$", re.I)
# Elements named after what they hold.
_MARK = re.compile(
    r"(?:^|[-_\s])(?:date|datum|pub-?date|publish\w*|publication\w*|posted-?on|created|creation-date"
    r"|time-?stamp|erschienen|dateline|meta)(?:$|[-_\s])",
    re.I,
)
# What a line says of its later date: "12.03.2022, aktualisiert 14.03.2022".
_UPDATE = re.compile(
    r"(?:aktualisier\w*|geändert|bearbeitet|update\w*|zuletzt|änderung|gültig|modified)\D{0,25}$",
    re.I,
)
# Before a date that is spoken of: "Konzert am 12.03.2025" is no line of when that was written.
_SPOKEN = re.compile(r"\b(?:am|ab|bis|den|dem|seit|vom|zum)$", re.I)
_AHEAD = re.compile(r"\b(?:konzert|termin|beginn|start|ab|bis)\W*$", re.I)
# "Mittwoch, den 12. März 2025"
_WEEKDAY = re.compile(
    r"(?:^|(?<=\s))(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|mo|di|mi|do|fr|sa|so)\b[.,]{0,2}(?:\s(?:den|dem))?$",
    re.I,
)
_DATE_WORD = re.compile(
    rf"\b(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}\.?\s{MONTH_NAME}|\d{{1,2}}\sUhr|Uhr|heute|gestern|update|stand|am|um|vom|zuletzt"
    r"|aktualisier\w*|geändert|veröffentlicht|publiziert|erstellt|erschienen|online\sseit"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so)\b",
    re.I,
)
# Before the end of a time: "Wochenbericht 14. - 20. Januar 2022".
_FROM = re.compile(r"\d\.?(?:\s?\w{3,9})?\s(?:[–-]|bis)\s$")
# Parts of a line: "Ilka Vandrey · 12. März 2022 · Bauen".
_PARTS = re.compile(r"\s+[·•|–—/»]\s+")
_PUBLISHED = (
    r"(?:(?:erst)?veröffentlicht|erstveröffentlichung|publiziert|erschienen|gespeichert|gepostet|eingestellt|erstellt"
    r"|eingereicht|verfasst)"
)
_FIRST_TOLD = re.compile(rf"\b{_PUBLISHED}\D{{0,15}}$", re.I)
_TOLD = re.compile(rf"\b(?:{_PUBLISHED}|Datum|Stand|Ausgabe)\b.{{0,40}}$", re.I)
_TOLD_BEHIND = re.compile(rf"^[^.]{{0,30}}\b{_PUBLISHED}\b", re.I)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|$)")
# What a line says of its date, right before it.
_LABEL = re.compile(
    r"(?:^|(?:^|\s|\()(?:datum|stand|(?:erst)?veröffentlich(?:t|ung)|publiziert|erschienen|erstellt|online|artikel|meldung"
    r"|(?:zuletzt\s)?aktualisiert|(?:zuletzt\s)?geändert|letzte\s(?:änderung|aktualisierung)|posted"
    r"|published|ausgabe|autor|(?:hoch|ein)gestellt|gepostet|geschrieben"
    r"|(?:presse|medien|amts|mitteilungs|gemeinde)?(?:mitteilung|meldung|information|info|blatt)(?:\s(?:nr\.?\s?)?[\d/-]{1,9})?))[\s:–-]*(?:am|vom|seit|on)?$",
    re.I,
)
# What else stands behind the date: "12.03.2022 3 Kommentare", "12.03.2022 4 Min. Lesezeit".
_COUNT = re.compile(r"\W*\d{1,4}\s(?:kommentare?|min(?:\.|uten?)?(?:\s\w+)?)", re.I)
# "Aulen, 12. März 2022 – Der Rat …", "12.03.22 - Der Rat …": so open notes to the press.
_OPENING = re.compile(
    rf"(?:\(?[A-ZÄÖÜ][\w./ -]{{1,40}}(?:,|\s\()\s?(?:(?:den|am)\s)?)?(?P<date>{WRITTEN.pattern})\)?"
    r"(?:\s?[–—-]\s|:\s|\.\s(?=[A-ZÄÖÜ„\"]))",
    re.I,
)
OPENING_LINES = 2
# What stands before a headline is so many times as far as what stands behind it.
BEFORE = 3
_CHANGED = re.compile(r"updated|modified|aktualisiert|geändert", re.I)
_FIRST = re.compile(r"publish|posted|created", re.I)


def is_date(text: str) -> bool:
    """Tell if a line holds nothing but dates, hours and words that go with them."""
    if not any(map(str.isdecimal, text)):
        return False
    if not (text.startswith(("heute", "gestern", "Heute", "Gestern")) or WRITTEN.search(text)):
        return False
    rest = _DATE_WORD.sub(" ", WRITTEN.sub(" ", text))
    return not any(map(str.isalnum, rest))


def without_dates(text: str) -> str:
    """Return a line without the dates in it."""
    return clean(WRITTEN.sub(" ", text)) if any(map(str.isdecimal, text)) else text


def stamped_date(times: Sequence[Tag], lines: Sequence[Line], headline: str) -> datetime | None:
    """Return the date of the `time` element nearest to a page's headline, None without any.

    Others are those of teasers and comments; one that is named after changes comes last.
    """
    at = headline_at(lines, headline)
    around = lines[at].tag.around(LEVELS) if at is not None else ()
    place = next((tag.place for tag in around if tag.place), 0)

    def distance(stamp: Tag) -> int:
        behind = stamp.place - place
        return behind if behind > 0 else -BEFORE * behind

    for stamp in sorted(times, key=lambda one: (_is_update(one), distance(one))):
        for text in (stamp.attribute("datetime"), stamp.get_text(" ")):
            if moment := parse_date(text):
                return moment
    return None


def _is_update(stamp: Tag) -> bool:
    named = f"{names_of(stamp)} {stamp.attribute('itemprop')}"
    return bool(_CHANGED.search(named)) and not _FIRST.search(named)


def shown_date(
    lines: Sequence[Line], headline: str, text: Sequence[Line] = (), page_title: str = ""
) -> datetime | None:
    """Return the date that a page shows, None if it shows none that is surely its own.

    That is the one that a short line beside its headline begins or ends with; else the one nearest
    to it in an element named after dates; else the one that opens the text, before a dash, or with
    which it is signed; else the only one of which any line says that something was published then,
    or was changed; else the one at the end of the page's title.  `text`: the lines of the article,
    the first of which stands for a headline that is not shown.
    """
    now = datetime.now()
    start = headline_at(lines, headline)
    first = lines.index(text[0]) if text else 0
    if start is not None or text:
        at = first if start is None else start
        near = [*lines[at + (start is not None) : at + 1 + LINES_AFTER]]
        near += reversed(lines[max(0, at - LINES_BEFORE) : at])
        beside = ((_date_of_line(line.text), line) for line in near)
        dated = [(one, line) for one, line in beside if one and one <= now]
        if dated:
            # Which of two lines stands first says little of which date is the first.
            first_told = (one for one, line in dated if not _tells_update(line.text))
            return next(first_told, dated[0][0])
    start = first if start is None else start
    behind = lines[start : start + MARKED_AFTER]
    around = [*behind[: end_of_head(behind)], *reversed(lines[:start][-MARKED_BEFORE:])]
    for line in around:
        moment = _own_date(line.text) if _is_marked(line) else None
        if moment and moment <= now:
            return moment
    for line in list(filter(is_sentence, text))[:OPENING_LINES]:
        if (opening := _OPENING.match(line.text)) and (moment := parse_date(opening["date"])):
            return moment
    for line in text[-SIGNED_LINES:]:
        if (signed := SIGNATURE.search(line.text)) and (moment := parse_date(signed["day"])):
            return moment
    told = [one for line in lines if (one := _told_date(line.text)) and one[1] <= now]
    for of_change in (False, True):
        dates = [moment for changed, moment in told if changed is of_change]
        if len({moment.date() for moment in dates}) == 1:
            return dates[0]
    found_last = _AT_END.search(page_title[-MAX_DATE_CHARS:])
    return parse_date(found_last[1]) if found_last else None


def _is_marked(line: Line) -> bool:
    """Tell if a line, an element in it or one close around it is named after dates."""
    if len(line.text) > MAX_TOLD_CHARS:
        return False
    tags = [one for one in elements_in(line) if WRITTEN.search(one.get_text(" "))]
    tags += line.tag.around(LEVELS)
    return any(_MARK.search(names_of(tag)) for tag in tags)


def _own_date(text: str) -> datetime | None:
    """Return the date of a line in an element that is named after dates."""
    day = _only_date(text)
    return parse_date(day[0]) if day and not _AHEAD.search(text[: day.start()]) else None


def _only_date(text: str) -> re.Match[str] | None:
    """Return the one date in a line; of several the one said to be the first, or of no update."""
    found = list(WRITTEN.finditer(text))
    if any(_FROM.search(text[: one.start()]) for one in found):
        return None
    if len(found) > 1:
        first = [one for one in found if _FIRST_TOLD.search(text[: one.start()])]
        found = first or [one for one in found if not _UPDATE.search(text[: one.start()])]
    return found[0] if len(found) == 1 else None


def date_in_address(url: str) -> datetime | None:
    """Return the day that an address has among its folders."""
    found = _DAY_IN_ADDRESS.search(url)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _tells_update(text: str) -> bool:
    """Tell if the date of a line is said to be that of a change."""
    day = _only_date(text)
    return day is not None and bool(_UPDATE.search(text[: day.start()]))


def _date_of_line(text: str) -> datetime | None:
    day = _only_date(text) if len(text) <= MAX_TOLD_CHARS else None
    if day is None:
        return None
    part = next((one for one in _PARTS.split(text) if day[0] in one), text)
    before, _, after = (one.strip() for one in part.partition(day[0]))
    before = _WEEKDAY.sub("", before)
    after = "" if _COUNT.fullmatch(after) else after
    labelled = bool(_LABEL.search(before))
    if len(text) > MAX_DATE_CHARS and not (before and labelled):
        return None
    spoken = _SPOKEN.search(before)
    if spoken and (labelled or agencies_in(_SPOKEN.sub("", before).strip())):
        spoken = None
    if spoken or (before and after and not labelled):
        return None
    # "Registriert: 12.03.2022" tells when something else was.
    return None if before.endswith(":") and not labelled else parse_date(day[0])


def _told_date(text: str) -> tuple[bool, datetime] | None:
    """Return the one date of a line that says what happened then, and if that was a change."""
    found = list(WRITTEN.finditer(text)) if len(text) <= MAX_TOLD_CHARS else []
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()], text[found[0].end() :]
    published = bool(_TOLD.search(before) or _TOLD_BEHIND.search(after))
    moment = parse_date(found[0][0]) if published or _UPDATE.search(before) else None
    return (not published, moment) if moment else None
