"""Addresses of the site's own pages: what Flask's `url_for` returns, kept where it can be.

In: an endpoint with values, or the id of an article.  Out: a path.
A page has some sixty links, and `url_for` puts each together from its rule.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, quote_plus

from flask import request, url_for

# What Werkzeug leaves as it is in a path and in a query string.
_SAFE_IN_PATH = "!$&'()*+,/:;=@"
_SAFE_IN_QUERY = "!$'()*,/:;?@"


def path(endpoint: str, **values: str) -> str:
    """Return the path of a page; to be asked with values that do not come from readers."""
    return _path(request.script_root, endpoint, tuple(values.items()))


@lru_cache(256)
def _path(_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]


def article(article_id: str, query: str) -> str:
    """Return the path of an article in which the words of a query are marked."""
    articles = path("pages.article", article_id="")
    return f"{articles}{quote(article_id, safe=_SAFE_IN_PATH)}?q={quoted(query)}"


@lru_cache(1024)
def quoted(value: str) -> str:
    """Return a value as it stands in a query string; a page says most of its values often."""
    return quote_plus(value, safe=_SAFE_IN_QUERY)
