"""The pages: a view reads the form, calls the service, renders.

In: GET requests.  Out: HTML, and JSON for machines at /healthz.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, render_template, request

from search import FacetValue, SearchRequest, SearchResults, Way, json_text
from search.errors import DeadlineExceededError
from web import asking, forms, presenters
from web.asking import service
from web.deadline import deadline
from web.downloads import MOST
from web.facets import facets
from web.guide import ABOUT, GUIDE, KEYS, examples
from web.timeline import Timeline, timeline
from web.versions import versions_of

bp = Blueprint("pages", __name__)

NEWEST = 6
MAX_SUGGESTED = 100
TELLS_NOTHING = "Kein Wort kommt in diesem Zeitraum auffällig oft vor."
TELLS_LATE = "Was in diesem Zeitraum war, ist bei so vielen Treffern nicht schnell genug zu sagen."
SUGGESTIONS = "application/x-suggestions+json"
# Every search is a page of its own, without end; what is kept can be read.
ROBOTS = """User-agent: *
Allow: /$
Allow: /hilfe$
Allow: /artikel/
Disallow: /artikel/*?
Allow: /static/
Disallow: /
"""
DESCRIPTION = "application/opensearchdescription+xml"


@bp.get("/")
def start() -> str:
    """Search box, newest articles, size and age of the index."""
    newest = service().newest(NEWEST)
    return render_template(
        "start.html", newest=newest, info=service().info(), examples=examples(newest)
    )


@bp.get("/suche")
def results() -> str:
    """One page of hits."""
    wanted = forms.read_request(request.args)
    if not presenters.asks(wanted):
        return render_template("results.html", wanted=wanted, results=None)
    found = asking.articles(wanted)
    telling, telling_note = (
        _telling(wanted) if forms.switched_on(request.args, "anlass") else ([], "")
    )
    bars = _timeline(found, shares=forms.switched_on(request.args, "anteil"))
    return render_template(
        "results.html",
        wanted=wanted,
        results=found,
        sorts=presenters.sorts(wanted),
        facets=list(facets(found, _others(wanted))),
        timeline=bars,
        telling=telling,
        telling_note=telling_note,
        telling_url=presenters.telling_url(found),
        filters=presenters.filters_in_force(wanted),
        spellings=presenters.ways_out(found, Way.SPELLING, Way.DATE),
        nearby=presenters.ways_out(found, Way.NAME, Way.WHOLE, Way.EXACT, Way.EVERY),
        ways_out=presenters.ways_out(found, Way.WITHOUT, Way.ONLY),
        paging=presenters.paging(found),
        copies_switch=presenters.copies_switch(wanted),
        feed=presenters.feed_url(wanted),
        downloads=presenters.downloads(wanted),
        most_taken=MOST,
        course=presenters.course_url(wanted) if bars else "",
    )


def _others(wanted: SearchRequest) -> Mapping[str, Sequence[FacetValue]]:
    """Return what else a search could be narrowed to; hits do without it."""
    try:
        return asking.others(wanted)
    except DeadlineExceededError:
        return {}


def _timeline(found: SearchResults, *, shares: bool) -> Timeline | None:
    """Return the bars; where it takes too long to tell shares they are counts."""
    try:
        return timeline(found, asking.times(found.request) if shares else None)
    except DeadlineExceededError:
        return timeline(found)


def _telling(wanted: SearchRequest) -> tuple[list[presenters.Choice], str]:
    """Return what sets the time of a search apart, or why nothing does: hits do without it."""
    try:
        told = presenters.nouns(asking.telling(wanted))
    except DeadlineExceededError:
        return [], TELLS_LATE
    return told, "" if told else TELLS_NOTHING


@bp.get("/artikel/<path:article_id>")
def article(article_id: str) -> str:
    """One article by its sections, the words of ?q= marked, with its other versions."""
    text = request.args.get("q", "")
    with deadline():
        shown = service().mark(article_id, text)
        if shown is None:
            abort(404)
        versions = versions_of(service(), article_id, request.args)
        related = service().related(article_id)
    return render_template(
        "article.html",
        shown=shown,
        wanted=SearchRequest(text=text),
        marks=presenters.marks_by_section(shown),
        first=presenters.first_marked(shown),
        versions=versions,
        related=related,
        references=presenters.REFERENCES,
        back=presenters.results_before(request.referrer, text),
    )


@bp.get("/vorschlaege")
def suggestions() -> Response:
    """What may be meant by an unfinished query, in the form of OpenSearch Suggestions 1.1."""
    text = request.args.get("q", "")[:MAX_SUGGESTED]
    with deadline():
        found = service().suggest(text)
    described = ["Artikel" if one.article_id else "" for one in found]
    rows = [text, [one.text for one in found], described, presenters.suggested(found)]
    return Response(json_text(rows), mimetype=SUGGESTIONS)


@bp.get("/opensearch.xml")
def description() -> Response:
    """Let a browser search here: https://github.com/dewitt/opensearch, version 1.1, draft 6."""
    return Response(render_template("opensearch.xml"), mimetype=DESCRIPTION)


@bp.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers what not to ask for (RFC 9309)."""
    return Response(ROBOTS, mimetype="text/plain")


@bp.get("/hilfe")
def guide() -> str:
    """The query language by examples, and what the other words on pages mean."""
    return render_template("guide.html", guide=GUIDE, about=ABOUT, keys=KEYS)


@bp.get("/healthz")
def health() -> Response:
    """State for machines; no paths, no texts."""
    info = service().info()
    age = (datetime.now(UTC) - info.built).total_seconds() if info.built else None
    facts = {
        "generation": info.generation,
        "age_s": round(age) if age is not None else None,
        "articles": info.articles,
        "sections": info.sections,
        "notes": info.notes,
    }
    return Response(json_text(facts), mimetype="application/json")
