"""The JSON interface for programs: what the command line prints as JSON, over HTTP.

In: GET requests below /api/v1.  Out: JSON; errors as {"error": reason}.
Parameters have the names of the command line's options; `openapi.py` describes them.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from search import SearchRequest, Sort, article_dict, json_text, results_dict
from web import asking, forms
from web.asking import service
from web.deadline import deadline
from web.openapi import BY, LAST_OFFSET, MOST_HITS, SORTS, description, parameters

bp = Blueprint("api", __name__, url_prefix="/api/v1")

FLAGS = {"false": False, "true": True}


def _answer(value: object) -> Response:
    return Response(json_text(value), mimetype="application/json")


@bp.before_request
def refuse_unheard() -> None:
    """Refuse a misspelt parameter, and the second of one: the answer would be to another question.

    Raises QueryError.
    """
    view = (request.endpoint or "").removeprefix(f"{bp.name}.")
    forms.check_names(request.args, parameters(view))


def read_request() -> SearchRequest:
    """Return the search that the parameters ask for. Raises QueryError."""
    values = request.args
    return SearchRequest(
        text=values.get("q", ""),
        limit=forms.whole(values, "limit", 10, 0, MOST_HITS),
        offset=forms.whole(values, "offset", 0, 0, LAST_OFFSET),
        sort=Sort(forms.one_of(values, "sort", SORTS, "relevance")),
        since=forms.short(values.get("from", ""), "from"),
        until=forms.short(values.get("to", ""), "to"),
        sources=forms.several(values, "source"),
        topics=forms.several(values, "section"),
        agencies=forms.several(values, "agency"),
        copies=FLAGS[forms.one_of(values, "copies", FLAGS, "false")],
    )


@bp.get("/search")
def search() -> Response:
    """Ranked articles with totals and facets, or single sections."""
    wanted = read_request()
    by = forms.one_of(request.args, "by", BY, "article")
    return _answer(
        results_dict(asking.sections(wanted) if by == "section" else asking.articles(wanted))
    )


@bp.get("/telling")
def telling() -> Response:
    """Nouns and names that set the time from–to apart, each with a query that asks for it too."""
    found = asking.telling(read_request())
    return _answer({"nouns": [{"text": one.text, "query": one.request.text} for one in found]})


@bp.get("/articles/<path:article_id>")
def article(article_id: str) -> Response:
    """One article by its sections."""
    found = service().article(article_id)
    if found is None:
        abort(404)
    return _answer(article_dict(found))


@bp.get("/suggest")
def suggest() -> Response:
    """What may be meant by an unfinished query: queries, then titles with the article's id."""
    text = forms.short(request.args.get("q", ""), "q")
    with deadline():
        found = service().suggest(text)
    rows = [{"text": one.text, "article": one.article_id or None} for one in found]
    return _answer({"query": text, "suggestions": rows})


@bp.get("/openapi.json")
def openapi() -> Response:
    """Describe this interface: OpenAPI 3.1."""
    return _answer(description(request.url_root.rstrip("/")))
