"""Read the dates that files and pages give: for programs, in mails, as Germans write them.

In: a text.  Out: the moment, naive if it names no zone, or None.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from corpus.readers.decoding import clean

MAX_DATE_CHARS = 60
_MONTHS = (
    ("jan", "jän"), ("feb",), ("mär", "mrz", "mae", "mar"), ("apr",), ("mai", "may"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dez", "dec"),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
# In full or cut, German or English: whoever made the program may not have cared.
MONTH_NAME = (
    r"(?:jan(?:uary?)?|jän(?:ner)?|feb(?:ruary?|er)?|märz?|mrz|maerz|mar(?:ch)?|apr(?:il)?|mai|may"
    r"|jun[ie]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)"
    r"(?![a-zä])\.?"
)
# "12.3.2022", "12. März 2022", "12 März, 2022"; as programs made in America write: "März 12, 2022".
DATE = (
    r"(?:(?P<day>\d{1,2})(?:\.\s?(?P<month>\d{1,2})\.|\.?\s?(?P<name>" + MONTH_NAME + r"),?)\s?"
    r"|(?P<name_first>" + MONTH_NAME + r")\s(?P<day_second>\d{1,2}),\s)(?P<year>\d{4})(?!\d)"
)
_CLOCK = (
    r"(?:\D{0,12}?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d\d))?|(?=\s?Uhr|\s?h\b))"
    r"(?:\s*Uhr)?\s?(?P<half>[ap]\.?m\b)?\s?(?P<zone>UTC|GMT|Z\b|[+-]\d\d:?\d\d\b)?)?"
)
_GERMAN = re.compile(DATE + _CLOCK, re.I)
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{2,4}\s\d{1,2}:\d{2}")
# "2022-03-12 18:05 Uhr" is no ISO 8601, but begins so; "2022/3/12" and "2022.03.12" nearly are.
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"
    r"(?:(?:T|,?\s)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,:]\d+)?"
    r"\s?(?P<zone>UTC|GMT|Z\b|[+-]\d\d:?\d\d\b)?)?",
    re.I,
)
# "20220312180500": all digits in a row, with or without seconds.
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\d\d)?")
# Seconds or thousandths of them since 1970, of the years from 2001 to 2286.
_SECONDS = re.compile(r"([1-9]\d{9})(\d{3})?")
# "12/03/2022", "12-03-2022", "12-Mrz-2022", "12.03.22", "12. März '22"; "Di, 12/03/2022 - 18:42".
_SEPARATED = re.compile(
    r"(?:[A-Za-z]{2,10}\.?,\s?)?(\d{1,2})([-/])(\d{1,2}|[A-Za-zä]{3,9})\2(\d{4}|\d\d)(?!\d)(.*)"
)
_SHORT = re.compile(
    rf"((?:\w{{2,10}}\.?,\s?)?\d{{1,2}}(?:\.\s?\d{{1,2}}\.|\.?\s?{MONTH_NAME})\s?)"
    r"['’]?(\d\d)(?![\d:])(.*)",
    re.I,
)
# As POSIX has it, 69 and more are of the last century.
_PIVOT = 69
_MONTHS_IN_YEAR = 12


def parse_date(value: object, *, month_first: bool = False) -> datetime | None:
    """Return the moment of an ISO 8601, mail or German date, naive if it names no zone.

    `month_first`: "03/04/2022" is the 4th of March; without it the 3rd of April, unless only the
    other is a date.
    """
    text = clean(str(value)) if isinstance(value, str) else ""
    if not text or len(text) > MAX_DATE_CHARS:
        return None
    if found := _SECONDS.fullmatch(text):  # before ISO 8601, of which some could be days
        return datetime.fromtimestamp(int(found[1]), UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        if _MAIL.match(text):
            return parsedate_to_datetime(text)
        if found := _ISO.match(text) or _GERMAN.search(_in_full(text, month_first)):
            return _moment(found)
        if found := _DIGITS.fullmatch(text):
            return datetime(*map(int, found.groups()))  # type: ignore[arg-type]
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_full(text: str, month_first: bool) -> str:
    """Return a date with its year in full, and points between its numbers."""
    if found := _SEPARATED.match(text):
        day, month = found[1], found[3]
        if month.isdecimal():
            turned = int(month) > _MONTHS_IN_YEAR or (
                month_first and int(day) <= _MONTHS_IN_YEAR and found[2] == "/"
            )
            day, month = (month, day) if turned else (day, month)
            month += "."
        return f"{day}.{month} {_year(found[4])}{found[5]}"
    if found := _SHORT.fullmatch(text):
        return f"{found[1]}{_year(found[2])}{found[3]}"
    return text


def _year(digits: str) -> str:
    if len(digits) > 2:
        return digits
    return f"{'19' if int(digits) >= _PIVOT else '20'}{digits}"


def _moment(found: re.Match[str]) -> datetime:
    """Return what was found. Raises: ValueError, such as for the 31st of February."""
    part = found.groupdict()
    name = part.get("name") or part.get("name_first")
    month = _NUMBERS[name[:3].lower()] if name else int(part["month"])
    day = int(part["day"] or part.get("day_second") or 0)
    hour, minute = int(part["hour"] or 0), int(part["minute"] or 0)
    if (half := (part.get("half") or "").lower()) and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    midnight = datetime(int(part["year"]), month, day, tzinfo=_zone(part["zone"]))
    if (hour, minute) > (24, 0) or minute > 59:
        raise ValueError(found[0])
    return midnight + timedelta(hours=hour, minutes=minute, seconds=int(part["second"] or 0))


def _zone(mark: str | None) -> timezone | None:
    """Return the zone that a mark such as "UTC" or "+01:00" names."""
    if not mark:
        return None
    if mark[0] not in "+-":
        return UTC
    digits = mark[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if mark[0] == "-" else offset)
