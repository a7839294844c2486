"""Describe the JSON interface for programs that read descriptions.

In: the address of the site.  Out: an OpenAPI 3.1 document as plain values.
Source: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from importlib.metadata import version

from search import Sort

Schema = dict[str, object]

# What `api.py` holds the parameters to.
MOST_HITS = 100
LAST_OFFSET = 10_000 - MOST_HITS
BY = ("article", "section")
SORTS = tuple(sort.value for sort in Sort)


def description(server: str) -> Schema:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fundstelle",
            "version": version("fundstelle"),
            "description": "Full-text search for German-language news: ranked articles with their "
            "best sections and marked snippets.",
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/v1/search": _get(
                "Ranked articles with totals and facets; by=section: single sections, not counted.",
                _RESULTS,
                *_PARAMETERS["search"],
            ),
            "/api/v1/telling": _get(
                "Nouns and names that articles of the time from–to have more often than what the "
                "same search finds at other times, the surest first; each with a query for both.",
                _object(nouns=_list(_object(text=_TEXT, query=_TEXT))),
                *_PARAMETERS["telling"],
            ),
            "/api/v1/articles/{id}": _get(
                "An article by its sections.",
                _ARTICLE,
                {**_parameter("id", "Its id.", _TEXT), "in": "path", "required": True},
                missing=True,
            ),
            "/api/v1/suggest": _get(
                "Queries and titles that an unfinished query may become.",
                _object(
                    query=_TEXT,
                    suggestions=_list(_object(text=_TEXT, article=_or_null(_TEXT))),
                ),
                *_PARAMETERS["suggest"],
            ),
        },
    }


def parameters(view: str) -> dict[str, bool]:
    """Return the query parameters of a view of `api.py`, each with whether it may be repeated."""
    return {str(one["name"]): one["schema"] == _TEXTS for one in _PARAMETERS.get(view, ())}


def _get(summary: str, answer: Schema, *parameters: Schema, missing: bool = False) -> Schema:
    told = {"200": ("The answer.", answer), "400": ("Says what is wrong, in German.", _ERROR)}
    if missing:
        told["404"] = ("There is none.", _ERROR)
    told["503"] = ("No readable index, or too much work; see Retry-After.", _ERROR)
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                code: {"description": text, "content": {"application/json": {"schema": schema}}}
                for code, (text, schema) in told.items()
            },
        }
    }


def _parameter(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: Schema = {"type": "string"}
_TEXTS = _list(_TEXT)
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number"}
_MOMENT = _or_null({"type": "string", "format": "date-time"})
_ERROR = _object(error=_TEXT)

_QUERY = _parameter("q", "The query, in the language of the help page.", _TEXT)
_NARROWED = (
    _parameter("from", "First day: 2024, 2025-03-12, 12.03.2025, gestern …", _TEXT),
    _parameter("to", "Last day, inclusive.", _TEXT),
    _parameter("source", "Only these outlets; may be repeated.", _TEXTS),
    _parameter("section", "Only these Ressorts; may be repeated.", _TEXTS),
    _parameter("agency", "Only these news agencies; may be repeated.", _TEXTS),
    _parameter("copies", "Every copy of a text as its own hit.", {"enum": ["false", "true"]}),
)
_PAGED = (
    _parameter("by", "What is ranked.", {"enum": list(BY), "default": BY[0]}),
    _parameter("limit", "Hits.", {**_COUNT, "maximum": MOST_HITS, "default": 10}),
    _parameter(
        "offset", "Hits before the first.", {**_COUNT, "maximum": LAST_OFFSET, "default": 0}
    ),
    _parameter(
        "sort",
        "Their order; recent: by relevance, newer ones preferred.",
        {"enum": list(SORTS), "default": "relevance"},
    ),
)
# By the view of `api.py`; the others have none.
_PARAMETERS: dict[str, tuple[Schema, ...]] = {
    "search": (_QUERY, *_PAGED, *_NARROWED),
    "telling": (_QUERY, *_NARROWED),
    "suggest": (_parameter("q", "What was typed so far.", _TEXT),),
}
_SNIPPET = _object(
    text=_TEXT,
    marks={
        "description": "[start, end) offsets into the text, in code points; sorted, disjoint.",
        **_list({**_list(_COUNT), "minItems": 2, "maxItems": 2}),
    },
)
_HIT = _object(
    rank=_COUNT,
    id=_TEXT,
    title=_TEXT,
    source=_TEXT,
    published=_MOMENT,
    url=_TEXT,
    score=_NUMBER,
    sections=_list(
        _object(id=_TEXT, heading=_TEXT, anchor=_TEXT, score=_NUMBER, snippets=_list(_SNIPPET))
    ),
    copies=_list(_object(id=_TEXT, title=_TEXT, source=_TEXT, published=_MOMENT, url=_TEXT)),
    why=_list(
        _object(
            asked=_TEXT, found=_TEXT, rule=_TEXT, section=_COUNT,
            block={"type": ["string", "integer"]}, start=_COUNT, end=_COUNT,
        )
    ),
    missing=_TEXTS,
)  # fmt: skip
_RESULTS = _object(
    query=_TEXT,
    described=_TEXT,
    notes=_TEXTS,
    seconds=_NUMBER,
    hits=_list(_HIT),
    articles=_COUNT,
    sections=_COUNT,
    copies=_COUNT,
    ways_out=_list(_object(way=_TEXT, label=_TEXT, query=_TEXT, articles=_COUNT)),
    facets={
        "type": "object",
        "additionalProperties": _list(_object(value=_TEXT, articles=_COUNT)),
    },
)
_ARTICLE = _object(
    id=_TEXT,
    title=_TEXT,
    teaser=_TEXT,
    dateline=_TEXT,
    authors=_TEXTS,
    agencies=_TEXTS,
    source=_TEXT,
    url=_TEXT,
    published=_MOMENT,
    modified=_MOMENT,
    language=_TEXT,
    topics=_TEXTS,
    free={"type": "boolean"},
    sections=_list(_object(heading=_TEXT, level=_COUNT, anchor=_TEXT, paragraphs=_TEXTS)),
)
