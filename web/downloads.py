"""Take hits along: as a table, or for a reference manager; one article as a citation.

In: the parameters of the results page, or an article's id.  Out: a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

from flask import Blueprint, Response, abort, request

from search.export import Entry, entry_of_article, entry_of_hit, writer_of
from web import forms
from web.asking import articles, service
from web.deadline import DOWNLOAD_S

bp = Blueprint("downloads", __name__)

# So many as are surely found and written within the time of a download.
MOST = 200
# By the ending of the file: the format and its media type. The table is for who clicks on it:
# programs have the API.
KINDS = {
    "csv": ("csv-de", "text/csv"),
    "ris": ("ris", "application/x-research-info-systems"),
    "bib": ("bibtex", "application/x-bibtex"),
    "json": ("csl", "application/vnd.citationstyles.csl+json"),
}


@bp.get("/treffer.<any(csv, ris, bib, json):ending>")
def hits(ending: str) -> Response:
    """Return the first hits of a search, in its order."""
    asked = forms.read_request(request.args)
    found = articles(replace(asked, offset=0, limit=MOST), seconds=DOWNLOAD_S)
    return _file("treffer", ending, map(entry_of_hit, found.hits))


@bp.get("/zitat.<any(ris, bib, json):ending>/<path:article_id>")
def citation(ending: str, article_id: str) -> Response:
    """Return an article as a reference."""
    article = service().article(article_id)
    if article is None:
        abort(404)
    return _file("zitat", ending, [entry_of_article(article)])


def _file(name: str, ending: str, entries: Iterable[Entry]) -> Response:
    form, kind = KINDS[ending]
    text = StringIO()
    writer_of(form)(entries, text)
    answer = Response(text.getvalue(), content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
