"""How values are written on a page: marks, German dates and numbers, safe links.

In: values of the search.  Out: text, or HTML in `marked` alone, where every piece is escaped.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Flask
from markupsafe import Markup, escape

from corpus import Article
from search import (
    ArticleHit,
    Snippet,
    german_count,
    german_number,
    german_percent,
    german_seconds,
    told_reasons,
)
from search.query import MONTHS
from search.settings import local
from web.forms import SORT_NAMES, parameter

MOST_REASONS = 12
FIRST_MARK = "stelle"


def marked(snippet: Snippet, first: Snippet | None = None) -> Markup:
    """Return a snippet as HTML: every slice escaped, marks as <mark>.

    `first`: the snippet whose first mark can be jumped to.
    """
    parts: list[str] = []
    place = 0
    for start, end in snippet.marks:
        opening = f'<mark id="{FIRST_MARK}">' if snippet is first and not place else "<mark>"
        parts += escape(snippet.text[place:start]), opening
        parts += escape(snippet.text[start:end]), "</mark>"
        place = end
    # Not `Markup.join`: it looks at each part again.
    return Markup("".join([*parts, escape(snippet.text[place:])]))  # noqa: S704  all is escaped


def day(moment: datetime) -> str:
    """Return "12. März 2025"."""
    return f"{moment.day}. {MONTHS[moment.month - 1]} {moment.year}"


def moment(value: datetime) -> str:
    """Return "12. März 2025, 18:05 Uhr" by the site's clock."""
    here = local(value)
    return f"{day(here)}{_clock(here)}"


def _clock(here: datetime) -> str:
    """Return ", 18:05 Uhr"; nothing at midnight, which a date without a time of day becomes."""
    return f", {here:%H:%M} Uhr" if (here.hour, here.minute) != (0, 0) else ""


def stamp(value: datetime) -> str:
    """Return "2025-03-12T18:05:00+01:00" (RFC 3339)."""
    return local(value).isoformat(timespec="seconds")


def when(moment: datetime, now: datetime | None = None) -> str:
    """Return the day; how long ago instead, if less than seven days by the site's calendar."""
    here = local(moment)
    days = (local(now or datetime.now(UTC)).date() - here.date()).days
    if days == 0:
        return f"heute{_clock(here)}"
    if days == 1:
        return "gestern"
    return f"vor {days} Tagen" if 1 < days < 7 else day(here)


def dated(value: datetime, kind: str = "", now: datetime | None = None) -> Markup:
    """Return a moment as <time>: the day, or how long ago, which says the day when pointed at and
    on paper. `kind`: its class.
    """
    told = when(value, now)
    named = Markup(' class="{}"').format(kind) if kind else ""
    if told == day(local(value)):
        return Markup('<time{} datetime="{}">{}</time>').format(named, value.isoformat(), told)
    ago = Markup('<time{} datetime="{}" title="{}"><span class="ago">{}</span></time>')
    return ago.format(named, value.isoformat(), moment(value), told)


def changed(article: Article) -> datetime | None:
    """Return when an article was last changed, if that is later than its publication."""
    if not (article.published and article.modified):
        return article.modified
    # Many systems set both with some seconds between them.
    same = moment(article.modified) == moment(article.published)
    earlier = local(article.modified) < local(article.published)
    return None if same or earlier else article.modified


def cited(article: Article, today: datetime | None = None) -> str:
    """Return an article as one cites it: who, what, in which outlet, when, where, seen when."""
    told = article.name if article.name.endswith(tuple(".?!…")) else f"{article.name}."
    if named := article.authors or article.agencies:
        told = f"{', '.join(named)}: {told}"
    published = day(local(article.published)) if article.published else ""
    url = safe_url(article.url)
    where = ", ".join(filter(None, (article.source, published, url)))
    if not where:
        return told
    seen = f" (abgerufen am {day(local(today or datetime.now(UTC)))})" if url else ""
    return f"{told} In: {where}{seen}."


def date(value: str) -> str:
    """Return "2025-03" as "März 2025", "2025-03-05" as "5. März 2025", other texts as they are."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?", value)
    if not found:
        return value
    number = f"{int(found[3])}. " if found[3] else ""
    return f"{number}{MONTHS[int(found[2]) - 1]} {found[1]}"


def size(value: int) -> str:
    """Return 1829407 as "1,8 MB"."""
    amount, unit = float(value), "Byte"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}" if unit == "Byte" else f"{amount:.1f} {unit}".replace(".", ",")


def safe_url(url: str) -> str:
    """Return an http(s) URL as it is, anything else as ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    return url if usable and url.isprintable() else ""


def reasons(hit: ArticleHit) -> list[tuple[str, str, int]]:
    """Return the words of a hit that match, how and how often; those most frequent."""
    return told_reasons(hit.why)[:MOST_REASONS]


def register(app: Flask) -> None:
    """Give the templates their filters."""
    app.jinja_env.filters.update(
        sort_name=SORT_NAMES.__getitem__, parameter=parameter,
        marked=marked, day=day, moment=moment, stamp=stamp, dated=dated, date=date, size=size,
        changed=changed, cited=cited, safe_url=safe_url,
        number=german_number, percent=german_percent, seconds=german_seconds, count=german_count,
        reasons=reasons,
    )  # fmt: skip
