"""Every search as a feed: what it finds newest, for feed readers.

In: the parameters of the results page, paging and order left out.  Out: an Atom feed (RFC 4287).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request

from search import Sort
from web import forms, presenters
from web.asking import articles, service
from web.filters import local

bp = Blueprint("feed", __name__)

ENTRIES = 50
# Code points that XML 1.0 has no way to write and that texts may hold.
_NO_XML = re.compile("[\ufffe\uffff]")


@bp.get("/feed.atom")
def feed() -> Response:
    """Return the newest articles that a search finds, all of them without one."""
    asked = forms.read_request(request.args)
    wanted = replace(asked, sort=Sort.NEWEST, offset=0, limit=ENTRIES)
    found = articles(wanted)
    # An entry must say when it was updated: one without a date, when the index was built.
    built = service().info().built or datetime.fromtimestamp(0, UTC)
    dates = [local(hit.published) for hit in found.hits if hit.published]
    page = render_template(
        "feed.xml",
        wanted=wanted,
        results=found,
        built=built,
        updated=max(dates, default=built),
        here=urljoin(request.host_url, presenters.feed_url(asked)),
        page=urljoin(request.host_url, presenters.url(asked)),
    )
    return Response(_NO_XML.sub("", page), mimetype="application/atom+xml")
