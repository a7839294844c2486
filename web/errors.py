"""Turn errors into pages: who can act decides the status, in this place alone.

In: exceptions.  Out: German pages, for programs JSON. A traceback goes to the log only, under the
number that the answer names.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace

from flask import Flask, Response, render_template, request, url_for
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, SecurityError

from corpus import CorpusError
from search import SearchRequest, json_text
from search.errors import (
    DeadlineExceededError,
    EngineUnavailableError,
    FundstelleError,
    IndexDamagedError,
    IndexMissingError,
    QueryError,
    UsageError,
)
from web import forms, presenters

logger = logging.getLogger(__name__)

_TEXTS = {
    400: ("Diese Anfrage geht so nicht", "Etwas an der Adresse oder der Anfrage ist nicht lesbar."),
    404: ("Nicht gefunden", "Diese Seite oder diesen Artikel gibt es hier nicht."),
    405: ("Nicht erlaubt", "Diese Seite lässt sich nur lesen."),
    413: ("Zu groß", "Die Anfrage ist zu groß."),
    414: ("Zu lang", "Die Adresse ist zu lang. Bitte die Anfrage kürzen."),
    500: ("Ein Fehler bei uns", "Die Seite konnte nicht erstellt werden. Der Fehler ist notiert."),
    503: (
        "Gerade nicht verfügbar",
        "Der Index ist im Moment nicht zu lesen. Bitte gleich noch einmal versuchen.",
    ),
}
GONE = (
    "Diesen Artikel gibt es hier nicht",
    "Unter dieser Adresse steht kein Artikel, oder keiner mehr: Er wurde aus dem Bestand genommen.",
)
RETRY_AFTER_S = "2"
# A setting can become wrong while the site serves: a cluster gets another password.
_FOR_OPERATORS = (IndexMissingError, IndexDamagedError, EngineUnavailableError, UsageError)
FOR_PROGRAMS = "/api/"
_SHOWN_QUERY = 2000


def register(app: Flask) -> None:
    """Install the error pages."""
    app.register_error_handler(QueryError, lambda error: _page(400, str(error)))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(FundstelleError, _own)
    app.register_error_handler(CorpusError, _unexpected)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response:
    if isinstance(error, BadHost | SecurityError):
        # Without a host that can be one and is trusted Flask builds no URLs: this is plain text.
        return Response(
            "Unter diesem Namen antwortet die Seite nicht.\n", 400, mimetype="text/plain"
        )
    code = error.code or 500
    ours = type(error) is BadRequest and error.description != BadRequest.description
    return _page(code, str(error.description) if ours else "")


def _own(error: FundstelleError) -> Response:
    if isinstance(error, DeadlineExceededError):
        return _page(503, "Diese Anfrage dauert zu lange. Bitte genauer suchen.")
    if isinstance(error, _FOR_OPERATORS):
        logger.error("cannot answer: %s", error)
        return _page(503)
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    number = secrets.token_hex(4)
    logger.error("request %s failed", number, exc_info=error)
    return _page(500, number=number)


def _wanted() -> SearchRequest:
    """Return what was asked for as far as it can be read: who mends the query keeps the filters."""
    text = request.args.get("q", "")[:_SHOWN_QUERY].replace("\0", "")
    try:
        return replace(forms.read_request(request.args), text=text)
    except QueryError:
        return SearchRequest(text=text)


def _article() -> str:
    """Return the URL of the article that is asked for, with nothing asked of it."""
    return url_for("pages.article", article_id=(request.view_args or {})["article_id"])


def _page(code: int, reason: str = "", number: str = "") -> Response:
    heading, text = _TEXTS.get(code, _TEXTS[400 if code < 500 else 500])
    of_article = request.endpoint == "pages.article"
    if of_article and code == 404:
        heading, text = GONE
    if request.endpoint == "pages.health" or request.path.startswith(FOR_PROGRAMS):
        told = {"error": reason or text} | ({"number": number} if number else {})
        response = Response(json_text(told), code, mimetype="application/json")
    else:
        wanted = _wanted()
        page = render_template(
            "error.html",
            code=code,
            heading=heading,
            reason=reason or text,
            number=number,
            wanted=wanted,
            filters=presenters.filters_in_force(wanted),
            article=_article() if of_article and code == 400 else "",
            back=presenters.results_before(request.referrer, wanted.text)
            if of_article and wanted.text.strip()
            else "",
        )
        response = Response(page, code)
    if code == 503:
        response.headers["Retry-After"] = RETRY_AFTER_S
    return response
