"""Take hits along: as a table, or for a reference manager; how many there were when; a citation.

In: the parameters of the results page, or an article's id.  Out: a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

from flask import Blueprint, Response, abort, request

from search.export import Entry, entry_of_article, entry_of_hit, write_german_numbers, writer_of
from web import forms, timeline
from web.asking import articles, service, times
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
# Of the table of times: when, how many were found, of how many that the filters leave.
COURSE = ("Zeit", "Artikel", "von allen")
# The same of a search that finds nothing as it stands: the page says so above its hits, a table has
# its first line alone.
LOOSENED = ("Zeit", "Artikel, die nur zum Teil passen", "von allen")


@bp.get("/treffer.<any(csv, ris, bib, json):ending>")
def hits(ending: str) -> Response:
    """Return the first hits of a search, in its order."""
    asked = forms.read_request(request.args)
    found = articles(replace(asked, offset=0, limit=MOST), seconds=DOWNLOAD_S)
    return _file("treffer", ending, map(entry_of_hit, found.hits))


@bp.get("/verlauf.csv")
def course() -> Response:
    """Return how many articles a search finds of every month, or of every day of a short time."""
    asked = forms.read_request(request.args)
    counted = replace(asked, offset=0, limit=0)
    found, head = articles(counted, relaxed=False, seconds=DOWNLOAD_S), COURSE
    if not found.articles:
        found = articles(counted, seconds=DOWNLOAD_S)
        head = LOOSENED if found.articles else COURSE
    text = StringIO()
    write_german_numbers(head, timeline.course(found, times(asked)), text)
    return _download("verlauf.csv", "text/csv", text.getvalue())


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
    return _download(f"{name}.{ending}", kind, text.getvalue())


def _download(name: str, kind: str, text: str) -> Response:
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
