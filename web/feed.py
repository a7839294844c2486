"""Every search as a feed: what it finds newest, for feed readers.

In: the parameters of the results page, paging and order left out.  Out: an Atom feed (RFC 4287).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urljoin

from flask import Blueprint, Response, request, url_for

from search import Sort
from search.export import About, Entry, entry_of_hit, write_feed
from web import forms, presenters
from web.asking import articles, service

bp = Blueprint("feed", __name__)

ENTRIES = 50
_ATOM = "application/atom+xml"


@bp.get("/feed.atom")
def feed() -> Response:
    """Return the newest articles that a search finds, all of them without one."""
    asked = forms.read_request(request.args)
    # Who watches for something is called for that alone; a feed has no place for a note either.
    wanted = replace(asked, sort=Sort.NEWEST, offset=0, limit=ENTRIES)
    found = articles(wanted, relaxed=False)
    entries = [entry_of_hit(hit) for hit in found.hits]
    # An entry must say when it was updated: one without a date, when the index was built.
    built = service().info().built or datetime.fromtimestamp(0, UTC)
    here = urljoin(request.host_url, presenters.feed_url(asked))

    def names(entry: Entry) -> tuple[str, str]:
        page = url_for("pages.article", article_id=entry.id, _external=True)
        return page, url_for("pages.article", article_id=entry.id, q=asked.text, _external=True)

    about = About(
        id=here,
        title=f"{found.described} – Fundstelle",
        updated=max((entry.published for entry in entries if entry.published), default=built),
        undated=built,
        links=(
            ("self", _ATOM, here),
            ("alternate", "text/html", urljoin(request.host_url, presenters.url(asked))),
        ),
        names=names,
    )
    page = StringIO()
    write_feed(entries, page, about)
    answer = Response(page.getvalue(), mimetype=_ATOM)
    # Readers of feeds ask every few minutes, mostly for what they have.
    answer.add_etag()
    answer.make_conditional(request)
    return answer
